//! Days that do not exist, and deadlines before the plan.

use crate::check::citation::PRACTICE;
use crate::check::dates::{Date, dates};
use crate::check::rule::{Check, Fact, Found, Hit, Known, Rule};
use crate::check::tables::header;
use crate::check::view::{Passage, Role, View};
use crate::check::words::{lowered, near_before};
use crate::diagnostic::Severity;
use crate::model::document::Part;

pub const RULE: Rule = Rule {
    id: "X03",
    severity: Severity::Error,
    clause: PRACTICE,
    page: include_str!("x03.md"),
    checks: &[Check::Text(impossible), Check::Facts { gather, judge: late }],
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
const CUES: &[&str] = &[
    "trước ngày",
    "hoàn thành trước",
    "chậm nhất",
    "đến ngày",
    "xong trước",
    "trước tháng",
    "trong tháng",
];
/// What says that something is to be done by then.
const TASKS: &[&str] = &[
    "hoàn thành",
    "xong",
    "gửi",
    "báo cáo",
    "nộp",
    "chậm nhất",
    "thời hạn",
    "thời gian thực hiện",
    "đăng ký",
    "trình",
];
/// What tells of the past, or of a condition.
const OTHERWISE: &[&str] = &[
    "đã",
    "tính",
    "số liệu",
    "ban hành",
    "kể từ",
    "đối với",
    "trường hợp",
    "sinh",
    "nhiệm kỳ",
    "từ ngày",
    "từ tháng",
    "giai đoạn",
    "lũy kế",
    "luỹ kế",
    "được",
    "kết quả",
    "căn cứ",
    "quy định",
];

/// The dates of a text with what they may be deadlines of: year, month and day; and
/// whether the sentence says so itself.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    if !role.is_prose() || role == Role::LegalBasis {
        return Vec::new();
    }
    let fact = |date: Date| {
        let (year, month, day) = date.order().filter(|_| date.is_possible())?;
        let value = if is_deadline(text, &date) { SAID } else { "" };
        let about = format!("{year:04}-{month:02}-{day:02}");
        Some(Fact { range: date.range, about, value: value.to_owned() })
    };
    dates(text).into_iter().filter_map(fact).collect()
}

/// The value of a fact whose sentence speaks of a deadline.
const SAID: &str = "hạn";

fn late(view: &View, facts: &[Known]) -> Vec<Found> {
    let date = view.document.date.value;
    let (Some(year), Some(month)) = (date.year, date.month) else { return Vec::new() };
    let issued = format!("{year:04}-{month:02}-{:02}", date.day.unwrap_or(0));
    let found = facts.iter().filter_map(|known| {
        let passage = view.passages.get(known.passage)?;
        let is_late = known.fact.about < issued;
        if !is_late || (known.fact.value != SAID && !is_deadline_column(view, passage)) {
            return None;
        }
        let given = passage.plain().get(known.fact.range.clone()).unwrap_or_default();
        let message = format!("Thời hạn “{given}” đã qua khi văn bản được ban hành.");
        let hint = "so lại thời hạn với ngày ban hành; thường là năm của kế hoạch trước còn sót";
        Some(Found::new(known.at(), message).hint(hint).warning())
    });
    found.collect()
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
    let words = lowered(passage.plain());
    let only_time = words.split([' ', '/', '.']).all(|word| {
        matches!(
            word,
            "trước"
                | "ngày"
                | "tháng"
                | "năm"
                | "xong"
                | "chậm"
                | "nhất"
                | "đến"
                | "hoàn"
                | "thành"
                | "trong"
                | ""
        ) || word.chars().all(|c| c.is_ascii_digit())
    });
    let header = header(table, column);
    let of_deadlines =
        ["thời hạn", "thời gian hoàn thành", "thời gian thực hiện", "hạn hoàn thành"];
    only_time && of_deadlines.iter().any(|words| header.contains(words))
}
