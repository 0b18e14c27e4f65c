//! `kehoach init`: a workbook to begin with, and the same plan as JSON; with `--from` those
//! that last year's Word document becomes, and a report on how it was read.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Exit, args, fail, say};
use crate::convert::format_of;
use crate::diagnostic::{Diagnostic, has_errors, render};
use crate::output;
use crate::pipeline::{self, Annotated, BuildOptions, ConvertOptions};

/// The name of the files, before their extensions.
const NAME: &str = "ke-hoach";

/// What the report on a document is called after the name of the document.
const REPORT: &str = "-bao-cao.html";

/// Writes the files, unless they are there.
pub fn run(args: &args::Init, stderr: &mut dyn Write) -> Exit {
    match &args.from {
        Some(document) => from(document, args.folder.as_deref(), stderr),
        None => sample(args.folder.as_deref(), stderr),
    }
}

fn sample(folder: Option<&Path>, stderr: &mut dyn Write) -> Exit {
    let folder = folder.unwrap_or(Path::new(""));
    let written = pipeline::sample().and_then(|files| {
        let names: Vec<String> =
            files.iter().map(|(extension, _)| format!("{NAME}.{extension}")).collect();
        let files = names.iter().map(String::as_str).zip(files.into_iter().map(|(_, bytes)| bytes));
        output::write_new(folder, files.collect())
    });
    let names = match written {
        Ok(names) => names,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    let shown: Vec<String> = names.iter().map(|name| name.display().to_string()).collect();
    let first = shown.first().map(String::as_str).unwrap_or_default();
    let next = format!(
        "Đã ghi {}.\nMở {first} trong Excel, thay kế hoạch mẫu bằng kế hoạch của bạn, lưu, rồi chạy:\n  \
         kehoach build \"{first}\"\n",
        shown.join(" và ")
    );
    say(stderr, &next);
    Exit::Done
}

/// Writes what the document becomes.
fn from(document: &Path, folder: Option<&Path>, stderr: &mut dyn Write) -> Exit {
    let folder = folder.unwrap_or(Path::new(""));
    let made = match Made::of(document, folder) {
        Ok(made) => made,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    say(stderr, &render(&made.said));
    let names: Vec<&str> = made.files.iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() {
        return Exit::DataErrors;
    }
    let files = made.files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone()));
    let written: Vec<PathBuf> = match output::write_new(folder, files.collect()) {
        Ok(written) => written,
        Err(diagnostic) => return fail(stderr, diagnostic),
    };
    let shown: Vec<String> = written.iter().map(|name| name.display().to_string()).collect();
    let [workbook, .., report] = shown.as_slice() else { return Exit::Failed };
    say(
        stderr,
        &format!(
            "Đã ghi {}.\nMở {report} để xem đọc được gì và phải sửa gì cho năm nay; mở {workbook} trong \
         Excel, sửa các ô có ghi chú, lưu, rồi chạy:\n  kehoach build \"{workbook}\"\n",
            shown.join(", ")
        ),
    );
    if has_errors(&made.said) { Exit::DataErrors } else { Exit::Done }
}

/// What a document becomes.
struct Made {
    /// The files by name: the workbook first, the report last; none where there are errors.
    files: Vec<(String, Vec<u8>)>,
    /// What there is to say.
    said: Vec<Diagnostic>,
}

impl Made {
    fn of(document: &Path, folder: &Path) -> Result<Self, Diagnostic> {
        let stem = document.file_stem().unwrap_or_default().to_string_lossy();
        let name = |ending: &str| format!("{stem}{ending}");
        let (workbook, json, report) = (name(".xlsx"), name(".json"), name(REPORT));
        let target = folder.join(&workbook);
        let Annotated { bytes, outcome, reading } =
            pipeline::annotate(document, &target, &BuildOptions::default())?;
        let Some(bytes) = bytes else {
            return Ok(Self { files: Vec::new(), said: outcome.diagnostics });
        };
        let Some(reading) = reading else { return Err(no_document(document)) };
        let document_name = document.file_name().unwrap_or_default().to_string_lossy();
        let page = reading.report(&document_name, &workbook, &outcome);
        let mut files = vec![(workbook, bytes)];
        let target = folder.join(&json);
        if let Some(format) = format_of(&target) {
            let made = pipeline::convert(document, &target, format, &ConvertOptions::default())?;
            files.extend(made.bytes.map(|bytes| (json, bytes)));
        }
        files.push((report, page.into_bytes()));
        // What rules find stands in the report.
        let lacking = outcome.diagnostics.into_iter().filter(|found| found.evidence.is_none());
        let said = reading.notes().cloned().chain(lacking).collect();
        Ok(Self { files, said })
    }
}

fn no_document(path: &Path) -> Diagnostic {
    let message = format!("{} không phải văn bản Word (.docx).", path.display());
    Diagnostic::general("not-a-document", message)
        .hint("bảng tính và JSON dùng được ngay: kehoach build TỆP")
}
