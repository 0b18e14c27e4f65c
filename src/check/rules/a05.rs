//! An appendix has no letterhead and no signature.

use crate::check::appendix::is_form;
use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "A05",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục III, Mẫu 2.1 và Mẫu 2.2"),
    page: include_str!("a05.md"),
    checks: &[Check::Document(look)],
};

/// How such lines begin; the marks of a signature only in capitals.
const NATION: &[&str] = &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"];
const MARKS: &[&str] = &["TM. ", "KT. ", "TL. ", "TUQ. "];

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, passage) in view.passages.iter().enumerate() {
        let Some(appendix) = passage.section.appendix else { continue };
        let text = passage.plain();
        let bare = text.trim();
        let content =
            matches!(passage.role, Role::Paragraph | Role::Heading | Role::Cell | Role::HeaderCell);
        let nation = NATION.iter().any(|words| starts_with(bare, words).is_some());
        let signed = MARKS.iter().any(|mark| bare.starts_with(mark))
            && !bare.chars().any(char::is_lowercase);
        let recipients = starts_with(bare, "NƠI NHẬN:").is_some();
        if !content || !(nation || signed || recipients) || is_form(view, appendix) {
            continue;
        }
        let what = match (nation, signed) {
            (true, _) => "Quốc hiệu",
            (_, true) => "phần ký",
            _ => "“Nơi nhận”",
        };
        let message = format!("Phụ lục có {what}, mà phụ lục cùng tệp chỉ ký ở văn bản chính.");
        found.push(
            Found::new(At::Text(at, 0..text.len()), message).hint("bỏ dòng này khỏi phụ lục"),
        );
    }
    found
}
