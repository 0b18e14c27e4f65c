//! Pages are counted on, and anew in each appendix.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, grouped, page_numbers};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P11",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.7"),
    page: include_str!("p11.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let shown = page_numbers(layout).into_iter().filter_map(|number| Some((number.on?, number)));
    let faults = shown.filter_map(|(on, number)| {
        let printed = on.line.text();
        let value: usize = printed.trim().parse().ok()?;
        let (page, expected) = (number.page + 1, number.expected);
        let message = || format!("Trang {page} ghi số {value}, phải là {expected}");
        (value != expected).then(|| (layout.at(on), message()))
    });
    grouped(faults, HINT)
}
