//! The symbol's first letters are those of the document's type.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::words;
use crate::diagnostic::Severity;
use crate::model::kind::{KINDS, find};

pub const RULE: Rule = Rule {
    id: "H14",
    severity: Severity::Error,
    clause: nd30!("Phụ lục III, Mục I"),
    page: include_str!("h14.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let Some(kind) = find(&view.document.kind.to_plain()) else { return Vec::new() };
    let own = kind.abbreviation;
    let mut found = Vec::new();
    for (at, passage) in view.of(Role::Symbol) {
        let mut groups =
            words(passage.plain()).filter(|word| word.text.chars().any(char::is_alphabetic));
        let Some(first) = groups.next() else { continue };
        let upper = first.text.to_uppercase();
        let other = KINDS.iter().find(|kind| kind.abbreviation.to_uppercase() == upper);
        let message = match other {
            Some(other) if other.abbreviation != own => format!(
                "Văn bản là {} mà ký hiệu là “{}” ({}).",
                kind.title, first.text, other.title
            ),
            None if upper.starts_with(&own.to_uppercase()) && groups.next().is_some() => {
                format!("“{}” không phải là chữ viết tắt của một tên loại văn bản.", first.text)
            }
            _ => continue,
        };
        let wrong = Found::new(At::Text(at, first.range.clone()), message)
            .hint(format!("chữ viết tắt của {} là {own}", kind.title));
        // Which of the two is meant is not certain.
        found.push(if other.is_some() { wrong } else { wrong.warning() });
    }
    found
}
