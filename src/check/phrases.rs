//! Names and set phrases with their capitals, as a list gives them, found in texts
//! whatever the case in which they are written there.
//!
//! A list has one phrase a line:
//!
//! ```text
//! # a comment
//! Sở Tài chính          as it must be written; tone marks in either place
//! *tết Nguyên đán       "tết" in any case
//! ~Bắc Bộ               only what has a capital somewhere: "cán bộ nam bộ phận" is none
//! ?Ban Chỉ đạo          only a warning
//! @sau cơ trụ           the phrases below are none after these words; "@sau" ends it
//! ```

use std::collections::HashMap;
use std::ops::Range;

use super::rule::Hit;
use super::view::Role;
use super::words::{
    Word, all_folded, begins_upper, folded, is_joined, is_upper, lowered, may_begin, with_first,
    words,
};

/// A list of phrases.
#[derive(Debug, Default)]
pub struct Phrases {
    /// By the first word, folded.
    by_first: HashMap<String, Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<Expected>,
    needs_capital: bool,
    is_warning: bool,
    not_after: Vec<String>,
}

#[derive(Debug)]
struct Expected {
    folded: String,
    case: Case,
    /// What stands between the word before and this one, without spaces.
    gap: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    Lower,
    Capital,
    Upper,
}

/// A phrase that a text has.
#[derive(Debug)]
pub struct Written {
    /// Its bytes.
    pub range: Range<usize>,
    /// As it must be written; `None` where it is.
    pub right: Option<String>,
    /// Only to be looked at.
    pub is_warning: bool,
}

impl Phrases {
    /// The phrases of a list.
    pub fn new(list: &str) -> Self {
        let mut phrases = Self::default();
        let mut not_after: Vec<String> = Vec::new();
        for line in list.lines().map(str::trim) {
            if let Some(after) = line.strip_prefix("@sau") {
                not_after = after.split_whitespace().map(folded).collect();
            } else if !line.is_empty() && !line.starts_with('#') {
                phrases.add(line, &not_after);
            }
        }
        phrases.by_first.values_mut().for_each(|same| {
            same.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        });
        phrases
    }

    fn add(&mut self, line: &str, not_after: &[String]) {
        let bare = line.trim_start_matches(['~', '?']);
        let marks = line.get(..line.len() - bare.len()).unwrap_or_default();
        let mut end = 0;
        let mut expected = Vec::new();
        for word in words(bare) {
            let gap = bare.get(end..word.range.start).unwrap_or_default();
            let case = match word.text {
                _ if gap.ends_with('*') => Case::Any,
                text if is_upper(text) && text.chars().count() > 1 => Case::Upper,
                text if begins_upper(text) => Case::Capital,
                _ => Case::Lower,
            };
            let gap = gap.trim_matches(|c: char| c.is_whitespace() || c == '*').to_owned();
            expected.push(Expected { folded: folded(word.text), case, gap });
            end = word.range.end;
        }
        let Some(first) = expected.first() else { return };
        let first = first.folded.clone();
        self.by_first.entry(first).or_default().push(Phrase {
            words: expected,
            needs_capital: marks.contains('~'),
            is_warning: marks.contains('?'),
            not_after: not_after.to_vec(),
        });
    }

    /// The phrases of the list that `text` has, in order, the longest at each place.
    pub fn written(&self, text: &str) -> Vec<Written> {
        let found: Vec<Word> = words(text).collect();
        let folds = all_folded(text);
        let mut written = Vec::new();
        let mut at = 0;
        while let Some(first) = folds.get(at) {
            let before = at.checked_sub(1).and_then(|at| folds.get(at));
            let phrase = self.by_first.get(first).into_iter().flatten().find(|phrase| {
                !before.is_some_and(|before| phrase.not_after.contains(before))
                    && phrase.fits(text, &found, &folds, at)
            });
            let Some(phrase) = phrase else {
                at += 1;
                continue;
            };
            let end = at + phrase.words.len();
            if !is_in_name(text, &found, at) {
                written.extend(found.get(at..end).and_then(|words| phrase.judge(text, words)));
            }
            at = end;
        }
        written
    }

    /// A hit for each phrase that is written otherwise than the list has it.
    pub fn hits(&self, role: Role, text: &str) -> Vec<Hit> {
        if !has_sentences(role) {
            return Vec::new();
        }
        let wrong = self.written(text).into_iter().filter_map(|written| {
            let right = written.right?;
            let words = text.get(written.range.clone()).unwrap_or_default();
            let hit = Hit::new(written.range, format!("“{words}” viết hoa chưa đúng."))
                .hint(format!("viết “{right}”"));
            // What is only to be looked at is not for the program to change.
            Some(if written.is_warning { hit.warning() } else { hit.mend(right) })
        });
        wrong.collect()
    }
}

/// Whether the word at `at` goes on with a name: "phường Yên Sở" has no Sở.
fn is_in_name(text: &str, found: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).filter(|before| is_joined(text, found, *before));
    before.and_then(|before| found.get(before)).is_some_and(|before| {
        begins_upper(before.text) && !is_upper(before.text) && !may_begin(text, before.range.start)
    })
}

impl Phrase {
    fn fits(&self, text: &str, found: &[Word], folds: &[String], at: usize) -> bool {
        self.words.iter().enumerate().all(|(index, expected)| {
            if folds.get(at + index) != Some(&expected.folded) {
                return false;
            }
            let gap = match index {
                0 => return true,
                _ => found.get(at + index - 1).zip(found.get(at + index)),
            };
            let gap = gap.and_then(|(before, this)| text.get(before.range.end..this.range.start));
            gap.is_some_and(|gap| gap.trim() == expected.gap)
        })
    }

    /// What is said of these words; `None` where they do not count.
    fn judge(&self, text: &str, words: &[Word]) -> Option<Written> {
        let range = words.first()?.range.start..words.last()?.range.end;
        let is_warning = self.is_warning;
        let plain = text.get(range.clone())?;
        let no_capital = !words.iter().any(|word| begins_upper(word.text));
        if (is_upper(plain) && plain.chars().count() > 1) || (self.needs_capital && no_capital) {
            return Some(Written { range, right: None, is_warning });
        }
        let mut right = String::new();
        let mut end = range.start;
        for (index, (word, expected)) in words.iter().zip(&self.words).enumerate() {
            right.push_str(text.get(end..word.range.start)?);
            let begins = index == 0 && expected.case == Case::Lower && may_begin(text, range.start);
            right.push_str(&match expected.case {
                Case::Any => word.text.to_owned(),
                _ if begins && begins_upper(word.text) => with_first(&lowered(word.text), true),
                Case::Lower => lowered(word.text),
                Case::Capital => with_first(&lowered(word.text), true),
                Case::Upper => word.text.to_uppercase(),
            });
            end = word.range.end;
        }
        let right = Some(right).filter(|right| right != plain);
        Some(Written { range, right, is_warning })
    }
}

/// Whether texts of this role are written like sentences, with names in them.
pub fn has_sentences(role: Role) -> bool {
    role.is_prose()
        || matches!(
            role,
            Role::Subject
                | Role::IssuedWith
                | Role::HeaderCell
                | Role::GroupCell
                | Role::Recipient
                | Role::Title
                | Role::Reference
        )
}
