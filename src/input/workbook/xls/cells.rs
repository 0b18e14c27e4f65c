//! One worksheet of an .xls workbook: its records fill a [`Sheet`].

use crate::input::package::Fault;
use crate::input::workbook::biff::{self, packed};
use crate::input::workbook::grid::Merge;
use crate::input::workbook::sheet::{Content, Sheet};

use super::globals::Shared;
use super::records::{BOF, EOF, Record, Records};
use super::strings::{string, string_and_runs};
use super::{drawings, formulas};

const OBJECT: u16 = 0x005D;
const COLUMNS: u16 = 0x007D;
const FILTER: u16 = 0x009B;
const FILTER_COLUMNS: u16 = 0x009D;
const PACKED_NUMBERS: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const MERGES: u16 = 0x00E5;
const DRAWING: u16 = 0x00EC;
const SHARED_LABEL: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const TRUTH_OR_ERROR: u16 = 0x0205;
const ROW: u16 = 0x0208;
const PACKED_NUMBER: u16 = 0x027E;

/// Reads the records behind the first one of a worksheet into `sheet`. Charts,
/// which lie inside with records of their own, are passed over.
///
/// # Errors
/// The records are damaged, or the sheet is too large.
pub fn read(records: &mut Records, shared: &Shared, sheet: &mut Sheet) -> Result<(), Fault> {
    let mut depth = 0usize;
    let mut anchor = drawings::Anchor::default();
    loop {
        let mut record = records.next()?;
        match record.kind {
            EOF if depth == 0 => return Ok(()),
            EOF => depth -= 1,
            BOF => depth += 1,
            _ if depth > 0 => {}
            ROW => row(&mut record, sheet)?,
            COLUMNS => columns(&mut record, sheet)?,
            FILTER | FILTER_COLUMNS => sheet.filter(),
            MERGES => merges(&mut record, sheet)?,
            DRAWING => anchor = drawings::Anchor::read(record),
            OBJECT => std::mem::take(&mut anchor).report(record, sheet)?,
            PACKED_NUMBERS => packed_numbers(&mut record, shared, sheet)?,
            kind if formulas::KINDS.contains(&kind) => {
                let following = records.clone();
                cell(record, shared, sheet, |record, shared| {
                    formulas::result(record, following, shared.calculated)
                })?;
            }
            NUMBER => cell(record, shared, sheet, |record, _| {
                Ok(Content::Number(f64::from_le_bytes(record.array()?)))
            })?,
            PACKED_NUMBER => {
                cell(record, shared, sheet, |record, _| {
                    Ok(Content::Number(packed(record.u32()?)))
                })?;
            }
            TRUTH_OR_ERROR => cell(record, shared, sheet, |record, _| {
                let [value, is_error] = record.array()?;
                Ok(if is_error == 0 { Content::Bool(value != 0) } else { error(value) })
            })?,
            SHARED_LABEL => cell(record, shared, sheet, |record, shared| {
                Ok(shared.strings.content(usize::try_from(record.u32()?).ok()))
            })?,
            LABEL => cell(record, shared, sheet, |record, shared| {
                Ok(Content::Text(string(record, &shared.fonts)?))
            })?,
            RICH_LABEL => cell(record, shared, sheet, |record, shared| {
                Ok(Content::Text(string_and_runs(record, &shared.fonts)?))
            })?,
            _ => {}
        }
    }
}

/// Reads a record of one cell, whose content `content` reads.
fn cell(
    mut record: Record,
    shared: &Shared,
    sheet: &mut Sheet,
    content: impl FnOnce(&mut Record, &Shared) -> Result<Content, Fault>,
) -> Result<(), Fault> {
    let (row, column, style) = (record.u16()?, record.u16()?, record.u16()?);
    let content = content(&mut record, shared)?;
    sheet.cell(row.into(), column.into(), content, shared.styles.get(style.into()))
}

/// Several numbers side by side; the last two bytes are the last column.
fn packed_numbers(record: &mut Record, shared: &Shared, sheet: &mut Sheet) -> Result<(), Fault> {
    let (row, mut column) = (record.u16()?, u32::from(record.u16()?));
    while record.left() > 2 {
        let (style, number) = (record.u16()?, packed(record.u32()?));
        let style = shared.styles.get(style.into());
        sheet.cell(row.into(), column, Content::Number(number), style)?;
        column += 1;
    }
    Ok(())
}

/// An error value as a cell has it.
pub fn error(code: u8) -> Content {
    match biff::error(code) {
        Some(name) => Content::Error(name.to_owned()),
        None => Content::Unreadable("Ô chứa một mã lỗi không có trong Excel."),
    }
}

fn row(record: &mut Record, sheet: &mut Sheet) -> Result<(), Fault> {
    let row = record.u16()?;
    // First and last column, height, two unused numbers.
    record.skip(10)?;
    if record.u16()? & 0x20 != 0 {
        sheet.hide_row(row.into());
    }
    Ok(())
}

fn columns(record: &mut Record, sheet: &mut Sheet) -> Result<(), Fault> {
    let (first, last) = (record.u16()?, record.u16()?);
    // Width, style.
    record.skip(4)?;
    if record.u16()? & 1 != 0 {
        sheet.hide_columns(first.into()..u32::from(last) + 1);
    }
    Ok(())
}

fn merges(record: &mut Record, sheet: &mut Sheet) -> Result<(), Fault> {
    for _ in 0..record.u16()? {
        let [top, bottom, left, right] =
            [record.u16()?, record.u16()?, record.u16()?, record.u16()?].map(u32::from);
        if top > bottom || left > right {
            return Err(record.damaged());
        }
        sheet.merge(Merge { top, left, bottom, right })?;
    }
    Ok(())
}
