//! The first page has no number.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, page_numbers};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P10",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.7"),
    page: include_str!("p10.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let first = page_numbers(layout).into_iter().find(|number| number.page == 0);
    let shown = first.and_then(|number| number.on);
    let found = shown
        .map(|on| Found::new(layout.at(on), "Trang đầu của văn bản có in số trang.").hint(HINT));
    found.into_iter().collect()
}
