//! A file from the disk: its bytes, or why it cannot be read.
//!
//! Only regular files of a limited size are read: a device or a pipe may never
//! end. May depend on `origin` and `diagnostic`.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, io_reason};
use crate::origin::{Origin, Place};

/// A larger file is not read at all (bytes).
const FILE_LIMIT: u64 = 64 << 20;

/// A file that has been read.
pub struct Source {
    /// Its name without folders, as messages show it.
    pub file: Arc<str>,
    /// The place of the file as a whole.
    pub whole: Origin,
    /// The part of the name after the last full stop, in lower case.
    pub extension: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

impl Source {
    /// A file of this name with these contents.
    pub fn new(file: &Arc<str>, bytes: Vec<u8>) -> Self {
        Self {
            file: file.clone(),
            whole: Origin::new(file, Place::File),
            extension: extension(Path::new(&**file)),
            bytes,
        }
    }

    /// Reads the file at `path`.
    ///
    /// # Errors
    /// There is no such file, it is none to be read (a folder, a device, the
    /// mark of an office program), it is too large, or the system refuses.
    pub fn load(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        let file: Arc<str> = name.as_ref().into();
        let whole = Origin::new(&file, Place::File);
        let refused = |error| cannot_open(&error, &whole);
        let metadata = fs::metadata(path).map_err(refused)?;
        if metadata.is_dir() {
            return Err(refused(io::ErrorKind::IsADirectory.into()));
        }
        if !metadata.is_file() {
            let message = "Đây là thiết bị hoặc đường ống (pipe), không phải tệp thường.";
            return Err(Diagnostic::error("cannot-open", &whole, message)
                .hint("ghi nội dung ra một tệp rồi chỉ ra tệp đó"));
        }
        if let Some((program, owned)) = owned_by(&name) {
            return Err(mark_of(program, owned, &whole));
        }
        let mut bytes = Vec::new();
        if metadata.len() <= FILE_LIMIT {
            let opened = File::open(path).map_err(refused)?;
            opened.take(FILE_LIMIT + 1).read_to_end(&mut bytes).map_err(refused)?;
        }
        if metadata.len().max(bytes.len() as u64) > FILE_LIMIT {
            return Err(too_large(&whole, FILE_LIMIT));
        }
        Ok(Self::new(&file, bytes))
    }
}

/// The part of a name after the last full stop, in lower case.
fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

/// Whether files with this extension are Word's.
pub fn is_document(extension: &str) -> bool {
    matches!(extension, "docx" | "docm" | "dotx" | "dotm" | "doc" | "dot" | "rtf")
}

/// The note that an office program has the file at `path` open, if it left its
/// mark beside it.
pub fn open_elsewhere(path: &Path, whole: &Origin) -> Option<Diagnostic> {
    let name = path.file_name()?;
    let office = if is_document(&extension(path)) { "Word" } else { "Excel" };
    let marks = [("~$", "", office), (".~lock.", "#", "LibreOffice")];
    let (_, _, program) = marks.into_iter().find(|(before, after, _)| {
        let mark: OsString = [OsStr::new(before), name, OsStr::new(after)].into_iter().collect();
        path.with_file_name(mark).exists()
    })?;
    let message =
        format!("Tệp đang mở trong {program}; chương trình đọc bản đã lưu lần cuối trên đĩa.");
    Some(
        Diagnostic::note("open-elsewhere", whole, message)
            .hint(format!("vừa sửa gì trong {program} thì bấm Lưu rồi chạy lại")),
    )
}

/// The program whose mark a file of this name is, and the file that it has open.
fn owned_by(name: &str) -> Option<(&'static str, &str)> {
    let office = if is_document(&extension(Path::new(name))) { "Word" } else { "Excel" };
    let owned = || name.strip_prefix("~$").map(|owned| (office, owned));
    let libreoffice = name.strip_prefix(".~lock.").and_then(|rest| rest.strip_suffix('#'));
    libreoffice.map(|owned| ("LibreOffice", owned)).or_else(owned)
}

fn mark_of(program: &str, owned: &str, whole: &Origin) -> Diagnostic {
    // Word leaves out the first letters of a long name.
    let (file, hint) = match program {
        "Word" => ("văn bản".to_owned(), format!("chỉ ra tệp có tên kết thúc bằng “{owned}”")),
        _ => (format!("“{owned}”"), format!("chỉ ra tệp “{owned}”")),
    };
    let message =
        format!("Đây là tệp tạm mà {program} đặt cạnh {file} khi đang mở, không có nội dung.");
    Diagnostic::error("owner-file", whole, message).hint(hint)
}

/// The diagnostic of a file of more than `limit` bytes.
pub fn too_large(whole: &Origin, limit: u64) -> Diagnostic {
    let message = format!("Tệp lớn hơn {} MB nên không được đọc.", limit >> 20);
    Diagnostic::error("file-too-large", whole, message)
        .hint("kiểm tra lại xem có chọn đúng tệp không")
}

fn cannot_open(error: &io::Error, whole: &Origin) -> Diagnostic {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            ("Không tìm thấy tệp.".into(), "kiểm tra lại tên tệp và thư mục đang đứng")
        }
        io::ErrorKind::IsADirectory => (
            "Đây là thư mục, không phải tệp.".into(),
            "ghi tên tệp ở trong thư mục; thư mục trùng tên với tệp cần đọc thì đổi tên",
        ),
        io::ErrorKind::PermissionDenied => (
            "Không có quyền đọc tệp này.".into(),
            "xin quyền đọc, hoặc nhờ người có quyền chép tệp sang thư mục của bạn",
        ),
        _ => (
            format!("Không mở được tệp: {}.", io_reason(error)),
            "đóng tệp nếu đang mở trong chương trình khác rồi chạy lại",
        ),
    };
    Diagnostic::error("cannot-open", whole, message).hint(hint)
}
