//! The parts of the body and of appendices, one source each, and which of them
//! keep room for the closing block.

use minijinja::context;
use minijinja::value::Value;

use super::{MM, TEXT_WIDTH, Writer, Written, image_path, path, rounded};
use crate::diagnostic::Diagnostic;
use crate::model::document::{Part, Placed};
use crate::model::node::Style;
use crate::model::text::Text;
use crate::typeset::literal::{Calls, Chunks, TextLiteral};
use crate::typeset::memo::BrokenWord;

/// Space between paragraphs in pt, and a line's box in em (nd30/page.typ).
const PARAGRAPH_SPACING: f64 = 8.1;
pub(super) const LINE_BOX: f64 = 1.107;

/// The role of a heading, as the template knows it.
const HEADING: &str = "heading";

/// Size of the body in pt and indent of a paragraph's first line (nd30/page.typ).
const BODY_SIZE: f64 = 14.0;
const FIRST_LINE_INDENT: f64 = 12.7 * MM;

/// A part of text, as it is written.
#[derive(Hash)]
struct TextPart<'p> {
    role: &'static str,
    depth: usize,
    centred: bool,
    marker: Option<&'p Text>,
    text: &'p Text,
}

impl Writer<'_, '_> {
    /// Writes the parts and returns their paths. The last ones keep room for a
    /// closing block `closing` pt high, if there is one.
    pub(super) fn parts(
        &mut self,
        folder: &str,
        parts: &[Placed],
        available: f64,
        closing: Option<f64>,
    ) -> Written<Vec<String>> {
        let mut paths = Vec::new();
        for (index, placed) in parts.iter().enumerate() {
            let path = path(folder, placed.place);
            let keep = closing.map_or(0.0, |height| self.keep(parts, index, height));
            let part = TextPart::of(&placed.part);
            match (&placed.part, part) {
                (Part::Table(table), _) => {
                    let closes = closing.is_some() && index + 2 >= parts.len();
                    let split = if closes { self.split } else { 0 };
                    self.table(&path, table, available, split)?;
                }
                (Part::Image(image), _) => self.render(
                    "parts/image.typ.jinja",
                    &path,
                    context! {
                        file => image_path(&image.file),
                        alternative => image.alternative.clone(),
                        width => image.width,
                    },
                )?,
                (_, Some(part)) => self.text_part(&path, &part, available, keep)?,
                (_, None) => {}
            }
            paths.push(path);
        }
        Ok(paths)
    }

    fn text_part(&mut self, path: &str, part: &TextPart, available: f64, keep: f64) -> Written<()> {
        let keep = if part.role == HEADING { 0.0 } else { keep };
        let from = (part, available.to_bits(), keep.to_bits());
        let values = |writer: &mut Self| {
            let TextPart { role, depth, centred, marker, .. } = *part;
            let text = writer.flowing(part.text, available, role == HEADING);
            let marker = writer.short(marker);
            context! { role, depth, centred, marker, text, keep }
        };
        const TEMPLATE: &str = "parts/text.typ.jinja";
        // Where a footnote's text stands depends on the texts before.
        if part.text.footnote_marks().next().is_some() {
            let values = values(self);
            self.render(TEMPLATE, path, values)?;
        } else {
            let texts = part.marker.into_iter().chain([part.text]);
            self.remembered(TEMPLATE, path, from, texts, values)?;
        }
        let broken = std::mem::take(&mut self.broken);
        self.warnings.extend(broken.iter().map(broken_word));
        Ok(())
    }

    /// Running text in lines `available` pt wide; a word that no line can hold is
    /// broken.
    fn flowing(&mut self, text: &Text, available: f64, bold: bool) -> Value {
        let measure = |piece: &str, style: Style| {
            self.metrics.width(piece, BODY_SIZE, bold || style.bold, style.italic)
        };
        let (chunks, long) = Chunks::within(text, available - FIRST_LINE_INDENT, measure);
        self.broken.extend(long.into_iter().map(|word| (text.origin.clone(), word)));
        TextLiteral::value(text, &self.notes, Calls::Full, chunks)
    }

    /// The room in pt that the part at `index` of the body must keep below it for
    /// the closing block, `height` pt high, and a last part of one line: a lone
    /// line must not stand above the signature.
    fn keep(&self, parts: &[Placed], index: usize, height: f64) -> f64 {
        let last = parts.len() - 1;
        let closing = height + PARAGRAPH_SPACING;
        let is_short = |placed: &Placed| match &placed.part {
            Part::Paragraph { marker, text } => {
                let marker = marker.as_ref().map_or(0.0, |marker| {
                    let marker = format!("{} ", marker.to_plain());
                    self.metrics.width(&marker, BODY_SIZE, false, false)
                });
                let natural = self.metrics.measure(text, BODY_SIZE, false).natural();
                FIRST_LINE_INDENT + marker + natural < TEXT_WIDTH
            }
            Part::LegalBasis(text) => {
                let natural = self.metrics.measure(text, BODY_SIZE, false).natural();
                FIRST_LINE_INDENT + natural < TEXT_WIDTH
            }
            _ => false,
        };
        match index {
            _ if index == last => rounded(closing),
            _ if index + 1 == last && is_short(&parts[last]) => {
                rounded(closing + LINE_BOX * BODY_SIZE + PARAGRAPH_SPACING)
            }
            _ => 0.0,
        }
    }
}

impl<'p> TextPart<'p> {
    /// `None` for a table or picture.
    fn of(part: &'p Part) -> Option<Self> {
        let plain = |role, marker: &'p Option<Text>, text| {
            let marker = marker.as_ref();
            Some(Self { role, depth: 0, centred: false, marker, text })
        };
        match part {
            Part::Heading { depth, centred, marker, text } => {
                Some(Self { depth: *depth, centred: *centred, ..plain(HEADING, marker, text)? })
            }
            Part::Paragraph { marker: marker @ Some(_), text } => plain("item", marker, text),
            Part::Paragraph { marker: None, text } => plain("paragraph", &None, text),
            Part::LegalBasis(text) => plain("legal-basis", &None, text),
            Part::Table(_) | Part::Image(_) => None,
        }
    }
}

fn broken_word((origin, word): &BrokenWord) -> Diagnostic {
    let start: String = word.chars().take(20).collect();
    let message = format!("Chữ “{start}…” dài hơn một dòng nên bị ngắt sang dòng dưới.");
    Diagnostic::warning("word-broken", origin, message).hint("viết ngắn lại, hoặc thêm dấu cách")
}
