//! Text in Unicode, not in an encoding of the time before: said by the reader.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.4"),
    page: include_str!("t08.md"),
    checks: &[Check::Reader],
};
