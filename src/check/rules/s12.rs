//! Only titles that the State defines: no standing, no acting deputies.

use crate::check::citation::nd30;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{starts_with, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S12",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.7c"),
    page: include_str!("s12.md"),
    checks: &[Check::Text(look)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    // Boards name their own deputies.
    let own = ["PHÓ TRƯỞNG BAN", "PHÓ TRƯỞNG ĐOÀN", "PHÓ TRƯỞNG TIỂU BAN"];
    let is_deputy = starts_with(text, "PHÓ ").is_some()
        && own.iter().all(|title| starts_with(text, title).is_none());
    if !matches!(role, Role::Position | Role::OtherPosition) || !is_deputy {
        return hits;
    }
    let words: Vec<_> = words(text).collect();
    for three in words.windows(3) {
        let [before, first, second] = three else { continue };
        let pair = [first.text.to_uppercase(), second.text.to_uppercase()];
        let pair = [pair[0].as_str(), pair[1].as_str()];
        if matches!(pair, ["THƯỜNG", "TRỰC"] | ["PHỤ", "TRÁCH"] | ["ĐIỀU", "HÀNH"]) {
            let added = text.get(first.range.start..second.range.end).unwrap_or_default();
            hits.push(
                Hit::new(before.range.end..second.range.end, format!("Chức vụ có thêm “{added}”."))
                    .hint("chỉ ghi chức vụ lãnh đạo chính thức, như PHÓ CHỦ TỊCH, PHÓ GIÁM ĐỐC")
                    .mend(""),
            );
        }
    }
    hits
}
