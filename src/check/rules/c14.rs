//! Titles have a capital before the name of the person, and where there is but one.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::{Phrases, has_sentences};
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{SURNAMES, Word, begins_upper, is_joined, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C14",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục II, V.3"),
    page: include_str!("c14.md"),
    checks: &[Check::Text(look)],
};

/// Offices of which there is one.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/titles.txt")));

/// Titles, the longer ones first.
const TITLES: &[&[&str]] = &[
    &["phó", "giáo", "sư"],
    &["giáo", "sư"],
    &["tiến", "sĩ"],
    &["thạc", "sĩ"],
    &["phó", "trưởng", "phòng"],
    &["phó", "chủ", "tịch"],
    &["phó", "bí", "thư"],
    &["phó", "giám", "đốc"],
    &["chánh", "văn", "phòng"],
    &["phó", "trưởng", "ban"],
    &["chủ", "tịch"],
    &["bí", "thư"],
    &["giám", "đốc"],
    &["trưởng", "phòng"],
    &["trưởng", "ban"],
    &["bộ", "trưởng"],
    &["thứ", "trưởng"],
    &["thủ", "tướng"],
    &["hiệu", "trưởng"],
    &["trưởng", "thôn"],
    &["trưởng", "bản"],
];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let mut hits = NAMES.hits(role, text);
    let found: Vec<Word> = words(text).collect();
    for at in 0..found.len() {
        let Some(title) = is_person(text, &found, at).then(|| title(text, &found, at)).flatten()
        else {
            continue;
        };
        let Some((first, last)) = title.first().zip(title.last()) else { continue };
        let range = first.range.start..last.range.end;
        let words = text.get(range.clone()).unwrap_or_default();
        hits.push(
            Hit::new(range, format!("Chức vụ viết thường trước họ tên: “{words}”."))
                .hint("chức vụ đi liền họ tên thì viết hoa chữ đầu: “Chủ tịch”, “Phó Chủ tịch”"),
        );
    }
    hits
}

/// Whether three syllables of a name begin at `at`.
fn is_person(text: &str, found: &[Word], at: usize) -> bool {
    let named = found.get(at..at + 3).is_some_and(|name| {
        name.iter().all(|word| begins_upper(word.text))
            && name.first().is_some_and(|family| SURNAMES.contains(family.text))
    });
    named && is_joined(text, found, at) && is_joined(text, found, at + 1)
}

/// The title in lower case that ends before `end`.
fn title<'f, 't>(text: &str, found: &'f [Word<'t>], end: usize) -> Option<&'f [Word<'t>]> {
    TITLES.iter().find_map(|title| {
        let start = end.checked_sub(title.len())?;
        let words = found.get(start..end)?;
        let same = words.iter().zip(*title).all(|(word, syllable)| word.text == *syllable);
        (same && (start..end).all(|at| is_joined(text, found, at))).then_some(words)
    })
}
