//! The opened workbook: its sheets by name, each read when first asked for.

use std::rc::Rc;
use std::sync::Arc;

use ssfmt::DateSystem;

use crate::diagnostic::Diagnostic;
use crate::model::fields::fold;
use crate::origin::{Origin, Place};

use super::Fault;
use super::cells::{self, Shared};
use super::grid::Grid;
use super::package::Package;
use super::parts::{self, Relationships};
use super::rich;
use super::styles::{self, Styles};
use super::xml::Xml;

/// A workbook and what has been found wrong in it so far.
pub struct Book<'a> {
    file: Arc<str>,
    package: Package<'a>,
    shared: Shared,
    names: Vec<Arc<str>>,
    sheets: Vec<Sheet>,
    /// Everything found so far.
    pub diagnostics: Vec<Diagnostic>,
}

struct Sheet {
    /// The worksheet's part; `None` for a chart or macro sheet.
    part: Option<String>,
    used: bool,
    grid: Option<Rc<Grid>>,
}

impl<'a> Book<'a> {
    /// Opens the workbook in `bytes`; `file` is the name to show.
    ///
    /// # Errors
    /// The package, its directory of sheets, styles or strings cannot be read.
    pub fn open(file: &Arc<str>, bytes: &'a [u8]) -> Result<Self, Fault> {
        let mut package = Package::open(file, bytes)?;
        let contents = parts::contents(&mut xml(&mut package, parts::WORKBOOK)?)?;
        let relationships = parts::relationships(&mut xml(&mut package, parts::RELATIONSHIPS)?)?;
        let shared = shared(&mut package, &relationships, contents.from_1904)?;
        let sheets = contents.sheets.iter().map(|(_, id)| Sheet {
            part: relationships.worksheet(id).map(str::to_owned),
            used: false,
            grid: None,
        });
        Ok(Self {
            file: file.clone(),
            package,
            shared,
            sheets: sheets.collect(),
            names: contents.sheets.into_iter().map(|(name, _)| name.into()).collect(),
            diagnostics: Vec::new(),
        })
    }

    /// The names of all sheets in the order of the tabs.
    pub fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The first sheet of that name, whatever its case and diacritics.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| fold(known) == fold(name))
    }

    /// Whether the sheet has been read.
    pub fn is_used(&self, index: usize) -> bool {
        self.sheets.get(index).is_some_and(|sheet| sheet.used)
    }

    /// Reads a sheet, once; a sheet that cannot be read is reported.
    pub fn load(&mut self, index: usize) -> Option<Rc<Grid>> {
        let name = self.names.get(index)?.clone();
        let sheet = self.sheets.get_mut(index)?;
        if !sheet.used {
            sheet.used = true;
            let origin = Origin::new(&self.file, Place::Sheet(name.clone()));
            sheet.grid = match &sheet.part {
                None => {
                    self.diagnostics.push(not_a_worksheet(&origin));
                    None
                }
                Some(part) => xml(&mut self.package, part)
                    .and_then(|mut xml| {
                        cells::read(
                            &mut xml,
                            &self.file,
                            &name,
                            &self.shared,
                            &mut self.diagnostics,
                        )
                    })
                    .map_err(|fault| self.diagnostics.push(*fault))
                    .ok()
                    .map(Rc::new),
            };
        }
        sheet.grid.clone()
    }

    /// The file as a whole.
    pub fn whole(&self) -> &Origin {
        self.package.whole()
    }

    /// The place of a sheet.
    pub fn sheet_origin(&self, name: &Arc<str>) -> Origin {
        Origin::new(&self.file, Place::Sheet(name.clone()))
    }
}

fn shared(package: &mut Package, parts: &Relationships, from_1904: bool) -> Result<Shared, Fault> {
    let strings = match parts.of_kind("sharedStrings") {
        Some(part) => rich::shared_strings(&mut xml(package, part)?)?,
        None => Vec::new(),
    };
    let styles = match parts.of_kind("styles") {
        Some(part) => styles::read(&mut xml(package, part)?)?,
        None => Styles::default(),
    };
    let dates = if from_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
    Ok(Shared { strings, styles, dates })
}

fn xml<'p, 'a>(
    package: &'p mut Package<'a>,
    part: &str,
) -> Result<Xml<super::package::Part<'p, 'a>>, Fault> {
    let whole = package.whole().clone();
    Ok(Xml::new(part, &whole, package.part(part)?))
}

fn not_a_worksheet(origin: &Origin) -> Diagnostic {
    Diagnostic::error("not-a-worksheet", origin, "Sheet này là biểu đồ hoặc macro, không có ô nào.")
        .hint("đổi tên sheet này và tạo một sheet thường thay vào")
}
