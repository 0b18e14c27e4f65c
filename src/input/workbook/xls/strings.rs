//! Strings of an .xls workbook: characters of one byte (Latin-1) or two (UTF-16),
//! with runs of fonts behind them.

use crate::input::package::Fault;
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::strings::Strings;

use super::records::Record;

/// Flags of a string.
const WIDE: u8 = 1;
const PHONETIC: u8 = 4;
const RUNS: u8 = 8;

/// A name of up to `count` characters, with its flags before it: some programs
/// count one more than there are. Half of a surrogate pair becomes U+FFFD.
///
/// # Errors
/// The record is too short; so for all functions of this module.
pub fn name(record: &mut Record, count: usize) -> Result<String, Fault> {
    let wide = record.u8()? & WIDE != 0;
    let count = count.min(record.left() / if wide { 2 } else { 1 });
    Ok(String::from_utf16_lossy(&record.characters(count, wide)?))
}

/// A string with its length, flags and runs. Phonetic text is left out.
pub fn string(record: &mut Record, fonts: &[Font]) -> Result<Rich, Fault> {
    let (count, flags) = (record.u16()?, record.u8()?);
    let runs = if flags & RUNS != 0 { record.u16()? } else { 0 };
    let phonetic = if flags & PHONETIC != 0 { record.u32()? } else { 0 };
    let characters = record.characters(count.into(), flags & WIDE != 0)?;
    let rich = with_runs(&characters, runs, record, fonts)?;
    record.skip(phonetic as usize)?;
    Ok(rich)
}

/// The string of an RSTRING record, whose runs stand behind without a flag.
pub fn string_and_runs(record: &mut Record, fonts: &[Font]) -> Result<Rich, Fault> {
    let (count, flags) = (record.u16()?, record.u8()?);
    let characters = record.characters(count.into(), flags & WIDE != 0)?;
    let runs = record.u16()?;
    with_runs(&characters, runs, record, fonts)
}

/// Splits a string by its runs: each tells its first character and its font.
fn with_runs(
    characters: &[u16],
    runs: u16,
    record: &mut Record,
    fonts: &[Font],
) -> Result<Rich, Fault> {
    let mut rich = Rich::default();
    let (mut start, mut font) = (0, None);
    for run in 0..=runs {
        let (end, next) = if run < runs {
            (record.u16()?.into(), fonts.get(font_index(record.u16()?)).cloned())
        } else {
            (characters.len(), None)
        };
        // Two units that are one character stay together.
        let inside = matches!(characters.get(end), Some(0xDC00..=0xDFFF));
        let end = (end + usize::from(inside)).min(characters.len()).max(start);
        let text = characters.get(start..end).unwrap_or_default();
        rich.push(String::from_utf16_lossy(text), font).ok_or_else(|| record.too_large())?;
        (start, font) = (end, next);
    }
    Ok(rich)
}

/// Where the font that a file calls by this number stands in the list of fonts:
/// there is no font 4.
pub fn font_index(number: u16) -> usize {
    number.saturating_sub(u16::from(number >= 4)).into()
}

/// The shared string table (SST). Strings that it promises and does not hold
/// are missed only by the cells that show them.
pub fn table(mut record: Record, fonts: &[Font]) -> Result<Strings, Fault> {
    let mut strings = Strings::default();
    // How often cells point to the table.
    record.skip(4)?;
    for _ in 0..record.u32()? {
        if record.is_finished() {
            break;
        }
        let string = string(&mut record, fonts)?;
        strings.push(string).ok_or_else(|| record.too_large())?;
    }
    Ok(strings)
}
