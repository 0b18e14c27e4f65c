//! The line below the issuer.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, short_rule};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H10",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.2b"),
    page: include_str!("h10.md"),
    checks: &[Check::Pages(look)],
};

/// The line is nearer than this to the text above it: mm.
const REACH: f64 = 6.0;

fn look(layout: &Layout) -> Vec<Found> {
    let boxes = layout.form.issuers.iter().zip(&layout.document.issuers);
    let faults = boxes.filter_map(|(issuer, given)| {
        let message = short_rule(layout, "tên cơ quan ban hành", &issuer.agency, REACH)?;
        let at = layout.around(&issuer.agency, Some(&given.agency.origin));
        Some(Found::new(at, message).hint(HINT))
    });
    faults.collect()
}
