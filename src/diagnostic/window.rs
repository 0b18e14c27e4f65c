//! A stretch of a text around the words that a finding is about, on one line.

use unicode_width::UnicodeWidthChar;

use super::Excerpt;

/// What stands where something was left out.
const LEFT_OUT: char = '…';

/// The words that a finding is about, with some of what is around them, on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// What stands before the words.
    pub before: String,
    /// The words; empty for a place between two characters.
    pub marked: String,
    /// What stands after the words.
    pub after: String,
}

impl Excerpt {
    /// Whether `message` quotes all of the text, as it does a marker: then there is no
    /// more to show.
    pub fn is_quoted_in(&self, message: &str) -> bool {
        self.range == (0..self.text.len()) && message.contains(&format!("“{}”", self.text))
    }

    /// The words with what is around them, at most `columns` of a terminal wide: line
    /// ends are spaces, and what does not fit is left out.
    pub fn window(&self, columns: usize) -> Window {
        let parts = (
            self.text.get(..self.range.start),
            self.text.get(self.range.clone()),
            self.text.get(self.range.end..),
        );
        let (Some(before), Some(marked), Some(after)) = parts else {
            return Window { before: head(&self.text, columns), ..Window::default() };
        };
        let marked = head(marked, columns);
        let rest = columns.saturating_sub(width(&marked));
        // What one side does not need is the other's.
        let right = rest.saturating_sub(width(before).min(rest / 2));
        let after = head(after, right);
        let before = tail(before, rest.saturating_sub(width(&after)));
        Window { before, marked, after }
    }
}

/// How many columns of a terminal the text takes.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns_of).sum()
}

fn columns_of(c: char) -> usize {
    shown(c).width().unwrap_or(0)
}

/// A sign that has no place on a line, as a line end, is shown as a space.
fn shown(c: char) -> char {
    if c.is_control() { ' ' } else { c }
}

/// As many of the characters as fit.
fn fitting(text: impl Iterator<Item = char>, columns: usize) -> impl Iterator<Item = char> {
    let mut taken = 0;
    text.map(shown).take_while(move |c| {
        taken += columns_of(*c);
        taken <= columns
    })
}

/// The beginning of the text, as far as it fits; best cut between words.
fn head(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.chars().map(shown).collect();
    }
    let Some(columns) = columns.checked_sub(1) else { return String::new() };
    let mut out: String = fitting(text.chars(), columns).collect();
    if let Some(space) = out.rfind(' ') {
        out.truncate(space + 1);
    }
    out.push(LEFT_OUT);
    out
}

/// The end of the text, as far as it fits; best cut between words.
fn tail(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.chars().map(shown).collect();
    }
    let Some(columns) = columns.checked_sub(1) else { return String::new() };
    let mut back: Vec<char> = fitting(text.chars().rev(), columns).collect();
    if let Some(space) = back.iter().rposition(|c| *c == ' ') {
        back.truncate(space + 1);
    }
    back.push(LEFT_OUT);
    back.into_iter().rev().collect()
}
