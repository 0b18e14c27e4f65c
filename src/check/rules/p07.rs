//! Letters are black.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, On, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::{Context, Run};

pub const RULE: Rule = Rule {
    id: "P07",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.4"),
    page: include_str!("p07.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    // The stamp of urgency is red.
    let stamp = layout.form.urgency.map(|on| (on.page, on.line.y));
    let faults = layout.pages().flat_map(|(page, given)| {
        let lines = given.lines.iter().filter(|line| line.context != Context::Margin);
        let coloured = lines.filter(|line| line.runs.iter().any(is_coloured));
        let lines = coloured.map(move |line| On { page, line });
        lines.filter(move |on| stamp != Some((on.page, on.line.y)))
    });
    let told = |on: On| (layout.at(on), format!("Chữ {} không phải màu đen", quoted(&on)));
    grouped(faults.map(told), HINT)
}

fn is_coloured(run: &Run) -> bool {
    !run.is_blank() && run.colour.iter().any(|part| *part > 3)
}
