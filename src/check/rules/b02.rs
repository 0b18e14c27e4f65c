//! Punctuation of the legal bases.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Passage, Role, View};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6a"),
    page: include_str!("b02.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let bases = view.passages.iter().enumerate().collect::<Vec<_>>();
    let groups = bases.chunk_by(|(_, a), (_, b)| {
        a.role == Role::LegalBasis && b.role == a.role && a.section.appendix == b.section.appendix
    });
    let mut found = Vec::new();
    for group in groups.filter(|group| group.iter().all(|(_, p)| p.role == Role::LegalBasis)) {
        for (index, (at, passage)) in group.iter().enumerate() {
            found.extend(wrong(*at, passage, index + 1 == group.len()));
        }
    }
    found
}

/// What is wrong with the end of a line.
fn wrong(at: usize, passage: &Passage, is_last: bool) -> Option<Found> {
    let text = passage.plain().trim_end();
    let right = if is_last { "." } else { ";" };
    let end = text.chars().next_back()?;
    // A line that goes over into the plan: "…, Ủy ban nhân dân xã ban hành Kế hoạch như sau:".
    if text.ends_with(right) || (is_last && end == ':') {
        return None;
    }
    let start = if ".,;:".contains(end) { text.len() - end.len_utf8() } else { text.len() };
    let name = if is_last { "dấu chấm (.)" } else { "dấu chấm phẩy (;)" };
    let message = match is_last {
        true => format!("Căn cứ cuối cùng chưa kết thúc bằng {name}."),
        false => format!("Căn cứ chưa kết thúc bằng {name}."),
    };
    let one = Found::new(At::Text(at, start..text.len()), message)
        .hint(format!("kết thúc dòng này bằng {name}"))
        .mend(right);
    // Before "… như sau:" many offices go on with a semicolon.
    Some(if is_last && end == ';' { one.warning() } else { one })
}
