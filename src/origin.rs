//! Where a value came from, in the words a person uses to find it again.
//!
//! Every stage depends on this module and it depends on none. A new kind of
//! source is a new variant of [`Place`].

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A place in an input file (or on the command line) that a person can find.
///
/// Displayed as `kế-hoạch.xlsx ▸ Thông tin!B7`, `kế-hoạch.csv ▸ B7`,
/// `kế-hoạch.docx ▸ đoạn 12` or `kế-hoạch.json ▸ /letterhead/date (dòng 5, cột 12)`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    file: Arc<str>,
    place: Place,
}

/// The place inside the file of an [`Origin`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file as a whole.
    File,
    /// The file as a whole, which does not exist and could hold what is missing.
    Absent,
    /// A whole sheet of a workbook; the name is empty for a .csv, which is one.
    Sheet(Arc<str>),
    /// A cell; `row` and `column` count from 0.
    Cell {
        /// The sheet's name as the workbook has it; empty for a .csv.
        sheet: Arc<str>,
        /// Row, from 0.
        row: u32,
        /// Column, from 0.
        column: u32,
    },
    /// A value of a JSON file; `line` and `column` count from 1.
    Pointer {
        /// RFC 6901 pointer, `""` for the whole document.
        pointer: Arc<str>,
        /// Line, from 1.
        line: u32,
        /// Column in characters, from 1.
        column: u32,
    },
    /// A passage of a document, which has no addresses: `đoạn 12`, `bảng 2, dòng 3, cột 1`.
    Passage {
        /// Its place in the order of the document, from 0.
        order: u32,
        /// Its place in words.
        words: Arc<str>,
    },
    /// An option of the command line, as typed.
    Option(Arc<str>),
}

impl Origin {
    /// A place in `file` (shown as given, normally the file's name).
    pub fn new(file: &Arc<str>, place: Place) -> Self {
        Self { file: file.clone(), place }
    }

    /// A cell of a workbook; `row` and `column` count from 0.
    pub fn cell(file: &Arc<str>, sheet: &Arc<str>, row: u32, column: u32) -> Self {
        Self::new(file, Place::Cell { sheet: sheet.clone(), row, column })
    }

    /// An option of the command line, such as `--set`.
    pub fn option(text: &str) -> Self {
        Self { file: "".into(), place: Place::Option(text.into()) }
    }

    /// The name of the file, as shown to a person.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The name of the sheet in which the place is, or that it is.
    pub fn sheet(&self) -> Option<&str> {
        match &self.place {
            Place::Sheet(sheet) | Place::Cell { sheet, .. } => Some(sheet),
            _ => None,
        }
    }

    /// The place inside the file.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// The letters of a spreadsheet column: 0 is `A`, 26 is `AA`.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File => write!(f, "{}", self.file),
            Place::Absent => write!(f, "{} (chưa có tệp này)", self.file),
            Place::Sheet(sheet) if sheet.is_empty() => write!(f, "{}", self.file),
            Place::Sheet(sheet) => write!(f, "{} ▸ {sheet}", self.file),
            Place::Cell { sheet, row, column } => {
                let mark = if sheet.is_empty() { "" } else { "!" };
                let (letters, row) = (column_letters(*column), u64::from(*row) + 1);
                write!(f, "{} ▸ {sheet}{mark}{letters}{row}", self.file)
            }
            Place::Pointer { pointer, line, column } => {
                let shown = if pointer.is_empty() { "/" } else { pointer };
                write!(f, "{} ▸ {shown} (dòng {line}, cột {column})", self.file)
            }
            Place::Passage { words, .. } => write!(f, "{} ▸ {words}", self.file),
            Place::Option(text) => write!(f, "{text}"),
        }
    }
}

/// A value together with where it came from; serializes as the bare value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value itself.
    pub value: T,
    /// Where it stands in the input.
    pub origin: Origin,
}

impl<T> Sourced<T> {
    /// Joins a value with its origin.
    pub fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

impl<T> Deref for Sourced<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Serialize> Serialize for Sourced<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for Sourced<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
