//! The left margin.

use crate::check::citation::nd30;
use crate::check::layout::{Layout, NEAR_MM, ink, mm, on_upright_and_wide, spot};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Area;

pub const RULE: Rule = Rule {
    id: "P03",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.3"),
    page: include_str!("p03.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let faults = layout.pages().filter_map(|(index, page)| {
        let ink = ink(layout, index)?;
        let margin = ink.left;
        let wrong = margin < 30.0 - NEAR_MM || (ink.fills_left && margin > 35.0 + NEAR_MM);
        wrong.then(|| {
            let message =
                format!("Lề trái trang {} là {}, phải từ 30 đến 35 mm", index + 1, mm(margin));
            let area = Area { left: 0.0, right: ink.left, top: 0.0, bottom: page.height };
            (page.is_landscape(), At::Page(spot(index, &area), None), message)
        })
    });
    on_upright_and_wide(faults)
}
