//! The title among the properties of the file.

use crate::check::citation::PRACTICE;
use crate::check::file::{decode, open};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "D03",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("d03.md"),
    checks: &[Check::File(look)],
};

/// Letters of the old encodings that Vietnamese in Unicode has no use for.
const OLD: &str = "¡¢¤¥¦¨ª¬®¯´µ¶¸¹º¼¾¿\u{fffd}";
/// UTF-8 that was read as Latin.
const TWICE: &[&str] = &["áº", "á»", "Ä\u{90}", "Ä‘", "Æ°"];

fn look(bytes: &[u8]) -> Vec<Found> {
    let Some(pdf) = open(bytes) else { return Vec::new() };
    let title = pdf.metadata().title.as_deref().map(decode).unwrap_or_default();
    let hint = "ghi tên loại và trích yếu vào thuộc tính Tiêu đề (Title) của tệp";
    let message = if title.trim().is_empty() {
        "Thuộc tính Tiêu đề của tệp PDF để trống.".to_owned()
    } else if title.contains(|c| OLD.contains(c)) || TWICE.iter().any(|part| title.contains(part)) {
        format!("Thuộc tính Tiêu đề của tệp PDF sai bảng mã: “{title}”.")
    } else {
        return Vec::new();
    };
    vec![Found::new(At::Whole, message).hint(hint)]
}
