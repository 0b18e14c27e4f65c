//! What is said of a Word document that cannot be read. The faults of a package speak of
//! workbooks; here they are made to speak of documents.

use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;
use crate::input::package::faults;
use crate::origin::Origin;

/// Words of workbooks, and what they are for a document.
const WORDS: &[(&str, &str)] = &[
    ("Bảng tính", "Văn bản Word"),
    ("một bảng tính mới", "một văn bản mới"),
    ("Bảo vệ sổ làm việc", "Bảo vệ tài liệu"),
    ("Excel", "Word"),
    (".xlsx", ".docx"),
];

/// A fault of the package as one of a document.
pub fn of_document(mut fault: Fault) -> Fault {
    let texts = std::iter::once(&mut fault.message).chain(&mut fault.hints);
    for text in texts {
        for (workbook, document) in WORDS {
            *text = text.replace(workbook, document);
        }
    }
    fault
}

/// A document that holds more than can be right, in the way that `message` tells.
pub fn too_large(whole: &Origin, message: &str) -> Fault {
    faults::too_large(whole, message.to_owned())
}

/// A document without the part that every one has.
pub fn no_body(whole: &Origin) -> Fault {
    let message = "Văn bản Word bị hỏng: không tìm thấy phần nội dung.";
    Diagnostic::error("damaged-workbook", whole, message)
        .hint("mở tệp bằng Word, chọn Lưu thành (Save As) một tệp .docx mới rồi chạy lại")
        .into()
}
