//! The stages in order: read, check, merge, typeset. The only module that
//! knows every stage; `cli` calls it and writes what comes out.

use std::path::{Component, Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity, has_errors};
use crate::model::document::{Document, Part};
use crate::model::plan::Plan;
use crate::model::text::Text;
use crate::typeset::{Fonts, Picture, TEMPLATE_FAULTY, Tables, Templates, Typeset, Typesetter};
use crate::{convert, input, merge, model};

/// What `kehoach build` was asked to do.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// Fields that replace those of the plan: `Số=15`.
    pub set: Vec<String>,
    /// Print DỰ THẢO on each page.
    pub draft: bool,
    /// A folder with Times New Roman.
    pub font_dir: Option<PathBuf>,
    /// A folder of templates.
    pub templates: Option<PathBuf>,
    /// Text in an old encoding, which is read as Unicode, is no error.
    pub convert_legacy: bool,
}

/// What became of a plan.
#[derive(Debug)]
pub struct Outcome {
    /// The pages; `None` when the data has errors.
    pub typeset: Option<Typeset>,
    /// All findings, in the order of the stages.
    pub diagnostics: Vec<Diagnostic>,
}

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

/// The largest picture that is read.
const MAX_PICTURE_BYTES: u64 = 50 << 20;

/// How files of each format begin.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF";

/// Builds one plan. `Err` says why the program could not run at all: the file
/// or a folder cannot be read, an option is wrong, a template is faulty.
pub fn build(plan: &Path, options: &BuildOptions) -> Result<Outcome, Diagnostic> {
    let fonts = match &options.font_dir {
        Some(folder) => Fonts::from_folder(folder)?,
        None => Fonts::embedded()?,
    };
    let templates = match &options.templates {
        Some(folder) => Templates::from_folder(folder)?,
        None => Templates::embedded(),
    };
    let typesetter = Typesetter::new(fonts, &templates)?;
    let mut worker = typesetter.worker();
    let (given, mut diagnostics) = read(plan, &options.set, options.convert_legacy)?;
    let Some(mut given) = given else { return Ok(Outcome { typeset: None, diagnostics }) };
    given.draft |= options.draft;
    let (document, faults) = merge::document(&given);
    diagnostics.extend(faults);
    let folder = plan.parent().unwrap_or(Path::new("."));
    let pictures = pictures(&document, folder, &mut diagnostics);
    if has_errors(&diagnostics) {
        diagnostics.extend(worker.missing_glyphs(&document));
        return Ok(Outcome { typeset: None, diagnostics });
    }
    let (typeset, findings) = worker.typeset(&document, &pictures, &Tables::default());
    if let Some(fault) = findings.iter().find(|finding| finding.code == TEMPLATE_FAULTY) {
        return Err(fault.clone());
    }
    diagnostics.extend(findings);
    Ok(Outcome { typeset, diagnostics })
}

