//! Foreign names that are written as they sound.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::Phrases;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C03",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục II, II.2b"),
    page: include_str!("c03.md"),
    checks: &[Check::Text(look)],
};

/// The names as they must be written.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/transliterated.txt")));

fn look(role: Role, text: &str) -> Vec<Hit> {
    NAMES.hits(role, text)
}
