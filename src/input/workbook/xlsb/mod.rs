//! Binary Excel workbooks (.xlsb): a package as in .xlsx, whose parts are
//! records (MS-XLSB) instead of XML.
//!
//! [`records`] takes a part apart, [`contents`] lists the sheets, [`strings`]
//! and [`styles`] are shared by all of them, [`cells`] reads one. Relationships
//! and drawings are XML as in .xlsx. calamine is not used: it drops number
//! formats and the runs of rich text, and trusts counts that the file declares.

mod cells;
mod contents;
pub mod records;
mod strings;
mod styles;

use super::sheet::Sheet;
use super::{File, SheetInfo, drawings, locate};
use crate::input::package::Fault;
use crate::input::package::Package;
use crate::input::package::relationships::relationships;
use cells::Shared;
use records::Records;

/// An opened workbook.
pub struct Xlsb<'a> {
    package: Package<'a>,
    shared: Shared,
    from_1904: bool,
    sheets: Vec<SheetInfo>,
    /// The part of each sheet; `None` for a chart or macro sheet.
    parts: Vec<Option<String>>,
}

/// Whether the package is such a workbook.
pub fn recognises(package: &Package) -> bool {
    package.has(contents::WORKBOOK)
}

impl<'a> Xlsb<'a> {
    /// Opens the workbook in `package`.
    ///
    /// # Errors
    /// Its directory of sheets, its styles or its strings cannot be read.
    pub fn open(mut package: Package<'a>) -> Result<Box<dyn File + 'a>, Fault> {
        let contents = contents::read(Records::open(&mut package, contents::WORKBOOK)?)?;
        let related = relationships(&mut package, contents::WORKBOOK)?;
        let definitions = match related.of_kind("styles") {
            Some(part) => styles::read(Records::open(&mut package, part)?)?,
            None => Default::default(),
        };
        let strings = match related.of_kind("sharedStrings") {
            Some(part) => strings::read(Records::open(&mut package, part)?, &definitions.fonts)?,
            None => Default::default(),
        };
        let (sheets, parts) = locate(&related, contents.sheets);
        let styles = definitions.styles();
        let shared = Shared { strings, styles, fonts: definitions.fonts };
        Ok(Box::new(Self { package, shared, from_1904: contents.from_1904, sheets, parts }))
    }
}

impl File for Xlsb<'_> {
    fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    fn read(&mut self, index: usize, sheet: &mut Sheet) -> Result<(), Fault> {
        let Some(Some(part)) = self.parts.get(index) else { return Ok(()) };
        if self.from_1904 {
            sheet.count_from_1904();
        }
        let drawing = cells::read(Records::open(&mut self.package, part)?, &self.shared, sheet)?;
        drawings::of_sheet(&mut self.package, part, drawing, sheet)
    }
}
