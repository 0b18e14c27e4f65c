//! Dates as texts write them: "ngày 05 tháng 02 năm 2026", "ngày 05/02/2026", with gaps.

use super::words::{Word, words};

/// A date in a text; what is left as a gap is missing.
#[derive(Clone, Debug, Default)]
pub struct Date<'a> {
    /// The number after "ngày".
    pub day: Option<Word<'a>>,
    /// The month.
    pub month: Option<Word<'a>>,
    /// The year.
    pub year: Option<Word<'a>>,
    /// Whether it has the word "tháng", not slashes.
    pub in_words: bool,
}

/// Every date of `text` that begins with "ngày".
pub fn dates(text: &str) -> Vec<Date<'_>> {
    let words: Vec<Word> = words(text).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if is(word, "ngày")
            && let Some(date) = (Reader { text, words: &words, at: at + 1 }).date()
        {
            found.push(date);
        }
    }
    found
}

/// Whether the word is this one, whatever its case.
fn is(word: &Word, lower: &str) -> bool {
    word.text.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

struct Reader<'a, 'w> {
    text: &'a str,
    words: &'w [Word<'a>],
    at: usize,
}

impl<'a> Reader<'a, '_> {
    fn date(mut self) -> Option<Date<'a>> {
        let day = self.number(2, is_gap);
        let slash = |between: &str| matches!(between, "/" | "-" | ".");
        if day.is_some()
            && let Some(month) = self.number(2, slash)
        {
            let year = self.number(4, slash);
            return Some(Date { day, month: Some(month), year, in_words: false });
        }
        self.name("tháng")?;
        let month = self.number(2, is_gap);
        let year = self.number(4, slash).or_else(|| {
            self.name("năm")?;
            self.number(4, is_gap)
        });
        Some(Date { day, month, year, in_words: true })
    }

    /// The next word, if it is a number of up to so many digits after such characters.
    fn number(&mut self, digits: usize, fits: impl Fn(&str) -> bool) -> Option<Word<'a>> {
        let word = self.words.get(self.at)?;
        let is_number = word.text.len() <= digits && word.text.bytes().all(|b| b.is_ascii_digit());
        (is_number && fits(self.between()?)).then(|| {
            self.at += 1;
            word.clone()
        })
    }

    fn name(&mut self, name: &str) -> Option<()> {
        let word = self.words.get(self.at)?;
        (is(word, name) && is_gap(self.between()?)).then(|| self.at += 1)
    }

    /// What stands before the next word.
    fn between(&self) -> Option<&'a str> {
        let last = self.words.get(self.at.checked_sub(1)?)?;
        self.text.get(last.range.end..self.words.get(self.at)?.range.start)
    }
}

/// Blanks, and the dots that stand for what is to be filled in.
fn is_gap(between: &str) -> bool {
    between.chars().all(|c| c.is_whitespace() || matches!(c, '.' | '…' | '_'))
}
