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

/// So many characters are looked at on either side.
const NEAR: usize = 800;

/// The part of the sentence before this byte, at most [`NEAR`] characters.
pub fn sentence_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let mut start = before.len();
    for (at, c) in before.char_indices().rev().take(NEAR) {
        let rest = before.get(at + c.len_utf8()..).unwrap_or_default();
        if matches!(c, ';' | '\n') || (c == '.' && rest.starts_with(' ')) {
            break;
        }
        start = at;
    }
    before.get(start..).unwrap_or_default()
}

/// The part of the sentence from this byte on, at most [`NEAR`] characters.
pub fn sentence_after(text: &str, at: usize) -> &str {
    let after = text.get(at..).unwrap_or_default();
    let mut end = 0;
    for (at, c) in after.char_indices().take(NEAR) {
        let rest = after.get(at + c.len_utf8()..).unwrap_or_default();
        let stop = c == '.' && (rest.is_empty() || rest.starts_with([' ', '/']));
        if stop || matches!(c, ';' | '\n') {
            break;
        }
        end = at + c.len_utf8();
    }
    after.get(..end).unwrap_or_default()
}
