//! Events of history.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::{Phrases, has_sentences};
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C22",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, V.9"),
    page: include_str!("c22.md"),
    checks: &[Check::Text(look)],
};

/// The names as they must be written.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/events.txt")));

/// Dates in names of events, which are written in words.
const DATES: [(&str, &str); 2] = [("tháng 8", "tháng Tám"), ("tháng 10", "tháng Mười")];

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = NAMES.hits(role, text);
    for (digits, words) in DATES.iter().filter(|_| has_sentences(role)) {
        let found = text.match_indices(digits).filter(|(at, _)| {
            let before = text.get(..*at).unwrap_or_default().trim_end();
            let after = text.get(at + digits.len()..).unwrap_or_default();
            before.ends_with("ách mạng") && !after.starts_with(|c: char| c.is_alphanumeric())
        });
        hits.extend(found.map(|(at, _)| {
            let message = format!("Mốc thời gian trong tên sự kiện viết bằng số: “{digits}”.");
            Hit::new(at..at + digits.len(), message).hint(format!("viết “{words}”")).mend(*words)
        }));
    }
    hits
}
