//! A table of a plan on a sheet: spans become merged cells, figures figures.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};
use serde_json::Value;

use super::json::{list, text};
use super::look;

/// Writes a table from a row of the sheet on and gives the row after it.
pub fn write(sheet: &mut Worksheet, top: u32, table: &Value) -> Result<u32, XlsxError> {
    let header_rows = table["header_rows"].as_u64().unwrap() as u32;
    let mut covered = BTreeSet::new();
    let mut longest = Vec::new();
    let mut texts = Vec::new();
    let mut row = top;
    for cells in list(&table["rows"]) {
        let header = row < top + header_rows;
        let mut column = 0;
        for cell in list(cells) {
            while covered.contains(&(row, column)) {
                column += 1;
            }
            let words = cell.as_str().unwrap_or_else(|| text(cell, "text"));
            let bottom = row + cell["rowspan"].as_u64().unwrap_or(1) as u32 - 1;
            let right = column + cell["colspan"].as_u64().unwrap_or(1) as u16 - 1;
            let group = !header && right > column;
            let format = format_of(header, group, column == 0 || look::figure(words).is_some());
            if (bottom, right) != (row, column) {
                sheet.merge_range(row, column, bottom, right, "", &format)?;
            }
            look::write_figure_or_text(sheet, (row, column), words, &format)?;
            covered.extend((row..=bottom).flat_map(|r| (column..=right).map(move |c| (r, c))));
            longest.resize(longest.len().max(usize::from(right) + 1), 0);
            if (bottom, right) == (row, column) {
                texts.push((row, column, words.chars().count()));
            }
            if right == column {
                longest[usize::from(column)] =
                    longest[usize::from(column)].max(words.chars().count());
            }
            column = right + 1;
        }
        row += 1;
    }
    let widths: Vec<f64> = longest.into_iter().map(width).collect();
    for (column, width) in (0..).zip(&widths) {
        sheet.set_column_width(column, *width)?;
    }
    for at in top..row {
        let cells = texts.iter().filter(|(row, ..)| *row == at);
        let cells = cells.map(|(_, column, chars)| (*chars, widths[usize::from(*column)]));
        look::fit_height(sheet, at, cells)?;
    }
    sheet.set_repeat_rows(top, top + header_rows - 1)?.set_freeze_panes(top + header_rows, 0)?;
    Ok(row)
}

fn format_of(header: bool, group: bool, centered: bool) -> Format {
    let format = look::boxed();
    match (header, group) {
        (true, _) => format
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_background_color(Color::RGB(0xDDEBF7)),
        (_, true) => format.set_background_color(Color::RGB(0xF2F2F2)),
        _ if centered => format.set_align(FormatAlign::Center),
        _ => format,
    }
}

/// A column's width in characters: a long text takes several lines.
fn width(longest: usize) -> f64 {
    (3.0 * (longest as f64).sqrt()).round().clamp(8.0, 48.0)
}
