//! One worksheet part of an .xlsb workbook: its records fill a [`Sheet`].

use std::io::BufRead;

use crate::input::package::Fault;
use crate::input::workbook::biff::{error, packed};
use crate::input::workbook::grid::Merge;
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::sheet::{Content, Sheet};
use crate::input::workbook::strings::Strings;
use crate::input::workbook::styles::Styles;

use super::records::{Fields, Records};
use super::strings::rich;

const ROW: u16 = 0;
/// From here on cells with a column, the last a formula with an error for its
/// result; then the first seven again, without a column: one to the right of the
/// cell before.
const FIRST_CELL: u16 = 1;
const FIRST_SHORT_CELL: u16 = 12;
const LAST_SHORT_CELL: u16 = 18;
const COLUMNS: u16 = 60;
const SHORT_RICH_CELL: u16 = 61;
const RICH_CELL: u16 = 62;
const END_SHEET: u16 = 130;
const FILTER: u16 = 161;
const MERGE: u16 = 176;
const DRAWING: u16 = 550;

/// Excel's own limits: a row or column beyond is a fault of the file.
const ROWS: u32 = 1 << 20;
const COLUMNS_LIMIT: u32 = 1 << 14;

/// What the cells of all sheets share.
pub struct Shared {
    /// The shared string table.
    pub strings: Strings,
    /// The cell styles.
    pub styles: Styles,
    /// The fonts of runs in a cell's own string.
    pub fonts: Vec<Font>,
}

/// Reads a worksheet into `sheet`; the id of the relationship to its drawing
/// is given back.
///
/// # Errors
/// The part is damaged, or the sheet is too large.
pub fn read<R: BufRead>(
    mut records: Records<R>,
    shared: &Shared,
    sheet: &mut Sheet,
) -> Result<Option<String>, Fault> {
    let (mut row, mut column) = (0, 0);
    let mut drawing = None;
    loop {
        let (id, mut fields) = records.next()?;
        let understood = match id {
            ROW => read_row(fields).map(|(index, hidden)| {
                (row, column) = (index, 0);
                if hidden {
                    sheet.hide_row(row);
                }
            }),
            FIRST_CELL..=LAST_SHORT_CELL | SHORT_RICH_CELL | RICH_CELL => {
                let place = cell(id, column, &mut fields);
                if let Some((at, kind, style)) = place {
                    let content = shared.content(kind, &mut fields).unwrap_or(DAMAGED);
                    sheet.cell(row, at, content, shared.styles.get(style))?;
                    column = at + 1;
                }
                place.map(|_| ())
            }
            COLUMNS => read_columns(fields).map(|(first, last, hidden)| {
                if hidden {
                    sheet.hide_columns(first..last + 1);
                }
            }),
            MERGE => match merge(fields) {
                Some(merge) => {
                    sheet.merge(merge)?;
                    Some(())
                }
                None => None,
            },
            FILTER => {
                sheet.filter();
                Some(())
            }
            DRAWING => fields.nullable_text().map(|id| drawing = Some(id)),
            END_SHEET => {
                records.finish()?;
                return Ok(drawing);
            }
            _ => Some(()),
        };
        understood.ok_or_else(|| records.malformed())?;
    }
}

const DAMAGED: Content = Content::Unreadable("Nội dung của ô bị hỏng trong tệp.");

/// The column, the kind (a record with a column) and the style of a cell; `next`
/// is the column after the cell before.
fn cell(id: u16, next: u32, fields: &mut Fields) -> Option<(u32, u16, usize)> {
    let (column, kind) = match id {
        SHORT_RICH_CELL => (next, RICH_CELL),
        FIRST_SHORT_CELL..=LAST_SHORT_CELL => (next, id - FIRST_SHORT_CELL + FIRST_CELL),
        _ => (fields.u32()?, id),
    };
    let style = fields.u32()? & 0xFF_FFFF;
    (column < COLUMNS_LIMIT).then_some((column, kind, style as usize))
}

impl Shared {
    /// What a cell of this kind holds; the result of a formula stands where the
    /// value of another cell does. `None` where the record is too short.
    fn content(&self, kind: u16, fields: &mut Fields) -> Option<Content> {
        Some(match kind {
            1 => Content::Empty,
            2 => Content::Number(packed(fields.u32()?)),
            3 | 11 => match error(fields.u8()?) {
                Some(name) => Content::Error(name.to_owned()),
                None => DAMAGED,
            },
            4 | 10 => Content::Bool(fields.u8()? != 0),
            5 | 9 => Content::Number(fields.f64()?),
            6 | 8 => Content::Text(Rich::plain(fields.text()?)),
            7 => self.strings.content(usize::try_from(fields.u32()?).ok()),
            _ => Content::Text(rich(fields, &self.fonts)?),
        })
    }
}

/// The index of a row and whether it is hidden.
fn read_row(mut fields: Fields) -> Option<(u32, bool)> {
    let row = fields.u32()?;
    // Style, height.
    fields.skip(4 + 2)?;
    let hidden = fields.u16()? & 0x1000 != 0;
    (row < ROWS).then_some((row, hidden))
}

/// The first and the last column that are looked like this, and whether they
/// are hidden.
fn read_columns(mut fields: Fields) -> Option<(u32, u32, bool)> {
    let (first, last) = (fields.u32()?, fields.u32()?);
    // Width, style.
    fields.skip(4 + 4)?;
    let hidden = fields.u16()? & 1 != 0;
    (last < COLUMNS_LIMIT).then_some((first, last, hidden))
}

fn merge(mut fields: Fields) -> Option<Merge> {
    let [top, bottom] = [fields.u32()?, fields.u32()?];
    let [left, right] = [fields.u32()?, fields.u32()?];
    let fits = top <= bottom && bottom < ROWS && left <= right && right < COLUMNS_LIMIT;
    fits.then_some(Merge { top, left, bottom, right })
}
