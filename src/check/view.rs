//! What rules look at: the document, and each of its texts with what it is.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::checker::Read;
use crate::model::document::{Document, Issuer, Part, Placed, Reference};
use crate::model::table::{RowKind, Table};
use crate::model::text::{Inline, Text};

/// What a text is in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Tên loại.
    Kind,
    /// Cơ quan chủ quản.
    Parent,
    /// Cơ quan ban hành.
    Agency,
    /// Số.
    Number,
    /// Ký hiệu.
    Symbol,
    /// Địa danh.
    Place,
    /// Trích yếu.
    Subject,
    /// "(Ban hành kèm theo …)".
    IssuedWith,
    /// A heading of the body or of an appendix.
    Heading,
    /// A paragraph or an item.
    Paragraph,
    /// Căn cứ.
    LegalBasis,
    /// A cell of a table's header.
    HeaderCell,
    /// A cell of a group row.
    GroupCell,
    /// Any other cell.
    Cell,
    /// A line of Nơi nhận, with dash and punctuation.
    Recipient,
    /// Quyền hạn, one or more lines.
    Authority,
    /// Chức vụ.
    Position,
    /// The other title above the name.
    OtherPosition,
    /// Họ tên.
    Name,
    /// "Phụ lục I".
    Label,
    /// An appendix's title.
    Title,
    /// "(Kèm theo …)" as the plan gives it.
    Reference,
    /// A footnote.
    Footnote,
    /// Ký hiệu người soạn, số bản.
    Drafter,
}

impl Role {
    /// Whether it is running text: sentences in lower case.
    pub fn is_prose(self) -> bool {
        matches!(
            self,
            Self::Paragraph | Self::LegalBasis | Self::Cell | Self::Footnote | Self::Heading
        )
    }
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// `None` in the main document, else the appendix, from 0.
    pub appendix: Option<usize>,
    /// Which part of the body or of the appendix's parts; `None` outside of them.
    pub part: Option<usize>,
    /// Row (index in the table's rows) and column (from 0) of a table's cell.
    pub cell: Option<(usize, usize)>,
}

/// A text of the document.
pub struct Passage<'a> {
    /// What it is.
    pub role: Role,
    /// Where it stands.
    pub section: Section,
    /// The marker before it, as printed.
    pub marker: Option<&'a Text>,
    /// The text with its cells.
    pub text: &'a Text,
    pub(super) read: Arc<Read>,
}

impl Passage<'_> {
    /// The characters as printed, without styles and footnote calls.
    pub fn plain(&self) -> &str {
        &self.read.plain
    }
}

impl fmt::Debug for Passage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.role, self.plain())
    }
}

/// A document as rules see it.
#[derive(Debug)]
pub struct View<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its texts, in the order in which they are read.
    pub passages: Vec<Passage<'a>>,
}

impl<'a> View<'a> {
    /// The texts of `document`; `read` reads each.
    pub(super) fn new(
        document: &'a Document,
        mut read: impl FnMut(Role, &str) -> Arc<Read>,
    ) -> Self {
        let mut passages = Vec::new();
        walk(document, &mut |role, section, marker, text: &'a Text| {
            let read = read(role, &plain(text));
            passages.push(Passage { role, section, marker, text, read });
        });
        Self { document, passages }
    }

    /// The passages of this role with their indices.
    pub fn of(&self, role: Role) -> impl Iterator<Item = (usize, &Passage<'a>)> {
        self.passages.iter().enumerate().filter(move |(_, passage)| passage.role == role)
    }

    /// The passages of a part or of an appendix's head, which follow each other, with
    /// the index of the first.
    pub fn sections(&self) -> impl Iterator<Item = (usize, &[Passage<'a>])> {
        let same = |a: &Passage, b: &Passage| {
            (a.section.appendix, a.section.part) == (b.section.appendix, b.section.part)
        };
        let mut next = 0;
        self.passages.chunk_by(same).map(move |passages| {
            next += passages.len();
            (next - passages.len(), passages)
        })
    }

    /// The tables, each with the passages of its cells in order and the index of the
    /// first.
    pub fn tables(&self) -> impl Iterator<Item = (&'a Table, usize, &[Passage<'a>])> {
        self.sections().filter_map(|(first, passages)| {
            let section = passages.first()?.section;
            match &self.part(section)?.part {
                Part::Table(table) => Some((table, first, passages)),
                _ => None,
            }
        })
    }

    /// The part at this place.
    pub fn part(&self, section: Section) -> Option<&'a Placed> {
        let parts = match section.appendix {
            None => &self.document.body,
            Some(at) => &self.document.appendices.get(at)?.parts,
        };
        parts.get(section.part?)
    }
}

