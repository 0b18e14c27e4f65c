//! The year in the subject is the year that the plan speaks of.

use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{lowered, near_after, near_before};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "X04",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x04.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let Some((at, subject)) = view.of(Role::Subject).next() else { return Vec::new() };
    let years = years(subject.plain());
    let [(year, range)] = years.as_slice() else { return Vec::new() };
    let place = At::Text(at, range.clone());
    let mut found = Vec::new();
    if let Some(issued) = view.document.date.value.year.filter(|issued| issued.abs_diff(*year) > 1)
    {
        let message = format!("Trích yếu ghi năm {year}, văn bản ban hành năm {issued}.");
        found.push(
            Found::new(place.clone(), message).hint("sửa năm ở trích yếu hoặc ngày ban hành"),
        );
    }
    for (at, passage) in view.passages.iter().enumerate() {
        let plain = passage.plain();
        let named: Vec<Range<usize>> = match passage.role {
            Role::Paragraph | Role::LegalBasis => own_names(plain),
            Role::Reference => whole(plain).collect(),
            Role::Title if is_of_the_plan(plain) => whole(plain).collect(),
            _ => continue,
        };
        for name in named {
            let of_name = self::years(plain.get(name.clone()).unwrap_or_default());
            let is_leftover = |other: u16| passage.role != Role::Title || other + 1 == *year;
            let right = of_name.is_empty() || of_name.iter().any(|(own, _)| own == year);
            if let Some((other, range)) =
                of_name.first().filter(|(other, _)| !right && is_leftover(*other))
            {
                let message =
                    format!("Ở đây Kế hoạch là của năm {other}, ở trích yếu là của năm {year}.");
                let range = name.start + range.start..name.start + range.end;
                found.push(
                    Found::new(At::Text(at, range), message)
                        .and_at(place.clone())
                        .hint("sửa năm cho khớp với trích yếu"),
                );
            }
        }
    }
    found
}

fn whole(text: &str) -> impl Iterator<Item = Range<usize>> {
    std::iter::once(0..text.len())
}

/// A name is no longer than so many bytes.
const NEAR: usize = 600;

/// What issues the plan, and what ends it.
const OPENINGS: &[&str] =
    &["ban hành", "xây dựng", "lập", "đề ra", "trên đây là", "trên đây là nội dung"];

/// Where a sentence gives the plan its own name: "… xây dựng Kế hoạch …", "Trên đây là
/// Kế hoạch …", up to the end of the clause. One with a number is another's.
fn own_names(text: &str) -> Vec<Range<usize>> {
    let mut names = Vec::new();
    for (at, word) in text.match_indices("Kế hoạch ") {
        let before = near_before(text, at, NEAR);
        let verb = before.trim_end().to_lowercase();
        let is_issued = OPENINGS.iter().any(|opening| verb.ends_with(opening));
        let rest = near_after(text, at + word.len(), NEAR);
        if !is_issued || rest.starts_with("số ") {
            continue;
        }
        // A cited plan: "Quyết định … ban hành Kế hoạch … năm 2025".
        let start = before.rfind([';', '\n']).max(before.rfind(". ")).map_or(0, |at| at + 1);
        if before.get(start..).unwrap_or_default().contains("số ") {
            continue;
        }
        let ends = [
            ". ",
            ";",
            "./.",
            ", yêu cầu",
            ", đề nghị",
            ", cụ thể",
            ", với",
            "như sau",
            "thực hiện Kế hoạch",
        ];
        let length = ends.iter().filter_map(|end| rest.find(end)).min().unwrap_or(rest.len());
        names.push(at..at + word.len() + length);
    }
    names
}

/// Whether an appendix's title speaks of what the plan plans, and not of what was.
fn is_of_the_plan(title: &str) -> bool {
    let title = lowered(title);
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    let is_of_results = has(&[
        "kết quả",
        "thực trạng",
        "hiện trạng",
        "đánh giá",
        "số liệu",
        "thống kê",
        "so sánh",
        "rà soát",
    ]);
    let planned =
        ["nhiệm vụ", "kế hoạch", "phân công", "chỉ tiêu", "mục tiêu", "tiến độ", "dự toán"];
    has(&planned) && !is_of_results
}

/// Words before a year that is not the plan's.
const BOUNDS: &[&str] = &["đến", "tới", "từ", "hết", "cuối", "nhìn", "so với", "sau", "trước"];

/// The years that "năm …" gives a text as its own, each once: not the end of a period,
/// not that of a law.
fn years(text: &str) -> Vec<(u16, Range<usize>)> {
    let lower = lowered(text);
    // Lower case keeps the length of all letters that plans have.
    if lower.len() != text.len() {
        return Vec::new();
    }
    let mut years: Vec<(u16, Range<usize>)> = Vec::new();
    for (at, word) in lower.match_indices("năm ") {
        let start = at + word.len();
        let digits =
            lower.get(start..start + 4).filter(|year| year.chars().all(|c| c.is_ascii_digit()));
        let Some(year) = digits.and_then(|year| year.parse().ok()) else { continue };
        let rest = lower.get(start + 4..).unwrap_or_default().trim_start();
        if rest.starts_with(['-', '–', '/']) || rest.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let before = near_before(&lower, at, NEAR).trim_end();
        let is_date = before.ends_with(|c: char| c.is_ascii_digit());
        let is_bound = BOUNDS.iter().any(|word| before.ends_with(word));
        if is_date || is_bound || is_of_a_law(before) || !(2000..2100).contains(&year) {
            continue;
        }
        if !years.iter().any(|(known, _)| *known == year) {
            years.push((year, start..start + 4));
        }
    }
    years
}

/// Whether the words before a year name a law: "Luật Đất đai năm 2024".
fn is_of_a_law(before: &str) -> bool {
    let words = before.rsplit(' ').take(7);
    let mut words = words.take_while(|word| !word.ends_with([',', ';', '.']));
    let is_law = |word| matches!(word, "luật" | "pháp" | "lệnh" | "định" | "quyết");
    words.any(is_law) && !before.contains("số ")
}
