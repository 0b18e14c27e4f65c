//! The directory of an .xlsb workbook (`workbook.bin`): its sheets in their order.

use std::io::BufRead;

use crate::input::package::Fault;
use crate::input::workbook::{SHEETS_LIMIT, SheetInfo};

use super::records::{Fields, Records};

/// The part every .xlsb workbook has.
pub const WORKBOOK: &str = "xl/workbook.bin";

const END_BOOK: u16 = 132;
const WORKBOOK_PROPERTIES: u16 = 153;
const BUNDLE_SHEET: u16 = 156;

/// What `workbook.bin` says.
#[derive(Default)]
pub struct Contents {
    /// Each sheet with its relationship id, in the order of the tabs.
    pub sheets: Vec<(SheetInfo, String)>,
    /// Whether days count from 1904 (workbooks of old Macs).
    pub from_1904: bool,
}

/// Reads `workbook.bin`.
///
/// # Errors
/// The part is damaged.
pub fn read<R: BufRead>(mut records: Records<R>) -> Result<Contents, Fault> {
    let mut contents = Contents::default();
    loop {
        match records.next()? {
            (WORKBOOK_PROPERTIES, mut fields) => match fields.u32() {
                Some(flags) => contents.from_1904 = flags & 1 != 0,
                None => return Err(records.malformed()),
            },
            (BUNDLE_SHEET, fields) => match sheet(fields) {
                Some(sheet) => contents.sheets.push(sheet),
                None => return Err(records.malformed()),
            },
            (END_BOOK, _) => {
                records.finish()?;
                return Ok(contents);
            }
            _ if contents.sheets.len() > SHEETS_LIMIT => return Err(records.too_large()),
            _ => {}
        }
    }
}

fn sheet(mut fields: Fields) -> Option<(SheetInfo, String)> {
    let state = fields.u32()?;
    let _tab_id = fields.u32()?;
    let relationship = fields.nullable_text()?;
    let name = fields.text()?.into();
    Some((SheetInfo { name, hidden: state != 0, has_cells: true }, relationship))
}
