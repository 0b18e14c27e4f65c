//! One worksheet part of an .xlsx workbook: its XML fills a [`Sheet`].
//!
//! calamine is not used: it joins the runs of a rich text and does not tell
//! which shared string a cell shows, so that the part would have to be read a
//! second time beside it.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text, attribute, is_on};
use crate::input::workbook::grid::{Merge, parse_cell};
use crate::input::workbook::rich::Rich;
use crate::input::workbook::sheet::{Content, Sheet};
use crate::input::workbook::strings::Strings;
use crate::input::workbook::styles::Styles;

use super::strings::{string, unescape};

/// What the cells of all sheets share.
pub struct Shared {
    /// The shared string table.
    pub strings: Strings,
    /// The cell styles.
    pub styles: Styles,
}

/// Reads a worksheet into `sheet`; the id of the relationship to its drawing
/// is given back.
///
/// # Errors
/// The part cannot be read as XML, or the sheet is too large.
pub fn read<R: BufRead>(
    xml: &mut Xml<R>,
    shared: &Shared,
    sheet: &mut Sheet,
) -> Result<Option<String>, Fault> {
    let (mut row, mut column) = (0u32, 0u32);
    let mut drawing = None;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    row = attribute(&e, "r")
                        .and_then(|r| r.parse().ok())
                        .map_or(row, |r: u32| r.saturating_sub(1));
                    column = 0;
                    if is_hidden(&e) {
                        sheet.hide_row(row);
                    }
                }
                "col" if is_hidden(&e) => {
                    let edge = |name| attribute(&e, name).and_then(|n| n.parse::<u32>().ok());
                    if let (Some(first @ 1..), Some(last)) = (edge("min"), edge("max")) {
                        sheet.hide_columns(first - 1..last);
                    }
                }
                "c" => {
                    let place = attribute(&e, "r").and_then(|r| parse_cell(&r));
                    (row, column) = place.unwrap_or((row, column));
                    let stored = Stored::read(&e.to_owned(), xml)?;
                    let style = shared.styles.get(stored.style);
                    sheet.cell(row, column, stored.content(&shared.strings), style)?;
                    column = column.saturating_add(1);
                }
                "mergeCell" => {
                    if let Some(merge) = attribute(&e, "ref").and_then(|r| merge(&r)) {
                        sheet.merge(merge)?;
                    }
                }
                "autoFilter" => sheet.filter(),
                "drawing" => drawing = attribute(&e, "id"),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "row" => row = row.saturating_add(1),
            Event::Eof => return Ok(drawing),
            _ => {}
        }
    }
}

fn is_hidden(element: &BytesStart) -> bool {
    let flag = attribute(element, "hidden");
    flag.is_some() && is_on(flag.as_deref())
}

fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((r1, c1), (r2, c2)) = (parse_cell(first)?, parse_cell(last)?);
    Some(Merge { top: r1.min(r2), left: c1.min(c2), bottom: r1.max(r2), right: c1.max(c2) })
}

/// A cell as its XML has it.
struct Stored {
    kind: String,
    style: usize,
    formula: bool,
    value: Option<String>,
    inline: Option<Rich>,
}

impl Stored {
    /// Reads the cell that starts with `element`, up to its end.
    fn read<R: BufRead>(element: &BytesStart, xml: &mut Xml<R>) -> Result<Self, Fault> {
        let mut stored = Self {
            kind: attribute(element, "t").unwrap_or_default(),
            style: attribute(element, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
            formula: false,
            value: None,
            inline: None,
        };
        let mut in_value = false;
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "f" => stored.formula = true,
                    "v" => {
                        in_value = true;
                        stored.value.get_or_insert_default();
                    }
                    "is" => stored.inline = Some(string(xml, "is")?),
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "v" => in_value = false,
                    "c" => return Ok(stored),
                    _ => {}
                },
                Event::Eof => return Err(xml.fault("ô không có kết thúc")),
                event if in_value => append_text(&event, stored.value.get_or_insert_default()),
                _ => {}
            }
        }
    }

    fn content(self, strings: &Strings) -> Content {
        let value = self.value.unwrap_or_default();
        match self.kind.as_str() {
            "inlineStr" => self.inline.map_or(Content::Empty, Content::Text),
            // An empty string is a valid result of a formula.
            "str" => Content::Text(Rich::plain(unescape(&value))),
            _ if value.is_empty() && self.formula => Content::NotCalculated,
            _ if value.is_empty() => Content::Empty,
            "s" => strings.content(value.trim().parse().ok()),
            "b" => Content::Bool(matches!(value.trim(), "1" | "true")),
            "e" => Content::Error(value),
            "d" => Content::IsoDate(value),
            _ => Content::Number(value.trim().parse().unwrap_or(f64::NAN)),
        }
    }
}
