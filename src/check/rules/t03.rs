//! A word typed twice.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T03",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t03.md"),
    checks: &[Check::Text(look)],
};

/// Syllables that Vietnamese doubles.
static DOUBLED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    "ai ầm ào băm chiều chính cùng dần đa đêm đều đời đôi giờ hay hằng hoài khác khe kha lâu lần \
     lớp luôn mãi mau mới muôn năm ngày ngành người nhà nhanh nhất nơi phút rất rồi sáng sớm tháng \
     thường tối tỉnh từ từng tương ùn vừa xanh xã xinh"
        .split_whitespace()
        .collect()
});

fn look(_: Role, text: &str) -> Vec<Hit> {
    let words: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for pair in words.windows(2) {
        let [first, second] = pair else { continue };
        let between = text.get(first.range.end..second.range.start).unwrap_or_default();
        let same = first.text == second.text && first.text.chars().all(char::is_lowercase);
        if same && !between.is_empty() && between.trim().is_empty() && !DOUBLED.contains(first.text) {
            hits.push(
                Hit::new(
                    first.range.start..second.range.end,
                    format!("Từ “{}” viết hai lần liền nhau.", first.text),
                )
                .hint("xóa một từ"),
            );
        }
    }
    hits
}
