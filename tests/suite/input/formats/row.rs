//! Rows of the table of number formats: code, value, and what Excel shows of it
//! under the regional settings Vietnamese (Vietnam).

use std::borrow::Cow;
use std::fmt;

/// Rows of one kind.
pub struct Group {
    pub title: &'static str,
    /// Said above the rows.
    pub about: &'static str,
    pub rows: &'static [(Code, Value, Shown)],
}

/// A number format.
pub enum Code {
    Text(&'static str),
    /// One built into Excel.
    Id(u8),
}

/// What a cell holds.
pub enum Value {
    Number(f64),
    /// A number that a person would write like this: a date, a sum.
    As(&'static str, f64),
    Text(&'static str),
    Bool(bool),
}

/// What is printed.
#[derive(PartialEq)]
pub enum Shown {
    Text(Cow<'static, str>),
    /// Excel shows ####.
    Error,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(code) => write!(f, "`{}`", code.replace('|', "\\|")),
            Self::Id(id) => write!(f, "Số {id}"),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&number.to_string().replace('.', ",")),
            Self::As(text, _) => f.write_str(text),
            Self::Text(text) => write!(f, "chữ `{text}`"),
            Self::Bool(truth) => f.write_str(if *truth { "TRUE" } else { "FALSE" }),
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) if text.is_empty() => f.write_str("*(không in gì)*"),
            Self::Text(text) => write!(f, "`{text}`"),
            Self::Error => f.write_str("*báo lỗi*"),
        }
    }
}

pub type Row = (Code, Value, Shown);

pub const fn t(code: &'static str, number: f64, shown: &'static str) -> Row {
    (Code::Text(code), Value::Number(number), Shown::Text(Cow::Borrowed(shown)))
}

pub const fn id(id: u8, number: f64, shown: &'static str) -> Row {
    (Code::Id(id), Value::Number(number), Shown::Text(Cow::Borrowed(shown)))
}

/// A value that is typed otherwise than as its number.
pub const fn v(code: &'static str, typed: &'static str, number: f64, shown: &'static str) -> Row {
    (Code::Text(code), Value::As(typed, number), Shown::Text(Cow::Borrowed(shown)))
}

pub const fn text(code: &'static str, text: &'static str, shown: &'static str) -> Row {
    (Code::Text(code), Value::Text(text), Shown::Text(Cow::Borrowed(shown)))
}

pub const fn truth(code: &'static str, truth: bool, shown: &'static str) -> Row {
    (Code::Text(code), Value::Bool(truth), Shown::Text(Cow::Borrowed(shown)))
}

pub const fn error(code: &'static str, number: f64) -> Row {
    (Code::Text(code), Value::Number(number), Shown::Error)
}

/// A value that is typed otherwise than as its number, in a built-in format.
pub const fn built_in(id: u8, typed: &'static str, number: f64, shown: &'static str) -> Row {
    (Code::Id(id), Value::As(typed, number), Shown::Text(Cow::Borrowed(shown)))
}
