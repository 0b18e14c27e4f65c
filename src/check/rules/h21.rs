//! How the document’s type looks.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, centred, is_upper, quoted, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H21",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.5b"),
    page: include_str!("h21.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let (lines, origin) = (&layout.form.kind, &layout.document.kind.origin);
    let what = "Tên loại văn bản";
    let Some(first) = lines.first() else {
        let message = format!("{what} không có trên trang đầu.");
        return vec![Found::new(At::Whole, message).hint(HINT)];
    };
    let styled = styled(layout, what, lines, (13.0, 14.0), BOLD, Some(origin));
    let mut found: Vec<Found> = styled.into_iter().collect();
    if lines.iter().any(|on| !is_upper(&on.line.text())) {
        let message = format!("{what} {} phải viết in hoa.", quoted(first));
        found.push(Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
    }
    if let Some((left, right)) = layout.edges {
        let axis = ((left + right) / 2.0, 1.5);
        found.extend(centred(layout, what, lines, axis, "bề rộng trang chữ", Some(origin)));
    }
    found
}
