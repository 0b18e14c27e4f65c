//! How the label of an appendix looks.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "A01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1b"),
    page: include_str!("a01.md"),
    checks: &[Check::Pages(facets::a01)],
};
