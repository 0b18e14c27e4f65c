//! Strings of an .xlsb workbook: the runs of a shared or inline string with
//! their fonts. Phonetic text is left out.

use std::io::BufRead;

use crate::input::package::Fault;
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::strings::Strings;

use super::records::{Fields, Records, decode};

const STRING: u16 = 19;
const END_STRINGS: u16 = 160;

/// All strings of the shared string table, in order; their runs have `fonts`.
///
/// # Errors
/// The part is damaged, or holds more than can be right.
pub fn read<R: BufRead>(mut records: Records<R>, fonts: &[Font]) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    loop {
        match records.next()? {
            (STRING, mut fields) => {
                let Some(string) = rich(&mut fields, fonts) else {
                    return Err(records.malformed());
                };
                strings.push(string).ok_or_else(|| records.too_large())?;
            }
            (END_STRINGS, _) => {
                records.finish()?;
                return Ok(strings);
            }
            _ => {}
        }
    }
}

/// A string with its runs. `None` where the record is too short for them or a
/// run starts before the one in front of it.
pub fn rich(fields: &mut Fields, fonts: &[Font]) -> Option<Rich> {
    let has_runs = fields.u8()? & 1 != 0;
    let mut units = fields.units()?;
    let mut rich = Rich::default();
    let (mut at, mut font) = (0, None);
    let count = if has_runs { fields.u32()? } else { 0 };
    for _ in 0..count {
        let start = usize::from(fields.u16()?);
        let length = start.checked_sub(at)?;
        rich.push(decode(units.by_ref().take(length)), font)?;
        font = fonts.get(usize::from(fields.u16()?)).cloned();
        at = start;
    }
    rich.push(decode(units), font)?;
    Some(rich)
}
