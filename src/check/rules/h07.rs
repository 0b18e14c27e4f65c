//! The issuer at the head of the page.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, is_upper, quoted, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H07",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.2b"),
    page: include_str!("h07.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let boxes = layout.form.issuers.iter().zip(&layout.document.issuers);
    let mut found = Vec::new();
    for (issuer, given) in boxes {
        let (lines, origin) = (&issuer.agency, &given.agency.origin);
        let Some(first) = lines.first() else {
            let message = "Trang đầu không có tên cơ quan ban hành.";
            found.push(Found::new(At::Cell(origin.clone()), message).hint(HINT));
            continue;
        };
        let what = "Tên cơ quan ban hành";
        found.extend(styled(layout, what, lines, (12.0, 13.0), BOLD, Some(origin)));
        let mut wrong = |fault: &str| {
            let message = format!("{what} {} {fault}.", quoted(first));
            found.push(Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
        };
        if lines.iter().any(|on| !is_upper(&on.line.text())) {
            wrong("phải viết in hoa");
        }
        let paper = layout.printed.pages.get(first.page).map_or(0.0, |page| page.width);
        if lines.iter().any(|on| on.line.centre() > paper / 2.0) {
            wrong("phải ở phía trên, bên trái trang đầu");
        }
    }
    found
}
