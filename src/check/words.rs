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

/// Where `text` goes on after `upper`, which is upper case, whatever the case in
/// `text`; `None` where it begins with something else.
pub fn starts_with(text: &str, upper: &str) -> Option<usize> {
    let mut chars = text.chars();
    for expected in upper.chars() {
        let c = chars.next()?;
        (c == expected || c.to_uppercase().eq([expected])).then_some(())?;
    }
    Some(text.len() - chars.as_str().len())
}

/// The entries of a list file, without comments and blank lines.
pub fn entries(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
