//! What stands on typeset pages, for a program that shows them: each page's text
//! in reading order, with its roles, places and the cells that it came from, and
//! a number that tells whether a page looks the same as another.
//!
//! `trace` leads from a glyph to its cell, `roles` from Typst's tags to roles,
//! `walk` goes through the frames, `look` hashes what is seen. A new role is a
//! variant of [`Role`] and an arm in `roles.rs`.

mod look;
mod roles;
mod trace;
mod walk;

use crate::origin::Origin;

use std::hash::{Hash, Hasher};

use typst::model::Document;

pub(super) use trace::Trace;

/// What is on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Width of the paper in pt.
    pub width: f64,
    /// Height of the paper in pt.
    pub height: f64,
    /// Equal for pages that look the same, within one process.
    pub look: u128,
    /// Equal for pages that say the same from the same cells, within one process.
    pub said: u128,
    /// The cells that the text came from; runs name them by their index.
    pub origins: Vec<Origin>,
    /// The text in reading order.
    pub nodes: Vec<Node>,
}

/// A part of a page's text.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Node {
    /// An element with its parts. One that goes on from the page before, or to the
    /// next, is there on each.
    Element(Role, Vec<Node>),
    /// Characters on one line with one look.
    Run(Run),
}

/// What an element is to a reader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Type and subject of the document.
    Title,
    /// A heading of this level, from 1.
    Heading(usize),
    /// A paragraph.
    Paragraph,
    /// A list of items.
    List,
    /// An item with its marker.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell.
    Cell(Span),
    /// A header cell.
    Header(Span),
    /// A footnote's text.
    Note,
    /// A picture with the text that stands for it.
    Figure(String),
    /// What is no part of the text: page numbers, a header that repeats.
    Artifact,
}

/// How many columns and rows a cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// Columns, at least 1.
    pub columns: usize,
    /// Rows, at least 1.
    pub rows: usize,
}

/// Characters that stand on one line and look the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Left edge in pt from the page's.
    pub x: f64,
    /// Baseline in pt from the page's top.
    pub y: f64,
    /// Size of the font in pt.
    pub size: f64,
    /// Width in pt.
    pub width: f64,
    /// How much wider in pt each space is than the font's own.
    pub spacing: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Whether the next line of the element goes on within a word.
    pub joined: bool,
    /// Where the characters come from, in order and without a gap.
    pub stretches: Vec<Stretch>,
}

/// Characters of a [`Run`] from one place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stretch {
    /// How many bytes of the run.
    pub length: usize,
    /// The cell they came from, by its index in [`Layer::origins`]; `None` for
    /// fixed words of the form.
    pub origin: Option<usize>,
    /// The byte of the cell's text at which they stand letter for letter; `None`
    /// where they were made of it.
    pub offset: Option<usize>,
    /// The cell of the plan into which a commune's value was merged.
    pub template: Option<usize>,
}

impl Hash for Run {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { text, x, y, size, width, spacing, bold, italic, joined, stretches } = self;
        let lengths = [x, y, size, width, spacing].map(|length| length.to_bits());
        (text, lengths, bold, italic, joined, stretches).hash(state);
    }
}

impl super::Typeset {
    /// The document's title, as the PDF has it.
    pub fn title(&self) -> String {
        self.document.info().title.as_deref().unwrap_or_default().to_owned()
    }

    /// What is on each page. A document that was not traced has no origins.
    pub fn layers(&self) -> Vec<Layer> {
        walk::layers(&self.document, &self.trace)
    }
}
