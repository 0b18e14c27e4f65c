//! How mục looks.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B06",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, V.6b"),
    page: include_str!("b06.md"),
    checks: &[Check::Pages(facets::b06)],
};
