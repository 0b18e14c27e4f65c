//! The cell styles of an .xlsx workbook (`styles.xml`).

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, attribute};
use crate::input::workbook::rich::Font;
use crate::input::workbook::styles::{Definitions, Styles};

use super::strings::font_property;

/// Reads `styles.xml`.
///
/// # Errors
/// The part cannot be read as XML.
pub fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Styles, Fault> {
    let mut found = Definitions::default();
    // Fonts and formats also stand in `dxfs` and `cellStyleXfs`, which count
    // for nothing here: only direct members of these three lists do.
    let mut list = String::new();
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let name = e.local_name();
                match (list.as_str(), name.as_ref()) {
                    ("numFmts", "numFmt") => {
                        if let Some(code) = attribute(&e, "formatCode") {
                            found.add_code(number(&e, "numFmtId"), &code);
                        }
                    }
                    ("fonts", "font") => found.fonts.push(Font::default()),
                    ("fonts", _) => {
                        if let Some(font) = found.fonts.last_mut() {
                            font_property(font, &e);
                        }
                    }
                    ("cellXfs", "xf") => {
                        found.cells.push((number(&e, "numFmtId"), number(&e, "fontId") as usize));
                    }
                    ("", "numFmts" | "fonts" | "cellXfs" | "dxfs" | "cellStyleXfs") => {
                        list = name.as_ref().to_owned();
                    }
                    _ => {}
                }
            }
            Event::End(_) if found.are_too_many() => return Err(xml.too_large()),
            Event::End(e) if e.local_name().as_ref() == list => list.clear(),
            Event::Eof => return Ok(found.styles()),
            _ => {}
        }
    }
}

fn number(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(0)
}
