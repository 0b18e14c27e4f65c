//! Strings of an .xlsx workbook: the runs of a shared or inline string with
//! their fonts.
//!
//! Excel keeps white space only where `xml:space="preserve"` says so, other
//! programs forget to say it; white space is therefore always kept here, and
//! the ends of the whole cell are trimmed by `clean`.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::input::clean;
use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text, attribute, is_on};
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::strings::Strings;
use crate::model::node::Script;

/// All strings of the shared string table, in order.
///
/// # Errors
/// The part cannot be read as XML, or holds more than can be right.
pub fn shared_strings<R: BufRead>(xml: &mut Xml<R>) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    loop {
        match xml.next()? {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                let string = string(xml, "si")?;
                strings.push(string).ok_or_else(|| xml.too_large())?;
            }
            Event::Eof => return Ok(strings),
            _ => {}
        }
    }
}

/// Reads one string up to the end of its element `element` (`si` or `is`),
/// whose start was the last event. Phonetic runs (`rPh`) are left out.
///
/// # Errors
/// The part cannot be read as XML, or the string has too many runs.
pub fn string<R: BufRead>(xml: &mut Xml<R>, element: &str) -> Result<Rich, Fault> {
    let mut rich = Rich::default();
    let mut length = 0;
    let mut own: Option<Font> = None;
    let (mut in_text, mut in_properties, mut phonetic) = (false, false, false);
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "r" => own = None,
                "rPr" => {
                    in_properties = true;
                    own = Some(Font::default());
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
                    length += text.len();
                    if length > clean::TEXT_LIMIT {
                        return Err(xml.too_large());
                    }
                    let run = unescape(&std::mem::take(&mut text));
                    rich.push(run, own.clone()).ok_or_else(|| xml.too_large())?;
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

/// Applies a property element of a font or a run (`b`, `i`, `vertAlign`, and
/// the family: `name` of a font, `rFont` of a run).
pub fn font_property(font: &mut Font, element: &BytesStart) {
    let value = attribute(element, "val");
    match element.local_name().as_ref() {
        "b" => font.style.bold = is_on(value.as_deref()),
        "i" => font.style.italic = is_on(value.as_deref()),
        "strike" => font.struck = is_on(value.as_deref()),
        "name" | "rFont" => font.family = value.as_deref().and_then(Font::known_family),
        "vertAlign" => {
            font.style.script = match value.as_deref() {
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
pub fn unescape(text: &str) -> String {
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
