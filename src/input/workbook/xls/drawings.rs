//! What lies on a worksheet beside its cells. An MSODRAWING record tells where
//! (in the format of Office drawings: nested pieces with a head of eight bytes),
//! the OBJ record behind it what.

use crate::input::package::Fault;
use crate::input::workbook::sheet::{Drawing, Sheet};

use super::records::Record;

/// Kinds of pieces that tell a place: in a cell, or inside a group of shapes.
const IN_CELL: u16 = 0xF010;
const IN_GROUP: u16 = 0xF00F;

/// The first piece of an OBJ record, which tells its kind.
const COMMON: u16 = 0x15;
const CHART: u16 = 0x05;
const TEXT_BOX: u16 = 0x06;
const PICTURE: u16 = 0x08;
/// The button of a filter or of a list of choices.
const DROP_DOWN: u16 = 0x14;
const COMMENT: u16 = 0x19;

/// Where the next object lies: the row and the column of its top left corner, A1
/// where that is not told. `None` inside a group, which is reported as a whole.
pub struct Anchor(Option<(u32, u32)>);

impl Default for Anchor {
    fn default() -> Self {
        Self(Some((0, 0)))
    }
}

impl Anchor {
    /// Looks for the place in an MSODRAWING record.
    pub fn read(mut drawing: Record) -> Self {
        find(&mut drawing).unwrap_or_default()
    }

    /// Reports the object of an OBJ record at this place.
    ///
    /// # Errors
    /// The record is too short.
    pub fn report(self, mut object: Record, sheet: &mut Sheet) -> Result<(), Fault> {
        let [piece, _length, kind] = [object.u16()?, object.u16()?, object.u16()?];
        let drawing = match kind {
            DROP_DOWN | COMMENT => return Ok(()),
            CHART => Drawing::Chart,
            TEXT_BOX => Drawing::TextBox,
            PICTURE => Drawing::Picture,
            _ => Drawing::Shape,
        };
        if let (COMMON, Some((row, column))) = (piece, self.0) {
            sheet.drawing(drawing, row, column);
        }
        Ok(())
    }
}

fn find(drawing: &mut Record) -> Result<Anchor, Fault> {
    loop {
        let (version, kind, length) = (drawing.u16()?, drawing.u16()?, drawing.u32()?);
        match kind {
            IN_CELL => {
                let [_flags, column, _dx, row] =
                    [drawing.u16()?, drawing.u16()?, drawing.u16()?, drawing.u16()?];
                return Ok(Anchor(Some((row.into(), column.into()))));
            }
            IN_GROUP => return Ok(Anchor(None)),
            // A piece of this version holds others.
            _ if version & 0xF == 0xF => {}
            _ => drawing.skip(length as usize)?,
        }
    }
}
