//! How the lines of Nơi nhận look.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n02.md"),
    checks: &[Check::Pages(facets::n02)],
};
