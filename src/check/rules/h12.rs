//! How number and symbol look.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, UPRIGHT, centred, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H12",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.3c"),
    page: include_str!("h12.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    if !layout.document.numbered {
        return Vec::new();
    }
    let boxes = layout.form.issuers.iter().zip(&layout.document.issuers);
    let mut found = Vec::new();
    for (issuer, given) in boxes {
        let Some(on) = issuer.number else {
            let message = "Dưới tên cơ quan ban hành không có dòng “Số:”.";
            found.push(Found::new(At::Whole, message).hint(HINT));
            continue;
        };
        let given = given.number.as_ref().or(given.symbol.as_ref());
        let (what, origin) = ("Số, ký hiệu", given.map(|text| &text.origin));
        found.extend(styled(layout, what, &[on], (13.0, 13.0), UPRIGHT, origin));
        // A gap at the end cannot be seen.
        if let (Some(above), Some(_)) = (issuer.agency.last(), given) {
            let axis = (above.line.centre(), 1.5);
            found.extend(centred(layout, what, &[on], axis, "tên cơ quan", origin));
        }
    }
    found
}
