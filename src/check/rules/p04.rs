//! The right margin.

use crate::check::citation::nd30;
use crate::check::layout::{Layout, NEAR_MM, ink, mm, on_upright_and_wide, spot};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Area;

pub const RULE: Rule = Rule {
    id: "P04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.3"),
    page: include_str!("p04.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let faults = layout.pages().filter_map(|(index, page)| {
        let ink = ink(layout, index)?;
        let margin = page.width - ink.right;
        let wrong = margin < 15.0 - NEAR_MM || (ink.fills_right && margin > 20.0 + NEAR_MM);
        wrong.then(|| {
            let message =
                format!("Lề phải trang {} là {}, phải từ 15 đến 20 mm", index + 1, mm(margin));
            let area = Area { left: ink.right, right: page.width, top: 0.0, bottom: page.height };
            (page.is_landscape(), At::Page(spot(index, &area), None), message)
        })
    });
    on_upright_and_wide(faults)
}
