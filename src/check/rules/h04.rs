//! Where Tiêu ngữ stands and how it looks.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, centred, styled};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.1b"),
    page: include_str!("h04.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let (nation, lines) = (&layout.form.nation, &layout.form.motto);
    let mut found: Vec<Found> =
        styled(layout, "Tiêu ngữ", lines, (13.0, 14.0), BOLD, None).into_iter().collect();
    if let (Some(above), Some(first)) = (nation.last(), lines.first()) {
        let axis = (above.line.centre(), 1.5);
        found.extend(centred(layout, "Tiêu ngữ", lines, axis, "Quốc hiệu", None));
        if first.line.y <= above.line.y {
            let message = "Tiêu ngữ phải ở ngay dưới Quốc hiệu.";
            found.push(Found::new(layout.at(*first), message).hint(HINT));
        }
    }
    found
}
