//! One plan to a workbook or JSON, and the plan to begin with.

use std::path::Path;
use std::sync::Arc;

use super::pictures::picture_files;
use super::prepared;
use super::reading::Reading;
use crate::amend::{self, Kind};
use crate::convert::{FORMATS, Format, SAMPLE, differences};
use crate::diagnostic::{Diagnostic, Severity, is_withheld};
use crate::input::list::plan_list;
use crate::model::document::Document;
use crate::model::plan::Plan;
use crate::{input, merge, model};

/// What `kehoach convert` was asked to do.
#[derive(Clone, Debug, Default)]
pub struct ConvertOptions {
    /// Fields that replace those of the plan: `Số=15`.
    pub set: Vec<String>,
    /// Text in an old encoding, which is read as Unicode, is no error.
    pub convert_legacy: bool,
}

/// What became of a plan that was to be written in another format.
#[derive(Debug)]
pub struct Conversion {
    /// The file; `None` when the data has errors or the format cannot hold it.
    pub bytes: Option<Vec<u8>>,
    /// All findings, in the order of the stages; where a document was read, those of the
    /// file that was made of it.
    pub diagnostics: Vec<Diagnostic>,
    /// How it was read, if it is a document.
    pub reading: Option<Reading>,
}

impl Conversion {
    fn failed(diagnostics: Vec<Diagnostic>) -> Self {
        Self { bytes: None, diagnostics, reading: None }
    }
}

/// Writes one plan in another `format`, as the file `target` would have it. What
/// is written is read again: where that is not the same plan, it is an error. A
/// document becomes a plan even where it lacks what a plan must have: that is told,
/// and is filled in afterwards; the cells of a workbook get notes on what is not certain
/// and what must change.
/// `Err` says why the program could not run at all.
pub fn convert(
    plan: &Path,
    target: &Path,
    format: &Format,
    options: &ConvertOptions,
) -> Result<Conversion, Diagnostic> {
    let mut made = without_notes(plan, target, format, options)?;
    if let (Some(reading), Some(bytes)) = (&made.reading, &made.bytes)
        && amend::kind(bytes) == Some(Kind::Xlsx)
    {
        let notes: Vec<Diagnostic> = reading.notes().cloned().collect();
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        made.bytes = Some(amend::annotate(bytes, &name, &notes)?);
    }
    Ok(made)
}

/// The same without notes on the cells of a workbook that is made of a document.
pub(super) fn without_notes(
    plan: &Path,
    target: &Path,
    format: &Format,
    options: &ConvertOptions,
) -> Result<Conversion, Diagnostic> {
    let input = input::read(plan)?;
    let account = input.account.clone();
    let (node, said) = prepared(input, &options.set, options.convert_legacy)?;
    let (given, mut faults) = node.map(|node| model::read::read(&node)).unwrap_or_default();
    let Some(given) = given else {
        return Ok(Conversion::failed([said, faults].concat()));
    };
    // A body that is not there is an empty sheet when it is read again.
    let lacking = faults.iter().map(|fault| fault.code).chain(["no-blocks"]);
    let lacking: Vec<&str> = lacking.collect();
    let (document, more) = merge::document(&given);
    if account.is_none() {
        faults.extend(list_left_behind(plan)?);
        faults.extend(more);
        if is_withheld(said.iter().chain(&faults)) {
            return Ok(Conversion::failed([said, faults].concat()));
        }
    }
    let name: Arc<str> = target.file_name().unwrap_or_default().to_string_lossy().into();
    let written = (format.write)(&given).and_then(|bytes| {
        let again = again(&given, &name, &bytes, if account.is_some() { &lacking } else { &[] })?;
        Ok((bytes, again))
    });
    let (bytes, (plan, found)) = match written {
        Ok(written) => written,
        Err(refused) => return Ok(Conversion::failed([said, refused].concat())),
    };
    let left = left_behind(&document, target);
    Ok(match account {
        Some(account) => {
            let reading = Some(Reading::new(&given, &plan, account, said));
            Conversion { bytes: Some(bytes), diagnostics: [found, left].concat(), reading }
        }
        None => {
            let diagnostics = [said, faults, left].concat();
            Conversion { bytes: Some(bytes), diagnostics, reading: None }
        }
    })
}

/// A short plan to begin with, in each format: its extension and the file.
///
/// # Errors
/// The program's own plan is faulty.
pub fn sample() -> Result<Vec<(&'static str, Vec<u8>)>, Diagnostic> {
    let input = input::read_bytes(&"sample.json".into(), SAMPLE.as_bytes())?;
    let plan = input.node.and_then(|node| model::read::read(&node).0);
    let Some(plan) = plan else {
        return Err(Diagnostic::general("sample-faulty", "Kế hoạch mẫu của chương trình có lỗi."));
    };
    let written = FORMATS.iter().map(|format| match (format.write)(&plan) {
        Ok(bytes) => Ok((format.name, bytes)),
        Err(faults) => Err(faults),
    });
    written.collect::<Result<_, _>>().map_err(|faults: Vec<Diagnostic>| {
        let message = "Kế hoạch mẫu của chương trình không ghi được.";
        faults.into_iter().next().unwrap_or(Diagnostic::general("sample-faulty", message))
    })
}

/// The plan that is read back from `bytes`, the contents of the file `name`, and what is
/// said of it; an error is what of `given` is not read back. `lacking` are the codes of
/// what `given` lacks too.
fn again(
    given: &Plan,
    name: &Arc<str>,
    bytes: &[u8],
    lacking: &[&str],
) -> Result<(Plan, Vec<Diagnostic>), Vec<Diagnostic>> {
    let input = input::read_bytes(name, bytes).map_err(|fault| vec![fault])?;
    let mut faults = input.diagnostics;
    let read = input.node.and_then(|node| {
        let (read, more) = model::read::read(&node);
        faults.extend(more);
        read
    });
    let found = read.iter().flat_map(|read| differences(given, read)).collect::<Vec<_>>();
    if !found.is_empty() {
        return Err(found);
    }
    let is_new =
        |fault: &Diagnostic| fault.severity == Severity::Error && !lacking.contains(&fault.code);
    match read {
        Some(read) if !faults.iter().any(is_new) => Ok((read, faults)),
        _ => {
            faults.retain(is_new);
            Err(faults)
        }
    }
}

/// A warning where the plan has a list of communes: that is no part of a plan.
fn list_left_behind(plan: &Path) -> Result<Option<Diagnostic>, Diagnostic> {
    let list = plan_list(plan)?.and_then(|input| input.list);
    Ok(list.map(|list| {
        let message = "Danh sách xã của kế hoạch không được chuyển theo.";
        Diagnostic::warning("list-left-behind", &list.origin, message)
            .hint("giữ tệp cũ và chỉ ra danh sách khi chạy: --rows TỆP")
    }))
}

/// A warning for each picture that is not beside `target`.
fn left_behind(document: &Document, target: &Path) -> Vec<Diagnostic> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let missing = picture_files(document).into_iter().filter(|file| {
        let name = file.to_plain();
        !name.is_empty() && !folder.join(name).is_file()
    });
    missing
        .map(|file| {
            let message =
                format!("Tệp hình “{}” không có trong thư mục của tệp ghi ra.", file.to_plain());
            Diagnostic::warning("picture-left-behind", &file.origin, message)
                .hint("chép tệp hình vào cùng thư mục với tệp ghi ra")
        })
        .collect()
}
