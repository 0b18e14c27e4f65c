//! The word "Phụ lục" stands on a line of its own, in lower case.

use crate::check::appendix::label;
use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "A01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1b"),
    page: include_str!("a01.md"),
    checks: &[Check::Text(look), Check::Pages(facets::a01)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    if role != Role::Label {
        return hits;
    }
    let Some(label) = label(text) else {
        hits.push(
            Hit::new(0..text.len(), format!("Nhãn “{text}” không bắt đầu bằng “Phụ lục”."))
                .hint("ghi “Phụ lục”, tên biểu ghi ở mục “Tiêu đề”")
                .warning(),
        );
        return hits;
    };
    let noun = text.get(label.noun.clone()).unwrap_or_default();
    if noun != "Phụ lục" {
        hits.push(
            Hit::new(label.noun, format!("“{noun}” viết hoa chưa đúng."))
                .hint("viết “Phụ lục”: chữ thường, chỉ viết hoa chữ đầu")
                .mend("Phụ lục"),
        );
    }
    // "Phụ lục I.1" has a number of its own.
    let tail = label.tail.trim_end();
    let start = text.len() - label.tail.len();
    let is_title = !tail.starts_with('\n')
        && tail.contains(char::is_whitespace)
        && tail.trim_start().chars().any(char::is_alphabetic);
    if is_title {
        hits.push(
            Hit::new(start..start + tail.len(), "Tên phụ lục ghi cùng dòng với chữ “Phụ lục”.")
                .hint("ghi tên ở mục “Tiêu đề” của phụ lục"),
        );
    } else if !tail.is_empty() && !tail.chars().any(char::is_alphanumeric) {
        hits.push(
            Hit::new(
                start..start + tail.len(),
                format!("Sau chữ “Phụ lục” và số có “{}”.", tail.trim()),
            )
            .hint("bỏ dấu ở cuối")
            .warning()
            .mend(""),
        );
    }
    hits
}
