//! The gap for a number that comes later.

use crate::check::citation::PRACTICE;
use crate::check::layout::{HINT, Layout, NEAR_MM, mm};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H16",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("h16.md"),
    checks: &[Check::Pages(look)],
};

/// A stamped number needs so much room: mm.
const ROOM: f64 = 12.0;

fn look(layout: &Layout) -> Vec<Found> {
    let boxes = layout.form.issuers.iter().zip(&layout.document.issuers);
    let blank = boxes.filter(|(_, given)| given.number.is_none() && given.symbol.is_some());
    let faults = blank.filter_map(|(issuer, _)| {
        let on = issuer.number?;
        let mut runs = on.line.level();
        let label = runs.next()?;
        let after = runs.find(|run| run.text.trim_start().starts_with('/'));
        let gap = after.map_or(0.0, |after| after.x - label.x - label.width);
        let message =
            || format!("Chỗ trống để ghi số chỉ rộng {}, cần ít nhất {}.", mm(gap), mm(ROOM));
        (gap < ROOM - NEAR_MM).then(|| Found::new(layout.at(on), message()).hint(HINT))
    });
    faults.collect()
}
