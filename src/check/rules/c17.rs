//! The type of an act has a capital where one act is meant.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::{Phrases, has_sentences};
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, folded, is_joined, with_first, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C17",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, V.6"),
    page: include_str!("c17.md"),
    checks: &[Check::Text(look)],
};

/// Laws by their names.
static LAWS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("../lists/laws.txt")));

/// Types of acts with a number, of two syllables.
const TYPES: &[[&str; 2]] = &[
    ["nghị", "quyết"],
    ["nghị", "định"],
    ["quyết", "định"],
    ["chỉ", "thị"],
    ["thông", "tư"],
    ["thông", "báo"],
    ["hướng", "dẫn"],
    ["chương", "trình"],
    ["kế", "hoạch"],
    ["phương", "án"],
    ["đề", "án"],
    ["dự", "án"],
    ["báo", "cáo"],
    ["tờ", "trình"],
    ["công", "văn"],
    ["công", "điện"],
    ["kết", "luận"],
    ["pháp", "lệnh"],
];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let mut hits = LAWS.hits(role, text);
    let found: Vec<Word> = words(text).collect();
    for at in 0..found.len() {
        let Some([first, second, of, number]) = found.get(at..at + 4) else { break };
        let is_type = TYPES.iter().any(|[a, b]| (first.text, second.text) == (*a, *b));
        let joined = (at..at + 3).all(|at| is_joined(text, &found, at));
        let before = at.checked_sub(1).and_then(|at| found.get(at)).map(|word| folded(word.text));
        let many = before.is_some_and(|word| matches!(word.as_str(), "các" | "những"));
        if is_type && joined && folded(of.text) == "số" && !many && is_number(text, number) {
            let range = first.range.start..second.range.end;
            let words = text.get(range.clone()).unwrap_or_default();
            let right = with_first(words, true);
            hits.push(
                Hit::new(range, format!("Tên loại văn bản viết thường: “{words}”."))
                    .hint(format!("viết hoa khi chỉ một văn bản cụ thể: “{right}”"))
                    .mend(right),
            );
        }
    }
    hits
}

/// Whether it is the number of an act, and counts nothing: "12/KH-UBND", "12 ngày …".
fn is_number(text: &str, number: &Word) -> bool {
    let after = text.get(number.range.end..).unwrap_or_default();
    let closed = after.trim_start().chars().next().is_none_or(|c| "/-.,;:)”".contains(c));
    let dated = [" ngày ", " của ", " năm "].iter().any(|word| after.starts_with(word));
    number.text.chars().all(|c| c.is_ascii_digit()) && (closed || dated)
}
