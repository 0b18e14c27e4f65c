//! Districts, towns and provinces that are no more since 1 July 2025.

use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::places::{PLACES, is_of_the_past, is_since_reform, known_words, name_at};
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, lowered, near_after, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "X07",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x07.md"),
    checks: &[Check::Facts { gather, judge }],
};

fn gather(role: Role, text: &str) -> Vec<Fact> {
    if matches!(role, Role::Name | Role::Number | Role::Symbol | Role::Drafter) {
        return Vec::new();
    }
    let words: Vec<Word> = words(text).collect();
    let shouts = !text.chars().any(char::is_lowercase);
    let mut units: Vec<(Range<usize>, bool)> = Vec::new();
    for at in 0..words.len() {
        let Some(unit) = unit(text, &words, at, shouts) else { continue };
        let last = units.last_mut().filter(|(last, _)| {
            let between = text.get(last.end..unit.0.start).unwrap_or_default();
            matches!(between, ", " | " và " | "; ")
        });
        match last {
            // "huyện, thị xã, thành phố" is said once.
            Some((last, gone)) => {
                last.end = unit.0.end;
                *gone |= unit.1;
            }
            None => units.push(unit),
        }
    }
    let gone =
        units.into_iter().filter(|(range, gone)| *gone && !is_of_the_past(text, range.start));
    let fact = |(range, _): (Range<usize>, bool)| {
        let about = text.get(range.clone()).unwrap_or_default().to_owned();
        Fact { range, about, value: String::new() }
    };
    gone.map(fact).collect()
}

/// The unit that the word at this index begins, with its name, and whether it is gone
/// for certain: "thành phố" alone may be one of those that are provinces.
fn unit(text: &str, words: &[Word], at: usize, shouts: bool) -> Option<(Range<usize>, bool)> {
    let word = words.get(at)?;
    let next =
        words.get(at + 1).filter(|next| text.get(word.range.end..next.range.start) == Some(" "));
    let after = next.map_or("", |next| next.text);
    let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
    let (lower, lower_after) = (lowered(word.text), lowered(after));
    let end = next.map_or(word.range.end, |next| next.range.end);
    let named = |end: usize| name_at(text, end).last().map_or(end, |last| last.end);
    match (lower.as_str(), lower_after.as_str()) {
        ("huyện", _) => {
            let is_name = before == "Bà" || lowered(before) == "đường";
            let is_party = matches!(lower_after.as_str(), "ủy" | "uỷ");
            let is_noun = shouts || word.text == "huyện" || word.range.start == 0 || is_party;
            let end = if is_party { end } else { named(word.range.end) };
            (is_noun && !is_name).then_some((word.range.start..end, true))
        }
        ("quận", _) if word.text == "quận" || shouts => {
            Some((word.range.start..named(word.range.end), true))
        }
        ("thị", "xã" | "trấn") => Some((word.range.start..named(end), true)),
        ("thành", "phố") => {
            if near_after(text, end, " thuộc tỉnh".len()).to_lowercase().starts_with(" thuộc tỉnh")
            {
                return Some((word.range.start..end + " thuộc tỉnh".len(), true));
            }
            let name = name_at(text, end);
            let is_city = known_words(text, &name, |key| PLACES.cities.contains(key)).is_some();
            let gone = !shouts && !name.is_empty() && !is_city;
            let end = if gone { named(end) } else { end };
            (gone || name.is_empty()).then_some((word.range.start..end, gone))
        }
        ("tỉnh", _) => {
            let name = name_at(text, word.range.end);
            let count = known_words(text, &name, |key| PLACES.abolished.contains(key))?;
            Some((word.range.start..name.get(count - 1)?.end, true))
        }
        _ => None,
    }
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    if known.is_empty() || !is_since_reform(view) {
        return Vec::new();
    }
    let found = |known: &Known| {
        let message = format!("“{}” không còn từ ngày 01/7/2025.", known.fact.about);
        let hint = "ghi tên xã, phường, đặc khu hoặc tỉnh sau sắp xếp; nếu nói về đơn vị trước đây thì thêm chữ “cũ”";
        Found::new(known.at(), message).hint(hint)
    };
    known.iter().map(found).collect()
}
