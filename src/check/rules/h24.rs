//! The line below the subject.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, short_rule};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H24",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.5b"),
    page: include_str!("h24.md"),
    checks: &[Check::Pages(look)],
};

/// The line is nearer than this to the text above it: mm.
const REACH: f64 = 8.0;

fn look(layout: &Layout) -> Vec<Found> {
    let form = &layout.form;
    let (lines, origin) = (&form.subject, &layout.document.subject.origin);
    // A line "(Ban hành kèm theo …)" may stand between.
    let all = [lines.as_slice(), &form.issued_with].concat();
    let own = short_rule(layout, "trích yếu", lines, REACH);
    let fault = own.and_then(|_| short_rule(layout, "trích yếu", &all, REACH));
    let found =
        fault.map(|message| Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
    found.into_iter().collect()
}
