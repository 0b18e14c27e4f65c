//! Footnotes, endnotes and comments.

use std::collections::BTreeMap;

use super::reader::{Reader, Spot, Story, Stream};
use super::tally::Met;
use super::tree::Element;
use crate::input::package::Fault;
use crate::input::word::flow::{Entry, Fate, Footnote, Item, join};
use crate::model::node::RawText;

/// Footnotes and endnotes that a document may have.
pub const NOTES_LIMIT: usize = 10_000;

const UNCALLED: &str = "chú thích không có chỗ gọi trong văn bản";
const COMMENT: &str = "nhận xét (comment)";

/// A note by its kind (whether it is an endnote) and its id.
type Key = (bool, i64);

/// The footnotes and endnotes of a document.
#[derive(Debug, Default)]
pub struct Notes {
    known: BTreeMap<Key, Element>,
    numbers: BTreeMap<Key, usize>,
    called: Vec<Key>,
}

/// The comments of a document.
#[derive(Debug, Default)]
pub struct Comments {
    left: BTreeMap<i64, Element>,
    told: usize,
}

impl Notes {
    /// Takes the notes of one kind from the root of their part.
    pub fn add(&mut self, is_endnote: bool, root: Element) {
        for note in root.children {
            // Separators and the like have a type, notes have none.
            let is_note = matches!(note.attribute("type"), None | Some("normal"));
            if let Some(id) = id(&note).filter(|_| is_note) {
                self.known.insert((is_endnote, id), note);
            }
        }
    }

    /// The number of the note that is called here; `None` if there is no such note.
    pub fn call(&mut self, is_endnote: bool, id: i64) -> Option<usize> {
        let key = (is_endnote, id);
        if !self.known.contains_key(&key) {
            return None;
        }
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        self.called.push(key);
        self.numbers.insert(key, self.called.len());
        Some(self.called.len())
    }
}

impl Comments {
    /// Takes the comments from the root of their part.
    pub fn read(root: Element) -> Self {
        let comments = root.children.into_iter().filter(|child| child.name() == "comment");
        let left = comments.filter_map(|comment| Some((id(&comment)?, comment))).collect();
        Self { left, told: 0 }
    }
}

impl Reader<'_> {
    /// The notes in the order of their calls; those that are not called go into the account.
    ///
    /// # Errors
    /// They hold more than can be right.
    pub fn footnotes(&mut self) -> Result<Vec<Footnote>, Fault> {
        let mut notes = std::mem::take(&mut self.notes);
        let mut footnotes = Vec::new();
        for (index, key) in notes.called.iter().enumerate() {
            let Some(note) = notes.known.remove(key) else { continue };
            let spot = Spot::new(Story::Note, &format!("chú thích {}", index + 1));
            let origin = self.origin(&spot.words);
            let text = self.text_of(&note, &spot)?;
            footnotes.push(Footnote { origin, text, endnote: key.0 });
        }
        for note in notes.known.values() {
            let spot = Spot::new(Story::Note, "chú thích không có chỗ gọi");
            let origin = self.origin(&spot.words);
            let text = self.text_of(note, &spot)?;
            self.leave(UNCALLED, &text, &origin);
        }
        Ok(footnotes)
    }

    /// Enters into the account the comment that an element calls.
    ///
    /// # Errors
    /// It holds more than can be right.
    pub fn comment(&mut self, reference: &Element, spot: &Spot) -> Result<(), Fault> {
        let comment = id(reference).and_then(|id| self.comments.left.remove(&id));
        match comment {
            Some(comment) => self.tell_comment(&comment, &format!(" ở {}", self.here(spot))),
            None => Ok(()),
        }
    }

    /// The same for those that nothing calls.
    ///
    /// # Errors
    /// They hold more than can be right.
    pub fn other_comments(&mut self) -> Result<(), Fault> {
        let left = std::mem::take(&mut self.comments.left);
        left.values().try_for_each(|comment| self.tell_comment(comment, ""))
    }

    fn tell_comment(&mut self, comment: &Element, place: &str) -> Result<(), Fault> {
        self.comments.told += 1;
        let words = format!("nhận xét {}{place}", self.comments.told);
        let spot = Spot::new(Story::Comment, &words);
        let origin = self.origin(&spot.words);
        let text = self.text_of(comment, &spot)?.text;
        let author = comment.attribute("author").map(str::trim).unwrap_or_default();
        let text = match author {
            "" => text,
            _ => format!("{author}: {text}"),
        };
        self.tally.add(Met::Comment, &origin);
        self.account.push(Entry { origin, text, fate: Fate::Left(COMMENT) });
        Ok(())
    }

    /// All text in an element, `\n` between paragraphs.
    fn text_of(&mut self, element: &Element, spot: &Spot) -> Result<RawText, Fault> {
        let fields = std::mem::take(&mut self.fields);
        let counters = std::mem::take(&mut self.counters);
        let mut stream = Stream::default();
        self.blocks(element, spot, &mut stream)?;
        self.end_carry(spot, &mut stream)?;
        self.fields = fields;
        self.counters = counters;
        let mut texts = Vec::new();
        gather(&stream.items, &mut texts);
        Ok(join(&texts, "\n"))
    }
}

/// The texts of all paragraphs with something in them, tables' too.
fn gather(items: &[Item], texts: &mut Vec<RawText>) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) if paragraph.is_blank() => {}
            Item::Paragraph(paragraph) => {
                let label = paragraph.label.clone().map(RawText::plain);
                let text = paragraph.text();
                let parts = label.iter().chain((!text.is_blank()).then_some(&text));
                texts.push(join(parts, " "));
            }
            Item::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                cells.for_each(|cell| gather(&cell.items, texts));
            }
        }
    }
}

fn id(element: &Element) -> Option<i64> {
    element.attribute("id")?.trim().parse().ok()
}
