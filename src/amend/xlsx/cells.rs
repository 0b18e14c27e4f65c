//! The cells of a sheet's XML, each with its place in the text.

use std::collections::BTreeMap;

use super::parse_cell;
use crate::amend::xml::{Element, walk};
use crate::diagnostic::Diagnostic;

/// Cells and rows of a sheet.
#[derive(Default)]
pub struct Grid<'x> {
    /// The cells by row and column, from 0.
    pub cells: BTreeMap<(u32, u32), Element<'x>>,
    /// The rows, from 0.
    pub rows: BTreeMap<u32, Element<'x>>,
    /// The columns that have a look or a width, in the order of the file.
    pub columns: Vec<Element<'x>>,
    /// Where the rows stand.
    pub data: Option<Element<'x>>,
    /// What stands directly in the sheet.
    pub parts: Vec<Element<'x>>,
    /// The sheet.
    pub root: Option<Element<'x>>,
}

/// Reads the XML of a sheet.
///
/// # Errors
/// It is no well-formed XML.
pub fn read(xml: &str) -> Result<Grid<'_>, Diagnostic> {
    let mut grid = Grid::default();
    // A row ends after its cells, and may not say its number.
    let (mut next_row, mut waiting): (u32, Vec<Element>) = (0, Vec::new());
    walk(xml, |path, element| {
        let steps: Vec<&str> = path.iter().take(4).map(String::as_str).collect();
        match (path.len(), steps.as_slice()) {
            (1, _) => grid.root = Some(element),
            (2, [_, "sheetData"]) => {
                grid.data = Some(element.clone());
                grid.parts.push(element);
            }
            (2, _) => grid.parts.push(element),
            (3, [_, "cols", "col"]) => grid.columns.push(element),
            (3, [_, "sheetData", "row"]) => {
                let number = element.attribute("r").and_then(|r| r.parse::<u32>().ok());
                let row = number.and_then(|r| r.checked_sub(1)).unwrap_or(next_row);
                next_row = row.saturating_add(1);
                let mut column = 0;
                for cell in waiting.drain(..) {
                    let named = cell.attribute("r").and_then(|name| parse_cell(&name));
                    let place = named.unwrap_or((row, column));
                    column = place.1.saturating_add(1);
                    grid.cells.insert(place, cell);
                }
                grid.rows.insert(row, element);
            }
            (4, [_, "sheetData", "row", "c"]) => waiting.push(element),
            _ => {}
        }
    })?;
    Ok(grid)
}

/// The style of a cell, a row (`s`) or a column (`style`).
pub fn style(element: &Element) -> usize {
    let name = if element.local() == "col" { "style" } else { "s" };
    element.attribute(name).and_then(|style| style.parse().ok()).unwrap_or(0)
}
