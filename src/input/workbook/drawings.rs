//! What lies on a worksheet beside its cells: the anchors of a drawing part
//! (`xl/drawings/drawing1.xml`). Notes of cells are not among them.

use std::io::BufRead;

use quick_xml::events::Event;

use super::sheet::{Drawing, Sheet};
use crate::input::package::Fault;
use crate::input::package::Package;
use crate::input::package::relationships::relationships;
use crate::input::package::xml::{Xml, append_text, attribute};

/// Reads the drawings of the sheet in `part`, whose file names them by the
/// relationship `id`.
///
/// # Errors
/// The relationships or the drawings cannot be read as XML.
pub fn of_sheet(
    package: &mut Package,
    part: &str,
    id: Option<String>,
    sheet: &mut Sheet,
) -> Result<(), Fault> {
    let Some(id) = id else { return Ok(()) };
    match relationships(package, part)?.get(&id, "drawing") {
        Some(drawing) => read(&mut package.xml(drawing)?, sheet),
        None => Ok(()),
    }
}

/// Gives every drawing of the part to `sheet`, at the cell of its top left
/// corner (A1 where it is not tied to a cell).
///
/// # Errors
/// The part cannot be read as XML.
fn read<R: BufRead>(xml: &mut Xml<R>, sheet: &mut Sheet) -> Result<(), Fault> {
    let (mut row, mut column) = (0u32, 0u32);
    let mut found: Option<Drawing> = None;
    let (mut in_from, mut number) = (false, None::<String>);
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    (row, column, found) = (0, 0, None);
                }
                "from" => in_from = true,
                "row" | "col" if in_from => number = Some(String::new()),
                "pic" => found = found.or(Some(Drawing::Picture)),
                "graphicFrame" => found = found.or(Some(Drawing::Chart)),
                "sp" | "cxnSp" | "grpSp" => found = found.or(Some(Drawing::Shape)),
                "cNvSpPr" if attribute(&e, "txBox").is_some_and(|flag| flag == "1") => {
                    found = Some(Drawing::TextBox);
                }
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                name @ ("row" | "col") => {
                    let value = number.take().and_then(|text| text.trim().parse().ok());
                    match (name, value) {
                        ("row", Some(value)) => row = value,
                        (_, Some(value)) => column = value,
                        _ => {}
                    }
                }
                "from" => in_from = false,
                "twoCellAnchor" | "oneCellAnchor" | "absoluteAnchor" => {
                    if let Some(drawing) = found.take() {
                        sheet.drawing(drawing, row, column);
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            event => {
                if let Some(number) = &mut number {
                    append_text(&event, number);
                }
            }
        }
    }
}
