//! Workbooks: sheets and their labels become the keys of the neutral tree.
//!
//! Every file format ([`xlsx`], [`xlsb`], [`xls`], [`ods`]; [`csv`], a sheet alone)
//! is a [`File`] whose sheets end in a [`grid::Grid`]; [`rich`], [`format`],
//! [`styles`], [`strings`] and [`sheet`] are what the formats have in common,
//! [`drawings`] what the zipped ones have beside [`super::package`], [`biff`] what those of binary records have. [`info`], [`body`],
//! [`recipients`], [`appendix`], [`table`], [`footnotes`] and [`communes`] know what
//! the sheets mean. A new format is a module with a line in [`PACKAGES`], or in [`open`] where
//! it is not zipped; a new sheet is a file of the second kind and a line in
//! [`assemble`].

mod appendix;
mod biff;
mod body;
mod book;
pub mod communes;
pub mod csv;
mod drawings;
mod footnotes;
mod format;
mod grid;
mod header;
mod info;
mod labels;
mod ods;
mod reading;
mod recipients;
mod rich;
mod settings;
mod sheet;
mod strings;
mod styles;
mod table;
mod xls;
mod xlsb;
mod xlsx;

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::{closest, fold};
use crate::model::node::{Entry, Node, Value};
use crate::model::vocabulary::sheet::{
    APPENDIX, BODY, CHOICES, FINDINGS, FOOTNOTES, INFO, KNOWN as KNOWN_SHEETS, RECIPIENTS,
};
use crate::origin::{Origin, Place};

use super::Input;
use super::package::relationships::Relationships;
use super::package::{Fault, Package, faults};
use book::Book;
use ods::Ods;
use sheet::Sheet;
use xls::Xls;
pub use xls::container::Container;
use xlsb::Xlsb;
use xlsx::Xlsx;
pub use xlsx::unescape;

/// Sheets that a workbook may have.
const SHEETS_LIMIT: usize = 5_000;

/// An opened workbook of some format.
trait File {
    /// All sheets in the order of the tabs.
    fn sheets(&self) -> &[SheetInfo];

    /// Reads the sheet at `index` of [`File::sheets`] into `sheet`; what is
    /// wrong with single cells goes there too.
    ///
    /// # Errors
    /// The sheet cannot be read at all, or is too large.
    fn read(&mut self, index: usize, sheet: &mut Sheet) -> Result<(), Fault>;
}

/// What a workbook's directory says of a sheet.
#[derive(Clone)]
struct SheetInfo {
    /// Its name on the tab.
    name: Arc<str>,
    /// Whether its tab is hidden.
    hidden: bool,
    /// Whether it has cells; a chart or macro sheet has none.
    has_cells: bool,
}

/// The sheets that a workbook lists with the ids of their parts, and the part of
/// each; `None` for a chart or macro sheet.
fn locate(
    related: &Relationships,
    listed: Vec<(SheetInfo, String)>,
) -> (Vec<SheetInfo>, Vec<Option<String>>) {
    let located = listed.into_iter().map(|(info, id)| {
        let part = related.get(&id, "worksheet").map(str::to_owned);
        (SheetInfo { has_cells: part.is_some(), ..info }, part)
    });
    located.unzip()
}

const ZIP: &[u8] = b"PK\x03\x04";

/// A format that is a zip package.
struct PackageFormat {
    recognises: fn(&mut Package) -> bool,
    open: for<'a> fn(Package<'a>) -> Result<Box<dyn File + 'a>, Fault>,
}

const PACKAGES: &[PackageFormat] = &[
    PackageFormat {
        recognises: |package| xlsx::recognises(package),
        open: |package| Xlsx::open(package),
    },
    PackageFormat {
        recognises: |package| xlsb::recognises(package),
        open: |package| Xlsb::open(package),
    },
    PackageFormat { recognises: ods::recognises, open: |package| Ods::open(package) },
];

/// Whether this is a workbook, or a zip file too damaged to tell.
pub fn recognises(bytes: &[u8]) -> bool {
    xls::recognises(bytes)
        || bytes.starts_with(ZIP)
            && Package::open(&"".into(), bytes)
                .map_or(true, |mut package| is_workbook(&mut package))
}

/// Whether the package is a workbook of some format.
pub fn is_workbook(package: &mut Package) -> bool {
    PACKAGES.iter().any(|format| (format.recognises)(package))
}

/// Reads a plan from a workbook.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Input {
    match open(file, bytes) {
        Ok(workbook) => {
            let mut book = Book::new(file, workbook);
            let node = assemble(&mut book, file);
            Input::read(node, book.diagnostics)
        }
        Err(fault) => Input::unreadable(*fault),
    }
}

/// Opens the workbook in `bytes`; `file` is the name to show.
fn open<'a>(file: &Arc<str>, bytes: &'a [u8]) -> Result<Box<dyn File + 'a>, Fault> {
    if xls::recognises(bytes) {
        return Xls::open(file, bytes);
    }
    let mut package = Package::open(file, bytes)?;
    match PACKAGES.iter().find(|format| (format.recognises)(&mut package)) {
        Some(format) => (format.open)(package),
        None => Err(faults::damaged(
            &Origin::new(file, Place::File),
            "xl/workbook.xml",
            "không có phần này",
        )),
    }
}

