//! Excel workbooks of office XML: .xlsx, .xlsm.
//!
//! [`contents`] lists the sheets, [`strings`] and [`styles`] are shared by all
//! of them, [`cells`] reads one.

mod cells;
mod contents;
mod strings;
mod styles;

use super::sheet::Sheet;
use super::strings::Strings;
use super::styles::Styles;
use super::{File, SheetInfo, drawings, locate};
use crate::input::package::Fault;
use crate::input::package::Package;
use crate::input::package::relationships::relationships;
use cells::Shared;
pub use strings::unescape;

/// An opened workbook.
pub struct Xlsx<'a> {
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

impl<'a> Xlsx<'a> {
    /// Opens the workbook in `package`.
    ///
    /// # Errors
    /// Its directory of sheets, its styles or its strings cannot be read.
    pub fn open(mut package: Package<'a>) -> Result<Box<dyn File + 'a>, Fault> {
        let contents = contents::read(&mut package.xml(contents::WORKBOOK)?)?;
        let related = relationships(&mut package, contents::WORKBOOK)?;
        let strings = match related.of_kind("sharedStrings") {
            Some(part) => strings::shared_strings(&mut package.xml(part)?)?,
            None => Strings::default(),
        };
        let styles = match related.of_kind("styles") {
            Some(part) => styles::read(&mut package.xml(part)?)?,
            None => Styles::default(),
        };
        let (sheets, parts) = locate(&related, contents.sheets);
        let shared = Shared { strings, styles };
        Ok(Box::new(Self { package, shared, from_1904: contents.from_1904, sheets, parts }))
    }
}

impl File for Xlsx<'_> {
    fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    fn read(&mut self, index: usize, sheet: &mut Sheet) -> Result<(), Fault> {
        let Some(Some(part)) = self.parts.get(index) else { return Ok(()) };
        if self.from_1904 {
            sheet.count_from_1904();
        }
        let drawing = cells::read(&mut self.package.xml(part)?, &self.shared, sheet)?;
        drawings::of_sheet(&mut self.package, part, drawing, sheet)
    }
}
