//! The noun before the name of a river, a mountain, a bay is in lower case.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::Phrases;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C07",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục II, III.1d"),
    page: include_str!("c07.md"),
    checks: &[Check::Text(look)],
};

/// The names as they must be written.
static NAMES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/terrain.txt")));

fn look(role: Role, text: &str) -> Vec<Hit> {
    NAMES.hits(role, text)
}
