//! The plan of a collective is signed on its behalf.

use crate::check::citation::nd30;
use crate::check::closing::{is_collective, signatures};
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S06",
    severity: Severity::Warning,
    clause: nd30!("Điều 13.2"),
    page: include_str!("s06.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for signed in signatures(view) {
        let agency = signed.issuer.agency.to_plain();
        let by_head = signed.lines.iter().all(|line| matches!(line.mark, None | Some("KT" | "Q")));
        let Some(first) = signed.lines.first() else { continue };
        // A body without "TM." is S01's.
        if is_collective(&agency) && by_head && first.text.contains("CHỦ TỊCH") {
            found.push(
                Found::new(first.at(), "Cơ quan ban hành làm việc theo chế độ tập thể mà chữ ký không có “TM.”.")
                    .hint("ghi “TM.” và tên tập thể ở dòng trên, như TM. ỦY BAN NHÂN DÂN; kế hoạch thuộc thẩm quyền riêng của Chủ tịch thì giữ nguyên"),
            );
        }
    }
    found
}
