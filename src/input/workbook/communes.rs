//! A list of communes on a sheet: *Danh sách xã* of a plan, a sheet of another
//! workbook, a .csv. The headings are whatever the clerk needs; each row below
//! them is a commune.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::input::list::{ListInput, faults};
use crate::model::fields::closest;
use crate::model::list::{Cell, List, Row};
use crate::model::values::Datum;
use crate::model::vocabulary::sheet::COMMUNES;

use super::book::Book;
use super::grid::{Grid, Merge, cell_name};
use super::{labels, open, report_doubled};

/// Reads the list in a workbook: in the sheet called `sheet`, else in *Danh
/// sách xã*, else in the first sheet that has cells.
///
/// # Errors
/// There is no sheet called `sheet`.
pub fn read(file: &Arc<str>, bytes: &[u8], sheet: Option<&str>) -> Result<ListInput, Diagnostic> {
    let mut book = match open(file, bytes) {
        Ok(workbook) => Book::new(file, workbook),
        Err(fault) => return Ok(ListInput { list: None, diagnostics: vec![*fault] }),
    };
    let index = match sheet {
        Some(name) => Some(named(&book, name).ok_or_else(|| missing(&book, name))?),
        None => {
            report_doubled(&mut book, COMMUNES);
            book.find(COMMUNES).or_else(|| first_with_cells(&mut book))
        }
    };
    let list = match index {
        Some(index) => book.load(index).and_then(|grid| list(&grid, &mut book.diagnostics)),
        None => {
            let fault = faults::empty(book.whole());
            book.diagnostics.push(fault);
            None
        }
    };
    Ok(ListInput { list, diagnostics: book.diagnostics })
}

/// Reads the sheet *Danh sách xã* of a plan; `None` where there is none or
/// nothing in it.
pub fn of_plan(file: &Arc<str>, bytes: &[u8]) -> Option<ListInput> {
    let mut book = match open(file, bytes) {
        Ok(workbook) => Book::new(file, workbook),
        Err(fault) => return Some(ListInput { list: None, diagnostics: vec![*fault] }),
    };
    let index = book.find(COMMUNES)?;
    let grid = book.load(index);
    if grid.as_ref().is_some_and(|grid| grid.is_empty()) {
        return None;
    }
    let list = grid.and_then(|grid| list(&grid, &mut book.diagnostics));
    Some(ListInput { list, diagnostics: book.diagnostics })
}

/// The list on a sheet; `None`, and an error, if there is none.
pub fn list(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Option<List> {
    let Some(head) = labels::heading_row(grid) else {
        diagnostics.push(faults::empty(&grid.sheet()));
        return None;
    };
    labels::report_above(grid, head, diagnostics);
    let mut used: Vec<u32> = grid.cells(head).map(|(column, _)| column).collect();
    let rows: Vec<u32> = grid.rows_from(head + 1).collect();
    report_merges(grid, head, &rows, &used, diagnostics);
    labels::report_outside(grid, rows.iter().copied(), &used, diagnostics);
    if rows.len() * used.len() > faults::CELLS_LIMIT {
        diagnostics.push(faults::too_large(&grid.sheet()));
        return None;
    }
    used.retain(|column| grid.cell(head, *column).is_some_and(|c| c.datum != Datum::Unread));
    let headings = used.iter().map(|column| cell(grid, head, *column));
    let headings = headings.map(|heading| (heading.text, heading.origin));
    let columns = faults::columns(headings, diagnostics);
    let rows = rows.into_iter().map(|row| line(grid, row, &used)).filter(|row| !row.is_blank());
    faults::whole(List::new(columns, rows.collect(), grid.sheet()), diagnostics)
}

/// The cells of these columns in a row.
fn line(grid: &Grid, row: u32, columns: &[u32]) -> Row {
    let cells = columns.iter().map(|column| cell(grid, row, *column)).collect();
    Row { cells, origin: grid.origin(row, columns.first().copied().unwrap_or(0)) }
}

fn cell(grid: &Grid, row: u32, column: u32) -> Cell {
    let known = grid.cell(row, column).map(|cell| (cell.text.text.clone(), cell.datum.clone()));
    let (text, datum) = known.unwrap_or_default();
    Cell { text, datum, origin: grid.origin(row, column) }
}

/// Reports every merged area that reaches into these rows below the row `head`
/// of headings: only its first cell has a value.
fn report_merges(
    grid: &Grid,
    head: u32,
    rows: &[u32],
    columns: &[u32],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (last, right) = (rows.last(), columns.last());
    let within = |merge: &&Merge| {
        merge.bottom > head && Some(&merge.top) <= last && Some(&merge.left) <= right
    };
    diagnostics.extend(grid.merges.iter().filter(within).map(|merge| merged(grid, merge)));
}

/// The sheet called exactly so, else the first whose name differs in case and
/// diacritics alone.
fn named(book: &Book, name: &str) -> Option<usize> {
    let exact = book.names().iter().position(|known| **known == *name);
    exact.or_else(|| book.find(name))
}

/// The first sheet that holds text, or that cannot be read. What was said of the
/// blank ones before is taken back, since they are not used.
fn first_with_cells(book: &mut Book) -> Option<usize> {
    (0..book.names().len()).find(|index| {
        let said = book.diagnostics.len();
        let grid = book.is_worksheet(*index).then(|| book.load(*index));
        let blank = grid.is_none_or(|grid| grid.is_some_and(|grid| grid.is_empty()));
        if blank {
            book.diagnostics.truncate(said);
        }
        !blank
    })
}

fn merged(grid: &Grid, merge: &Merge) -> Diagnostic {
    let (first, last) = (cell_name(merge.top, merge.left), cell_name(merge.bottom, merge.right));
    let message = format!(
        "Gộp ô trong danh sách: vùng {first}:{last} chỉ có giá trị ở ô {first}, các ô khác là ô trống."
    );
    Diagnostic::error("merged-in-list", &grid.origin(merge.top, merge.left), message)
        .hint("bỏ gộp ô (Unmerge Cells) rồi ghi lại giá trị ở từng dòng")
}

fn missing(book: &Book, name: &str) -> Diagnostic {
    let sheets: Vec<&str> = book.names().iter().map(|name| &**name).collect();
    let message = format!("Không có sheet “{name}”.");
    let mut error = Diagnostic::error("missing-sheet", book.whole(), message);
    if let Some(close) = closest(name, sheets.iter().copied()) {
        error = error.hint(suggestion(close));
    }
    error.hint(format!("tệp có các sheet: {}", sheets.join(", ")))
}
