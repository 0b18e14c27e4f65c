//! Two units always have the capital: the capital city and Ho Chi Minh City.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::Phrases;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C06",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, III.1c"),
    page: include_str!("c06.md"),
    checks: &[Check::Text(look)],
};

/// The names as they must be written.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/capitals.txt")));

fn look(role: Role, text: &str) -> Vec<Hit> {
    NAMES.hits(role, text)
}
