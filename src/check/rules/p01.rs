//! The paper is A4.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, grouped, mm, outside};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.1"),
    page: include_str!("p01.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let faults = layout.pages().filter_map(|(index, page)| {
        let (short, long) = (page.width.min(page.height), page.width.max(page.height));
        let wrong = outside(short, (210.0, 210.0), 0.5) || outside(long, (297.0, 297.0), 0.5);
        wrong.then(|| {
            let size = format!("{} × {}", mm(page.width), mm(page.height));
            let message =
                format!("Khổ giấy trang {} là {size}, phải là A4 (210 × 297 mm)", index + 1);
            (layout.at_page(index), message)
        })
    });
    grouped(faults, HINT)
}
