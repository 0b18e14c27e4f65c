//! The issuer's name is written in full.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{entries, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.2a"),
    page: include_str!("h08.md"),
    checks: &[Check::Text(look)],
};

const LIST: &str = include_str!("../lists/agency-abbreviations.txt");

fn look(role: Role, text: &str) -> Vec<Hit> {
    if role != Role::Agency {
        return Vec::new();
    }
    words(text)
        .filter_map(|word| {
            let (full, certain) = full(word.text)?;
            let dot = text.get(word.range.end..).is_some_and(|rest| rest.starts_with('.'));
            let range = word.range.start..word.range.end + usize::from(dot);
            let hit = Hit::new(range, format!("Tên cơ quan ban hành viết tắt “{}”.", word.text))
                .hint(format!(
                    "ghi đầy đủ “{full}”; chỉ tên cơ quan chủ quản ở dòng trên mới được viết tắt"
                ));
            let upper = !text.chars().any(char::is_lowercase);
            Some(match certain {
                true if upper && !dot => hit.mend(full),
                true => hit,
                false => hit.warning(),
            })
        })
        .collect()
}

/// What an abbreviation stands for, and whether for certain.
fn full(abbreviation: &str) -> Option<(&'static str, bool)> {
    entries(LIST).find_map(|entry| {
        let (pair, certain) = match entry.split_once(" = ") {
            Some(pair) => (pair, true),
            None => (entry.split_once(" ~ ")?, false),
        };
        (pair.0 == abbreviation).then_some((pair.1, certain))
    })
}
