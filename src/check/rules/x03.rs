//! Days that do not exist, and deadlines before the plan.

use crate::check::citation::PRACTICE;
use crate::check::dates::{Date, dates};
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::tables::header;
use crate::check::words::near_before;
use crate::check::view::{Passage, Role, View};
use crate::diagnostic::Severity;
use crate::model::document::Part;

pub const RULE: Rule = Rule {
    id: "X03",
    severity: Severity::Error,
    clause: PRACTICE,
    page: include_str!("x03.md"),
    checks: &[Check::Text(impossible), Check::Document(late)],
};

fn impossible(_: Role, text: &str) -> Vec<Hit> {
    let wrong = dates(text).into_iter().filter(|date| !date.is_possible());
    let hit = |date: Date| {
        let given = text.get(date.range.clone()).unwrap_or_default();
        let message = format!("Không có ngày “{given}” trong lịch.");
        Hit::new(date.range, message).hint("sửa lại ngày, tháng")
    };
    wrong.map(hit).collect()
}

/// What asks for something by a day.
const CUES: &[&str] = &["trước ngày", "hoàn thành trước", "chậm nhất", "đến ngày", "xong trước", "trước tháng", "trong tháng"];
/// What says that something is to be done by then.
const TASKS: &[&str] = &[
    "hoàn thành", "xong", "gửi", "báo cáo", "nộp", "chậm nhất", "thời hạn", "thời gian thực hiện",
    "đăng ký", "trình",
];
/// What tells of the past, or of a condition.
const OTHERWISE: &[&str] = &[
    "đã", "tính", "số liệu", "ban hành", "kể từ", "đối với", "trường hợp", "sinh", "nhiệm kỳ",
    "từ ngày", "từ tháng", "giai đoạn", "lũy kế", "luỹ kế", "được", "kết quả", "căn cứ", "quy định",
];

fn late(view: &View) -> Vec<Found> {
    let date = view.document.date.value;
    let (Some(year), Some(month)) = (date.year, date.month) else { return Vec::new() };
    let issued = (year, u16::from(month), date.day.map_or(0, u16::from));
    let mut found = Vec::new();
    for (at, passage) in view.passages.iter().enumerate() {
        if !passage.role.is_prose() || passage.role == Role::LegalBasis {
            continue;
        }
        let plain = passage.plain();
        let of_deadlines = || is_deadline_column(view, passage);
        for date in dates(plain) {
            let is_late = date.order().is_some_and(|order| order < issued) && date.is_possible();
            if is_late && (is_deadline(plain, &date) || of_deadlines()) {
                let given = plain.get(date.range.clone()).unwrap_or_default();
                let message = format!("Thời hạn “{given}” đã qua khi văn bản được ban hành.");
                let hint = "so lại thời hạn với ngày ban hành; thường là năm của kế hoạch trước còn sót";
                found.push(Found::new(At::Text(at, date.range), message).hint(hint).warning());
            }
        }
    }
    found
}

/// Whether the words before the date in its sentence make it one by which something
/// must be done.
fn is_deadline(text: &str, date: &Date) -> bool {
    let before = near_before(text, date.range.start, 400);
    let start = before.rfind([';', '\n', '(']).max(before.rfind(". ")).map_or(0, |at| at + 1);
    let clause = before.get(start..).unwrap_or_default().to_lowercase();
    let mut near = clause.split(' ').rev().take(5).collect::<Vec<_>>();
    near.reverse();
    let near = near.join(" ");
    let has = |words: &[&str]| words.iter().any(|word| has_words(&clause, word));
    CUES.iter().any(|cue| has_words(&near, cue)) && has(TASKS) && !has(OTHERWISE)
}

fn has_words(text: &str, words: &str) -> bool {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    text.match_indices(words).any(|(at, found)| {
        is_end(text.get(..at).and_then(|head| head.chars().next_back()))
            && is_end(text.get(at + found.len()..).and_then(|rest| rest.chars().next()))
    })
}

/// Whether it is a cell that says nothing but a time, below "Thời hạn".
fn is_deadline_column(view: &View, passage: &Passage) -> bool {
    let Some((_, column)) = passage.section.cell.filter(|_| passage.role == Role::Cell) else {
        return false;
    };
    let Some(Part::Table(table)) = view.part(passage.section).map(|placed| &placed.part) else {
        return false;
    };
    let words = passage.plain().to_lowercase();
    let only_time = words.split([' ', '/', '.']).all(|word| {
        matches!(word, "trước" | "ngày" | "tháng" | "năm" | "xong" | "chậm" | "nhất" | "đến" | "hoàn" | "thành" | "trong" | "")
            || word.chars().all(|c| c.is_ascii_digit())
    });
    let header = header(table, column);
    let of_deadlines = ["thời hạn", "thời gian hoàn thành", "thời gian thực hiện", "hạn hoàn thành"];
    only_time && of_deadlines.iter().any(|words| header.contains(words))
}
