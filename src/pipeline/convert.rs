//! One plan to a workbook or JSON, and the plan to begin with.

use std::path::Path;

use super::pictures::picture_files;
use super::read;
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
    /// All findings, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes one plan in another `format`, as the file `target` would have it. What
/// is written is read again: where that is not the same plan, it is an error.
/// `Err` says why the program could not run at all.
pub fn convert(
    plan: &Path,
    target: &Path,
    format: &Format,
    options: &ConvertOptions,
) -> Result<Conversion, Diagnostic> {
    let (given, mut diagnostics) = read(plan, &options.set, options.convert_legacy)?;
    let failed = |diagnostics| Ok(Conversion { bytes: None, diagnostics });
    let Some(given) = given else { return failed(diagnostics) };
    diagnostics.extend(list_left_behind(plan)?);
    let (document, faults) = merge::document(&given);
    diagnostics.extend(faults);
    if is_withheld(&diagnostics) {
        return failed(diagnostics);
    }
    let written = (format.write)(&given).and_then(|bytes| {
        let faults = not_kept(&given, target, &bytes);
        if faults.is_empty() { Ok(bytes) } else { Err(faults) }
    });
    match written {
        Ok(bytes) => {
            diagnostics.extend(left_behind(&document, target));
            Ok(Conversion { bytes: Some(bytes), diagnostics })
        }
        Err(faults) => {
            diagnostics.extend(faults);
            failed(diagnostics)
        }
    }
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

/// What of `given` is not read back from `bytes`.
fn not_kept(given: &Plan, target: &Path, bytes: &[u8]) -> Vec<Diagnostic> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let input = match input::read_bytes(&name.into(), bytes) {
        Ok(input) => input,
        Err(fault) => return vec![fault],
    };
    let mut faults = input.diagnostics;
    let mut found = Vec::new();
    if let Some(node) = input.node {
        let (read, more) = model::read::read(&node);
        faults.extend(more);
        found.extend(read.iter().flat_map(|read| differences(given, read)));
    }
    faults.retain(|fault| fault.severity == Severity::Error);
    if found.is_empty() { faults } else { found }
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
