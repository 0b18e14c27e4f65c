//! The content ends with "./.", and only there.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Passage, Role, View};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B12",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục III, Mẫu 1.4"),
    page: include_str!("b12.md"),
    checks: &[Check::Document(look)],
};

const END: &str = "./.";

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let placed = view.passages.iter().enumerate().filter(|(_, p)| p.section.part.is_some());
    let placed: Vec<(usize, &Passage)> = placed.collect();
    for part in placed.chunk_by(|(_, a), (_, b)| a.section.appendix == b.section.appendix) {
        let Some((last_at, last)) = part.last() else { continue };
        for (at, passage) in part.iter().filter(|(_, p)| p.section.part != last.section.part) {
            let text = passage.plain().trim_end();
            let Some(bare) = text.strip_suffix(END).filter(|bare| !bare.ends_with('.')) else {
                continue;
            };
            let message = "Dấu “./.” ở giữa văn bản.";
            found.push(
                Found::new(At::Text(*at, bare.len()..text.len()), message)
                    .hint("“./.” chỉ ghi một lần, ở cuối nội dung"),
            );
        }
        // An appendix, or a body that closes with a table, may do without.
        let closes = matches!(last.role, Role::Paragraph | Role::Heading);
        let is_end = view.document.body.len() == last.section.part.map_or(0, |part| part + 1);
        if last.section.appendix.is_none() && closes && is_end {
            found.extend(missing(*last_at, last.plain()));
        }
    }
    found
}

/// The end of the last paragraph, where "./." is not.
fn missing(at: usize, text: &str) -> Option<Found> {
    let text = text.trim_end();
    if text.ends_with(END) || text.is_empty() {
        return None;
    }
    let bare = text.trim_end_matches(['.', '/', ' ']);
    let tail = text.get(bare.len()..)?;
    let found =
        Found::new(At::Text(at, bare.len()..text.len()), "Cuối nội dung chưa có dấu “./.”.")
            .hint("kết thúc đoạn cuối bằng “./.”");
    // A sentence that only lacks the mark; one that breaks off is for a person.
    let is_sentence = bare.ends_with(|c: char| c.is_alphanumeric() || ")”".contains(c));
    Some(if is_sentence && tail.len() < 5 && tail != "..." { found.mend(END) } else { found })
}
