//! Findings in a copy of the workbook that they are about: a note on each cell, its
//! colour, and a sheet that lists them all.
//!
//! [`words`] is what notes and rows say, [`sheet`] marks one sheet, [`comments`] and
//! [`shapes`] are the two parts that a sheet's notes are made of, [`listing`] is the
//! sheet with all findings, [`parts`] joins new parts to the package.

mod comments;
mod listing;
mod parts;
mod shapes;
mod sheet;
mod words;

use std::collections::BTreeMap;

use super::package::Package;
use super::xlsx::book::Book;
use super::xlsx::cell_of;
use super::xlsx::styles::Looks;
use crate::diagnostic::{Diagnostic, Severity};

pub use listing::LISTING;

/// The colour of a cell with an error: light red.
const RED: &str = "FFFFC7CE";
/// The colour of a cell with a warning: light yellow.
const YELLOW: &str = "FFFFF2CC";
/// The colour of a cell with a note alone: light blue.
const BLUE: &str = "FFDDEBF7";

/// The fills of cells with errors, warnings and notes.
type Fills = [usize; 3];

/// Styles of a workbook that has none.
const NO_STYLES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
<fill><patternFill patternType=\"gray125\"/></fill></fills>\
<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
<cellXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/></cellXfs>\
</styleSheet>";

/// What is found in each cell of a sheet.
type Marks<'d> = BTreeMap<(u32, u32), Vec<&'d Diagnostic>>;

/// The workbook in `bytes`, which origins call `file`, with what was `found` on its
/// cells and in a sheet of its own.
///
/// # Errors
/// The workbook is damaged.
pub fn annotate(bytes: &[u8], file: &str, found: &[Diagnostic]) -> Result<Vec<u8>, Diagnostic> {
    let mut package = Package::open(bytes)?;
    let book = Book::open(&mut package)?;
    let styles = match book.part("styles") {
        Some(part) => part.to_owned(),
        None => parts::add_styles(&mut package, NO_STYLES)?,
    };
    let mut looks = Looks::new(package.required(&styles)?)?;
    let fills = [looks.fill(RED), looks.fill(YELLOW), looks.fill(BLUE)];
    for (name, marks) in by_sheet(file, found) {
        if let Some(part) = book.sheet(name) {
            sheet::mark(&mut package, part, &marks, &mut looks, fills)?;
        }
    }
    listing::add_to(&mut package, file, found, &mut looks, fills)?;
    package.put(&styles, looks.finish()?);
    package.finish()
}

/// The cells of the file that findings are about, their further places among them.
fn by_sheet<'d>(file: &str, found: &'d [Diagnostic]) -> BTreeMap<&'d str, Marks<'d>> {
    let mut sheets: BTreeMap<&str, Marks> = BTreeMap::new();
    for found in found {
        let mut seen = Vec::new();
        for origin in found.origin.iter().chain(&found.related) {
            if let Some((sheet, place)) = cell_of(origin, file)
                && !seen.contains(&(sheet, place))
            {
                sheets.entry(sheet).or_default().entry(place).or_default().push(found);
                // Of many cells of communes only some are held against each other.
                if seen.len() < 100 {
                    seen.push((sheet, place));
                }
            }
        }
    }
    sheets
}

/// The fill of a cell with these findings, that of the worst; none where there are none.
fn fill(found: &[&Diagnostic], fills: Fills) -> Option<usize> {
    let [red, yellow, blue] = fills;
    found.iter().map(|found| found.severity).min().map(|worst| match worst {
        Severity::Error => red,
        Severity::Warning => yellow,
        Severity::Note => blue,
    })
}
