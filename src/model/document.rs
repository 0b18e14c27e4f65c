//! One document, complete: nothing open, numbered, punctuated, in the order in
//! which it is printed. `merge` makes it of a plan, `typeset` lays it out.

use super::date::PartialDate;
use super::plan::{Circulation, Image, Orientation, Urgency};
use super::table::Table;
use super::text::Text;
use crate::origin::Sourced;

/// A document ready to be laid out.
#[derive(Clone, Debug)]
pub struct Document {
    /// The type as printed, e.g. "KẾ HOẠCH".
    pub kind: Text,
    /// One issuer, or two of a joint document.
    pub issuers: Vec<Issuer>,
    /// Whether number, place and date are printed: not when issued with
    /// another document.
    pub numbered: bool,
    /// The place before the date.
    pub place: Option<Text>,
    /// The date, with gaps.
    pub date: Sourced<PartialDate>,
    /// The subject.
    pub subject: Text,
    /// "(Ban hành kèm theo …)" under the subject, with brackets.
    pub issued_with: Option<Text>,
    /// Urgency frame.
    pub urgency: Option<Urgency>,
    /// Circulation frame.
    pub circulation: Option<Circulation>,
    /// "PL.(300)" beside the recipients.
    pub drafter: Option<Text>,
    /// Whether DỰ THẢO is printed on each page.
    pub draft: bool,
    /// The body.
    pub body: Vec<Placed>,
    /// The recipients as printed, with dash and punctuation.
    pub recipients: Vec<Text>,
    /// The appendices.
    pub appendices: Vec<AppendixPart>,
    /// The texts of the footnotes, in the order of their first calls. In every
    /// text of a document, the mark of a call is its number in this list, from 1.
    pub footnotes: Vec<Text>,
    /// The rules that the office does without when the document is checked.
    pub allowed: Vec<Text>,
    /// What stands in the PDF's properties.
    pub properties: Properties,
}

impl Document {
    /// Every text that is printed.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        let issuers = self.issuers.iter().flat_map(|issuer| {
            let signature = issuer.signature.iter().flat_map(|signature| {
                std::iter::once(&signature.position)
                    .chain(&signature.authority)
                    .chain(&signature.other_position)
                    .chain(&signature.name)
            });
            let own = std::iter::once(&issuer.agency).chain(&issuer.parent).chain(&issuer.symbol);
            own.chain(signature)
        });
        let appendices = self.appendices.iter().flat_map(|appendix| {
            let reference = match &appendix.reference {
                Reference::Given(text) | Reference::IssuedWith(text) => Some(text),
                Reference::Composed { .. } => None,
            };
            let head = std::iter::once(&appendix.label).chain(&appendix.title).chain(reference);
            head.chain(appendix.parts.iter().flat_map(Placed::texts))
        });
        std::iter::once(&self.subject)
            .chain(&self.place)
            .chain(&self.issued_with)
            .chain(&self.drafter)
            .chain(issuers)
            .chain(self.body.iter().flat_map(Placed::texts))
            .chain(&self.recipients)
            .chain(appendices)
            .chain(&self.footnotes)
    }
}

impl Placed {
    /// Every text that is printed of the part.
    fn texts(&self) -> impl Iterator<Item = &Text> {
        let (text, table) = match &self.part {
            Part::Heading { text, .. } | Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
                (Some(text), None)
            }
            Part::Table(table) => (None, Some(table)),
            Part::Image(_) => (None, None),
        };
        let rows = table.into_iter().flat_map(|table| &table.rows);
        text.into_iter().chain(rows.flat_map(|row| &row.cells).map(|cell| &cell.text))
    }
}

/// One issuer with its number and signature.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The direct parent.
    pub parent: Option<Text>,
    /// The issuer's name.
    pub agency: Text,
    /// The number as printed, `None` for a gap.
    pub number: Option<Text>,
    /// The symbol, without the slash.
    pub symbol: Option<Text>,
    /// The signature; none when issued with another document.
    pub signature: Option<super::plan::Signature>,
}

/// A part with its place in the plan, which stays the same however many parts
/// before it a commune does without.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The place of the block it was made of ([`super::plan::Block::place`]).
    pub place: usize,
    /// The part.
    pub part: Part,
}

/// A part of the body or of an appendix, as printed.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading.
    Heading {
        /// Depth in the tree of headings, from 1 (not the marker's rank).
        depth: usize,
        /// Phần, chương, mục, tiểu mục: centred, the title on its own line.
        centred: bool,
        /// The marker as printed.
        marker: Option<Text>,
        /// The title.
        text: Text,
    },
    /// A paragraph or list item.
    Paragraph {
        /// The marker as printed; with one it is a list item.
        marker: Option<Text>,
        /// The text.
        text: Text,
    },
    /// A legal basis.
    LegalBasis(Text),
    /// A table.
    Table(Table),
    /// A picture.
    Image(Image),
}

/// An appendix, as printed.
#[derive(Clone, Debug)]
pub struct AppendixPart {
    /// Its place among the appendices of the plan, from 1.
    pub place: usize,
    /// "Phụ lục I".
    pub label: Text,
    /// The title.
    pub title: Option<Text>,
    /// "(Kèm theo …)".
    pub reference: Reference,
    /// The paper's orientation.
    pub orientation: Orientation,
    /// The content.
    pub parts: Vec<Placed>,
}

/// The line under an appendix's title (PL1 I.III.1c).
#[derive(Clone, Debug)]
pub enum Reference {
    /// As the plan gives it.
    Given(Text),
    /// Composed of the document's type, number, date and issuer, with the
    /// document's gaps.
    Composed {
        /// "Kế hoạch".
        kind: Text,
        /// The issuer inside a sentence, e.g. "Ủy ban nhân dân xã Đông A".
        agency: Text,
    },
    /// "(Kèm theo Quyết định số …)": the document this one is issued with.
    IssuedWith(Text),
}

/// What stands in the PDF's properties.
#[derive(Clone, Debug, Hash)]
pub struct Properties {
    /// "Kế hoạch …".
    pub title: String,
    /// The issuers.
    pub authors: Vec<String>,
    /// The subject.
    pub subject: String,
    /// Keywords.
    pub keywords: Vec<String>,
}
