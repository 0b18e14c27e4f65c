//! Files that are no plan and no list: what they are, whatever their name says,
//! and what to do with them.
//!
//! Depends on `origin`, `diagnostic` and the packages of workbooks and documents. A further
//! kind of file is a row in [`SIGNATURES`], [`TEXTS`], [`PARTS`] or [`STREAMS`].

use std::io::Read;

use crate::diagnostic::Diagnostic;

use super::package::faults::password;
use super::package::{Package, is_encrypted};
use super::source::{Source, is_document};
use super::word;
use super::word::faults::of_document;
use super::workbook::{self, Container};

/// What to do with a text in an encoding that is not read.
pub const SAVE_AS_UTF8: &str =
    "lưu lại tệp ở bảng mã UTF-8; trong Excel chọn Lưu thành (Save As) > CSV UTF-8";

const PLANS: &[&str] = &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "json", "docx"];
const LISTS: &[&str] = &["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "json"];
const COPY: &str = "chép nội dung sang bảng tính rồi lưu thành .xlsx";
const AS_DOCX: &str = "mở bằng Word hoặc LibreOffice, chọn Lưu thành (Save As) > Tài liệu Word (.docx) rồi chạy lại với tệp mới";
const SOURCE: &str = "PDF không giữ cấu trúc của văn bản: tìm tệp Word (.docx) gốc; chỉ có PDF thì gõ lại vào bảng tính do kehoach init tạo";
const RESAVE: &str =
    "mở bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As) .xlsx rồi chạy lại với tệp mới";
const UNPACK: &str = "giải nén rồi chỉ ra tệp bảng tính ở bên trong";
const DETACH: &str = "mở thư, lưu tệp đính kèm ra thư mục rồi chỉ ra tệp đó";
const PICTURE: &str =
    "chỉ ra tệp bảng tính hoặc JSON; hình thì ghi tên ở một dòng có Kiểu là “hình”";

/// What a file is, and what to do.
type What = (&'static str, &'static str);

/// How files begin.
const SIGNATURES: &[(&[u8], What)] = &[
    (b"%PDF-", ("tệp PDF", SOURCE)),
    (b"{\\rtf", ("văn bản RTF", AS_DOCX)),
    (b"\x89PNG", ("hình PNG", PICTURE)),
    (b"\xFF\xD8\xFF", ("hình JPEG", PICTURE)),
    (b"GIF8", ("hình GIF", PICTURE)),
    (b"II*\0", ("hình TIFF", PICTURE)),
    (b"MM\0*", ("hình TIFF", PICTURE)),
    (b"Rar!\x1A\x07", ("tệp nén .rar", UNPACK)),
    (b"7z\xBC\xAF\x27\x1C", ("tệp nén .7z", UNPACK)),
    (b"\x1F\x8B", ("tệp nén .gz", UNPACK)),
];

/// How texts begin, in lower case and without white space before.
const TEXTS: &[(&str, What)] = &[
    ("<!doctype html", HTML),
    ("<html", HTML),
    ("<head", HTML),
    ("<body", HTML),
    ("<table", HTML),
    ("<style", HTML),
    ("<meta", HTML),
    ("mime-version:", ("trang web đóng gói (MHTML)", RESAVE)),
];
const HTML: What = ("trang web (HTML)", RESAVE);

/// What XML has near its beginning; the first found counts.
const XMLS: &[(&str, What)] = &[
    ("progid=\"word.document\"", ("văn bản Word dạng XML", AS_DOCX)),
    ("opendocument.text", ("văn bản OpenDocument dạng XML (.fodt)", AS_DOCX)),
    (":office:spreadsheet", ("bảng tính XML 2003", RESAVE)),
    ("opendocument.spreadsheet", ("bảng tính OpenDocument dạng XML (.fods)", RESAVE)),
    ("<html", HTML),
    ("", ("tệp XML", COPY)),
];

/// Parts by which zipped files are known; the first found counts.
const PARTS: &[(&str, What)] =
    &[("ppt/presentation.xml", ("bản trình chiếu (.pptx)", COPY)), ("", ("tệp nén .zip", UNPACK))];

/// Streams by which OLE files are known.
const STREAMS: &[(&str, What)] = &[
    ("WordDocument", ("văn bản Word đời cũ (.doc)", AS_DOCX)),
    ("PowerPoint Document", ("bản trình chiếu đời cũ (.ppt)", COPY)),
    ("__properties_version1.0", ("thư Outlook (.msg)", DETACH)),
];

/// How much of the start of a text tells what it is (bytes).
const OPENING: usize = 4 << 10;
const ZIP: &[u8] = b"PK";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The fault of a file that is known to be something else than a plan, or that
/// is locked with a password.
pub fn known(source: &Source) -> Option<Diagnostic> {
    let bytes = source.bytes.as_slice();
    let signature = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start));
    let what = match signature {
        Some((_, what)) => *what,
        None if bytes.starts_with(OLE) => {
            let file = Container::open(bytes)?;
            if file.has("EncryptedPackage") {
                return Some(locked(source));
            }
            STREAMS.iter().find(|(stream, _)| file.has(stream))?.1
        }
        None if bytes.starts_with(ZIP) => {
            let mut package = Package::open(&source.file, bytes).ok()?;
            if is_encrypted(&mut package) {
                return Some(locked(source));
            }
            zipped(&mut package)?
        }
        None => text(&opening(bytes))?,
    };
    Some(something_else(source, what))
}

/// The fault of a file that no reader recognises.
pub fn unknown(source: &Source) -> Diagnostic {
    of_no_format(source, PLANS)
}

