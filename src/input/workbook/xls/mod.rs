//! Excel workbooks of 1997–2003: .xls, whose contents are BIFF8 records (MS-XLS)
//! in a compound file.
//!
//! [`container`] takes the stream of records out of the file, [`records`] takes
//! it apart, [`globals`] lists the sheets and what they share, [`strings`] are
//! in both, [`cells`], [`formulas`] and [`drawings`] read one sheet. calamine is not used: it
//! drops number formats, fonts, the runs of rich text and hidden rows, and some
//! files make it panic or allocate what they declare.

mod cells;
pub mod container;
mod drawings;
mod formulas;
mod globals;
mod records;
mod strings;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::input::source::too_large;
use crate::origin::{Origin, Place};

use super::sheet::Sheet;
use super::{File, SheetInfo};
use crate::input::package::Fault;
use crate::input::package::faults::damaged;
use container::Container;
use globals::Globals;
use records::{BOF, Records};

/// A larger file is not read (bytes). No stream in it can be larger.
const FILE_LIMIT: u64 = 64 << 20;

/// The stream of records, and what versions before 1997 call theirs.
const WORKBOOK: &str = "Workbook";
const OLD_WORKBOOK: &str = "Book";

/// What a [`BOF`] record begins with: the version of the records.
const BIFF8: u16 = 0x0600;

/// An opened workbook.
pub struct Xls {
    stream: Vec<u8>,
    globals: Globals,
    /// Bytes of records that sheets may still have: together no more than the
    /// stream, however many of them begin at the same place.
    unread: usize,
    whole: Origin,
}

/// Whether this is such a workbook, of any age.
pub fn recognises(bytes: &[u8]) -> bool {
    Container::open(bytes)
        .is_some_and(|container| container.has(WORKBOOK) || container.has(OLD_WORKBOOK))
}

impl Xls {
    /// Opens the workbook in `bytes`; `file` is the name to show.
    ///
    /// # Errors
    /// It is damaged, encrypted, too large, or older than Excel 97.
    pub fn open<'a>(file: &Arc<str>, bytes: &[u8]) -> Result<Box<dyn File + 'a>, Fault> {
        let whole = Origin::new(file, Place::File);
        if bytes.len() as u64 > FILE_LIMIT {
            return Err(too_large(&whole, FILE_LIMIT).into());
        }
        let stream = Container::open(bytes).and_then(|mut container| {
            let name = if container.has(WORKBOOK) { WORKBOOK } else { OLD_WORKBOOK };
            container.stream(name)
        });
        let stream = stream.ok_or_else(|| damaged(&whole, WORKBOOK, "dữ liệu bị cắt cụt"))?;
        let mut records = Records::new(&stream, WORKBOOK, &whole);
        if begin(&mut records)? != BIFF8 {
            return Err(too_old(&whole));
        }
        let globals = globals::read(&mut records, &whole)?;
        let unread = stream.len();
        Ok(Box::new(Self { stream, globals, unread, whole }))
    }
}

impl File for Xls {
    fn sheets(&self) -> &[SheetInfo] {
        &self.globals.sheets
    }

    fn read(&mut self, index: usize, sheet: &mut Sheet) -> Result<(), Fault> {
        let found = self.globals.sheets.get(index).zip(self.globals.positions.get(index));
        let Some((info, position)) = found else { return Ok(()) };
        if self.globals.from_1904 {
            sheet.count_from_1904();
        }
        let bytes = self.stream.get(*position..).unwrap_or_default();
        let mut records = Records::new(bytes, &info.name, &self.whole);
        if self.unread == 0 {
            return Err(records.too_large());
        }
        begin(&mut records)?;
        let outcome = cells::read(&mut records, &self.globals.shared, sheet);
        self.unread = self.unread.saturating_sub(bytes.len() - records.left());
        outcome
    }
}

/// Reads the record that must come first; gives its version.
fn begin(records: &mut Records) -> Result<u16, Fault> {
    let mut first = records.next()?;
    if first.kind == BOF { first.u16() } else { Err(first.damaged()) }
}

fn too_old(whole: &Origin) -> Fault {
    let message = "Bảng tính do Excel 95 hoặc bản cũ hơn lưu nên không đọc được.";
    Diagnostic::error("old-workbook", whole, message)
        .hint("mở bằng Excel, lưu thành Sổ làm việc Excel (.xlsx) hoặc Excel 97-2003 (.xls)")
        .into()
}
