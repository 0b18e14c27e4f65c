//! What several rules ask of an appendix: its label taken apart, whether it is a form.

use std::ops::Range;

use super::view::View;
use super::words::{lowered, starts_with, words};

/// A label that begins with "Phụ lục".
pub struct Label<'a> {
    /// "Phụ lục" as it is typed.
    pub noun: Range<usize>,
    /// "số" before the number.
    pub so: Option<Range<usize>>,
    /// The number: Roman, Arabic, or one capital letter.
    pub number: Option<Range<usize>>,
    /// What stands behind, with its bytes.
    pub tail: &'a str,
}

/// Takes a label apart; `None` where it begins otherwise.
pub fn label(text: &str) -> Option<Label<'_>> {
    let start = text.len() - text.trim_start().len();
    let end = start + starts_with(text.get(start..)?, "PHỤ LỤC")?;
    let rest = text.get(end..)?;
    let mut words = words(rest).peekable();
    let so = words.next_if(|word| lowered(word.text) == "số").map(|word| word.range);
    let from = so.as_ref().map_or(0, |so| so.end);
    let number = words.next().filter(|word| {
        let before = rest.get(from..word.range.start).unwrap_or_default();
        before.trim().is_empty() && is_number(word.text)
    });
    let number = number.map(|word| word.range);
    let tail = rest.get(number.as_ref().map_or(from, |number| number.end)..)?;
    let place = |range: Range<usize>| end + range.start..end + range.end;
    Some(Label { noun: start..end, so: so.map(place), number: number.map(place), tail })
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        || word.chars().all(|c| "IVXLC".contains(c))
        || word.chars().count() == 1 && word.chars().all(char::is_uppercase)
}

/// Whether an appendix is a form to be filled in by others, such as "Mẫu báo cáo".
pub fn is_form(view: &View, appendix: usize) -> bool {
    const WORDS: &[&str] = &["mẫu", "biểu", "đơn", "phiếu", "khai", "cương"];
    let Some(appendix) = view.document.appendices.get(appendix) else { return false };
    std::iter::once(&appendix.label).chain(&appendix.title).any(|head| {
        let lower = head.to_plain().to_lowercase();
        words(&lower).any(|word| WORDS.contains(&word.text))
    })
}
