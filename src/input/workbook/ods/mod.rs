//! OpenDocument spreadsheets (.ods), read from their own XML.
//!
//! `content.xml` holds all sheets in one piece. It is inflated once and kept:
//! a first pass finds the styles ([`styles`], [`numbers`]) and where each sheet
//! begins and ends ([`document`]); a sheet that is used is read from its own
//! stretch ([`table`], [`cell`], [`text`], [`drawings`]).

mod cell;
mod document;
mod drawings;
mod numbers;
mod pattern;
mod styles;
mod table;
mod text;

use std::io::Read;
use std::ops::Range;

use crate::origin::Origin;

use super::sheet::Sheet;
use super::{File, SheetInfo};
use crate::input::package::Fault;
use crate::input::package::Package;
use crate::input::package::xml::Xml;
use document::Document;
use styles::Styles;

const CONTENT: &str = "content.xml";
const STYLES: &str = "styles.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
const MIMETYPE: &str = "mimetype";
/// How the media type of a spreadsheet begins; templates have a longer one.
const MEDIA_TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
/// Bytes that `content.xml` may inflate to.
const CONTENT_LIMIT: u64 = 64 << 20;

/// An opened spreadsheet.
pub struct Ods {
    content: Vec<u8>,
    whole: Origin,
    styles: Styles,
    sheets: Vec<SheetInfo>,
    /// Where each sheet stands in `content`, and whether it has a filter.
    stretches: Vec<(Range<usize>, bool)>,
}

/// Whether the package is such a spreadsheet. A package without the part
/// `mimetype` is judged by its manifest.
pub fn recognises(package: &mut Package) -> bool {
    let part = if package.has(MIMETYPE) { MIMETYPE } else { MANIFEST };
    let mut start = Vec::new();
    let Ok(part) = package.part(part) else { return false };
    // What is damaged is told from what could be read of it.
    let _ = part.take(4096).read_to_end(&mut start);
    start.windows(MEDIA_TYPE.len()).any(|window| window == MEDIA_TYPE)
}

impl Ods {
    /// Opens the spreadsheet in `package`.
    ///
    /// # Errors
    /// Its contents or its styles cannot be read.
    pub fn open(mut package: Package) -> Result<Box<dyn File>, Fault> {
        let (mut styles, mut document) = (Styles::default(), Document::default());
        if package.has(STYLES) {
            document.read(&mut package.xml(STYLES)?, &mut styles)?;
        }
        let content = package.bytes(CONTENT, CONTENT_LIMIT)?;
        let whole = package.whole().clone();
        document.read(&mut Xml::new(CONTENT, &whole, content.as_slice()), &mut styles)?;
        let mut sheets = Vec::new();
        let mut stretches = Vec::new();
        for table in document.tables {
            let filtered = document.filtered.contains(&*table.name);
            stretches.push((table.stretch, filtered));
            let hidden = styles.hides_table(&table.style);
            sheets.push(SheetInfo { name: table.name.into(), hidden, has_cells: true });
        }
        Ok(Box::new(Self { content, whole, styles, sheets, stretches }))
    }
}

impl File for Ods {
    fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    fn read(&mut self, index: usize, sheet: &mut Sheet) -> Result<(), Fault> {
        let Some((stretch, filtered)) = self.stretches.get(index) else { return Ok(()) };
        if *filtered {
            sheet.filter();
        }
        let own = self.content.get(stretch.clone()).unwrap_or_default();
        table::read(&mut Xml::new(CONTENT, &self.whole, own), &mut self.styles, sheet)
    }
}
