//! Two appendices or more have Roman numerals one after another; a single one has none.

use crate::check::appendix::label;
use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::diagnostic::Severity;
use crate::model::outline::{from_roman, roman};

pub const RULE: Rule = Rule {
    id: "A02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1a"),
    page: include_str!("a02.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let single = view.document.appendices.len() == 1;
    let mut last = 0;
    for (at, passage) in view.of(Role::Label) {
        let text = passage.plain();
        let Some(label) = label(text) else { continue };
        let attached = label.tail.trim_start_matches(['.', '-']).starts_with(char::is_alphanumeric);
        let Some(number) = label.number.clone() else {
            // A label with a title behind it is A01's.
            if !single && label.tail.trim().is_empty() {
                let message = "Có từ hai phụ lục mà phụ lục này không có số.";
                let place = At::Text(at, label.noun.clone());
                last += 1;
                found.push(
                    Found::new(place, message).hint(format!("ghi “Phụ lục {}”", roman(last))),
                );
            }
            continue;
        };
        let typed = text.get(number.clone()).unwrap_or_default();
        if single {
            let range = label.noun.end..number.end;
            found.push(
                Found::new(At::Text(at, range), "Chỉ có một phụ lục thì không đánh số.")
                    .hint("ghi “Phụ lục”, cả ở chỗ nội dung nhắc đến")
                    .warning(),
            );
            continue;
        }
        if let Some(so) = label.so.clone() {
            found.push(
                Found::new(
                    At::Text(at, label.noun.end..so.end),
                    "Trước số của phụ lục có chữ “số”.",
                )
                .hint(format!("ghi “Phụ lục {}”", roman(last + 1)))
                .warning(),
            );
        }
        // "Phụ lục I.1" has an order of its own.
        if attached {
            continue;
        }
        let arabic = typed.parse::<usize>().ok();
        let value = arabic.or_else(|| from_roman(typed, 100));
        let next = last + 1;
        let place = At::Text(at, number);
        if value.is_some_and(|value| value != next) {
            let message =
                format!("Số của phụ lục không liên tục: đến số {} thì là “{typed}”.", roman(next));
            found.push(Found::new(place, message).hint(format!("ghi “Phụ lục {}”", roman(next))));
        } else if arabic.is_some() || value.is_none() {
            let message = format!("Số của phụ lục “{typed}” không phải là chữ số La Mã.");
            let hint = format!("ghi “Phụ lục {}”, cả ở chỗ nội dung nhắc đến", roman(next));
            found.push(Found::new(place, message).hint(hint));
        }
        last = value.unwrap_or(next);
    }
    found
}
