//! The parent above the issuer.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, UPRIGHT, is_upper, quoted, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H09",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.2b"),
    page: include_str!("h09.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let boxes = layout.form.issuers.iter().zip(&layout.document.issuers);
    let mut found = Vec::new();
    for (issuer, given) in boxes {
        let Some(text) = &given.parent else { continue };
        let (lines, origin) = (&issuer.parent, &text.origin);
        let what = "Tên cơ quan chủ quản";
        let Some(first) = lines.first() else {
            let message = format!("{what} không có trên trang đầu.");
            found.push(Found::new(At::Cell(origin.clone()), message).hint(HINT));
            continue;
        };
        found.extend(styled(layout, what, lines, (12.0, 13.0), UPRIGHT, Some(origin)));
        let mut wrong = |fault: &str| {
            let message = format!("{what} {} {fault}.", quoted(first));
            found.push(Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
        };
        if lines.iter().any(|on| !is_upper(&on.line.text())) {
            wrong("phải viết in hoa");
        }
        let agency = issuer.agency.first().map_or(f64::MAX, |on| on.line.y);
        if lines.iter().any(|on| on.line.y > agency) {
            wrong("phải ở trên tên cơ quan ban hành");
        }
    }
    found
}
