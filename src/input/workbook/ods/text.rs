//! The text of a cell: paragraphs with stretches in styles of their own.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::input::clean;
use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text, attribute};
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::sheet::Drawing;

use super::drawings;
use super::styles::{Family, Styles};

/// White space of XML.
const WHITE: [char; 4] = [' ', '\t', '\r', '\n'];

/// A text being read; of one longer than a cell may have, only as much is kept
/// as shows that it is too long.
#[derive(Default)]
pub struct Text {
    runs: Rich,
    /// The run that is not finished, and its font.
    run: String,
    font: Option<Font>,
    length: usize,
    paragraphs: usize,
    /// Whether the paragraph has any text yet.
    in_paragraph: bool,
    /// What stands among the characters and is none.
    drawings: Vec<Drawing>,
}

impl Text {
    /// Reads the paragraph that starts with `element`, the last event, up to its
    /// end, in a cell of the font `cell`.
    ///
    /// # Errors
    /// It cannot be read as XML.
    pub fn paragraph<R: BufRead>(
        &mut self,
        element: &BytesStart,
        xml: &mut Xml<R>,
        styles: &Styles,
        cell: &Font,
    ) -> Result<(), Fault> {
        let styled = |element: &BytesStart, family, outer: &Option<Font>| {
            let Some(name) = attribute(element, "style-name") else { return outer.clone() };
            Some(styles.font(family, &name, outer.as_ref().unwrap_or(cell)))
        };
        if self.paragraphs > 0 {
            // A line break looks like the text before it.
            self.push("\n", &self.font.clone());
        }
        self.paragraphs += 1;
        self.in_paragraph = false;
        // The font inside each open element.
        let mut open = vec![styled(element, Family::Paragraph, &None)];
        loop {
            let font = open.last().cloned().flatten();
            let inner = match xml.next()? {
                Event::Start(e) => e.into_owned(),
                Event::End(_) => {
                    open.pop();
                    if open.is_empty() {
                        return Ok(());
                    }
                    continue;
                }
                Event::Eof => return Err(xml.fault("đoạn văn bản không có kết thúc")),
                event => {
                    let mut text = String::new();
                    append_text(&event, &mut text);
                    self.characters(&text, &font);
                    continue;
                }
            };
            match inner.local_name().as_ref() {
                "s" => self.spaces(&inner, &font),
                "tab" => self.push("\t", &font),
                "line-break" => self.push("\n", &font),
                "annotation" | "annotation-end" | "ruby-text" | "note" => {
                    xml.skip()?;
                    continue;
                }
                name if drawings::is_drawing(name) => {
                    self.drawings.extend(drawings::read(name, xml)?);
                    continue;
                }
                _ => {}
            }
            let is_span = inner.local_name().as_ref() == "span";
            open.push(if is_span { styled(&inner, Family::Text, &font) } else { font });
        }
    }

    /// What stood among the characters so far, taken out.
    pub fn take_drawings(&mut self) -> Vec<Drawing> {
        std::mem::take(&mut self.drawings)
    }

    /// Whether there was any paragraph.
    pub fn has_paragraphs(&self) -> bool {
        self.paragraphs > 0
    }

    /// The text, its paragraphs as lines.
    pub fn finish(mut self) -> Rich {
        self.runs.push(self.run, self.font.take());
        self.runs
    }

    /// `text:s` is one space or `text:c` of them.
    fn spaces(&mut self, element: &BytesStart, font: &Option<Font>) {
        let count = attribute(element, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
        self.push(&" ".repeat(count.min(clean::TEXT_LIMIT + 1)), font);
    }

    /// Characters as they stand in the XML. LibreOffice writes spaces in a row as
    /// they are and reads them so; white space with a line break in it is one
    /// space that only sets off the XML, at the start of a paragraph nothing.
    fn characters(&mut self, text: &str, font: &Option<Font>) {
        let mut rest = text;
        while !rest.is_empty() {
            let (word, after) = rest.split_at(rest.find(WHITE).unwrap_or(rest.len()));
            self.push(word, font);
            let start = after.trim_start_matches(WHITE);
            let (white, after) = after.split_at(after.len() - start.len());
            if !white.contains(['\t', '\r', '\n']) {
                self.push(white, font);
            } else if self.in_paragraph {
                self.push(" ", font);
            }
            rest = after;
        }
    }

    fn push(&mut self, text: &str, font: &Option<Font>) {
        if text.is_empty() || self.length > clean::TEXT_LIMIT {
            return;
        }
        self.length += text.len();
        self.in_paragraph = true;
        if self.font != *font {
            self.runs.push(std::mem::take(&mut self.run), self.font.take());
            self.font = font.clone();
        }
        self.run.push_str(text);
    }
}
