//! Rich text: the runs of a shared or inline string with their bold, italic,
//! superscript and subscript.
//!
//! Excel keeps white space only where `xml:space="preserve"` says so, other
//! programs forget to say it; white space is therefore always kept here, and
//! the ends of the whole cell are trimmed by `clean`.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::model::node::{RawText, Script, Style};

use super::Fault;
use super::xml::{Xml, append_text, attribute, is_on};

/// A string as stored: its runs, each with its own font or with the cell's.
#[derive(Clone, Debug, Default)]
pub struct Rich(Vec<(String, Option<Style>)>);

impl Rich {
    /// The text in a cell whose own font looks like `cell`; runs without
    /// properties of their own take that look.
    pub fn styled(&self, cell: Style) -> RawText {
        let mut raw = RawText::default();
        for (run, own) in &self.0 {
            let start = raw.text.len();
            raw.text.push_str(run);
            let style = own.unwrap_or(cell);
            if style != Style::default() && !run.is_empty() {
                raw.styles.push((start..raw.text.len(), style));
            }
        }
        raw
    }

    /// A string of one run in the cell's own font.
    pub fn plain(text: &str) -> Self {
        Self(vec![(unescape(text), None)])
    }
}

/// All strings of the shared string table, in order.
///
/// # Errors
/// The part cannot be read as XML.
pub fn shared_strings<R: BufRead>(xml: &mut Xml<R>) -> Result<Vec<Rich>, Fault> {
    let mut strings = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "si" => strings.push(string(xml, "si")?),
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads one string up to the end of its element `element` (`si` or `is`),
/// whose start was the last event. Phonetic runs (`rPh`) are left out.
///
/// # Errors
/// The part cannot be read as XML.
pub fn string<R: BufRead>(xml: &mut Xml<R>, element: &str) -> Result<Rich, Fault> {
    let mut rich = Rich::default();
    let mut own: Option<Style> = None;
    let (mut in_text, mut in_properties, mut phonetic) = (false, false, false);
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "r" => own = None,
                "rPr" => {
                    in_properties = true;
                    own = Some(Style::default());
                }
                "rPh" => phonetic = true,
                "t" => in_text = !phonetic,
                _ if in_properties => font_property(own.get_or_insert_default(), &e),
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "rPr" => in_properties = false,
                "rPh" => phonetic = false,
                "r" => own = None,
                "t" if in_text => {
                    in_text = false;
                    rich.0.push((unescape(&std::mem::take(&mut text)), own));
                }
                name if name == element => return Ok(rich),
                _ => {}
            },
            Event::Eof => return Err(xml.fault("chuỗi văn bản không có kết thúc")),
            event if in_text => append_text(&event, &mut text),
            _ => {}
        }
    }
}

/// Applies a property element of a font or a run (`b`, `i`, `vertAlign`).
pub fn font_property(style: &mut Style, element: &BytesStart) {
    let value = attribute(element, "val");
    match element.local_name().as_ref() {
        "b" => style.bold = is_on(value.as_deref()),
        "i" => style.italic = is_on(value.as_deref()),
        "vertAlign" => {
            style.script = match value.as_deref() {
                Some("superscript") => Script::Super,
                Some("subscript") => Script::Sub,
                _ => Script::Baseline,
            }
        }
        _ => {}
    }
}

/// Decodes `_x000D_` and the like, Excel's way of storing characters that XML
/// cannot hold (and `_x005F_` for an underscore that would look like one).
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, escape) = rest.split_at(at);
        out.push_str(before);
        let decoded = escape
            .get(2..6)
            .filter(|hex| {
                hex.bytes().all(|b| b.is_ascii_hexdigit()) && escape.get(6..7) == Some("_")
            })
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        let length = match decoded {
            Some(c) => {
                out.push(c);
                7
            }
            None => {
                out.push_str("_x");
                2
            }
        };
        rest = escape.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}
