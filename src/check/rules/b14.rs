//! Decimal comma, a full stop between thousands.

use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B14",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("b14.md"),
    checks: &[Check::Text(look)],
};

/// After a number these tell that it measures: "2.5 triệu".
const MEASURES: &[&str] =
    &["%", "triệu", "tỷ", "tỉ", "nghìn", "km", "ha", "tấn", "điểm", "m2", "m²", "m3"];
/// After a number these tell that it counts: "12,500 hộ".
const COUNTED: &[&str] =
    &["đồng", "người", "hộ", "lượt", "hồ", "nhân", "khẩu", "trường", "cuộc", "con", "VNĐ"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let wrong = numbers(text).into_iter().filter_map(|range| {
        let number = text.get(range.clone())?;
        let right = right(number, text.get(range.end..).unwrap_or_default())?;
        let message = format!("Số “{number}” dùng dấu theo kiểu tiếng Anh.");
        Some(
            Hit::new(range, message)
                .hint(format!("phần lẻ sau dấu phẩy, hàng nghìn cách bằng dấu chấm: “{right}”")),
        )
    });
    wrong.collect()
}

/// Digits with points and commas between them, apart from other letters and signs.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, c)) = chars.next() {
        if !c.is_ascii_digit() {
            before = c;
            continue;
        }
        let mut end = start + 1;
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_ascii_digit() || ".,".contains(*c)) {
            if c.is_ascii_digit() {
                end = at + 1;
            }
        }
        let after = text.get(end..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        let apart = |c: char| !c.is_alphanumeric() && !"-/.,_".contains(c);
        if apart(before) && (apart(after) || after == '.' || after == ',') {
            found.push(start..end);
        }
        before = '0';
    }
    found
}

/// As it must be written, where it is certain that it is not.
fn right(number: &str, after: &str) -> Option<String> {
    let points: Vec<&str> = number.split('.').collect();
    let commas: Vec<&str> = number.split(',').collect();
    let next = after.trim_start();
    let measured = MEASURES.iter().any(|unit| {
        next.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    let counted = COUNTED.iter().any(|word| {
        next.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    });
    match (commas.as_slice(), points.as_slice()) {
        // 1,234,567 and 1,234,567.8
        ([_, _, _, ..], [whole] | [whole, _]) if grouped(whole, ',') => {
            let fraction = points.get(1).map(|digits| format!(",{digits}")).unwrap_or_default();
            Some(whole.replace(',', ".") + &fraction)
        }
        // 12,500 hộ
        ([_, _], [whole]) if counted && grouped(whole, ',') && !whole.starts_with('0') => {
            Some(whole.replace(',', "."))
        }
        // 89.47%
        ([_], [whole, digits]) if measured && whole.len() <= 3 && matches!(digits.len(), 1 | 2) => {
            Some(format!("{whole},{digits}"))
        }
        _ => None,
    }
}

/// Whether the digits stand in threes between these signs.
fn grouped(whole: &str, sign: char) -> bool {
    let mut groups = whole.split(sign);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}
