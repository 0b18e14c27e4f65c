//! A word typed twice.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, entries, lowered, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T03",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t03.md"),
    checks: &[Check::Text(look)],
};

/// The words, each with those before it after which it may stand twice. Others may:
/// Vietnamese doubles syllables, and two compounds may meet ("đánh giá giá trị").
static WORDS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let entry = |line: &'static str| {
        let mut words = line.split(' ');
        Some((words.next()?, words.collect()))
    };
    entries(include_str!("../lists/doubled.txt")).filter_map(entry).collect()
});

fn look(_: Role, text: &str) -> Vec<Hit> {
    let words: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [first, second] = pair else { continue };
        let Some(right_after) = WORDS.get(second.text) else { continue };
        let between = text.get(first.range.end..second.range.start).unwrap_or_default();
        let same = lowered(first.text) == second.text;
        if !same || !between.chars().all(|c| c == ' ') {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        if before.is_none_or(|before| !right_after.contains(&lowered(before.text).as_str())) {
            let message = format!("Từ “{}” viết hai lần liền nhau.", second.text);
            let both = first.range.start..second.range.end;
            hits.push(Hit::new(both, message).hint("xóa một từ").mend(first.text));
        }
    }
    hits
}
