//! The noun of a unit has a capital where the name is a number, a person, an event.

use crate::check::citation::nd30;
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{
    PEOPLE, Word, begins_upper, folded, is_joined, name_length, with_first, words,
};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C05",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, III.1b"),
    page: include_str!("c05.md"),
    checks: &[Check::Text(look)],
};

/// After these words a number counts: "mỗi phường 3".
const COUNTED: &[&str] = &["mỗi", "các", "một", "từng", "những", "hai", "ba", "số"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for at in 0..found.len() {
        let Some((noun, rest)) = found.get(at).zip(found.get(at + 1..)) else { continue };
        if !is_joined(text, &found, at) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| found.get(at));
        let counted = before.is_some_and(|word| COUNTED.contains(&folded(word.text).as_str()));
        let of = |nouns: &[&str]| nouns.contains(&noun.text);
        if of(&["phường", "quận"]) && !counted && is_number(text, rest) {
            hits.push(hit(noun, "số"));
        } else if of(&["phường", "quận", "xã", "huyện"])
            && let Some(length) = name_length(text, rest, &PEOPLE)
            && rest.iter().take(length).all(|word| begins_upper(word.text))
        {
            hits.push(hit(noun, "tên người, tên sự kiện").warning());
        }
    }
    hits
}

fn hit(noun: &Word, what: &str) -> Hit {
    let right = with_first(noun.text, true);
    Hit::new(noun.range.clone(), format!("“{}” viết thường trước {what}.", noun.text))
        .hint(format!("đơn vị hành chính mang {what} thì viết hoa: “{right}”"))
}

/// Whether these words begin with a number that names: nothing is counted after it.
fn is_number(text: &str, rest: &[Word]) -> bool {
    let Some(number) = rest.first() else { return false };
    let digits = number.text.len() <= 2 && number.text.chars().all(|c| c.is_ascii_digit());
    let after = text.get(number.range.end..).unwrap_or_default();
    let mut after = after.chars();
    let closed = match after.next() {
        None => true,
        Some('.' | ',') => after.next().is_none_or(|c| !c.is_ascii_digit()),
        Some(c) => ";:)”".contains(c),
    };
    digits && !number.text.starts_with('0') && closed
}
