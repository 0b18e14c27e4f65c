//! Marks of secrecy are stamps, not text.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "M02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.2a"),
    page: include_str!("m02.md"),
    checks: &[Check::Text(look)],
};

const MARKS: &[&str] = &["MẬT", "TỐI MẬT", "TUYỆT MẬT"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    // A table may list the secrecy of other documents.
    let listed = matches!(role, Role::Cell | Role::GroupCell | Role::HeaderCell | Role::Footnote);
    let mut next = 0;
    let mut hits = Vec::new();
    for line in text.split('\n') {
        let start = next;
        next += line.len() + 1;
        let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
        let mark = starts_with(bare, "ĐỘ MẬT:").and_then(|end| bare.get(end..)).map(str::trim);
        let is_mark = MARKS.contains(&bare)
            || mark.is_some_and(|mark| MARKS.contains(&mark.to_uppercase().as_str()));
        if is_mark && !listed {
            let from = line.find(bare).unwrap_or(0);
            hits.push(
                Hit::new(start + from..start + from + bare.len(), format!("Độ mật “{bare}” ghi bằng chữ trong văn bản."))
                    .hint("bỏ chữ này: dấu độ mật do văn thư đóng theo pháp luật về bảo vệ bí mật nhà nước"),
            );
        }
    }
    hits
}
