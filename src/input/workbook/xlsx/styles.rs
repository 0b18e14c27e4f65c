//! What the cell styles of a workbook (`styles.xml`) mean here: a font's look
//! and a number format.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use crate::input::workbook::Fault;
use crate::input::workbook::format::Format;
use crate::input::workbook::rich::{CellStyle, Font};
use crate::input::workbook::xml::{Xml, attribute};

use super::strings::font_property;

/// Fonts, number formats and cell styles that a workbook may have; Excel's own
/// limit is 65,490 styles.
const STYLES_LIMIT: usize = 70_000;

/// The styles by the index that a cell's attribute `s` gives.
#[derive(Default)]
pub struct Styles {
    cells: Vec<CellStyle>,
    plain: CellStyle,
}

impl Styles {
    /// The style of that index; the plain one where the file has none.
    pub fn get(&self, index: usize) -> &CellStyle {
        self.cells.get(index).unwrap_or(&self.plain)
    }
}

/// Reads `styles.xml`.
///
/// # Errors
/// The part cannot be read as XML.
pub fn read<R: BufRead>(xml: &mut Xml<R>) -> Result<Styles, Fault> {
    let mut fonts: Vec<Font> = Vec::new();
    let mut codes: BTreeMap<u32, String> = BTreeMap::new();
    let mut xfs: Vec<(u32, usize)> = Vec::new();
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
                            codes.insert(number(&e, "numFmtId"), code);
                        }
                    }
                    ("fonts", "font") => fonts.push(Font::default()),
                    ("fonts", _) => {
                        if let Some(font) = fonts.last_mut() {
                            font_property(font, &e);
                        }
                    }
                    ("cellXfs", "xf") => {
                        xfs.push((number(&e, "numFmtId"), number(&e, "fontId") as usize));
                    }
                    ("", "numFmts" | "fonts" | "cellXfs" | "dxfs" | "cellStyleXfs") => {
                        list = name.as_ref().to_owned();
                    }
                    _ => {}
                }
            }
            Event::End(_) if fonts.len().max(codes.len()).max(xfs.len()) > STYLES_LIMIT => {
                return Err(xml.too_large());
            }
            Event::End(e) if e.local_name().as_ref() == list => list.clear(),
            Event::Eof => return Ok(assemble(&fonts, &codes, &xfs)),
            _ => {}
        }
    }
}

fn assemble(fonts: &[Font], codes: &BTreeMap<u32, String>, xfs: &[(u32, usize)]) -> Styles {
    let mut formats: BTreeMap<u32, Rc<Format>> = BTreeMap::new();
    let cells = xfs
        .iter()
        .map(|(id, font)| CellStyle {
            font: fonts.get(*font).cloned().unwrap_or_default(),
            format: formats
                .entry(*id)
                .or_insert_with(|| Rc::new(Format::new(*id, codes.get(id).map(String::as_str))))
                .clone(),
        })
        .collect();
    Styles { cells, plain: CellStyle::default() }
}

fn number(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|value| value.parse().ok()).unwrap_or(0)
}
