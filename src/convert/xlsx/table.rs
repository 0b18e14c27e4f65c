//! A table on a sheet: spans become merged cells; settings stand before it where
//! the reader would not find its limits or its header by itself.

use rust_xlsxwriter::{Format, FormatAlign, XlsxError};

use super::sheet::{Done, Sheet};
use super::{look, notes};
use crate::model::fields::fold;
use crate::model::table::{Cell, Row, RowKind, Table, default_header_rows, numbers_columns};
use crate::model::text::Text;
use crate::model::vocabulary::{column, setting};

/// Columns from which a sheet prints sideways.
const WIDE: usize = 6;

/// Writes the settings that the table needs, and an empty row, from `top` on;
/// gives the row after them.
pub fn settings(sheet: &mut Sheet, top: u32, table: &Table) -> Result<u32, XlsxError> {
    let mut rows = Vec::new();
    if !reads_by_itself(table) {
        rows.push((setting::HEADER_ROWS, table.header_rows.to_string()));
        rows.push((setting::ROWS, table.rows.len().to_string()));
        rows.push((setting::COLUMNS, table.columns.to_string()));
    }
    if let Some(widths) = &table.widths {
        let widths = widths.iter().map(|width| width.to_string().replace('.', ","));
        rows.push((setting::WIDTHS, widths.collect::<Vec<_>>().join("; ")));
    }
    if rows.is_empty() {
        return Ok(top);
    }
    let mut row = top;
    for (label, value) in rows {
        sheet.word((row, 0), label, &look::label())?;
        sheet.note((row, 0), notes::of_setting(label))?;
        sheet.plain((row, 1), &value, &table.origin, &look::cell())?;
        row += 1;
    }
    Ok(row + 1)
}

/// Writes the table from the row `top` on and gives the row after it.
pub fn write(sheet: &mut Sheet, top: u32, table: &Table) -> Result<u32, XlsxError> {
    let mut row = top;
    for given in &table.rows {
        for cell in &given.cells {
            write_cell(sheet, row, given.kind, cell)?;
        }
        row += 1;
    }
    Ok(row)
}

fn write_cell(sheet: &mut Sheet, row: u32, kind: RowKind, cell: &Cell) -> Done {
    let column = u16::try_from(cell.column).unwrap_or(u16::MAX);
    let right = u16::try_from(cell.column + cell.colspan - 1).unwrap_or(u16::MAX);
    let bottom = row.saturating_add(u32::try_from(cell.rowspan - 1).unwrap_or(u32::MAX));
    let format = format(kind, cell);
    if (bottom, right) != (row, column) {
        sheet.merge((row, column), (bottom, right), &format)?;
    }
    match kind {
        RowKind::Header | RowKind::ColumnNumbers => {
            sheet.header_text((row, column), &cell.text, &format)
        }
        RowKind::Group | RowKind::Data => sheet.text((row, column), &cell.text, &format),
    }
}

fn format(kind: RowKind, cell: &Cell) -> Format {
    let format = match kind {
        RowKind::Header | RowKind::ColumnNumbers => return look::header(),
        RowKind::Group => look::group(),
        RowKind::Data => look::boxed(),
    };
    let number = cell.column == 0 && cell.colspan == 1;
    if number || is_figure(&cell.text) { format.set_align(FormatAlign::Center) } else { format }
}

/// `43`, `79,53`, `89,47%`, `-1.234`.
fn is_figure(text: &Text) -> bool {
    let text = text.to_plain();
    text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || ".,%+- ".contains(c))
}

/// A width in characters for each column: a long text takes several lines.
pub fn widths(table: &Table) -> Vec<f64> {
    let mut longest = vec![0_usize; table.columns];
    for cell in table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.colspan == 1) {
        let lines = look::shown(&cell.text);
        let characters = lines.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        if let Some(longest) = longest.get_mut(cell.column) {
            *longest = characters.max(*longest);
        }
    }
    let width = |longest: usize| {
        let short = longest.min(14) as f64 + 2.0;
        (3.0 * (longest as f64).sqrt()).round().max(short).clamp(8.0, 48.0)
    };
    longest.into_iter().map(width).collect()
}

/// Keeps the table's header in sight and in print, and turns a wide one's paper.
pub fn head_stays(sheet: &mut Sheet, top: u32, table: &Table, after: u32) -> Done {
    if table.columns >= WIDE {
        sheet.landscape();
    }
    let body = top.saturating_add(u32::try_from(table.header_rows).unwrap_or(u32::MAX));
    if body > top && body < after { sheet.keep_head(top, body) } else { Ok(()) }
}

/// Whether the reader finds the table's limits and header from its cells alone.
fn reads_by_itself(table: &Table) -> bool {
    let texts = |row: &Row| row.cells.iter().filter(|cell| !cell.text.is_blank()).count();
    let header = || table.rows.iter().take(table.header_rows).flat_map(|row| &row.cells);
    let headed = || header().filter(|cell| !cell.text.is_blank());
    let key = |text: &Text| fold(look::shown(text).trim_matches([' ', ':', '*']));
    let of_widths = |row: &Row| {
        let first = row.cells.iter().find(|cell| !cell.text.is_blank());
        first.is_some_and(|cell| key(&cell.text) == fold(setting::WIDTHS))
    };
    table.rows.iter().all(|row| texts(row) > 0 && !of_widths(row))
        && table.rows.iter().any(|row| texts(row) > 2)
        && headed().any(|cell| cell.column == 0)
        && headed().any(|cell| cell.column + cell.colspan == table.columns)
        && !headed().any(|cell| key(&cell.text) == fold(column::KIND))
        && table.header_rows == found_header(table)
}

/// How many header rows the reader finds.
fn found_header(table: &Table) -> usize {
    let numbers = |at: usize| {
        let cells = table.rows.get(at).into_iter().flat_map(|row| &row.cells);
        let texts: Vec<(usize, String)> = cells
            .filter(|cell| !cell.text.is_blank())
            .map(|cell| (cell.column, look::shown(&cell.text)))
            .collect();
        let texts: Vec<(usize, &str)> =
            texts.iter().map(|(at, text)| (*at, text.as_str())).collect();
        numbers_columns(&texts)
    };
    let reach = |at: usize| {
        let cells = table.rows.get(at).into_iter().flat_map(|row| &row.cells);
        at + cells.map(|cell| cell.rowspan).max().unwrap_or(1)
    };
    default_header_rows(table.rows.len(), numbers, reach)
}