fn plain(text: &Text) -> Cow<'_, str> {
    match text.inlines.as_slice() {
        [] => Cow::Borrowed(""),
        [Inline::Run { text, .. }] => Cow::Borrowed(text),
        _ => Cow::Owned(text.to_plain()),
    }
}

/// Takes a text with its role, place and marker.
type Visit<'a, 'v> = &'v mut dyn FnMut(Role, Section, Option<&'a Text>, &'a Text);

/// Every text of the document, in reading order.
fn walk<'a>(document: &'a Document, visit: Visit<'a, '_>) {
    let outside = Section { appendix: None, part: None, cell: None };
    let some = |visit: Visit<'a, '_>, role, section, text: Option<&'a Text>| {
        text.into_iter().for_each(|text| visit(role, section, None, text));
    };
    for Issuer { parent, agency, number, symbol, .. } in &document.issuers {
        some(visit, Role::Parent, outside, parent.as_ref());
        some(visit, Role::Agency, outside, Some(agency));
        some(visit, Role::Number, outside, number.as_ref());
        some(visit, Role::Symbol, outside, symbol.as_ref());
    }
    some(visit, Role::Place, outside, document.place.as_ref());
    some(visit, Role::Kind, outside, Some(&document.kind));
    some(visit, Role::Subject, outside, Some(&document.subject));
    some(visit, Role::IssuedWith, outside, document.issued_with.as_ref());
    parts(&document.body, None, visit);
    document.recipients.iter().for_each(|line| visit(Role::Recipient, outside, None, line));
    some(visit, Role::Drafter, outside, document.drafter.as_ref());
    for signature in document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref()) {
        some(visit, Role::Authority, outside, signature.authority.as_ref());
        some(visit, Role::Position, outside, Some(&signature.position));
        some(visit, Role::OtherPosition, outside, signature.other_position.as_ref());
        some(visit, Role::Name, outside, signature.name.as_ref());
    }
    for (at, appendix) in document.appendices.iter().enumerate() {
        let section = Section { appendix: Some(at), ..outside };
        some(visit, Role::Label, section, Some(&appendix.label));
        some(visit, Role::Title, section, appendix.title.as_ref());
        if let Reference::Given(reference) = &appendix.reference {
            some(visit, Role::Reference, section, Some(reference));
        }
        parts(&appendix.parts, Some(at), visit);
    }
    document.footnotes.iter().for_each(|note| visit(Role::Footnote, outside, None, note));
}

fn parts<'a>(parts: &'a [Placed], appendix: Option<usize>, visit: Visit<'a, '_>) {
    for (at, placed) in parts.iter().enumerate() {
        let section = Section { appendix, part: Some(at), cell: None };
        match &placed.part {
            Part::Heading { marker, text, .. } => {
                visit(Role::Heading, section, marker.as_ref(), text);
            }
            Part::Paragraph { marker, text } => {
                visit(Role::Paragraph, section, marker.as_ref(), text);
            }
            Part::LegalBasis(text) => visit(Role::LegalBasis, section, None, text),
            Part::Table(table) => {
                for (row, given) in table.rows.iter().enumerate() {
                    let role = match given.kind {
                        RowKind::Header | RowKind::ColumnNumbers => Role::HeaderCell,
                        RowKind::Group => Role::GroupCell,
                        RowKind::Data => Role::Cell,
                    };
                    for cell in &given.cells {
                        let section = Section { cell: Some((row, cell.column)), ..section };
                        visit(role, section, None, &cell.text);
                    }
                }
            }
            Part::Image(_) => {}
        }
    }
}