/// Writes one plan in another `format`, as the file `target` would have it. What
/// is written is read again: where that is not the same plan, it is an error.
/// `Err` says why the program could not run at all.
pub fn convert(
    plan: &Path,
    target: &Path,
    format: &convert::Format,
    options: &ConvertOptions,
) -> Result<Conversion, Diagnostic> {
    let (given, mut diagnostics) = read(plan, &options.set, options.convert_legacy)?;
    let failed = |diagnostics| Ok(Conversion { bytes: None, diagnostics });
    let Some(given) = given else { return failed(diagnostics) };
    let (document, faults) = merge::document(&given);
    diagnostics.extend(faults);
    if has_errors(&diagnostics) {
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
    let input = input::read_bytes(&"sample.json".into(), convert::SAMPLE.as_bytes())?;
    let plan = input.node.and_then(|node| model::read::read(&node).0);
    let Some(plan) = plan else {
        return Err(Diagnostic::general("sample-faulty", "Kế hoạch mẫu của chương trình có lỗi."));
    };
    let written = convert::FORMATS.iter().map(|format| match (format.write)(&plan) {
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
        found.extend(read.iter().flat_map(|read| convert::differences(given, read)));
    }
    faults.retain(|fault| fault.severity == Severity::Error);
    if found.is_empty() { faults } else { found }
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

/// Reads and checks a plan with the fields of `set` replaced. Every stage runs
/// as far as it can, so that one run reports all faults.
fn read(
    plan: &Path,
    set: &[String],
    convert_legacy: bool,
) -> Result<(Option<Plan>, Vec<Diagnostic>), Diagnostic> {
    let input = input::read(plan)?;
    let mut diagnostics = input.diagnostics;
    if convert_legacy {
        input::accept_legacy(&mut diagnostics);
    }
    let Some(mut node) = input.node else { return Ok((None, diagnostics)) };
    for assignment in set {
        input::set(&mut node, assignment)?;
    }
    let (plan, faults) = model::read::read(&node);
    diagnostics.extend(faults);
    Ok((plan, diagnostics))
}

/// The names of the pictures that a document shows, each as often as it is
/// shown.
fn picture_files(document: &Document) -> Vec<&Text> {
    let signatures = document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref());
    let images = signatures.flat_map(|s| s.signature_image.iter().chain(&s.seal_image));
    let parts = document.body.iter().chain(document.appendices.iter().flat_map(|a| &a.parts));
    let parts = parts.filter_map(|placed| match &placed.part {
        Part::Image(image) => Some(&image.file),
        _ => None,
    });
    images.chain(parts).collect()
}

/// Reads the pictures that the document names, from the plan's folder only.
fn pictures(document: &Document, folder: &Path, diagnostics: &mut Vec<Diagnostic>) -> Vec<Picture> {
    let mut pictures: Vec<Picture> = Vec::new();
    for file in picture_files(document) {
        let name = file.to_plain();
        // A name that is missing has been reported.
        if name.is_empty() || pictures.iter().any(|(known, _)| *known == name) {
            continue;
        }
        match picture(folder, &name, file) {
            Ok(data) => pictures.push((name, data)),
            Err(fault) => diagnostics.push(fault),
        }
    }
    pictures
}

fn picture(folder: &Path, name: &str, file: &Text) -> Result<Vec<u8>, Diagnostic> {
    let fault = |message: String| Diagnostic::error("bad-picture", &file.origin, message);
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return Err(fault(format!("Tệp hình “{name}” không nằm trong thư mục của kế hoạch."))
            .hint("chép tệp hình vào cùng thư mục với kế hoạch và chỉ ghi tên tệp"));
    }
    let path = folder.join(name);
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase);
    let signature = match extension.as_deref() {
        Some("png") => PNG,
        Some("jpg" | "jpeg") => JPEG,
        _ => {
            return Err(fault(format!("Tệp hình “{name}” không phải là PNG hoặc JPEG."))
                .hint("lưu lại hình dạng PNG"));
        }
    };
    let size = std::fs::metadata(&path).map(|m| m.len()).unwrap_or_default();
    if size > MAX_PICTURE_BYTES {
        return Err(fault(format!("Tệp hình “{name}” lớn hơn 50 MB.")).hint("giảm kích thước hình"));
    }
    let data = std::fs::read(&path).map_err(|error| {
        fault(format!(
            "Không đọc được tệp hình “{name}”: {}.",
            crate::diagnostic::io_reason(&error)
        ))
        .hint("kiểm tra tên tệp; tệp hình phải ở cùng thư mục với kế hoạch")
    })?;
    if !data.starts_with(signature) {
        return Err(fault(format!("Tệp hình “{name}” có nội dung không khớp với đuôi tên tệp."))
            .hint("mở hình rồi lưu lại (Save As) dạng PNG; chỉ đổi tên tệp thì không đủ"));
    }
    Ok(data)
}
