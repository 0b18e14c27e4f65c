//! Sentences and paragraphs begin with a capital.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::view::{Passage, Role, View};
use crate::check::words::{Word, lowered, words};
use crate::diagnostic::Severity;
use crate::model::outline::{Rank, rank};

pub const RULE: Rule = Rule {
    id: "C01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, I"),
    page: include_str!("c01.md"),
    checks: &[Check::Text(sentences), Check::Document(starts)],
};

/// What is written with a full stop and ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "tm", "kt", "tl", "tuq", "tt", "tp", "tx", "pgs", "gs", "ts", "ths", "bs", "ks", "cn", "cv",
    "đc", "vv", "st", "tr", "ub", "mr", "no",
];

fn sentences(role: Role, text: &str) -> Vec<Hit> {
    if !role.is_prose() {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for (at, pair) in found.windows(2).enumerate() {
        let [before, word] = pair else { continue };
        let gap = text.get(before.range.end..word.range.start).unwrap_or_default();
        let Some(space) = gap.strip_prefix(['.', '?', '!']) else { continue };
        let ended = !space.is_empty() && space.trim().is_empty();
        if ended && is_lower(text, word) && !is_abbreviation(text, &found, at) {
            hits.push(
                Hit::new(word.range.clone(), format!("Đầu câu viết thường: “{}”.", word.text))
                    .hint("viết hoa chữ đầu, hoặc sửa dấu chấm trước đó"),
            );
        }
    }
    hits
}

/// Whether the word is one in lower case; "e-cabinet", "iPhone", "a)" are none.
fn is_lower(text: &str, word: &Word) -> bool {
    let after = text.get(word.range.end..).unwrap_or_default();
    let length = word.text.chars().count();
    let marker = length < 5 && after.starts_with([')', '/']);
    let single = length == 1 && after.starts_with(['-', '.']);
    let formula = after.trim_start().starts_with('=');
    word.text.chars().all(char::is_lowercase) && !marker && !single && !formula
}

/// Whether the full stop after the word at `at` belongs to it: "TP.", "v.v.", "1.".
fn is_abbreviation(text: &str, found: &[Word], at: usize) -> bool {
    let Some(word) = found.get(at) else { return false };
    let before = text.get(..word.range.start).unwrap_or_default();
    let first = before.trim_end().chars().next_back().is_none_or(|c| ".,;:-–+(“".contains(c));
    let number = word.text.chars().all(|c| c.is_ascii_digit()) && word.text.len() <= 3;
    let dotted = before.ends_with('.') && word.text.chars().count() <= 2;
    let single = word.text.chars().count() == 1;
    single
        || dotted
        || (number && (first || before.ends_with('\n')))
        || ABBREVIATIONS.contains(&lowered(word.text).as_str())
}

fn starts(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let mut before: Option<&Passage> = None;
    for (at, passage) in view.passages.iter().enumerate() {
        let text = passage.plain();
        let goes_on = before.is_some_and(|before| {
            before.section.appendix == passage.section.appendix
                && before.plain().trim_end().ends_with([',', ';', ':'])
        });
        let opening = |c: char| c.is_whitespace() || "“\"‘*".contains(c);
        let first = words(text).next().filter(|word| {
            is_lower(text, word)
                && text.get(..word.range.start).is_some_and(|gap| gap.chars().all(opening))
        });
        let counts = || match passage.role {
            Role::LegalBasis => (true, false),
            Role::Paragraph | Role::Heading => (!goes_on && !is_item(passage), false),
            Role::Cell => (is_sentence(text), true),
            _ => (false, false),
        };
        if matches!(passage.role, Role::Paragraph | Role::Heading | Role::LegalBasis) {
            before = Some(passage);
        }
        let Some(word) = first else { continue };
        let (true, is_cell) = counts() else { continue };
        let message =
            format!("Đầu {} viết thường: “{}”.", if is_cell { "ô" } else { "đoạn" }, word.text);
        let one = Found::new(At::Text(at, word.range), message)
            .hint("viết hoa chữ đầu, hoặc bổ sung phần đầu câu bị thiếu");
        found.push(if is_cell { one.warning() } else { one });
    }
    found
}

/// Whether it is an item below khoản, which may go on with a sentence.
fn is_item(passage: &Passage) -> bool {
    let marker = passage.marker.map(|marker| marker.to_plain());
    marker.is_some_and(|marker| {
        matches!(rank(&marker), None | Some(Rank::Letter | Rank::Dash | Rank::Plus))
    })
}

/// Whether a cell holds a whole sentence, not a unit or a few words.
fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with('.') && !text.trim_end().ends_with("...") && words(text).count() > 3
}
