//! One sheet of a spreadsheet: its rows and columns fill a [`Sheet`].
//!
//! Rows and cells that are alike are stored once with a count, up to the last
//! of 1,048,576 rows: empty ones are passed over, the others given one by one
//! until the limits of a sheet are reached.

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, attribute};
use crate::input::workbook::grid::Merge;
use crate::input::workbook::rich::CellStyle;
use crate::input::workbook::sheet::{Content, Sheet};

use super::cell;
use super::drawings;
use super::styles::{self, Styles};

/// Columns that a sheet has in any program.
const COLUMNS: u32 = 16_384;

/// Reads a sheet, from its start tag to its end tag, into `sheet`.
///
/// # Errors
/// It cannot be read as XML, or is too large.
pub fn read<R: BufRead>(
    xml: &mut Xml<R>,
    styles: &mut Styles,
    sheet: &mut Sheet,
) -> Result<(), Fault> {
    let mut columns = Columns::default();
    let mut row = 0;
    loop {
        let element = match xml.next()? {
            Event::Start(e) => e.into_owned(),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        match element.local_name().as_ref() {
            "table"
            | "table-columns"
            | "table-header-columns"
            | "table-column-group"
            | "table-rows"
            | "table-header-rows"
            | "table-row-group"
            | "shapes"
            | "a" => {}
            "table-column" => columns.read(&element, sheet),
            "table-row" => {
                let mut reader = Row { first: row, columns: &columns, styles, sheet };
                row = reader.read(&element, xml)?;
            }
            name => {
                // Not tied to a cell.
                if let Some(drawing) = drawings::read(name, xml)? {
                    sheet.drawing(drawing, 0, 0);
                }
            }
        }
    }
}

/// The styles that columns give to cells without one.
#[derive(Default)]
struct Columns {
    /// The column after the last of each stretch, and its style.
    stretches: Vec<(u32, Option<String>)>,
    next: u32,
}

impl Columns {
    fn read(&mut self, element: &BytesStart, sheet: &mut Sheet) {
        if self.next >= COLUMNS {
            return;
        }
        let first = self.next;
        self.next = first.saturating_add(repeated(element, "number-columns-repeated"));
        self.stretches.push((self.next, styles::name(element, "default-cell-style-name")));
        if is_hidden(element) {
            sheet.hide_columns(first..self.next);
        }
    }

    fn style(&self, column: u32) -> Option<&str> {
        let at = self.stretches.partition_point(|(end, _)| *end <= column);
        self.stretches.get(at)?.1.as_deref()
    }
}

/// A row being read, or a number of rows that are alike.
struct Row<'r, 's> {
    first: u32,
    columns: &'r Columns,
    styles: &'r mut Styles,
    sheet: &'r mut Sheet<'s>,
}

/// A cell of a row, or a number of cells that are alike.
struct Stretch {
    column: u32,
    count: u32,
    content: Content,
    style: Rc<CellStyle>,
    /// Rows and columns that the cell spans.
    span: (u32, u32),
}

impl Row<'_, '_> {
    /// Reads up to the end of the row that starts with `element`; the number of
    /// the row after it is given back.
    fn read<R: BufRead>(&mut self, element: &BytesStart, xml: &mut Xml<R>) -> Result<u32, Fault> {
        let rows = repeated(element, "number-rows-repeated");
        let own = styles::name(element, "default-cell-style-name");
        let hidden = is_hidden(element);
        if attribute(element, "visibility").is_some_and(|visibility| visibility == "filter") {
            self.sheet.filter();
        }
        let mut column = 0;
        let mut kept = Vec::new();
        loop {
            let element = match xml.next()? {
                Event::Start(e) => e.into_owned(),
                Event::End(e) if e.local_name().as_ref() == "table-row" => break,
                Event::Eof => return Err(xml.fault("dòng không có kết thúc")),
                _ => continue,
            };
            if !matches!(element.local_name().as_ref(), "table-cell" | "covered-table-cell") {
                xml.skip()?;
                continue;
            }
            let name = styles::name(&element, "style-name").or(own.clone());
            let style = self.styles.cell(name.as_deref().or(self.columns.style(column)));
            let read = cell::read(&element, xml, self.styles, &style.font)?;
            for drawing in read.drawings {
                self.sheet.drawing(drawing, self.first, column);
            }
            let count = repeated(&element, "number-columns-repeated");
            let span = ["number-rows-spanned", "number-columns-spanned"];
            let [down, across] = span.map(|name| repeated(&element, name));
            let content = read.content;
            let stretch = Stretch { column, count, content, style, span: (down, across) };
            if !stretch.is_empty() {
                self.give(self.first, &stretch)?;
                kept.push(stretch);
            }
            column = column.saturating_add(count);
        }
        let end = self.first.saturating_add(rows);
        if kept.is_empty() {
            return Ok(end);
        }
        for row in self.first..end {
            if hidden {
                self.sheet.hide_row(row);
            }
            if row > self.first {
                kept.iter().try_for_each(|stretch| self.give(row, stretch))?;
            }
        }
        Ok(end)
    }

    fn give(&mut self, row: u32, stretch: &Stretch) -> Result<(), Fault> {
        let (down, across) = stretch.span;
        if (down, across) != (1, 1) {
            let (bottom, right) = (row.saturating_add(down - 1), stretch.right(across));
            self.sheet.merge(Merge { top: row, left: stretch.column, bottom, right })?;
        }
        if matches!(stretch.content, Content::Empty) {
            return Ok(());
        }
        for column in stretch.column..=stretch.right(stretch.count) {
            self.sheet.cell(row, column, stretch.content.clone(), &stretch.style)?;
        }
        Ok(())
    }
}

impl Stretch {
    fn is_empty(&self) -> bool {
        matches!(self.content, Content::Empty) && self.span == (1, 1)
    }

    /// The last of so many columns.
    fn right(&self, count: u32) -> u32 {
        self.column.saturating_add(count.saturating_sub(1))
    }
}

/// A count, at least 1.
fn repeated(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

fn is_hidden(element: &BytesStart) -> bool {
    attribute(element, "visibility").is_some_and(|visibility| visibility != "visible")
}
