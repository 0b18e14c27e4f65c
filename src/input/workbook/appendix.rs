//! The sheets *Phụ lục …*: settings on top, then blocks of text and tables
//! separated by empty rows.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::node::{Node, Value};

use super::body;
use super::book::Book;
use super::grid::Grid;
use super::labels::entry;
use super::table::{self, Settings};

/// One appendix as a map: its settings and `blocks`.
///
/// Each stretch of rows without an empty row between is a table, or text: rows
/// of one column, or rows under the headings of the sheet *Nội dung*. A stretch
/// of nothing but settings of a table belongs to the table after it.
pub fn read(grid: &Grid, book: &mut Book) -> Node {
    let mut settings = Settings::read(grid, &mut book.diagnostics);
    let mut members = std::mem::take(&mut settings.members);
    let mut blocks = Vec::new();
    let stretches = Stretches::of(grid);
    let mut at = settings.end;
    // The size of a table given on top is that of the first one.
    let sized = settings.rows.is_some() || settings.columns.is_some();
    let mut own = sized.then(|| settings.clone());
    (settings.rows, settings.columns) = (None, None);
    loop {
        let rows = match own.as_ref().and_then(|own| own.rows) {
            Some(count) => table::fixed_rows(grid, at, count, false, &mut book.diagnostics),
            None => stretches.next(at),
        };
        let Some(last) = rows.last() else { break };
        at = last + 1;
        if let Some(own) = own.take() {
            blocks.push(table(grid, &rows, &own, &mut book.diagnostics));
            continue;
        }
        own = settings.before_table(grid, &rows, &mut book.diagnostics);
        if own.is_some() {
            continue;
        }
        let columns = grid.columns(rows.iter().copied());
        match (columns.first(), columns.len()) {
            (Some(column), 1) => {
                let texts = rows.iter().filter(|row| grid.cell(**row, *column).is_some());
                blocks.extend(texts.map(|row| body::pasted(grid, *row, *column)));
            }
            _ => match body::headed(grid, &rows, book) {
                Some(rows) => blocks.extend(rows),
                None => blocks.push(table(grid, &rows, &settings, &mut book.diagnostics)),
            },
        }
    }
    if own.is_some() {
        book.diagnostics.push(without_table(grid, at.saturating_sub(1)));
    }
    let origin = grid.sheet();
    members.push(entry("blocks", origin.clone(), Node { value: Value::List(blocks), origin }));
    Node { value: Value::Map(members), origin: grid.sheet() }
}

fn table(
    grid: &Grid,
    rows: &[u32],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Node {
    let members = table::members(grid, rows, settings, diagnostics);
    let origin = members.first().map_or_else(|| grid.sheet(), |m| m.origin.clone());
    Node { value: Value::Map(members), origin }
}

/// The stretches of a sheet's rows without an empty row between. A row under
/// cells merged downwards is not empty and belongs to the stretch.
struct Stretches<'a> {
    grid: &'a Grid,
    /// The last row of the cells merged downwards from a row.
    reach: BTreeMap<u32, u32>,
}

impl<'a> Stretches<'a> {
    fn of(grid: &'a Grid) -> Self {
        let mut reach: BTreeMap<u32, u32> = BTreeMap::new();
        for merge in grid.merges.iter().filter(|m| grid.cell(m.top, m.left).is_some()) {
            let bottom = reach.entry(merge.top).or_default();
            *bottom = merge.bottom.max(*bottom);
        }
        Self { grid, reach }
    }

    /// The rows of the first stretch from `start` on; none at the end.
    fn next(&self, start: u32) -> Vec<u32> {
        let mut rows: Vec<u32> = Vec::new();
        // The row after the stretch and the cells merged into it.
        let mut end = 0;
        for row in self.grid.rows_from(start) {
            match rows.last() {
                Some(_) if row > end => break,
                Some(last) => rows.extend(last + 1..=row),
                None => rows.push(row),
            }
            let bottom = self.reach.get(&row).copied().unwrap_or(row).max(row);
            end = end.max(bottom.saturating_add(1));
        }
        rows
    }
}

fn without_table(grid: &Grid, row: u32) -> Diagnostic {
    let message = "Các dòng cài đặt ở đây không có bảng nào theo sau.";
    Diagnostic::error("settings-without-table", &grid.origin(row, 0), message)
        .hint("đặt ngay trước bảng, cách bảng một dòng trống; không dùng thì xóa")
}
