//! Where Quốc hiệu stands and how it looks.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, styled};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Context;

pub const RULE: Rule = Rule {
    id: "H02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.1a"),
    page: include_str!("h02.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let lines = &layout.form.nation;
    let Some(first) = lines.first() else { return Vec::new() };
    let mut found: Vec<Found> =
        styled(layout, "Quốc hiệu", lines, (12.0, 13.0), BOLD, None).into_iter().collect();
    let mut wrong = |message: &str| {
        found.push(Found::new(layout.around(lines, None), message).hint(HINT));
    };
    if lines.len() > 1 {
        wrong("Quốc hiệu bị ngắt làm hai dòng, phải nằm trên một dòng.");
    }
    let page = layout.printed.pages.first();
    if page.is_some_and(|page| first.line.centre() < page.width / 2.0) {
        wrong("Quốc hiệu phải ở phía trên, bên phải trang đầu.");
    }
    let others = page.into_iter().flat_map(|page| &page.lines);
    let mut above = others.filter(|line| {
        line.context != Context::Margin && line.y < first.line.y - first.line.size * 0.2
    });
    if above.next().is_some() {
        wrong("Có chữ đứng trên Quốc hiệu; Quốc hiệu phải ở trên cùng.");
    }
    found
}
