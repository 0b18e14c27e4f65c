//! What is said of a Word document that cannot be read. The faults of the package speak
//! of workbooks; here they speak of documents.

use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;
use crate::input::package::faults;
use crate::origin::Origin;

const SAVE_ANEW: &str = "mở tệp bằng Word, chọn Lưu thành (Save As) một tệp .docx mới rồi chạy lại";
const DIVIDE: &str = "chép nội dung cần dùng sang một văn bản mới rồi chạy lại";
const UNLOCK: &str = "mở bằng Word, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ tài liệu) rồi lưu lại";
const UNLOCK_ELSEWHERE: &str =
    "LibreOffice: chọn Lưu thành (Save As) và bỏ dấu ở ô “Lưu với mật khẩu”";

/// A fault of the package as one of a document.
pub fn of_document(mut fault: Fault) -> Fault {
    let hints: &[&str] = match fault.code {
        "damaged-workbook" => &[SAVE_ANEW],
        "workbook-too-large" => &[DIVIDE],
        "encrypted-workbook" => &[UNLOCK, UNLOCK_ELSEWHERE],
        _ => return fault,
    };
    if let Some(rest) = fault.message.strip_prefix("Bảng tính") {
        fault.message = format!("Văn bản Word{rest}");
    }
    fault.hints = hints.iter().map(|hint| (*hint).to_owned()).collect();
    fault
}

/// A document that holds more than can be right, in the way that `message` tells.
pub fn too_large(whole: &Origin, message: &str) -> Fault {
    of_document(faults::too_large(whole, message.to_owned()))
}

/// A document without the part that every one has.
pub fn no_body(whole: &Origin) -> Fault {
    let message = "Văn bản Word bị hỏng: không tìm thấy phần nội dung.";
    Box::new(Diagnostic::error("damaged-workbook", whole, message).hint(SAVE_ANEW))
}
