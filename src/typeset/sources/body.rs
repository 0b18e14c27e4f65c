//! The parts of the body and of appendices, one source each, and which of them
//! keep room for the closing block.

use minijinja::context;
use minijinja::value::Value;

use super::{MM, TEXT_WIDTH, Writer, Written, image_path};
use crate::diagnostic::Diagnostic;
use crate::model::document::Part;
use crate::model::node::Style;
use crate::model::text::Text;
use crate::typeset::literal::{Calls, Chunks, TextLiteral};

/// Size of the body in pt and indent of a paragraph's first line (nd30/page.typ).
const BODY_SIZE: f64 = 14.0;
const FIRST_LINE_INDENT: f64 = 12.7 * MM;

impl Writer<'_> {
    /// Writes the parts and returns their paths. With `closing`, the last ones
    /// keep room for the closing block.
    pub(super) fn parts(
        &mut self,
        folder: &str,
        parts: &[Part],
        available: f64,
        closing: bool,
    ) -> Written<Vec<String>> {
        let mut paths = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let path = format!("{folder}/{:03}.typ", index + 1);
            let keep = if closing { self.keep(folder, parts, index) } else { Keep::Nothing };
            match part {
                Part::Table(table) => {
                    let split = if closing && index + 2 >= parts.len() { self.split } else { 0 };
                    self.table(&path, table, available, split)?;
                }
                Part::Image(image) => self.render(
                    "parts/image.typ.jinja",
                    &path,
                    context! {
                        file => image_path(&image.file),
                        alternative => image.alternative.clone(),
                        width => image.width,
                    },
                )?,
                Part::Heading { depth, centred, marker, text } => {
                    let values = context! { depth, centred, marker, text => self.flowing(text, available, true) };
                    self.text_part(&path, "heading", values, Keep::Nothing)?;
                }
                Part::Paragraph { marker, text } => {
                    let role = if marker.is_some() { "item" } else { "paragraph" };
                    let text = self.flowing(text, available, false);
                    self.text_part(&path, role, context! { marker, text }, keep)?;
                }
                Part::LegalBasis(text) => {
                    let text = self.flowing(text, available, false);
                    self.text_part(&path, "legal-basis", context! { text }, keep)?;
                }
            }
            paths.push(path);
        }
        Ok(paths)
    }

    /// Running text in lines `available` pt wide; a word that no line can hold is
    /// broken, with a warning.
    fn flowing(&mut self, text: &Text, available: f64, bold: bool) -> Value {
        let measure = |piece: &str, style: Style| {
            self.metrics.width(piece, BODY_SIZE, bold || style.bold, style.italic)
        };
        let (chunks, long) = Chunks::within(text, available - FIRST_LINE_INDENT, measure);
        self.warnings.extend(long.iter().map(|word| {
            let start: String = word.chars().take(20).collect();
            let message = format!("Chữ “{start}…” dài hơn một dòng nên bị ngắt sang dòng dưới.");
            Diagnostic::warning("word-broken", &text.origin, message)
                .hint("viết ngắn lại, hoặc thêm dấu cách")
        }));
        TextLiteral::value(text, &self.notes, Calls::Full, chunks)
    }

    fn text_part(&mut self, path: &str, role: &str, values: Value, keep: Keep) -> Written<()> {
        let (keep, keep_short) = match keep {
            Keep::Nothing => (None, None),
            Keep::Closing => (Some("/closing.typ"), None),
            Keep::ShortLast(last) => (Some("/closing.typ"), Some(last)),
        };
        self.render("parts/text.typ.jinja", path, context! { role, keep, keep_short, ..values })
    }

    /// What the part at `index` of the body must keep room for.
    fn keep(&self, folder: &str, parts: &[Part], index: usize) -> Keep {
        let last = parts.len() - 1;
        if index == last {
            return Keep::Closing;
        }
        let short = |part: &Part| match part {
            // Typst measures the exact height; this only spares long ones.
            Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
                self.metrics.measure(text, BODY_SIZE, false).natural() < TEXT_WIDTH
            }
            _ => false,
        };
        if index + 1 == last && short(&parts[last]) {
            return Keep::ShortLast(format!("/{folder}/{:03}.typ", last + 1));
        }
        Keep::Nothing
    }
}

/// What must stand on the page on which a part ends.
enum Keep {
    Nothing,
    /// The closing block.
    Closing,
    /// The last part (its path), if it is one line, and the closing block.
    ShortLast(String),
}
