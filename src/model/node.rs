//! The neutral tree between the readers of files and the model: maps, lists
//! and text, each with its origin. Keys are the JSON keys of a plan whatever
//! the file was, so that one conversion (`model::read`) checks every format.

use std::ops::Range;

use super::text::Text;
use crate::origin::Origin;

/// A value of the neutral tree with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub origin: Origin,
}

/// The value of a [`Node`].
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// JSON `null`, an empty cell.
    Null,
    /// Something stands there, or should, that the reader could not read and has
    /// reported: nothing more is to be said of it.
    Unread,
    /// JSON `true` or `false`.
    Bool(bool),
    /// A JSON number as written in the file. A workbook gives this only for what
    /// is a number by its role (level, header_rows, widths, spans): its other
    /// cells are text as a person sees them.
    Number(String),
    /// Text.
    Text(RawText),
    /// Text that `merge` has completed for a commune.
    Merged(Text),
    /// A JSON array; the rows of a sheet.
    List(Vec<Node>),
    /// A JSON object in its order; the fields of a sheet or of a row.
    Map(Vec<Entry>),
}

/// A member of a [`Value::Map`].
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The JSON key, e.g. `parent_agency`.
    pub key: String,
    /// Where the key or label itself stands (the value has its own origin).
    pub origin: Origin,
    /// The value.
    pub value: Node,
}

/// Text as a reader found it: NFC, cleaned by `input::clean`, `\n` for line
/// breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawText {
    /// The characters.
    pub text: String,
    /// Stretches of `text` (byte ranges, ascending, not overlapping) that are
    /// not plain, from a cell's own formatting.
    pub styles: Vec<(Range<usize>, Style)>,
    /// Whether `**bold**`, `*italic*`, `^2^` and `~2~` are marks (JSON, .csv)
    /// or just characters (a workbook's cell).
    pub markup: bool,
    /// The byte of the value's whole text at which `text` begins, where it was cut
    /// from one.
    pub start: usize,
    /// Whether `{{ … }}`, `{% … %}` and `«…»` are tags of a template, to which
    /// marks and footnote calls in them mean nothing.
    pub template: bool,
}

impl RawText {
    /// Plain text in which `*` is just a character.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The part in the byte range, with the styles that fall into it. A range
    /// that is not on character borders gives an empty text.
    pub fn slice(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
        let styles = self
            .styles
            .iter()
            .map(|(r, style)| (r.start.max(range.start)..r.end.min(range.end), *style))
            .filter(|(r, _)| r.start < r.end)
            .map(|(r, style)| (r.start - range.start..r.end - range.start, style))
            .collect();
        let Self { markup, template, .. } = *self;
        Self { text, styles, markup, start: self.start + range.start, template }
    }

    /// The text without the white space at its ends.
    pub fn trim(&self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len().max(start);
        self.slice(start..end)
    }
}

/// How a stretch of text looks, beyond what its role in the document asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// On, above or below the line.
    pub script: Script,
}

/// Vertical place of a stretch of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Script {
    /// On the line.
    #[default]
    Baseline,
    /// Superscript, as in m².
    Super,
    /// Subscript, as in CO₂.
    Sub,
}

impl Node {
    /// The member `key` of a map, `None` for other values.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|e| e.key == key).map(|e| &e.value),
            _ => None,
        }
    }

    /// Reads the texts below as a template's: `{{ … }}` in them are tags.
    pub fn expect_tags(&mut self) {
        match &mut self.value {
            Value::Text(raw) => raw.template = true,
            Value::List(nodes) => nodes.iter_mut().for_each(Self::expect_tags),
            Value::Map(entries) => entries.iter_mut().for_each(|e| e.value.expect_tags()),
            _ => {}
        }
    }

    /// The texts of this and of all below, each with its origin.
    pub fn texts(&self) -> Vec<(&str, &Origin)> {
        match &self.value {
            Value::Text(raw) => vec![(&raw.text, &self.origin)],
            Value::List(nodes) => nodes.iter().flat_map(Self::texts).collect(),
            Value::Map(entries) => entries.iter().flat_map(|e| e.value.texts()).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether this is null, unread, blank text, or a map whose members are all blank (the
    /// labels of a signature in a workbook, none of them filled in).
    pub fn is_blank(&self) -> bool {
        match &self.value {
            Value::Null | Value::Unread => true,
            Value::Text(text) => text.is_blank(),
            Value::Merged(text) => text.is_blank(),
            Value::Map(entries) => {
                !entries.is_empty() && entries.iter().all(|e| e.value.is_blank())
            }
            _ => false,
        }
    }
}
