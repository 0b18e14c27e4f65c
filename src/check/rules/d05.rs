//! The language of the file, and its structure.

use crate::check::citation::PRACTICE;
use crate::check::file::{catalog, decode, open};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use hayro_syntax::object::{Dict, String as PdfString};

pub const RULE: Rule = Rule {
    id: "D05",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("d05.md"),
    checks: &[Check::File(look)],
};

fn look(bytes: &[u8]) -> Vec<Found> {
    let Some(pdf) = open(bytes) else { return Vec::new() };
    let Some(catalog) = catalog(&pdf) else { return Vec::new() };
    let mut found = Vec::new();
    let language = catalog.get::<PdfString>("Lang").map(|text| decode(text.as_bytes()));
    if !language.is_some_and(|language| language.to_ascii_lowercase().starts_with("vi")) {
        let message = "Tệp PDF không ghi ngôn ngữ là tiếng Việt.";
        found.push(Found::new(At::Whole, message).hint("đặt ngôn ngữ vi-VN cho tệp"));
    }
    let marked = catalog.get::<Dict>("MarkInfo").and_then(|info| info.get::<bool>("Marked"));
    if marked != Some(true) || !catalog.contains_key("StructTreeRoot") {
        let message = "Tệp PDF không có cấu trúc cho trình đọc màn hình.";
        found
            .push(Found::new(At::Whole, message).hint("xuất tệp dạng PDF có gắn thẻ (tagged PDF)"));
    }
    found
}
