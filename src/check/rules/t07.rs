//! Letters of other scripts that look like Latin ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{entries, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T07",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t07.md"),
    checks: &[Check::Text(look)],
};

static LATIN: LazyLock<BTreeMap<char, &str>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let (letter, latin) = line.split_once(' ')?;
        Some((letter.chars().next()?, latin))
    };
    entries(include_str!("../lists/look-alikes.txt")).filter_map(entry).collect()
});

fn look(_: Role, text: &str) -> Vec<Hit> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for word in words(text) {
        let latin: String = word.text.chars().flat_map(latin).collect();
        // A word that is foreign throughout is meant so.
        let is_mixed = word.text.chars().any(|c| is_latin(c) || is_form(c));
        if is_mixed && latin != word.text {
            let message = format!("“{}” có chữ cái lạ trông giống chữ Việt.", word.text);
            let hint = format!("gõ lại “{latin}” bằng bàn phím tiếng Việt");
            hits.push(Hit::new(word.range, message).hint(hint).mend(latin));
        }
    }
    hits
}

/// What a letter should be.
fn latin(c: char) -> impl Iterator<Item = char> {
    let narrow = u32::from(c).checked_sub(0xFEE0).filter(|_| is_full_width(c));
    let own = narrow.and_then(char::from_u32).unwrap_or(c);
    let other = LATIN.get(&c).copied().unwrap_or_default();
    other.chars().chain(Some(own).filter(|_| other.is_empty()))
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic()
        || (matches!(c, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}') && !LATIN.contains_key(&c))
}

/// Whether it is a Latin letter in another form.
fn is_form(c: char) -> bool {
    is_full_width(c) || matches!(c, '\u{FB00}'..='\u{FB04}')
}

fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}')
}
