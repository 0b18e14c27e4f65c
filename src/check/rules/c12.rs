//! The people and the State have a capital.

use crate::check::citation::nd30;
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, is_joined, lowered, with_first, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C12",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục II, V.1"),
    page: include_str!("c12.md"),
    checks: &[Check::Text(look)],
};

/// Before "nhân dân": names of bodies and titles, and words that end in "nhân".
const NAMED: &[&str] = &[
    "ban", "đồng", "án", "sát", "an", "đội", "tra", "thẩm", "dụng", "trang", "báo", "sĩ", "giáo",
    "thuốc", "chủ", "công", "cá", "bệnh", "nạn", "tư", "thân", "doanh", "quân", "phạm", "thương",
    "gia", "cử", "minh", "thư", "nguyên", "chứng", "hôn", "danh", "nghệ", "pháp", "tù",
];
/// After "nhân dân": what makes another word of "dân".
const COMPOUND: &[&str] = &["tộc", "gian", "số", "cư", "tệ", "sự", "chủ", "quân", "trí"];
/// Before "nhà nước", where it is the State itself and no attribute.
const STATE: &[&str] = &["của", "do", "với", "cho", "mà", "và", "đảng", "luật"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for at in 0..found.len() {
        let Some((first, second)) = found.get(at).zip(found.get(at + 1)) else { continue };
        if !is_joined(text, &found, at) {
            continue;
        }
        let near =
            |at: Option<usize>| at.and_then(|at| found.get(at)).map(|word| lowered(word.text));
        let (before, after) = (near(at.checked_sub(1)), near(Some(at + 2)));
        let before_is = |list: &[&str]| before.as_deref().is_some_and(|word| list.contains(&word));
        let after_is = |list: &[&str]| after.as_deref().is_some_and(|word| list.contains(&word));
        let wrong = match (first.text, second.text) {
            ("nhân", "dân") => !before_is(NAMED) && !after_is(COMPOUND),
            ("nhà", "nước") => before_is(STATE) && !after_is(&["ngoài", "sạch", "mắm"]),
            _ => false,
        };
        if wrong {
            let range = first.range.start..second.range.end;
            let words = text.get(range.clone()).unwrap_or_default();
            let right = with_first(words, true);
            hits.push(
                Hit::new(range, format!("“{words}” viết thường."))
                    .hint(format!("luôn viết hoa: “{right}”")),
            );
        }
    }
    hits
}
