//! The cell styles of an .xlsb workbook (`styles.bin`).

use std::io::BufRead;

use crate::input::package::Fault;
use crate::input::workbook::rich::Font;
use crate::input::workbook::styles::Definitions;
use crate::model::node::Script;

use super::records::{Fields, Records};

const FONT: u16 = 43;
const FORMAT: u16 = 44;
const STYLE: u16 = 47;
const END_STYLESHEET: u16 = 279;
const BEGIN_CELL_STYLES: u16 = 617;
const END_CELL_STYLES: u16 = 618;

/// A font at least this heavy is bold; Excel writes 400 and 700.
const BOLD: u16 = 600;

/// Reads `styles.bin`.
///
/// # Errors
/// The part is damaged, or holds more than can be right.
pub fn read<R: BufRead>(mut records: Records<R>) -> Result<Definitions, Fault> {
    let mut found = Definitions::default();
    // Records of a style also describe named styles, which count for nothing here.
    let mut in_cells = false;
    loop {
        let (id, fields) = records.next()?;
        let understood = match id {
            FONT => font(fields).map(|font| found.fonts.push(font)),
            FORMAT => format(fields).map(|(id, code)| {
                found.add_code(id, &code);
            }),
            STYLE if in_cells => style(fields).map(|style| found.cells.push(style)),
            BEGIN_CELL_STYLES | END_CELL_STYLES => {
                in_cells = id == BEGIN_CELL_STYLES;
                Some(())
            }
            END_STYLESHEET => {
                records.finish()?;
                return Ok(found);
            }
            _ => Some(()),
        };
        understood.ok_or_else(|| records.malformed())?;
        if found.are_too_many() {
            return Err(records.too_large());
        }
    }
}

fn font(mut fields: Fields) -> Option<Font> {
    let mut font = Font::default();
    let _height = fields.u16()?;
    let flags = fields.u16()?;
    font.style.italic = flags & 2 != 0;
    font.struck = flags & 8 != 0;
    font.style.bold = fields.u16()? >= BOLD;
    font.style.script = match fields.u16()? {
        1 => Script::Super,
        2 => Script::Sub,
        _ => Script::Baseline,
    };
    // Underline, family, character set, an unused byte, colour, scheme.
    fields.skip(4 + 8 + 1)?;
    font.family = Font::known_family(&fields.text()?);
    Some(font)
}

fn format(mut fields: Fields) -> Option<(u32, String)> {
    Some((fields.u16()?.into(), fields.text()?))
}

fn style(mut fields: Fields) -> Option<(u32, usize)> {
    let _parent = fields.u16()?;
    Some((fields.u16()?.into(), fields.u16()?.into()))
}
