//! Nothing is written after the last signature.

use crate::check::citation::PRACTICE;
use crate::check::file::found;
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "D04",
    severity: Severity::Error,
    clause: PRACTICE,
    page: include_str!("d04.md"),
    checks: &[Check::File(look)],
};

/// What a signature names the bytes by that it covers.
const RANGE: &[u8] = b"/ByteRange";

fn look(bytes: &[u8]) -> Vec<Found> {
    let ends = found(bytes, RANGE).filter_map(|at| end(bytes.get(at + RANGE.len()..)?));
    let Some(last) = ends.max() else { return Vec::new() };
    let after = bytes.get(last..).unwrap_or_default();
    if after.iter().all(u8::is_ascii_whitespace) {
        return Vec::new();
    }
    let message = "Tệp PDF bị ghi thêm sau chữ ký số cuối cùng.";
    vec![
        Found::new(At::Whole, message)
            .hint("ký lại trên bản cuối cùng; sau khi ký không sửa, không in lại thành PDF"),
    ]
}

/// The end of the bytes `[0 840 960 240]`.
fn end(list: &[u8]) -> Option<usize> {
    let from = list.iter().position(|byte| *byte == b'[')?;
    let to = list.iter().position(|byte| *byte == b']')?;
    let numbers = std::str::from_utf8(list.get(from + 1..to)?).ok()?;
    let mut numbers = numbers.split_ascii_whitespace().skip(2).map(str::parse::<usize>);
    numbers.next()?.ok()?.checked_add(numbers.next()?.ok()?)
}
