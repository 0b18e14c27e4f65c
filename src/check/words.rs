//! Text as rules take it apart: words, sentences.
//!
//! What several rules need of the language; what one rule needs stays in its file.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::rc::Rc;
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
    let known = READING.with_borrow(|reading| reading.words_of(text));
    let mut next = 0;
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        if let Some(known) = &known {
            let range = known.get(next)?.clone();
            next += 1;
            return Some(Word { text: text.get(range.clone())?, range });
        }
        let (start, first) = chars.find(|(_, c)| is_of_word(*c))?;
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.next_if(|(_, c)| is_of_word(*c)) {
            end = at + c.len_utf8();
        }
        Some(Word { text: text.get(start..end)?, range: start..end })
    })
}

/// Whether it is a letter or a digit; those of Vietnamese are told at once.
fn is_of_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ʯ' | 'Ạ'..='ỹ' => true,
        c => c.is_alphanumeric(),
    }
}

/// The text in lower case, as [`str::to_lowercase`] has it; Vietnamese letters are
/// told at once.
pub fn lowered(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\x7F' => lower.push(c.to_ascii_lowercase()),
            'ß'..='ö' | 'ø'..='ÿ' | 'đ' | 'ơ' | 'ư' | 'ă' => lower.push(c),
            'À'..='Ö' | 'Ø'..='Þ' => lower.push(char::from_u32(u32::from(c) + 32).unwrap_or(c)),
            'Đ' => lower.push('đ'),
            'Ơ' => lower.push('ơ'),
            'Ư' => lower.push('ư'),
            'Ă' => lower.push('ă'),
            // Capitals and small letters take turns.
            'Ạ'..='ỹ' => lower.push(char::from_u32(u32::from(c) | 1).unwrap_or(c)),
            'Σ' => return text.to_lowercase(),
            c => lower.extend(c.to_lowercase()),
        }
    }
    lower
}

/// The text that the rules look at, taken apart for all of them.
#[derive(Default)]
struct Reading {
    /// Where it is in memory, as long as it is looked at.
    place: Option<(usize, usize)>,
    words: Rc<[Range<usize>]>,
    folds: Option<Rc<[String]>>,
}

impl Reading {
    fn is_of(&self, text: &str) -> bool {
        self.place == Some((text.as_ptr().addr(), text.len()))
    }

    fn words_of(&self, text: &str) -> Option<Rc<[Range<usize>]>> {
        self.is_of(text).then(|| self.words.clone())
    }
}

thread_local! {
    static READING: RefCell<Reading> = RefCell::default();
}

/// Lets rules look at `text`, which is taken apart once for all of them.
pub fn reading<T>(text: &str, look: impl FnOnce() -> T) -> T {
    let words = words(text).map(|word| word.range).collect();
    let place = Some((text.as_ptr().addr(), text.len()));
    READING.replace(Reading { place, words, folds: None });
    let _ended = Ended;
    look()
}

/// Ends the reading of a text, also where a rule has panicked: another text may come to
/// the same place.
struct Ended;

impl Drop for Ended {
    fn drop(&mut self) {
        READING.replace(Reading::default());
    }
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
    let lower = lowered(syllable);
    // Most syllables are told by their bytes to have none of them.
    if lower.is_ascii() || !lower.contains(['o', 'u']) {
        return lower;
    }
    match TONES.iter().find(|(older, _)| lower.contains(older)) {
        Some((older, newer)) => lower.replace(older, newer),
        None => lower,
    }
}

/// Every word of the text, folded.
pub fn all_folded(text: &str) -> Rc<[String]> {
    let fold = || words(text).map(|word| folded(word.text)).collect::<Rc<[String]>>();
    let known = READING.with_borrow(|reading| (reading.is_of(text), reading.folds.clone()));
    match known {
        (true, Some(folds)) => folds,
        (true, None) => {
            let folds = fold();
            READING.with_borrow_mut(|reading| reading.folds = Some(folds.clone()));
            folds
        }
        (false, _) => fold(),
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

/// Persons and events that units are named after, by their keys: there the noun has a
/// capital.
pub static PEOPLE: LazyLock<HashSet<String>> =
    LazyLock::new(|| entries(include_str!("lists/people.txt")).map(name_key).collect());

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

/// The characters before the byte `at` and after it.
pub fn around(text: &str, at: usize) -> (Option<char>, Option<char>) {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    (before, text.get(at..).and_then(|after| after.chars().next()))
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

#[cfg(test)]
mod tests {
    use super::{lowered, reading, words};

    #[test]
    fn every_character_is_lowered_as_the_library_does() {
        for c in ('\0'..='\u{FFFF}').chain(['𐐀', '😀']) {
            let text = format!("a{c}b");
            assert_eq!(lowered(&text), text.to_lowercase(), "U+{:04X}", u32::from(c));
        }
    }

    #[test]
    fn every_character_is_of_a_word_as_the_library_says() {
        for c in '\0'..='\u{FFFF}' {
            let text = c.to_string();
            assert_eq!(
                words(&text).next().is_some(),
                c.is_alphanumeric(),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn a_text_that_is_read_has_the_same_words() {
        let text = "Uỷ ban nhân dân xã Ea H’Leo, số 12/QĐ-UBND".to_owned();
        let alone: Vec<_> = words(&text).map(|word| word.range).collect();
        let read = reading(&text, || words(&text).map(|word| word.range).collect::<Vec<_>>());
        assert_eq!(alone, read);
        assert_eq!(words("đ").count(), 1);
    }

    #[test]
    fn a_text_is_not_read_any_more_after_a_panic() {
        let mut text = "ab cd".to_owned();
        let read = std::panic::catch_unwind(|| reading(&text, || panic!("a rule")));
        assert!(read.is_err());
        // Another text at the same place, of the same length.
        text.replace_range(.., "a bcd");
        assert_eq!(words(&text).map(|word| word.text).collect::<Vec<_>>(), ["a", "bcd"]);
    }
}
