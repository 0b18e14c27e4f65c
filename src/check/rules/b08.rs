//! How khoản with a title looks.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6đ"),
    page: include_str!("b08.md"),
    checks: &[Check::Pages(facets::b08)],
};
