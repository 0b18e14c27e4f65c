//! The title of an appendix is in capitals.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::words;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "A03",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1b"),
    page: include_str!("a03.md"),
    checks: &[Check::Text(look), Check::Pages(facets::a03)],
};

/// Symbols that are what they are.
const UNITS: &[&str] = &["m", "m2", "m3", "km", "km2", "kg", "ha", "mm", "cm", "đ"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if role != Role::Title {
        return Vec::new();
    }
    // A remark in brackets may be in lower case, and so may a field without a list.
    let mut depth = 0_usize;
    let mut outside = Vec::new();
    for (at, c) in text.char_indices() {
        depth = if matches!(c, '(' | '«') { depth + 1 } else { depth };
        outside.extend((depth == 0).then_some(at));
        depth = depth.saturating_sub(usize::from(matches!(c, ')' | '»')));
    }
    // "eOffice" and "1a" are what they are too.
    let is_lower = |text: &str| {
        let rest = text.strip_prefix(char::is_alphabetic).unwrap_or_default();
        let plain = !rest.is_empty() && rest.chars().all(char::is_lowercase);
        plain && !UNITS.contains(&text)
    };
    let words: Vec<_> = words(text)
        .filter(|word| is_lower(word.text) && outside.binary_search(&word.range.start).is_ok())
        .collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    let range = first.range.start..last.range.end;
    let Some(wrong) = text.get(range.clone()) else { return Vec::new() };
    let hit = Hit::new(range, "Tên phụ lục có chữ thường.").hint("viết hoa toàn bộ tên phụ lục");
    let plain =
        !wrong.contains('(') && !UNITS.iter().any(|unit| wrong.split(' ').any(|w| w == *unit));
    vec![if plain { hit.mend(wrong.to_uppercase()) } else { hit }]
}
