//! The main document stands upright.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, grouped};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Context;

pub const RULE: Rule = Rule {
    id: "P02",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, I.2"),
    page: include_str!("p02.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let main = layout.sections.first().map_or(0, |section| section.end);
    let faults = layout.pages().take(main).filter_map(|(index, page)| {
        let has_table =
            page.tables.is_some() || page.lines.iter().any(|line| line.context == Context::Table);
        (page.is_landscape() && !has_table).then(|| {
            let message =
                format!("Trang {} của văn bản nằm ngang mà không có bảng biểu", index + 1);
            (layout.at_page(index), message)
        })
    });
    grouped(faults, HINT)
}