fn assemble(book: &mut Book, file: &Arc<str>) -> Node {
    let whole = Origin::new(file, Place::File);
    for known in KNOWN_SHEETS.iter().filter(|name| **name != APPENDIX) {
        report_doubled(book, known);
    }
    let mut root = Node { value: Value::Map(Vec::new()), origin: whole };
    let unread = Node { value: Value::Unread, origin: root.origin.clone() };
    match required(book, INFO) {
        Some(grid) => info::read(&grid, &mut root, &mut book.diagnostics),
        None => {
            for key in ["letterhead", "subject", "signature"] {
                add(&mut root, key, unread.clone());
            }
        }
    }
    let body = required(book, BODY).map(|grid| body::read(&grid, book));
    add(&mut root, "body", body.unwrap_or(unread));
    if let Some(grid) = book.find(RECIPIENTS).and_then(|index| book.load(index)) {
        add(&mut root, "recipients", recipients::read(&grid, &mut book.diagnostics));
    }
    let appendices = appendices(book);
    if !appendices.is_empty() {
        let origin = root.origin.clone();
        add(&mut root, "appendices", Node { value: Value::List(appendices), origin });
    }
    if let Some(grid) = book.find(FOOTNOTES).and_then(|index| book.load(index)) {
        add(&mut root, "footnotes", footnotes::read(&grid, &mut book.diagnostics));
    }
    report_unused_sheets(book, &root.origin);
    root
}

fn add(root: &mut Node, key: &str, value: Node) {
    if let Value::Map(entries) = &mut root.value {
        entries.push(Entry { key: key.to_owned(), origin: value.origin.clone(), value });
    }
}

/// The appendix sheets in the order of the tabs, without those that the body
/// shows as tables.
fn appendices(book: &mut Book) -> Vec<Node> {
    let mut nodes = Vec::new();
    for index in 0..book.names().len() {
        let is_appendix = book.names().get(index).is_some_and(|name| is_appendix(name));
        if is_appendix
            && !book.is_used(index)
            && let Some(grid) = book.load(index)
        {
            nodes.push(appendix::read(&grid, book));
        }
    }
    nodes
}

fn is_appendix(name: &str) -> bool {
    let folded = fold(name);
    folded.strip_prefix(&fold(APPENDIX)).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

fn required(book: &mut Book, name: &str) -> Option<std::rc::Rc<grid::Grid>> {
    if let Some(index) = book.find(name) {
        return book.load(index);
    }
    let sheets: Vec<&str> = book.names().iter().map(|n| &**n).collect();
    let hint = match closest(name, sheets.iter().copied()) {
        Some(close) => format!("có phải sheet “{close}”? Nếu phải, đổi tên sheet thành “{name}”"),
        None => format!("thêm sheet “{name}”; tệp có các sheet: {}", sheets.join(", ")),
    };
    let error = Diagnostic::error("missing-sheet", book.whole(), format!("Thiếu sheet “{name}”."));
    book.diagnostics.push(error.hint(hint));
    None
}

/// Reports a second sheet called `known`.
fn report_doubled(book: &mut Book, known: &str) {
    let key = fold(known);
    let same: Vec<_> = book.names().iter().filter(|name| fold(name) == key).collect();
    if let [first, second, ..] = same.as_slice() {
        let message = format!("Có hai sheet cùng là “{known}”: “{first}” và “{second}”.");
        let error = Diagnostic::error("duplicate-sheet", &book.sheet_origin(second), message);
        book.diagnostics.push(error.hint("giữ một sheet, đổi tên hoặc xóa sheet kia"));
    }
}

/// A warning for each unused sheet whose name is close to a known one, and one
/// note that lists the others.
fn report_unused_sheets(book: &mut Book, whole: &Origin) {
    let mut others = Vec::new();
    for (index, name) in book.names().to_vec().iter().enumerate() {
        let mut known = KNOWN_SHEETS.iter().chain(&[CHOICES, FINDINGS]);
        if book.is_used(index) || known.any(|known| fold(known) == fold(name)) {
            continue;
        }
        match closest(name, KNOWN_SHEETS.iter().copied()) {
            // The message about the missing sheet has named this one.
            Some(known @ (INFO | BODY)) if book.find(known).is_none() => {}
            Some(known) => {
                let message = format!("Sheet “{name}” không được dùng.");
                let origin = book.sheet_origin(name);
                let warning = Diagnostic::warning("unused-sheet", &origin, message);
                book.diagnostics.push(warning.hint(suggestion(known)));
            }
            None => others.push(format!("“{name}”")),
        }
    }
    if !others.is_empty() {
        let message = format!("Các sheet không được dùng: {}.", others.join(", "));
        book.diagnostics.push(Diagnostic::note("unused-sheets", whole, message));
    }
}
