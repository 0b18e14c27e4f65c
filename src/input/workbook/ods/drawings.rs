//! What lies on a sheet beside its cells.

use std::io::BufRead;

use quick_xml::events::Event;

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text};
use crate::input::workbook::sheet::Drawing;

const SHAPES: &[&str] = &[
    "caption",
    "circle",
    "connector",
    "control",
    "ellipse",
    "g",
    "line",
    "measure",
    "path",
    "polygon",
    "polyline",
    "rect",
    "regular-polygon",
    "scene",
];

/// Whether an element of this name draws something.
pub fn is_drawing(name: &str) -> bool {
    matches!(name, "frame" | "custom-shape") || SHAPES.contains(&name)
}

/// Reads the element `name`, whose start was the last event, up to its end:
/// which drawing it is, `None` for anything else.
///
/// # Errors
/// It cannot be read as XML.
pub fn read<R: BufRead>(name: &str, xml: &mut Xml<R>) -> Result<Option<Drawing>, Fault> {
    match name {
        "frame" => frame(xml).map(Some),
        "custom-shape" => custom_shape(xml).map(Some),
        _ => {
            xml.skip()?;
            Ok(SHAPES.contains(&name).then_some(Drawing::Shape))
        }
    }
}

/// A frame shows the first of its children that can be shown; an object comes
/// before the picture of it.
fn frame<R: BufRead>(xml: &mut Xml<R>) -> Result<Drawing, Fault> {
    let mut found = None;
    loop {
        let kind = match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "object" | "object-ole" => Some(Drawing::Chart),
                "text-box" => Some(Drawing::TextBox),
                "image" => Some(Drawing::Picture),
                _ => None,
            },
            Event::End(_) | Event::Eof => return Ok(found.unwrap_or(Drawing::Shape)),
            _ => continue,
        };
        found = found.or(kind);
        xml.skip()?;
    }
}

/// LibreOffice makes shapes of the text boxes of Excel: what holds text is taken
/// for one.
fn custom_shape<R: BufRead>(xml: &mut Xml<R>) -> Result<Drawing, Fault> {
    let mut open = 0;
    let mut in_paragraphs = 0;
    let mut text = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                open += 1;
                in_paragraphs += u32::from(e.local_name().as_ref() == "p");
            }
            Event::End(_) | Event::Eof if open == 0 => break,
            Event::End(e) => {
                open -= 1;
                in_paragraphs -= u32::from(e.local_name().as_ref() == "p");
            }
            Event::Eof => break,
            event if in_paragraphs > 0 && text.is_empty() => append_text(&event, &mut text),
            _ => {}
        }
    }
    Ok(if text.trim().is_empty() { Drawing::Shape } else { Drawing::TextBox })
}
