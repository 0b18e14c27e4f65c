//! Where the tone mark stands: hòa or hoà, one way in a document.

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{begins_upper, lowered, near_before, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T01",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t01.md"),
    checks: &[Check::Facts { gather, judge }],
};

const OLD: &str = "cũ";
const NEW: &str = "mới";

/// The first vowel with each tone, small and capital, and the same for the second.
const PAIRS: [(&str, &str); 3] = [
    ("oòóỏõọOÒÓỎÕỌ", "aàáảãạAÀÁẢÃẠ"),
    ("oòóỏõọOÒÓỎÕỌ", "eèéẻẽẹEÈÉẺẼẸ"),
    ("uùúủũụUÙÚỦŨỤ", "yỳýỷỹỵYỲÝỶỸỴ"),
];
const TONES: usize = 6;

/// Words whose mark may stand in two places: what they are about is the word in the
/// other way, what is said of them the way in which they are.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    if text.is_ascii() || role == Role::Place {
        return Vec::new();
    }
    let mut of_place = false;
    let mut facts = Vec::new();
    for word in words(text) {
        // The names of communes are written as they were given: "xã Chiêm Hoá".
        of_place &= begins_upper(word.text);
        if let Some((about, way)) = other_way(word.text).filter(|_| !of_place) {
            facts.push(Fact { range: word.range.clone(), about, value: way.to_owned() });
        }
        of_place |= UNITS.contains(&lowered(word.text).as_str());
    }
    facts
}

/// Words that a name of a place follows.
const UNITS: &[&str] = &["xã", "phường", "khu", "tỉnh", "phố", "thôn", "bản", "buôn", "ấp"];

/// The word with its mark on the other vowel, and the way in which it is written.
fn other_way(word: &str) -> Option<(String, &'static str)> {
    let mut chars: Vec<char> = word.chars().collect();
    let [before @ .., first, second] = chars.as_mut_slice() else { return None };
    if matches!(before.last(), Some('q' | 'Q')) {
        return None;
    }
    let place = |letters: &str, letter: char| letters.chars().position(|c| c == letter);
    let letter = |letters: &str, at: usize| letters.chars().nth(at);
    for (firsts, seconds) in PAIRS {
        let (Some(one), Some(two)) = (place(firsts, *first), place(seconds, *second)) else {
            continue;
        };
        let (first_tone, second_tone) = (one % TONES, two % TONES);
        let way = match (first_tone, second_tone) {
            (1.., 0) => OLD,
            (0, 1..) => NEW,
            _ => return None,
        };
        let swapped = |at: usize, tone: usize| at / TONES * TONES + tone;
        *first = letter(firsts, swapped(one, second_tone))?;
        *second = letter(seconds, swapped(two, first_tone))?;
        return Some((chars.into_iter().collect(), way));
    }
    None
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    let (old, new): (Vec<&Known>, Vec<&Known>) =
        known.iter().partition(|known| known.fact.value == OLD);
    let (few, many) = if old.len() < new.len() { (old, new) } else { (new, old) };
    let Some(other) = many.first() else { return Vec::new() };
    let message = |known: &Known| {
        let plain = view.passages.get(known.passage).map_or("", |passage| passage.plain());
        let word = plain.get(known.fact.range.clone()).unwrap_or_default();
        let way = &known.fact.value;
        format!(
            "“{word}” đặt dấu kiểu {way}, chỗ khác trong văn bản đặt dấu kiểu {}.",
            other.fact.value
        )
    };
    let found = |known: &Known| {
        let found = Found::new(known.at(), message(known)).and_at(other.at());
        found.hint(format!("dùng một kiểu cho cả văn bản: “{}”", known.fact.about))
    };
    if few.len() == many.len() {
        return few.first().map(|known| found(known)).into_iter().collect();
    }
    let mended = |known: &&Known| match is_in_name(view, known) {
        true => found(known),
        false => found(known).mend(known.fact.about.clone()),
    };
    few.iter().map(mended).collect()
}

/// Whether the word belongs to somebody's name, which is written in one way: "ông Lò
/// Văn Hoà".
fn is_in_name(view: &View, known: &Known) -> bool {
    let Some(passage) = view.passages.get(known.passage) else { return false };
    let (plain, at) = (passage.plain(), known.fact.range.start);
    let before = near_before(plain, at, 20).trim_end();
    let starts = |text: &str| text.starts_with(char::is_uppercase);
    let is_small = |text: &str| text.chars().any(char::is_lowercase);
    let last = before.rsplit(' ').next().unwrap_or_default();
    let word = plain.get(known.fact.range.clone()).unwrap_or_default();
    passage.role == Role::Name || (starts(last) && starts(word) && is_small(last) && is_small(word))
}
