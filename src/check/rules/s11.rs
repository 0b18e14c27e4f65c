//! Room for a signature.

use crate::check::citation::PRACTICE;
use crate::check::layout::{HINT, Layout, mm};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S11",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("s11.md"),
    checks: &[Check::Pages(look)],
};

/// What a hand or a seal needs: mm.
const ROOM: f64 = 25.0;

fn look(layout: &Layout) -> Vec<Found> {
    let faults = layout.form.signatures.iter().filter_map(|block| {
        let title = block.titles.last()?;
        let below = block.other.first().or(block.name.first())?;
        let gap = below.line.area().top - title.line.y;
        let message = || {
            format!("Chỗ ký giữa chức vụ và họ tên chỉ cao {}, cần ít nhất {}.", mm(gap), mm(ROOM))
        };
        let is_low = title.page == below.page && gap < ROOM;
        is_low.then(|| Found::new(layout.around(&block.titles, None), message()).hint(HINT))
    });
    faults.collect()
}
