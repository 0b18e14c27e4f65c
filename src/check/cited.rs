//! Documents that a text cites by number: "45/2020/NĐ-CP", "57-NQ/TW".

use std::ops::Range;

/// What stands around a number, in a sentence, and is no part of it.
const AROUND: &[char] = &[',', '.', ';', ':', '(', ')', '“', '”', '"', '[', ']'];

/// The numbers of documents in `text`, in order.
pub fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for token in text.split_inclusive(char::is_whitespace) {
        let bare = token.trim().trim_start_matches(AROUND);
        let from = start + token.len() - token.trim_start().trim_start_matches(AROUND).len();
        let bare = bare.trim_end_matches(AROUND);
        if is_number(bare) {
            found.push(from..from + bare.len());
        }
        start += token.len();
    }
    found
}

/// Digits, a slash, letters: no date, no share.
fn is_number(token: &str) -> bool {
    let joined = token.contains('-') || token.contains("/QH") || token.contains("/UBTVQH");
    let letters = token.chars().filter(|c| c.is_uppercase()).count();
    let of_number = |c: char| c.is_alphanumeric() || "/-.&".contains(c);
    token.starts_with(|c: char| c.is_ascii_digit())
        && token.contains('/')
        && joined
        && letters > 1
        && token.chars().all(of_number)
}

/// Whether it is the number of an act of the National Assembly or its committee.
pub fn is_of_assembly(number: &str) -> bool {
    number.contains("/QH") || number.contains("/UBTVQH")
}

/// The part of the sentence before this byte.
pub fn sentence_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let begins = before.char_indices().rev().find(|(at, c)| {
        let stop = *c == '.' && before.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
        stop || matches!(c, ';' | '\n')
    });
    before.get(begins.map_or(0, |(at, _)| at + 1)..).unwrap_or_default()
}

/// The part of the sentence from this byte on.
pub fn sentence_after(text: &str, at: usize) -> &str {
    let after = text.get(at..).unwrap_or_default();
    let ends = after.char_indices().find(|(at, c)| {
        let rest = after.get(at + 1..).unwrap_or_default();
        let stop = *c == '.' && (rest.is_empty() || rest.starts_with([' ', '/']));
        stop || matches!(c, ';' | '\n')
    });
    after.get(..ends.map_or(after.len(), |(at, _)| at)).unwrap_or_default()
}
