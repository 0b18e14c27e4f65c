//! The version of the PDF.

use crate::check::citation::nd30;
use crate::check::file::open;
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use hayro_syntax::PdfVersion;

pub const RULE: Rule = Rule {
    id: "D01",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần II, I.2a"),
    page: include_str!("d01.md"),
    checks: &[Check::File(look)],
};

fn look(bytes: &[u8]) -> Vec<Found> {
    let old = open(bytes).is_some_and(|pdf| pdf.version() < PdfVersion::Pdf14);
    let message = "Tệp PDF có phiên bản thấp hơn 1.4.";
    let hint = "xuất lại tệp bằng phần mềm mới hơn";
    old.then(|| Found::new(At::Whole, message).hint(hint)).into_iter().collect()
}
