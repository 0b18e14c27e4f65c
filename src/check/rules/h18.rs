//! Days below 10 and the months 1 and 2 have a leading zero, other months none.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::written::dates;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H18",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.4b"),
    page: include_str!("h18.md"),
    checks: &[Check::Text(look)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    if role == Role::Place {
        return hits;
    }
    let binding = matches!(role, Role::Reference | Role::IssuedWith);
    for date in dates(text).into_iter().filter(|date| date.in_words) {
        let day = date.day.map(|day| (day, "Ngày", 9));
        let month = date.month.map(|month| (month, "Tháng", 2));
        for (number, name, padded) in day.into_iter().chain(month) {
            let Ok(value) = number.text.parse::<u8>() else { continue };
            let right = if value <= padded { format!("{value:02}") } else { value.to_string() };
            if value == 0 || number.text == right {
                continue;
            }
            let missing = number.text.len() < right.len();
            let fault = if missing { "thiếu số 0 ở trước" } else { "thừa số 0" };
            let hit = Hit::new(number.range, format!("{name} “{}” {fault}.", number.text))
                .hint(format!(
                    "ghi “{right}”: ngày nhỏ hơn 10 và tháng 1, 2 có số 0, tháng 3 đến 12 không"
                ))
                .mend(right);
            hits.push(if binding && missing { hit } else { hit.warning() });
        }
    }
    hits
}
