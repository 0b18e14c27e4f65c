//! How “(Kèm theo …)” looks.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "A04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1c"),
    page: include_str!("a04.md"),
    checks: &[Check::Pages(facets::a04)],
};
