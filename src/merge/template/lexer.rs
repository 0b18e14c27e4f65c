//! The words of an expression inside a tag: names, headings as they stand,
//! strings in straight or curly quotes, numbers, operators.
//!
//! Depends on `model` only. What the words mean is `expression`'s affair; a new
//! operator is a row in [`OPERATORS`].

use crate::model::list::name;
use crate::model::tags::QUOTES;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A column of the list, however it was written.
    Field(usize),
    /// A name that is no column: a keyword, a function, a loop's variable, or
    /// something unknown; as typed, words of one name joined by spaces.
    Name(String),
    /// A string.
    Text(String),
    /// A number, as minijinja writes it.
    Number(String),
    /// An operator or bracket, as minijinja writes it.
    Operator(&'static str),
    /// A character that means nothing here.
    Unknown(char),
}

/// Operators as typed, the longest first, with what minijinja calls them. Excel
/// has `=` and `<>`.
const OPERATORS: &[(&str, &str)] = &[
    ("==", "=="),
    ("!=", "!="),
    ("<>", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("=", "=="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("*", "*"),
    ("/", "/"),
    ("|", "|"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
    (".", "."),
];

/// Words with a meaning of their own, as typed and as minijinja knows them.
pub(super) const KEYWORDS: &[(&str, &str)] = &[
    ("and", "and"),
    ("or", "or"),
    ("not", "not"),
    ("in", "in"),
    ("if", "if"),
    ("else", "else"),
    ("true", "true"),
    ("false", "false"),
    ("và", "and"),
    ("hoặc", "or"),
    ("không", "not"),
];

/// What minijinja calls the keyword `word`.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    KEYWORDS.iter().find(|(typed, _)| *typed == word).map(|(_, known)| *known)
}

/// The headings of a list, for names in expressions.
#[derive(Clone, Debug, Default)]
pub(super) struct Headings {
    /// Heading in lower case, and column; the longest first.
    as_they_stand: Vec<(String, usize)>,
    /// Folded names.
    names: Vec<String>,
}

impl Headings {
    /// Of the columns with these headings.
    pub fn new<'a>(headings: impl IntoIterator<Item = &'a str>) -> Self {
        let headings: Vec<&str> = headings.into_iter().collect();
        let lower = headings.iter().map(|heading| heading.to_lowercase());
        let mut as_they_stand: Vec<(String, usize)> = lower.zip(0..).collect();
        as_they_stand.sort_by_key(|(heading, _)| std::cmp::Reverse(heading.len()));
        Self { as_they_stand, names: headings.iter().map(|heading| name(heading)).collect() }
    }

    /// The column called so, whatever its case and diacritics.
    pub fn column(&self, called: &str) -> Option<usize> {
        let called = name(called);
        self.names.iter().position(|known| *known == called)
    }

    /// The column whose heading `text` begins with, letter for letter but for
    /// case, and the bytes it takes.
    fn heading(&self, text: &str) -> Option<(usize, usize)> {
        self.as_they_stand.iter().find_map(|(heading, column)| {
            if keyword(heading).is_some() {
                return None;
            }
            let length = prefix_length(text, heading)?;
            let after = text.get(length..)?.chars().next();
            let ends = heading.ends_with(|c: char| !is_word(c)) || !after.is_some_and(is_word);
            ends.then_some((*column, length))
        })
    }
}

/// The bytes of `text` that are `lower` but for case.
fn prefix_length(text: &str, lower: &str) -> Option<usize> {
    let mut expected = lower.chars();
    let mut length = 0;
    for c in text.chars() {
        let mut rest = expected.clone();
        if rest.next().is_none() {
            break;
        }
        for c in c.to_lowercase() {
            if expected.next() != Some(c) {
                return None;
            }
        }
        length += c.len_utf8();
    }
    expected.next().is_none().then_some(length)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Takes an expression apart.
pub(super) fn tokens(source: &str, headings: &Headings) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = source.trim_start();
    while let Some(c) = rest.chars().next() {
        let after_dot_or_bar = matches!(tokens.last(), Some(Token::Operator("." | "|")));
        let heading = headings.heading(rest).filter(|_| !after_dot_or_bar);
        let (token, length) = if let Some((column, length)) = heading {
            (Token::Field(column), length)
        } else if let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == c) {
            string(rest, c, *close)
        } else if c.is_ascii_digit() {
            number(rest)
        } else if is_word(c) {
            if after_dot_or_bar { one_name(rest) } else { names(rest, headings) }
        } else if let Some((typed, known)) = OPERATORS.iter().find(|(o, _)| rest.starts_with(o)) {
            (Token::Operator(known), typed.len())
        } else {
            (Token::Unknown(c), c.len_utf8())
        };
        tokens.push(token);
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    tokens
}

fn string(text: &str, open: char, close: char) -> (Token, usize) {
    let inside = text.get(open.len_utf8()..).unwrap_or_default();
    match inside.split_once(close) {
        Some((string, _)) => {
            (Token::Text(string.to_owned()), open.len_utf8() + string.len() + close.len_utf8())
        }
        None => (Token::Unknown(open), open.len_utf8()),
    }
}

/// `12`, `12.5`.
fn number(text: &str) -> (Token, usize) {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let fraction = text.get(whole..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    let length = if fraction > 0 { whole + 1 + fraction } else { whole };
    (Token::Number(text.get(..length).unwrap_or_default().to_owned()), length)
}

/// The words at the start of `text`, with a space between, up to a keyword; each
/// with the byte at which it ends.
fn words(text: &str) -> Vec<(&str, usize)> {
    let mut words: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let Some(word) = rest.get(..length).filter(|word| !word.is_empty()) else { break };
        if keyword(word).is_some() && !words.is_empty() {
            break;
        }
        at += length;
        words.push((word, at));
        if keyword(word).is_some() {
            break;
        }
        let spaces = text.get(at..).unwrap_or_default();
        at += spaces.len() - spaces.trim_start().len();
    }
    words
}

/// The longest run of words that is a column, else all of them as one name.
fn names(text: &str, headings: &Headings) -> (Token, usize) {
    let words = words(text);
    let run = |count: usize| words.get(count - 1).map_or(0, |(_, end)| *end);
    let known = (1..=words.len()).rev().find_map(|count| {
        let column = headings.column(text.get(..run(count))?)?;
        Some((Token::Field(column), run(count)))
    });
    let is_keyword = words.first().is_some_and(|(word, _)| keyword(word).is_some());
    if is_keyword {
        return one_name(text);
    }
    known.unwrap_or_else(|| {
        // What a loop's variable or a function is called is one word.
        let count = if words.len() > 1 && !is_followed(text, run(1)) { words.len() } else { 1 };
        let spaced: Vec<&str> = words.iter().take(count).map(|(word, _)| *word).collect();
        (Token::Name(spaced.join(" ")), run(count))
    })
}

/// Whether a full stop or an opening bracket follows at `at`.
fn is_followed(text: &str, at: usize) -> bool {
    text.get(at..).is_some_and(|rest| rest.trim_start().starts_with(['.', '(', '[']))
}

fn one_name(text: &str) -> (Token, usize) {
    let length = text.find(|c| !is_word(c)).unwrap_or(text.len());
    (Token::Name(text.get(..length).unwrap_or_default().to_owned()), length)
}

#[cfg(test)]
mod tests {
    use super::Token::{Field, Name, Number, Operator, Text, Unknown};
    use super::*;

    #[test]
    fn expressions_are_taken_apart() {
        let headings = Headings::new(["Tên xã", "Số hộ", "Số hộ nghèo", "Tỷ lệ (%)", "Loại"]);
        let name = |name: &str| Name(name.to_owned());
        let text = |text: &str| Text(text.to_owned());
        for (source, expected) in [
            ("ten_xa", vec![Field(0)]),
            (" TÊN XÃ ", vec![Field(0)]),
            ("tên_xã", vec![Field(0)]),
            ("Tỷ lệ (%) > 5", vec![Field(3), Operator(">"), Number("5".into())]),
            ("ty_le", vec![Field(3)]),
            ("so_ho_ngheo | so(1)", {
                let so = [Operator("|"), name("so"), Operator("("), Number("1".into())];
                [vec![Field(2)], so.to_vec(), vec![Operator(")")]].concat()
            }),
            ("Số hộ nghèo", vec![Field(2)]),
            ("Số hộ in [1]", {
                let list = [Operator("["), Number("1".into()), Operator("]")];
                [vec![Field(1), name("in")], list.to_vec()].concat()
            }),
            ("Loại = “phường”", vec![Field(4), Operator("=="), text("phường")]),
            ("loai <> 'xã'", vec![Field(4), Operator("!="), text("xã")]),
            ("Số người", vec![name("Số người")]),
            ("dong.so_ho", vec![name("dong"), Operator("."), name("so_ho")]),
            ("không Loại", vec![name("không"), Field(4)]),
            ("ten_xa & 1.5", vec![Field(0), Unknown('&'), Number("1.5".into())]),
        ] {
            assert_eq!(tokens(source, &headings), expected, "{source}");
        }
    }
}
