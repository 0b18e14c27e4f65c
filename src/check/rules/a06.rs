//! An appendix begins on a new page.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Context;

pub const RULE: Rule = Rule {
    id: "A06",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, III.1"),
    page: include_str!("a06.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let labels = layout.form.appendices.iter().filter_map(|head| head.label.first());
    let faults = labels.filter_map(|on| {
        let lines = layout.printed.pages.get(on.page).into_iter().flat_map(|page| &page.lines);
        let mut above =
            lines.filter(|line| line.context != Context::Margin && line.y < on.line.y - 1.0);
        above.next()?;
        Some((layout.at(*on), format!("{} không bắt đầu ở trang mới", quoted(on))))
    });
    grouped(faults, HINT)
}
