//! What a Word document holds, in its order, before anything is known of what it means:
//! paragraphs and tables, with the account of what does not stand in them.
//!
//! [`super::document`] and its kin make it of the parts of the package; [`super::plan`]
//! reads a plan out of it. Depends on `origin` and `model::node`.

pub use crate::model::account::{Entry, Fate};
use crate::model::node::RawText;
use crate::origin::Origin;

/// A document in reading order.
#[derive(Debug, Default)]
pub struct Flow {
    /// The body: paragraphs and tables of all sections, text boxes where they are tied.
    pub items: Vec<Item>,
    /// Footnotes and endnotes in the order of their calls: the call is `[^1]`, `[^2]` …
    /// in a text, numbered from 1 through both.
    pub footnotes: Vec<Footnote>,
    /// Texts of headers and footers, those of the first section first; page numbers
    /// are not among them.
    pub margins: Vec<Item>,
    /// What stands in the file and not in the items, footnotes and margins.
    pub account: Vec<Entry>,
}

/// A paragraph or a table.
#[derive(Debug)]
pub enum Item {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// Where it stands.
    pub origin: Origin,
    /// The text between tabs, at least one part; a part may be blank. Cleaned: NFC,
    /// Unicode, trimmed, `\n` for line breaks, `[^1]` for the call of a footnote.
    pub parts: Vec<RawText>,
    /// The number or bullet that Word has made, as it prints: `I.`, `1.1`, `a)`, `-`.
    pub label: Option<String>,
    /// How its lines are set.
    pub align: Align,
    /// Indent of the paragraph from the left margin, without that of the first line
    /// (twips, twentieths of a point).
    pub indent: i32,
    /// Its outline level, 0 for the highest, if it is a heading by its style.
    pub outline: Option<u8>,
    /// Whether a new page begins with it, by a page break or a section.
    pub new_page: bool,
    /// Whether its page is in landscape.
    pub landscape: bool,
    /// Whether it stands in a text box or a frame.
    pub boxed: bool,
}

/// How the lines of a paragraph are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Flush left.
    #[default]
    Left,
    /// Centered.
    Center,
    /// Flush right.
    Right,
    /// Justified.
    Both,
}

/// A table, its grid made whole: the cells of each row, with those that reach into it
/// from above, cover every column once.
#[derive(Debug)]
pub struct Table {
    /// Where it stands.
    pub origin: Origin,
    /// The widths of its columns (twips); 0 where the file does not tell.
    pub widths: Vec<u32>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether a new page begins with it.
    pub new_page: bool,
    /// Whether its page is in landscape.
    pub landscape: bool,
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// Whether it repeats at the top of every page.
    pub header: bool,
    /// The cells that begin in it, from the left.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Debug)]
pub struct Cell {
    /// Where it stands.
    pub origin: Origin,
    /// The leftmost column it covers, from 0.
    pub column: usize,
    /// The number of columns it covers.
    pub colspan: usize,
    /// The number of rows it covers.
    pub rowspan: usize,
    /// What stands in it; tables in tables too.
    pub items: Vec<Item>,
}

/// A footnote or an endnote.
#[derive(Debug)]
pub struct Footnote {
    /// Where it stands.
    pub origin: Origin,
    /// Its text, `\n` between its paragraphs.
    pub text: RawText,
    /// Whether it stands at the end of the document.
    pub endnote: bool,
}

impl Paragraph {
    /// The parts as one text, a space where a tab was.
    pub fn text(&self) -> RawText {
        let filled = self.parts.iter().filter(|part| !part.is_blank());
        join(filled, " ")
    }

    /// Whether nothing is printed of it.
    pub fn is_blank(&self) -> bool {
        self.label.is_none() && self.parts.iter().all(RawText::is_blank)
    }
}

/// Texts one after the other, `between` them.
pub fn join<'a>(texts: impl IntoIterator<Item = &'a RawText>, between: &str) -> RawText {
    let mut joined = RawText::default();
    for (index, text) in texts.into_iter().enumerate() {
        if index > 0 {
            joined.text.push_str(between);
        }
        let start = joined.text.len();
        joined.text.push_str(&text.text);
        let styles = text.styles.iter();
        joined
            .styles
            .extend(styles.map(|(range, style)| (start + range.start..start + range.end, *style)));
    }
    joined
}
