//! Text as rules take it apart: words, sentences.
//!
//! What several rules need of the language; what one rule needs stays in its file.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

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

/// The tone mark where writers of the older habit put it, and of the newer one.
const TONES: [(&str, &str); 15] = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("oã", "õa"),
    ("oạ", "ọa"),
    ("oè", "òe"),
    ("oé", "óe"),
    ("oẻ", "ỏe"),
    ("oẽ", "õe"),
    ("oẹ", "ọe"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("uỹ", "ũy"),
    ("uỵ", "ụy"),
];

/// The syllable in lower case with its tone mark in one place, to be compared: "Uỷ"
/// and "ủy" are the same.
pub fn folded(syllable: &str) -> String {
    let lower = syllable.to_lowercase();
    match TONES.iter().find(|(older, _)| lower.contains(older)) {
        Some((older, newer)) => lower.replace(older, newer),
        None => lower,
    }
}

/// Whether the first letter is a capital.
pub fn begins_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether there is a letter and all of them are capitals.
pub fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// The word with its first letter as a capital, or in lower case.
pub fn with_first(word: &str, upper: bool) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter();
    let first: String = match upper {
        true => first.flat_map(char::to_uppercase).collect(),
        false => first.flat_map(char::to_lowercase).collect(),
    };
    first + chars.as_str()
}

/// Whether a sentence, an item, a bracket or a quotation may begin at this byte: a
/// capital there says nothing.
pub fn may_begin(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let bare = before.trim_end();
    let marker = bare.len() <= 4 && bare.ends_with(')');
    let broken = before.get(bare.len()..).is_some_and(|gap| gap.contains('\n'));
    let opens = |c: char| ".!?:;…“”\"‘’'([-–+•*/".contains(c);
    marker || broken || bare.chars().next_back().is_none_or(opens)
}

/// Family names, with their capital.
pub static SURNAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    entries(include_str!("lists/surnames.txt")).flat_map(str::split_whitespace).collect()
});

/// The lines of a list, without its comments.
pub fn entries(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The name, as names are compared: folded, one space between the syllables.
pub fn name_key(name: &str) -> String {
    words(name).map(|word| folded(word.text)).collect::<Vec<_>>().join(" ")
}

/// How many of the words that follow one another here make up a name of `names`, given
/// by their keys; the longest counts, which must begin with a capital.
pub fn name_length(text: &str, found: &[Word], names: &HashSet<String>) -> Option<usize> {
    const LONGEST: usize = 6;
    let first = found.first().filter(|first| begins_upper(first.text))?;
    let (mut key, mut longest) = (folded(first.text), None);
    for length in 1..=LONGEST {
        longest = names.contains(&key).then_some(length).or(longest);
        let Some((before, next)) = found.get(length - 1).zip(found.get(length)) else { break };
        let gap = text.get(before.range.end..next.range.start).unwrap_or_default();
        if !matches!(gap, " " | " - " | "-" | "'" | "’") {
            break;
        }
        key.push(' ');
        key.push_str(&folded(next.text));
    }
    longest
}

/// Whether one space, and nothing else, is between the word at `at` and the next.
pub fn is_joined(text: &str, found: &[Word], at: usize) -> bool {
    let gap = found.get(at).zip(found.get(at + 1));
    let gap = gap.and_then(|(before, next)| text.get(before.range.end..next.range.start));
    gap.is_some_and(|gap| !gap.is_empty() && gap.trim().is_empty())
}
