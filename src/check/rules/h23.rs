//! The subject: no "V/v", no full stop, not all capitals, not too long.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{starts_with, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H23",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.5"),
    page: include_str!("h23.md"),
    checks: &[Check::Text(look)],
};

/// The System's field for the subject (PL6 II.I.8).
const LONGEST: usize = 500;

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    if role != Role::Subject {
        return hits;
    }
    hits.extend(opening(text));
    hits.extend(end(text));
    let capitals = !text.chars().any(char::is_lowercase);
    if capitals && words(text).filter(|word| word.text.chars().all(char::is_uppercase)).count() > 3
    {
        hits.push(Hit {
            severity: Some(Severity::Error),
            ..Hit::new(0..text.len(), "Trích yếu viết hoa toàn bộ.")
                .hint("viết chữ thường, chỉ viết hoa chữ đầu và tên riêng; chương trình in đậm")
        });
    }
    let length = text.chars().count();
    if length > LONGEST {
        let start = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        hits.push(
            Hit::new(
                start..text.len(),
                format!(
                    "Trích yếu dài {length} ký tự, Hệ thống quản lý văn bản chỉ nhận {LONGEST}."
                ),
            )
            .hint("rút gọn thành một câu hoặc cụm từ nêu nội dung chủ yếu"),
        );
    }
    hits
}

/// "V/v" belongs to công văn.
fn opening(text: &str) -> Option<Hit> {
    let end = starts_with(text, "V/V").or_else(|| starts_with(text, "VV:"))?;
    let rest = text.get(end..)?;
    let subject = rest.trim_start_matches([' ', ':', '.', '\u{a0}', '\n']);
    let first = subject.chars().next()?;
    let range = 0..text.len() - subject.len() + first.len_utf8();
    Some(
        Hit::new(range, "Trích yếu có “V/v”, cách ghi của công văn.")
            .hint("bỏ “V/v”, bắt đầu bằng nội dung của kế hoạch")
            .mend(first.to_uppercase().to_string()),
    )
}

fn end(text: &str) -> Option<Hit> {
    let trimmed = text.trim_end();
    let name = trimmed.trim_end_matches(['.', '/', ';', ' ']);
    let is_ellipsis = trimmed.ends_with("...") || name.ends_with("v.v") || name.ends_with("v.v.");
    (name.len() < trimmed.len() && !is_ellipsis).then(|| {
        Hit::new(name.len()..trimmed.len(), "Cuối trích yếu có dấu câu.")
            .hint("trích yếu không có dấu ở cuối")
            .mend("")
    })
}
