//! A table of a plan as one of Word: cells over several columns (gridSpan) and rows
//! (vMerge), rows that repeat on every page.

use docx_rs::*;
use serde_json::Value;

use super::runs::{BOLD, Face, PLAIN, Pen, SIDE};

/// A cell of the grid.
#[derive(Clone, Copy)]
enum Slot<'a> {
    Free,
    /// A cell begins here: its text, its columns, whether rows below belong to it.
    Begins(&'a str, usize, bool),
    /// It belongs to a cell above that is so many columns wide.
    Below(usize),
    /// It belongs to a cell on its left.
    Covered,
}

impl Pen<'_> {
    /// The table, `width` twips wide.
    pub fn table(&self, table: &Value, width: usize) -> Table {
        let grid = grid(table);
        let columns = grid.first().map_or(1, Vec::len);
        let widths = widths(table, columns, width);
        let headers = usize::try_from(table["header_rows"].as_u64().unwrap_or(0)).unwrap();
        let rows = grid.iter().enumerate().map(|(number, slots)| {
            let cells = slots.iter().enumerate().filter_map(|(column, slot)| {
                let (cell, span) = self.cell_of(*slot, number < headers)?;
                let width = widths[column..column + span].iter().sum();
                Some(cell.width(width, WidthType::Dxa))
            });
            let row = TableRow::new(cells.collect());
            // The crate knows no header rows: `write` makes them of these.
            if number < headers { row.cant_split() } else { row }
        });
        Table::new(rows.collect()).set_grid(widths.clone()).width(width, WidthType::Dxa)
    }

    fn cell_of(&self, slot: Slot, is_header: bool) -> Option<(TableCell, usize)> {
        let (mut cell, span) = match slot {
            Slot::Free => (TableCell::new().add_paragraph(Paragraph::new()), 1),
            Slot::Covered => return None,
            Slot::Below(span) => {
                let cell = TableCell::new().add_paragraph(Paragraph::new());
                (cell.vertical_merge(VMergeType::Continue), span)
            }
            Slot::Begins(text, span, is_tall) => {
                let cell = self.text_of(text, is_header);
                (if is_tall { cell.vertical_merge(VMergeType::Restart) } else { cell }, span)
            }
        };
        if span > 1 {
            cell = cell.grid_span(span);
        }
        Some((cell.vertical_align(VAlignType::Center), span))
    }

    /// A cell with its text; a line break of a cell is a paragraph of Word.
    fn text_of(&self, text: &str, is_header: bool) -> TableCell {
        let face = Face { size: SIDE, ..if is_header { BOLD } else { PLAIN } };
        let is_short = text.chars().count() < 12;
        let align = if is_header || is_short { AlignmentType::Center } else { AlignmentType::Left };
        let paragraph = self.fill(Paragraph::new().align(align), text, face);
        TableCell::new().add_paragraph(paragraph)
    }
}

/// Every cell of the table at its place.
fn grid(table: &Value) -> Vec<Vec<Slot<'_>>> {
    let rows = table["rows"].as_array().unwrap();
    let number =
        |cell: &Value, key: &str| usize::try_from(cell[key].as_u64().unwrap_or(1)).unwrap();
    let columns = rows[0].as_array().unwrap().iter().map(|cell| number(cell, "colspan")).sum();
    let mut grid = vec![vec![Slot::Free; columns]; rows.len()];
    for (row, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for cell in cells.as_array().unwrap() {
            while !matches!(grid[row][column], Slot::Free) {
                column += 1;
            }
            let text = cell.as_str().or(cell["text"].as_str()).unwrap_or_default();
            let (span, height) = (number(cell, "colspan"), number(cell, "rowspan"));
            for (below, slots) in grid[row..row + height].iter_mut().enumerate() {
                slots[column..column + span].fill(Slot::Covered);
                slots[column] = match below {
                    0 => Slot::Begins(text, span, height > 1),
                    _ => Slot::Below(span),
                };
            }
            column += span;
        }
    }
    grid
}

/// The widths of the plan, else a narrow first column and equal others.
fn widths(table: &Value, columns: usize, width: usize) -> Vec<usize> {
    let first = width / (columns * 2);
    let others = (width - first) / columns.saturating_sub(1).max(1);
    let given = table["widths"].as_array();
    let equal = |column: usize| if column == 0 { first } else { others };
    match given {
        None => (0..columns).map(equal).collect(),
        Some(given) => {
            let total: f64 = given.iter().filter_map(Value::as_f64).sum();
            let part = |share: &Value| share.as_f64().unwrap() / total * width as f64;
            given.iter().map(|share| part(share) as usize).collect()
        }
    }
}
