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

const HINT: &str = "chỉ ghi chức vụ lãnh đạo chính thức, đủ chữ, như PHÓ CHỦ TỊCH, PHÓ GIÁM ĐỐC";
const ADDED: &[[&str; 2]] = &[["THƯỜNG", "TRỰC"], ["PHỤ", "TRÁCH"], ["ĐIỀU", "HÀNH"]];

fn look(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    if !matches!(role, Role::Position | Role::OtherPosition) {
        return hits;
    }
    let mut start = 0;
    for line in text.split('\n') {
        hits.extend(added(line).into_iter().chain(short(line)).map(|hit| {
            let range = start + hit.range.start..start + hit.range.end;
            Hit { range, ..hit }
        }));
        start += line.len() + 1;
    }
    hits
}

/// "THƯỜNG TRỰC" behind the title of a deputy.
fn added(line: &str) -> Vec<Hit> {
    // Boards name their own deputies.
    let own = ["PHÓ TRƯỞNG BAN", "PHÓ TRƯỞNG ĐOÀN", "PHÓ TRƯỞNG TIỂU BAN"];
    let mut hits = Vec::new();
    if starts_with(line, "PHÓ ").is_none()
        || own.iter().any(|title| starts_with(line, title).is_some())
    {
        return hits;
    }
    let words: Vec<_> = words(line).collect();
    for three in words.windows(3) {
        let [before, first, second] = three else { continue };
        let pair = [first.text.to_uppercase(), second.text.to_uppercase()];
        if ADDED.iter().any(|added| *added == pair) {
            let shown = line.get(first.range.start..second.range.end).unwrap_or_default();
            hits.push(
                Hit::new(before.range.end..second.range.end, format!("Chức vụ có thêm “{shown}”."))
                    .hint(HINT),
            );
        }
    }
    hits
}

/// "PCT", "P. CHỦ TỊCH", "PHỤ TRÁCH PHÒNG".
fn short(line: &str) -> Option<Hit> {
    let word = words(line).next()?;
    let end = match word.text.to_uppercase().as_str() {
        "PCT" | "PGĐ" => word.range.end,
        "P" if line.get(word.range.end..)?.starts_with('.') => word.range.end + 1,
        "PHỤ" => starts_with(line.get(word.range.start..)?, "PHỤ TRÁCH ")? + word.range.start - 1,
        _ => return None,
    };
    let range = word.range.start..end;
    let shown = line.get(range.clone())?;
    Some(Hit::new(range, format!("“{shown}” không phải là chức vụ chính thức.")).hint(HINT))
}