/// The same where files of these extensions would be read.
fn of_no_format(source: &Source, formats: &[&str]) -> Diagnostic {
    let bytes = source.bytes.as_slice();
    let fault = |message: &str| Diagnostic::error("unknown-format", &source.whole, message);
    let utf16 = is_utf16(bytes);
    let is_text = || utf16 || std::str::from_utf8(bytes).is_ok() && is_printable(bytes);
    if bytes.is_empty() {
        return fault("Tệp rỗng, không có byte nào.")
            .hint("lấy lại tệp gốc, hoặc mở chương trình đã tạo ra tệp rồi lưu lại");
    }
    if bytes.starts_with(OLE) {
        return fault("Tệp kiểu Office đời cũ bị hỏng, hoặc bên trong không có bảng tính.")
            .hint(RESAVE);
    }
    if is_text() {
        return match source.extension.as_str() {
            _ if is_utf16_json(bytes) => {
                fault("Tệp JSON ở bảng mã UTF-16 nên không đọc được.").hint(SAVE_AS_UTF8)
            }
            "json" => fault("Tệp này không phải JSON của một kế hoạch: phải bắt đầu bằng dấu “{”.")
                .hint("đặt cả kế hoạch trong { }; kehoach schema in ra các khóa dùng được"),
            "csv" => fault("Tệp .csv không có dòng tiêu đề cột với cột “Nội dung”.")
                .hint("ghi “Mục” và “Nội dung” vào hai ô đầu của dòng đầu tiên"),
            _ => something_else(source, ("tệp văn bản", COPY))
                .hint("tệp .csv phải có cột “Nội dung”; tệp JSON phải bắt đầu bằng dấu “{”"),
        };
    }
    if is_printable(bytes) {
        return fault("Tệp văn bản không ở bảng mã UTF-8 nên không đọc được.").hint(SAVE_AS_UTF8);
    }
    fault("Không nhận ra định dạng của tệp.").hint(format!("dùng một tệp .{}", formats.join(", .")))
}

/// Whether a file that is nothing else is text, of which a list of communes may
/// be made, in whatever encoding.
pub fn is_text(source: &Source) -> bool {
    let bytes = source.bytes.as_slice();
    let printable = is_utf16(bytes) || is_printable(bytes);
    !bytes.is_empty() && printable && !is_utf16_json(bytes)
}

/// The fault of a file that is no list of communes in any format.
pub fn unknown_list(source: &Source) -> Diagnostic {
    if word::recognises(&source.bytes) {
        let message = "Đây là văn bản Word (.docx), không phải danh sách.";
        return Diagnostic::error("unknown-format", &source.whole, message).hint(COPY);
    }
    if source.extension == "json" && is_text(source) {
        let message = "Tệp này không phải JSON của một danh sách: phải bắt đầu bằng dấu “[”.";
        return Diagnostic::error("unknown-format", &source.whole, message)
            .hint("đặt cả danh sách trong [ ], mỗi xã một đối tượng { }");
    }
    of_no_format(source, LISTS)
}

/// The fault of a file with a password, which hides what the file is: its name tells.
fn locked(source: &Source) -> Diagnostic {
    let fault = password(&source.whole);
    match source.extension.as_str() {
        extension if is_document(extension) => *of_document(fault),
        _ => *fault,
    }
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn is_utf16_json(bytes: &[u8]) -> bool {
    is_utf16(bytes) && opening(bytes).starts_with(['{', '['])
}

fn something_else(source: &Source, (what, hint): What) -> Diagnostic {
    let extension = &source.extension;
    let hint = if hint == RESAVE && is_document(extension) { AS_DOCX } else { hint };
    let message = if PLANS.contains(&extension.as_str()) {
        format!("Tên tệp có đuôi .{extension} nhưng nội dung là {what}.")
    } else {
        format!("Đây là {what}; chương trình không đọc dạng tệp này.")
    };
    Diagnostic::error("unknown-format", &source.whole, message).hint(hint)
}

/// What a zipped file is; `None` for a workbook or a Word document.
fn zipped(package: &mut Package) -> Option<What> {
    if workbook::is_workbook(package) || word::is_document(package) {
        return None;
    }
    let mut mimetype = String::new();
    if let Ok(part) = package.part("mimetype") {
        // What is no text is no mimetype either.
        let _ = part.take(OPENING as u64).read_to_string(&mut mimetype);
    }
    match mimetype.trim().strip_prefix("application/vnd.oasis.opendocument.") {
        Some("text" | "text-template") => Some(("văn bản OpenDocument (.odt)", AS_DOCX)),
        Some("presentation") => Some(("bản trình chiếu OpenDocument (.odp)", COPY)),
        _ => PARTS.iter().find(|(part, _)| part.is_empty() || package.has(part)).map(|(_, w)| *w),
    }
}

/// What a text is, by how it begins; `None` for any other.
fn text(opening: &str) -> Option<What> {
    if opening.starts_with("<?xml") {
        return XMLS.iter().find(|(word, _)| opening.contains(word)).map(|(_, what)| *what);
    }
    TEXTS.iter().find(|(start, _)| opening.starts_with(start)).map(|(_, what)| *what)
}

/// The start of a file as text in lower case.
fn opening(bytes: &[u8]) -> String {
    let start = bytes.get(..OPENING).unwrap_or(bytes);
    let utf16 = |rest: &[u8], from: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = rest.as_chunks().0.iter().map(|pair| from(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match start {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8_lossy(start).into_owned(),
    };
    text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace()).to_lowercase()
}

/// Whether there is nothing at the start that no text has.
fn is_printable(bytes: &[u8]) -> bool {
    let start = bytes.get(..OPENING).unwrap_or(bytes);
    start.iter().all(|byte| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C))
}
