//! The first part of a workbook stream: its sheets, and what their cells share.

use crate::input::package::Fault;
use crate::input::package::faults::password;
use crate::input::workbook::rich::Font;
use crate::input::workbook::strings::Strings;
use crate::input::workbook::styles::{Definitions, Styles};
use crate::input::workbook::{SHEETS_LIMIT, SheetInfo};
use crate::model::node::Script;
use crate::origin::Origin;

use super::formulas;
use super::records::{EOF, Record, Records};
use super::strings::{font_index, name, table};

const FILE_PASSWORD: u16 = 0x002F;
const DATE_MODE: u16 = 0x0022;
const FONT: u16 = 0x0031;
const SHEET: u16 = 0x0085;
const STYLE: u16 = 0x00E0;
const STRINGS: u16 = 0x00FC;
const FORMAT: u16 = 0x041E;

/// Cell styles that a workbook may have; Excel opens none with more than 4,050.
const STYLES_LIMIT: usize = 5_000;

/// From this weight on a font is bold.
const BOLD: u16 = 700;

/// What the first part says.
#[derive(Default)]
pub struct Globals {
    /// All sheets in the order of the tabs.
    pub sheets: Vec<SheetInfo>,
    /// Where the records of each sheet begin in the stream (bytes).
    pub positions: Vec<usize>,
    /// Whether days count from 1904 (workbooks of old Macs).
    pub from_1904: bool,
    /// What the cells of all sheets share.
    pub shared: Shared,
}

/// What the cells of all sheets share.
#[derive(Default)]
pub struct Shared {
    /// The shared string table.
    pub strings: Strings,
    /// The cell styles.
    pub styles: Styles,
    /// The fonts of runs in a cell's own string.
    pub fonts: Vec<Font>,
    /// Whether formulas have their results.
    pub calculated: bool,
}

/// Reads the records behind the first one; what stands behind them is looked
/// through for formulas.
///
/// # Errors
/// The workbook is encrypted or damaged, or has more of something than can be
/// right.
pub fn read(records: &mut Records, whole: &Origin) -> Result<Globals, Fault> {
    let mut globals = Globals::default();
    let mut found = Definitions::default();
    let mut strings = None;
    loop {
        let mut record = records.next()?;
        match record.kind {
            FILE_PASSWORD => return Err(password(whole)),
            DATE_MODE => globals.from_1904 = record.u16()? != 0,
            FONT => found.fonts.push(font(&mut record)?),
            FORMAT => {
                let (id, count) = (record.u16()?, record.u16()?);
                found.add_code(id.into(), &name(&mut record, count.into())?);
            }
            STYLE => {
                let (font, format) = (record.u16()?, record.u16()?);
                found.cells.push((format.into(), font_index(font)));
            }
            SHEET => {
                globals.positions.push(record.u32()? as usize);
                globals.sheets.push(sheet(&mut record)?);
            }
            STRINGS => strings = Some(record),
            EOF => break,
            _ => {}
        }
        let too_many = globals.sheets.len() > SHEETS_LIMIT || found.cells.len() > STYLES_LIMIT;
        if too_many || found.are_too_many() {
            return Err(records.too_large());
        }
    }
    globals.shared.strings = match strings {
        Some(record) => table(record, &found.fonts)?,
        None => Strings::default(),
    };
    globals.shared.styles = found.styles();
    globals.shared.fonts = found.fonts;
    globals.shared.calculated = formulas::are_calculated(records.clone());
    Ok(globals)
}

fn sheet(record: &mut Record) -> Result<SheetInfo, Fault> {
    let [state, kind, count] = record.array()?;
    let name = name(record, count.into())?.into();
    Ok(SheetInfo { name, hidden: state & 3 != 0, has_cells: kind == 0 })
}

fn font(record: &mut Record) -> Result<Font, Fault> {
    let [_height, flags, _color, weight, script] =
        [record.u16()?, record.u16()?, record.u16()?, record.u16()?, record.u16()?];
    // Underline, family, character set, unused.
    let [_, _, _, _, count] = record.array()?;
    let mut font = Font { family: Some(name(record, count.into())?.into()), ..Font::default() };
    font.style.bold = weight >= BOLD;
    font.style.italic = flags & 2 != 0;
    font.struck = flags & 8 != 0;
    font.style.script = match script {
        1 => Script::Super,
        2 => Script::Sub,
        _ => Script::Baseline,
    };
    Ok(font)
}
