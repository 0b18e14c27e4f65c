//! No year in number and symbol of an administrative document.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::words;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H15",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.3"),
    page: include_str!("h15.md"),
    checks: &[Check::Text(look)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    if role != Role::Symbol {
        return Vec::new();
    }
    let year = |text: &str| {
        let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        digits && (text.starts_with("19") || text.starts_with("20"))
    };
    let Some(word) = words(text).find(|word| year(word.text)) else { return Vec::new() };
    // The year goes with the sign after it, or at the end with the one before it.
    let sign = |c: char| matches!(c, '/' | '-');
    let before = text.get(..word.range.start).unwrap_or_default();
    let after = text.get(word.range.end..).unwrap_or_default();
    let range = match (after.starts_with(sign), before.ends_with(sign)) {
        (true, _) => word.range.start..word.range.end + 1,
        (false, true) => word.range.start - 1..word.range.end,
        (false, false) => word.range.clone(),
    };
    vec![Hit::new(range, format!("Ký hiệu có năm “{}”.", word.text)).hint(
        "bỏ năm: số của văn bản hành chính bắt đầu lại từ 01 mỗi năm, năm đã có ở ngày ban hành",
    )]
}
