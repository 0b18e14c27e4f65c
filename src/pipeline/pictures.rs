//! The pictures that plans name, read from the plan's own folder, each once.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use crate::diagnostic::Diagnostic;
use crate::model::document::{Document, Part};
use crate::model::text::Text;
use crate::typeset::Picture;

/// The largest picture that is read.
const MAX_PICTURE_BYTES: u64 = 50 << 20;

/// How files of each format begin.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xFF\xD8\xFF";

/// The pictures of one plan; those of all communes are held once.
pub(super) struct Pictures {
    folder: PathBuf,
    known: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

impl Pictures {
    /// Those beside the file `plan`.
    pub fn beside(plan: &Path) -> Self {
        let folder = plan.parent().unwrap_or(Path::new(".")).to_path_buf();
        Self { folder, known: Mutex::default() }
    }

    /// The pictures that `document` shows; what cannot be read is reported.
    pub fn of(&self, document: &Document, diagnostics: &mut Vec<Diagnostic>) -> Vec<Picture> {
        let mut pictures: Vec<Picture> = Vec::new();
        for file in picture_files(document) {
            let name = file.to_plain();
            // A name that is missing has been reported.
            if name.is_empty() || pictures.iter().any(|(known, _)| *known == name) {
                continue;
            }
            match self.picture(&name, file) {
                Ok(data) => pictures.push((name, data)),
                Err(fault) => diagnostics.push(fault),
            }
        }
        pictures
    }

    fn picture(&self, name: &str, file: &Text) -> Result<Arc<[u8]>, Diagnostic> {
        let known = self.known.lock().ok().and_then(|known| known.get(name).cloned());
        if let Some(data) = known {
            return Ok(data);
        }
        let data: Arc<[u8]> = picture(&self.folder, name, file)?.into();
        if let Ok(mut known) = self.known.lock() {
            known.insert(name.to_owned(), data.clone());
        }
        Ok(data)
    }
}

/// The names of the pictures that a document shows, each as often as it is
/// shown.
pub(super) fn picture_files(document: &Document) -> Vec<&Text> {
    let signatures = document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref());
    let images = signatures.flat_map(|s| s.signature_image.iter().chain(&s.seal_image));
    let parts = document.body.iter().chain(document.appendices.iter().flat_map(|a| &a.parts));
    let parts = parts.filter_map(|placed| match &placed.part {
        Part::Image(image) => Some(&image.file),
        _ => None,
    });
    images.chain(parts).collect()
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
