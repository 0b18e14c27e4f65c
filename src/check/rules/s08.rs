//! Nothing before the name of who signs: no degree, no rank, no "Ông", "Bà".

use crate::check::citation::nd30;
use crate::check::closing::signatures;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::{entries, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7c"),
    page: include_str!("s08.md"),
    checks: &[Check::Document(look)],
};

const HONORIFICS: &str = include_str!("../lists/honorifics.txt");
const RANKS: &str = include_str!("../lists/ranks.txt");

/// Issuers whose sector may allow ranks, or degrees (II.7c).
const ARMED: &[&str] = &["CÔNG AN", "QUÂN SỰ", "BIÊN PHÒNG", "BỘ CHỈ HUY", "ĐỒN ", "TRUNG ĐOÀN"];
const LEARNED: &[&str] = &["BỆNH VIỆN", "TRUNG TÂM Y TẾ", "TRẠM Y TẾ", "TRƯỜNG", "HỌC VIỆN", "VIỆN"];

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for signed in signatures(view) {
        let Some((at, passage)) = signed.name.and_then(|at| Some((at, view.passages.get(at)?))) else {
            continue;
        };
        let agency = signed.issuer.agency.to_plain().to_uppercase();
        let of = |sector: &[&str]| sector.iter().any(|word| agency.contains(word));
        let name = passage.plain();
        let start = name.len() - name.trim_start().len();
        let (end, is_rank) = before_name(name, start);
        let last_before = name.get(start..end).unwrap_or_default().trim();
        // "Ông Ích Khiêm": Ông is a family name too.
        let surname = last_before == "Ông" && words(name).count() < 4;
        if end == start || surname || is_rank && of(ARMED) {
            continue;
        }
        let wrong = Found::new(At::Text(at, start..end), format!("Trước họ tên người ký có “{last_before}”."))
            .hint("chỉ ghi họ và tên; không ghi học hàm, học vị, quân hàm, danh hiệu, “ông”, “bà”");
        // Their sector may allow it.
        found.push(if of(LEARNED) { wrong.warning() } else { wrong.mend("") });
    }
    found
}

/// Where the name itself begins, and whether a rank stands before it.
fn before_name(name: &str, start: usize) -> (usize, bool) {
    let (mut at, mut is_rank) = (start, false);
    loop {
        let rest = name.get(at..).unwrap_or_default();
        let lower: Vec<char> = rest.chars().take(40).flat_map(char::to_lowercase).collect();
        let ends = |entry: &&str| {
            let length = entry.chars().count();
            let ends = !lower.get(length).copied().is_some_and(char::is_alphanumeric);
            lower.iter().take(length).copied().eq(entry.chars()) && ends
        };
        let rank = entries(RANKS).find(ends);
        let longest = entries(HONORIFICS).filter(ends).max_by_key(|entry| entry.len());
        let Some(entry) = rank.or(longest) else { return (at, is_rank) };
        is_rank |= rank.is_some();
        let length: usize = rest.chars().take(entry.chars().count()).map(char::len_utf8).sum();
        let behind = rest.get(length..).unwrap_or_default();
        let next = behind.trim_start_matches(['.', ',', ':', '-', ' ', '\u{a0}']);
        if next.is_empty() {
            return (at, is_rank);
        }
        at = name.len() - next.len();
    }
}
