//! The parts of a Word document's package, and the order in which they are read.

mod blocks;
mod drawings;
mod fields;
mod inline;
mod line;
mod look;
mod notes;
mod numbering;
mod numerals;
mod reader;
mod sections;
mod styles;
mod symbols;
mod tables;
mod tally;
mod tree;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::input::package::relationships::{Relationships, relationships};
use crate::input::package::{Fault, Package};
use crate::input::word::faults::{no_body, of_document};
use crate::input::word::flow::{Flow, Item};
use notes::Comments;
use numbering::{Counters, Numbering};
use reader::{Reader, Spot, Story, Stream};
use styles::Styles;
use tree::{Element, Room};

/// The part that holds the body, where the package does not tell.
pub const DOCUMENT: &str = "word/document.xml";

/// Whether the package is a Word document.
pub fn is_document(package: &mut Package) -> bool {
    let main = |related: Relationships| {
        related.of_kind("officeDocument").is_some_and(|part| part.starts_with("word/"))
    };
    package.has(DOCUMENT) || relationships(package, "").is_ok_and(main)
}

/// Reads the Word document in `package`; `file` is the name to show.
///
/// # Errors
/// A part of it is damaged or holds more than can be right.
pub fn read(
    package: &mut Package,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Flow, Fault> {
    parts(package, file, diagnostics).map_err(of_document)
}

fn parts(
    package: &mut Package,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Flow, Fault> {
    let related = relationships(package, "")?;
    let main = related.of_kind("officeDocument").filter(|part| package.has(part));
    let main = main.unwrap_or(DOCUMENT).to_owned();
    let related = relationships(package, &main)?;
    let mut reader = Reader::new(file, diagnostics);
    let room = &mut Room::default();
    if let Some(root) = part(package, room, &related, "styles")? {
        reader.styles = Styles::read(&root);
    }
    if let Some(root) = part(package, room, &related, "numbering")? {
        reader.numbering = Numbering::read(&root);
    }
    for (kind, is_endnote) in [("footnotes", false), ("endnotes", true)] {
        if let Some(root) = part(package, room, &related, kind)? {
            reader.notes.add(is_endnote, root);
        }
    }
    if let Some(root) = part(package, room, &related, "comments")? {
        reader.comments = Comments::read(root);
    }
    reader.related = related;
    let root = tree::read(&mut package.xml(&main)?, room)?;
    let body = root.child("body").ok_or_else(|| no_body(package.whole()))?;
    let mut flow = Flow { items: reader.body(body)?, ..Flow::default() };
    drop(root);
    flow.footnotes = reader.footnotes()?;
    reader.other_comments()?;
    flow.margins = margins(package, room, &mut reader)?;
    reader.tally.report(reader.diagnostics);
    flow.account = reader.account;
    Ok(flow)
}

/// The part of a kind, if the document has one.
fn part(
    package: &mut Package,
    room: &mut Room,
    related: &Relationships,
    kind: &str,
) -> Result<Option<Element>, Fault> {
    match related.of_kind(kind).filter(|part| package.has(part)) {
        Some(part) => tree::read(&mut package.xml(part)?, room).map(Some),
        None => Ok(None),
    }
}

/// The texts of headers and footers, each part once.
fn margins(
    package: &mut Package,
    room: &mut Room,
    reader: &mut Reader,
) -> Result<Vec<Item>, Fault> {
    let main = std::mem::take(&mut reader.related);
    let mut done = BTreeSet::new();
    let mut items = Vec::new();
    for (kind, id) in std::mem::take(&mut reader.sections.margins) {
        let Some(part) = main.get(&id, kind).filter(|part| package.has(part)) else { continue };
        if !done.insert(part.to_owned()) {
            continue;
        }
        reader.related = relationships(package, part)?;
        let root = tree::read(&mut package.xml(part)?, room)?;
        let words = if kind == "header" { "đầu trang" } else { "cuối trang" };
        items.extend(reader.margin(&root, words)?);
    }
    Ok(items)
}

impl Reader<'_> {
    fn body(&mut self, body: &Element) -> Result<Vec<Item>, Fault> {
        let spot = Spot::new(Story::Body, "");
        let mut stream = Stream::default();
        self.blocks(body, &spot, &mut stream)?;
        self.end_carry(&spot, &mut stream)?;
        if self.fields.is_open() {
            let origin = self.origin(&self.here(&spot));
            let message = "Trong văn bản có trường (field) không có chỗ kết thúc; chữ đứng sau \
                 nó có thể không được đọc.";
            self.diagnostics.push(
                Diagnostic::warning("word-open-field", &origin, message)
                    .hint("mở bằng Word, chọn tất cả (Ctrl+A), bấm Ctrl+Shift+F9 rồi lưu lại"),
            );
        }
        Ok(stream.items)
    }

    fn margin(&mut self, root: &Element, words: &str) -> Result<Vec<Item>, Fault> {
        self.counters = Counters::default();
        self.fields = Default::default();
        let spot = Spot::new(Story::Margin, words);
        let mut stream = Stream::default();
        self.blocks(root, &spot, &mut stream)?;
        self.end_carry(&spot, &mut stream)?;
        let mut items = stream.items;
        items.retain(|item| match item {
            Item::Paragraph(paragraph) => !paragraph.is_blank(),
            Item::Table(_) => true,
        });
        Ok(items)
    }
}
