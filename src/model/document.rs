//! One document, complete: nothing open, numbered, punctuated, in the order in
//! which it is printed. `merge` makes it of a plan, `typeset` lays it out.

use super::date::PartialDate;
use super::plan::{Circulation, Image, Orientation, Urgency};
use super::table::Table;
use super::text::Text;

/// A document ready to be laid out.
#[derive(Clone, Debug)]
pub struct Document {
    /// The type as printed, e.g. "KẾ HOẠCH".
    pub kind: String,
    /// One issuer, or two of a joint document.
    pub issuers: Vec<Issuer>,
    /// Whether number, place and date are printed: not when issued with
    /// another document.
    pub numbered: bool,
    /// The place before the date.
    pub place: Option<Text>,
    /// The date, with gaps.
    pub date: PartialDate,
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
    pub body: Vec<Part>,
    /// The recipients as printed, with dash and punctuation.
    pub recipients: Vec<Text>,
    /// The appendices.
    pub appendices: Vec<AppendixPart>,
    /// The texts of the footnotes, in the order of their first calls. In every
    /// text of a document, the mark of a call is its number in this list, from 1.
    pub footnotes: Vec<Text>,
    /// What stands in the PDF's properties.
    pub properties: Properties,
}

/// One issuer with its number and signature.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The direct parent.
    pub parent: Option<Text>,
    /// The issuer's name.
    pub agency: Text,
    /// The number as printed, `None` for a gap.
    pub number: Option<String>,
    /// The symbol, without the slash.
    pub symbol: Option<Text>,
    /// The signature; none when issued with another document.
    pub signature: Option<super::plan::Signature>,
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
        marker: Option<String>,
        /// The title.
        text: Text,
    },
    /// A paragraph or list item.
    Paragraph {
        /// The marker as printed; with one it is a list item.
        marker: Option<String>,
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
    /// "Phụ lục I".
    pub label: Text,
    /// The title.
    pub title: Option<Text>,
    /// "(Kèm theo …)".
    pub reference: Reference,
    /// The paper's orientation.
    pub orientation: Orientation,
    /// The content.
    pub parts: Vec<Part>,
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
        kind: String,
        /// The issuer inside a sentence, e.g. "Ủy ban nhân dân xã Đông A".
        agency: String,
    },
    /// "(Kèm theo Quyết định số …)": the document this one is issued with.
    IssuedWith(Text),
}

/// What stands in the PDF's properties.
#[derive(Clone, Debug)]
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
