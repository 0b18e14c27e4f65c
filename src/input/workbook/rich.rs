//! What text looks like in a workbook of any format: fonts, the runs of a rich
//! text, the style of a cell.

use std::rc::Rc;
use std::sync::Arc;

use crate::input::legacy::Families;
use crate::model::node::{RawText, Style};

use super::format::Format;

/// Runs of one string: each has a character at least.
const RUNS_LIMIT: usize = 32_767;

/// Bytes of the name of a font family; Windows' own limit is 32 characters.
const FAMILY_LIMIT: usize = 255;

/// A font as far as it matters here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Font {
    /// Bold, italic, superscript, subscript.
    pub style: Style,
    /// A line through the middle, by which a person means that it is to go.
    pub struck: bool,
    /// The family, such as `.VnTime`: it tells an old encoding.
    pub family: Option<Arc<str>>,
}

impl Font {
    /// A family's name, if it can be one.
    pub fn known_family(name: &str) -> Option<Arc<str>> {
        let is_name = !name.is_empty() && name.len() <= FAMILY_LIMIT;
        is_name.then(|| name.into())
    }
}

/// The look of a cell and how it shows numbers.
#[derive(Clone, Debug)]
pub struct CellStyle {
    /// The font of the whole cell.
    pub font: Font,
    /// The number format.
    pub format: Rc<Format>,
}

impl Default for CellStyle {
    fn default() -> Self {
        Self { font: Font::default(), format: Rc::new(Format::new(0, None)) }
    }
}

/// A string as stored: its runs, each with its own font or with the cell's.
#[derive(Clone, Debug, Default)]
pub struct Rich(Vec<(String, Option<Font>)>);

impl Rich {
    /// A string of one run in the cell's own font.
    pub fn plain(text: impl Into<String>) -> Self {
        let mut rich = Self::default();
        rich.push(text.into(), None);
        rich
    }

    /// Appends a run in `font`, or in the cell's own; an empty one is left out.
    /// `None` where there are more runs than a cell can have characters.
    pub fn push(&mut self, text: String, font: Option<Font>) -> Option<()> {
        if !text.is_empty() {
            self.0.push((text, font));
        }
        (self.0.len() <= RUNS_LIMIT).then_some(())
    }

    /// Appends another string.
    pub fn append(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Runs of text.
    pub fn runs(&self) -> usize {
        self.0.len()
    }

    /// The characters of all runs.
    pub fn text(&self) -> String {
        self.0.iter().map(|(text, _)| text.as_str()).collect()
    }

    /// Whether all of it is in the cell's own font.
    pub fn is_plain(&self) -> bool {
        self.0.iter().all(|(_, font)| font.is_none())
    }

    /// Bytes of text.
    pub fn len(&self) -> usize {
        self.0.iter().map(|(text, _)| text.len()).sum()
    }

    /// Whether any of the text is struck through, in a cell of the font `cell`.
    pub fn is_struck(&self, cell: &Font) -> bool {
        self.0
            .iter()
            .any(|(run, own)| own.as_ref().unwrap_or(cell).struck && !run.trim().is_empty())
    }

    /// The text in a cell of the font `cell`, which runs without one of their
    /// own take, and the families of its byte ranges where they are known.
    pub fn in_font(&self, cell: &Font) -> (RawText, Families) {
        let mut raw = RawText::default();
        let mut families = Vec::new();
        for (run, own) in &self.0 {
            let start = raw.text.len();
            raw.text.push_str(run);
            let range = start..raw.text.len();
            let font = own.as_ref().unwrap_or(cell);
            if let Some(family) = &font.family {
                families.push((range.clone(), family.clone()));
            }
            if font.style != Style::default() {
                raw.styles.push((range, font.style));
            }
        }
        (raw, families)
    }
}
