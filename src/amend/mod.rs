//! A plan's own file, changed in single places: cells put right ([`mend`]), or
//! findings written on the cells that they are about ([`annotate`]).
//!
//! Everything else of the file stays, byte for byte where it can: a JSON string is
//! replaced in the source text, a cell in the XML of its sheet, and the parts of the
//! package that are not touched are copied as they are compressed. Crates that read a
//! workbook into a model of their own and write that again (umya-spreadsheet is the one
//! for Rust) drop what the model does not know: its open issues 281 and 285 are about
//! charts and comments.
//!
//! What the reader makes of a cell's text is asked of the caller ([`Reading`]), so that
//! a mend's bytes are those that the rules have seen. May depend on `origin` and
//! `diagnostic`. A new format is a module here and an arm in [`kind`] and [`mend`].

mod json;
mod notes;
mod package;
mod splice;
mod xlsx;
mod xml;

use crate::diagnostic::{Diagnostic, Mend};
use crate::origin::Origin;

pub use notes::{LISTING, annotate};

/// A format that is changed in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An Excel workbook of office XML.
    Xlsx,
    /// JSON.
    Json,
}

/// A run of a cell's text as stored, and the family of its font.
pub type Stored = (String, Option<String>);

/// What the reader makes of text.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Of the runs of a cell: what is read of each.
    pub cell: fn(&[Stored]) -> Vec<String>,
    /// Of a JSON string.
    pub value: fn(&str) -> String,
    /// Whether the runs of a cell, or a JSON string as one, are in an encoding of the time
    /// before Unicode.
    pub is_old: fn(&[Stored]) -> bool,
    /// Whether this family is a font of the time before Unicode.
    pub is_old_font: fn(&str) -> bool,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell or JSON value.
    pub origin: Origin,
    /// The words before, with a little around them.
    pub before: String,
    /// The same words after.
    pub after: String,
    /// How many mends it is made of: those that stand near each other are one.
    pub count: usize,
}

/// A change that was not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The cell or JSON value.
    pub origin: Origin,
    /// Why, a clause without a full stop.
    pub why: &'static str,
}

/// What became of a file.
#[derive(Debug)]
pub struct Amended {
    /// The changed file.
    pub bytes: Vec<u8>,
    /// What was changed.
    pub done: Vec<Change>,
    /// What was not.
    pub left: Vec<Left>,
}

/// Why a change is put off: another of the same run touches these words.
pub const OVERLAPS: &str = "chồng lên một chỗ sửa khác";

/// Why a change of text in an old encoding is not made: no rule is certain of how it is
/// read, and once it is written as Unicode nobody would see that.
const OLD: &str = "chữ ở bảng mã cũ chưa chắc đọc đúng; chuyển sang Unicode trước";

/// The format of a file of these contents; `None` if it is not changed in place.
pub fn kind(bytes: &[u8]) -> Option<Kind> {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => Some(Kind::Json),
        _ if xlsx::recognises(bytes) => Some(Kind::Xlsx),
        _ => None,
    }
}

/// Changes the cells of a file that the reader has read, each as `mends` say; the
/// first of two that overlap is made.
///
/// # Errors
/// The file cannot be changed at all.
pub fn mend(bytes: &[u8], mends: &[Mend], reading: &Reading) -> Result<Amended, Diagnostic> {
    match kind(bytes) {
        Some(Kind::Json) => json::mend(bytes, mends, reading),
        Some(Kind::Xlsx) => xlsx::mend(bytes, mends, reading),
        None => Err(damaged("không phải bảng tính .xlsx hay JSON")),
    }
}

/// The fault of a file that cannot be changed.
fn damaged(why: &str) -> Diagnostic {
    Diagnostic::general("not-amended", format!("Không sửa được tệp: {why}."))
        .hint("mở tệp bằng Excel rồi lưu lại thành tệp .xlsx khác, và chạy lại với tệp đó")
}
