//! The results that formulas of an .xls workbook had when it was saved.

use crate::input::package::Fault;
use crate::input::workbook::rich::Rich;
use crate::input::workbook::sheet::Content;

use super::cells::error;
use super::records::{CONTINUE, Record, Records};
use super::strings::string;

/// A formula; Numbers and a few others write the latter two for the same.
pub const KINDS: [u16; 3] = [0x0006, 0x0206, 0x0406];
const TEXT: u16 = 0x0207;
const ARRAY: u16 = 0x0221;
const TABLE: u16 = 0x0236;
const SHARED: u16 = 0x04BC;

/// A formula to be calculated when the file is opened.
const NOT_YET: u16 = 2;

/// Whether formulas that ask to be calculated on opening have been calculated
/// before: one of them at least has a result other than 0 and no text, which is
/// all that programs write that only store formulas (Excel is none of them).
pub fn are_calculated(mut records: Records) -> bool {
    while let Ok(mut record) = records.next() {
        if KINDS.contains(&record.kind)
            // Row, column, style.
            && let (Ok(()), Ok(result), Ok(flags)) = (record.skip(6), record.array(), record.u16())
            && flags & NOT_YET != 0
            && !is_nothing(result)
        {
            return true;
        }
    }
    false
}

/// Reads the result of a formula; its text comes in a record of those `following`.
///
/// # Errors
/// The records are damaged.
pub fn result(record: &mut Record, following: Records, calculated: bool) -> Result<Content, Fault> {
    let result: [u8; 8] = record.array()?;
    let flags = record.u16()?;
    Ok(match result {
        _ if flags & NOT_YET != 0 && !calculated && is_nothing(result) => Content::NotCalculated,
        [0, .., 0xFF, 0xFF] => text(following)?,
        [1, _, truth, .., 0xFF, 0xFF] => Content::Bool(truth != 0),
        [2, _, code, .., 0xFF, 0xFF] => error(code),
        [.., 0xFF, 0xFF] => Content::Text(Rich::default()),
        number => Content::Number(f64::from_le_bytes(number)),
    })
}

fn is_nothing(result: [u8; 8]) -> bool {
    result == [0; 8] || matches!(result, [3, .., 0xFF, 0xFF])
}

/// The text that a formula gave: in the next record but those that belong to the
/// formula itself.
fn text(mut following: Records) -> Result<Content, Fault> {
    loop {
        let mut record = following.next()?;
        match record.kind {
            CONTINUE | SHARED | ARRAY | TABLE => {}
            TEXT => return Ok(Content::Text(string(&mut record, &[])?)),
            _ => return Ok(Content::NotCalculated),
        }
    }
}
