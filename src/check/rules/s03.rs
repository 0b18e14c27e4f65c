//! Who signs by authorisation does not pass it on.

use crate::check::citation::nd30;
use crate::check::closing::signatures;
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S03",
    severity: Severity::Error,
    clause: nd30!("Điều 13.3"),
    page: include_str!("s03.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for signed in signatures(view) {
        let mut below = signed.lines.iter().skip_while(|line| line.mark != Some("TUQ")).skip(1);
        let passed_on = below.find(|line| {
            line.mark == Some("KT")
                || line.mark.is_none() && starts_with(line.text, "PHÓ ").is_some()
        });
        found.extend(passed_on.map(|line| {
            let message = format!("Dưới “TUQ.” là “{}”: người được ủy quyền không được giao lại.", line.text);
            Found::new(line.at(), message).hint(
                "ghi chức vụ người đứng đầu đơn vị được ủy quyền; cấp phó ký thì dùng “TL.” nếu quy chế cho phép",
            )
        }));
    }
    found
}
