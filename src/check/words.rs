//! Text as rules take it apart: words, sentences.
//!
//! What several rules need of the language; what one rule needs stays in its file.

use std::ops::Range;

/// A word: letters and digits without anything between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The characters.
    pub text: &'a str,
    /// Their bytes in the text.
    pub range: Range<usize>,
}

/// The words of `text` in order.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| c.is_alphanumeric()) {
            end = at + c.len_utf8();
        }
        Some(Word { text: text.get(start..end)?, range: start..end })
    })
}

/// The entries of a list in `lists/`: one a line, without comments.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The characters before the byte `at` and after it.
pub fn around(text: &str, at: usize) -> (Option<char>, Option<char>) {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    (before, text.get(at..).and_then(|after| after.chars().next()))
}

/// At most the last `length` bytes of `text` before the byte `at`: a search that only
/// looks there takes the same time in any text.
pub fn near_before(text: &str, at: usize, length: usize) -> &str {
    let at = text.floor_char_boundary(at);
    text.get(text.floor_char_boundary(at.saturating_sub(length))..at).unwrap_or_default()
}

/// At most `length` bytes of `text` from the byte `at`.
pub fn near_after(text: &str, at: usize, length: usize) -> &str {
    let at = text.floor_char_boundary(at);
    text.get(at..text.floor_char_boundary(at.saturating_add(length))).unwrap_or_default()
}
