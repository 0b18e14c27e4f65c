//! Readers: a file becomes the neutral tree `model::node::Node`, whose keys are
//! those of the JSON schema whatever the file was.
//!
//! A reader says what is wrong with the *file* and with its sheets and labels;
//! whether a field is missing or of the wrong type is `model::read`'s affair.
//! May depend on `origin`, `diagnostic` and `model`. A new format is a module
//! here and a row in `READERS`.

mod clean;
mod json;
mod legacy;
mod values;
mod workbook;

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::{FIELDS, closest, fold};
use crate::model::node::{Node, RawText};
use crate::origin::{Origin, Place};

use values::Typed;

pub use legacy::accept_legacy;

/// What a reader made of a file.
pub struct Input {
    /// The tree; `None` when the contents could not be read at all, and then
    /// `diagnostics` holds an error.
    pub node: Option<Node>,
    /// Everything found wrong or worth saying, in the file's order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Input {
    /// Contents that cannot be read, for the reason given.
    fn unreadable(reason: Diagnostic) -> Self {
        Self { node: None, diagnostics: vec![reason] }
    }
}

/// A format that can be read. It is recognised by its contents, so that a
/// wrong file name does no harm.
struct Reader {
    recognises: fn(&[u8]) -> bool,
    read: fn(&Arc<str>, &[u8]) -> Input,
}

const READERS: &[Reader] = &[
    Reader { recognises: workbook::recognises, read: workbook::read },
    Reader { recognises: json::recognises, read: json::read },
];

/// A larger file is not read at all (bytes).
const FILE_LIMIT: u64 = 128 << 20;

/// Reads the plan in `path`, in whichever of the known formats it is. Origins
/// show the file's name without its folders.
///
/// # Errors
/// The file could not be opened or is of no known format (exit code 2).
pub fn read(path: &Path) -> Result<Input, Diagnostic> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let file: Arc<str> = name.to_string_lossy().into();
    let whole = Origin::new(&file, Place::File);
    let bytes = load(path).map_err(|error| cannot_open(&error, &whole))?;
    if bytes.len() as u64 > FILE_LIMIT {
        let message = format!("Tệp lớn hơn {} MB nên không được đọc.", FILE_LIMIT >> 20);
        return Err(Diagnostic::error("file-too-large", &whole, message)
            .hint("kiểm tra lại xem có chọn đúng tệp không"));
    }
    read_bytes(&file, &bytes)
}

/// Reads the plan in `bytes`, the contents of a file called `file`.
///
/// # Errors
/// They are of no known format.
pub fn read_bytes(file: &Arc<str>, bytes: &[u8]) -> Result<Input, Diagnostic> {
    match READERS.iter().find(|reader| (reader.recognises)(bytes)) {
        Some(reader) => Ok((reader.read)(file, bytes)),
        None => Err(unknown_format(bytes, &Origin::new(file, Place::File))),
    }
}

/// Replaces a field of *Thông tin* in `node` by an option `--set 'Số=15'`. The
/// label is found whatever its case, spaces and diacritics; nothing after `=`
/// makes the field blank.
///
/// # Errors
/// There is no `=` in `assignment`, or its label is unknown.
pub fn set(node: &mut Node, assignment: &str) -> Result<(), Diagnostic> {
    let origin = Origin::option(&format!("--set {assignment}"));
    let Some((label, value)) = assignment.split_once('=') else {
        let message = "Tùy chọn --set thiếu dấu “=” giữa tên mục và giá trị.";
        return Err(Diagnostic::error("bad-assignment", &origin, message)
            .hint("viết theo dạng --set 'Số=15'"));
    };
    let Some(field) = FIELDS.iter().find(|f| fold(f.label) == fold(label)) else {
        return Err(unknown_field(label.trim(), &origin));
    };
    let mut problems = Vec::new();
    let text = clean::unicode(&RawText::plain(value), &origin, &mut problems);
    if let Some(problem) = problems.pop() {
        return Err(problem);
    }
    let typed = Typed { text, ..Typed::default() };
    let value = values::node(field.path, &typed, &origin);
    values::put(node, field.path, &origin, &origin, value);
    Ok(())
}

fn load(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(FILE_LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_open(error: &io::Error, origin: &Origin) -> Diagnostic {
    let (message, hint) = match error.kind() {
        io::ErrorKind::NotFound => {
            ("Không tìm thấy tệp.", "kiểm tra lại tên tệp và thư mục đang đứng")
        }
        io::ErrorKind::IsADirectory => ("Đây là thư mục, không phải tệp.", "chỉ ra tệp cần đọc"),
        _ => (
            "Không mở được tệp.",
            "đóng tệp nếu đang mở trong chương trình khác và kiểm tra quyền đọc tệp",
        ),
    };
    Diagnostic::error("cannot-open", origin, message).hint(hint)
}

fn unknown_format(bytes: &[u8], origin: &Origin) -> Diagnostic {
    let (message, hint) = if bytes.is_empty() {
        ("Tệp rỗng.", "kiểm tra lại xem có chọn đúng tệp không")
    } else if let Some(known) = workbook::foreign(bytes) {
        known
    } else if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        ("Tệp văn bản ở bảng mã UTF-16 nên không đọc được.", "lưu lại tệp ở bảng mã UTF-8")
    } else {
        (
            "Không nhận ra định dạng của tệp.",
            "dùng bảng tính Excel (.xlsx) hoặc tệp JSON bắt đầu bằng dấu “{”",
        )
    };
    Diagnostic::error("unknown-format", origin, message).hint(hint)
}

fn unknown_field(label: &str, origin: &Origin) -> Diagnostic {
    let message = format!("Không có mục nào tên là “{label}”.");
    let error = Diagnostic::error("unknown-label", origin, message);
    match closest(label, FIELDS.iter().map(|f| f.label)) {
        Some(known) => error.hint(suggestion(known)),
        None => {
            let labels: Vec<&str> = FIELDS.iter().map(|f| f.label).collect();
            error.hint(format!("các mục dùng được: {}", labels.join(", ")))
        }
    }
}
