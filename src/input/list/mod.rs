//! Readers of lists of communes: a file becomes a `model::list::List`, whatever
//! its format.
//!
//! A list stands in a file of its own ([`read_list`]) or in a sheet of the
//! plan's workbook ([`plan_list`]). [`faults`] knows what holds of every list,
//! `tree` how JSON is one; sheets are `workbook`'s affair. May depend on
//! `origin`, `diagnostic`, `model` and the other readers. A new format is an arm
//! of `read_source`.

pub mod faults;
mod tree;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::list::List;
use crate::origin::Origin;

use super::source::{self, Source};
use super::workbook::{self, communes, csv};
use super::{foreign, json, legacy, unreadable};

/// What a reader made of a file that holds a list.
pub struct ListInput {
    /// The list; `None` when there is none to be used, and then `diagnostics`
    /// holds an error.
    pub list: Option<List>,
    /// Everything found wrong or worth saying, in the file's order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the list in `path`, in whichever of the known formats it is: of a
/// workbook the sheet called `sheet`, else *Danh sách xã*, else the first that
/// has cells.
///
/// # Errors
/// The file cannot be read at all (exit code 2), as for [`super::read`], or has
/// no sheet called `sheet`.
pub fn read_list(path: &Path, sheet: Option<&str>) -> Result<ListInput, Diagnostic> {
    let source = Source::load(path)?;
    let mut input = read_source(&source, sheet)?;
    input.diagnostics.extend(source::open_elsewhere(path, &source.whole));
    Ok(input)
}

/// Reads the list in `bytes`, the contents of a file called `file`.
///
/// # Errors
/// They cannot be read at all, as for [`read_list`].
pub fn read_list_bytes(
    file: &Arc<str>,
    bytes: &[u8],
    sheet: Option<&str>,
) -> Result<ListInput, Diagnostic> {
    read_source(&Source::new(file, bytes.to_vec()), sheet)
}

/// Reads the list in the sheet *Danh sách xã* of the plan in `path`; `None`
/// where the plan is no workbook, or has no such sheet or nothing in it.
///
/// # Errors
/// The file cannot be read at all, as for [`super::read`].
pub fn plan_list(path: &Path) -> Result<Option<ListInput>, Diagnostic> {
    list_of_plan(&Source::load(path)?)
}

/// The same for the plan in `bytes`, the contents of a file called `file`.
///
/// # Errors
/// As for [`plan_list`].
pub fn plan_list_bytes(file: &Arc<str>, bytes: &[u8]) -> Result<Option<ListInput>, Diagnostic> {
    list_of_plan(&Source::new(file, bytes.to_vec()))
}

fn list_of_plan(source: &Source) -> Result<Option<ListInput>, Diagnostic> {
    if let Some(fault) = foreign::known(source) {
        return Err(fault);
    }
    if !workbook::recognises(&source.bytes) {
        return Ok(None);
    }
    communes::of_plan(&source.file, &source.bytes).map(settled).transpose()
}

fn read_source(source: &Source, sheet: Option<&str>) -> Result<ListInput, Diagnostic> {
    if let Some(fault) = foreign::known(source) {
        return Err(fault);
    }
    let (file, bytes) = (&source.file, source.bytes.as_slice());
    if workbook::recognises(bytes) {
        return settled(communes::read(file, bytes, sheet)?);
    }
    let read = if json::recognises_list(bytes) {
        read_json
    } else if source.extension != "json" && foreign::is_text(source) {
        csv::read_list
    } else {
        return Err(foreign::unknown_list(source));
    };
    match sheet {
        Some(sheet) => Err(without_sheets(sheet, &source.whole)),
        None => settled(read(file, bytes)),
    }
}

fn read_json(file: &Arc<str>, bytes: &[u8]) -> ListInput {
    let mut input = json::read(file, bytes);
    let list = input.node.and_then(|node| tree::read(&node, &mut input.diagnostics));
    ListInput { list, diagnostics: input.diagnostics }
}

/// The input, unless what was found in it makes the file one that cannot be read.
fn settled(mut input: ListInput) -> Result<ListInput, Diagnostic> {
    if let Some(list) = &input.list {
        legacy::report_doubtful(|| list.texts(), &mut input.diagnostics);
    }
    match unreadable(&input.diagnostics) {
        Some(fault) => Err(fault.clone()),
        None => Ok(input),
    }
}

fn without_sheets(sheet: &str, whole: &Origin) -> Diagnostic {
    let message = format!("Tệp này không phải bảng tính nên không có sheet “{sheet}”.");
    Diagnostic::error("missing-sheet", whole, message)
        .hint("bỏ tên sheet, hoặc chỉ ra tệp bảng tính có sheet này")
}
