//! A number below 10 has one leading zero, others have none.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{lowered, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H13",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.3"),
    page: include_str!("h13.md"),
    checks: &[Check::Text(look)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    match role {
        Role::Number => leading(text, 0, text).into_iter().collect(),
        Role::Reference | Role::IssuedWith => cited(text),
        _ => Vec::new(),
    }
}

/// The numbers in "số 5/KH-UBND".
fn cited(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut after_so = false;
    for word in words(text) {
        let slash =
            text.get(word.range.end..).is_some_and(|rest| rest.trim_start().starts_with('/'));
        let is_number = word.text.bytes().all(|b| b.is_ascii_digit());
        if after_so && slash && is_number {
            if word.text.len() == 1 {
                hits.push(
                    Hit::new(word.range.clone(), format!("Số “{}” thiếu số 0 ở trước.", word.text))
                        .hint(format!("ghi “0{}”", word.text)),
                );
            }
            hits.extend(leading(word.text, word.range.start, word.text));
        }
        after_so = lowered(word.text) == "số";
    }
    hits
}

/// Zeros too many before the number that stands at `start`.
fn leading(number: &str, start: usize, whole: &str) -> Option<Hit> {
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = number.bytes().take_while(|b| *b == b'0').count();
    let wanted = usize::from(digits - zeros < 2);
    if digits == zeros {
        return (digits > 0).then(|| {
            Hit::new(start..start + digits, format!("Số “{whole}” không phải là số của văn bản."))
                .hint("số của văn bản bắt đầu từ 01")
        });
    }
    let extra = zeros.checked_sub(wanted).filter(|extra| *extra > 0)?;
    let right = number.get(extra..)?;
    Some(
        Hit::new(start..start + number.len(), format!("Số “{whole}” thừa số 0 ở trước."))
            .hint(format!("ghi “{right}”; chỉ số nhỏ hơn 10 có một số 0 ở trước"))
            .warning()
            .mend(right),
    )
}
