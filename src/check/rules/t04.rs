//! More spaces than one.

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::lowered;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T04",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t04.md"),
    checks: &[Check::Text(look)],
};

/// After these words spaces may be a gap that is filled in by hand.
const GAPS: &[&str] = &["ngày", "tháng", "năm", "số", "số:"];

fn look(_: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("  ")).map(|next| at + next) {
        let (before, rest) = text.split_at(start);
        let after = rest.trim_start_matches(' ');
        at = text.len() - after.len();
        let last = before.rsplit([' ', '\n']).next().unwrap_or_default();
        let first = after.split([' ', '\n']).next().unwrap_or_default();
        if last.is_empty() || first.is_empty() || GAPS.contains(&lowered(last).as_str()) {
            continue;
        }
        let message = format!("Thừa dấu cách giữa “{last}” và “{first}”.");
        hits.push(Hit::new(start..at, message).hint("chỉ để một dấu cách").mend(" "));
    }
    hits
}
