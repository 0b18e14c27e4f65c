//! Letters and marks in one character, not decomposed: said by the reader.

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T02",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t02.md"),
    checks: &[Check::Reader],
};
