//! What is said of a file, or of a part of it, that cannot be read as a
//! workbook, whatever its format.

use crate::diagnostic::Diagnostic;
use crate::origin::Origin;

use super::Fault;

/// The diagnostic of a part whose contents are not what a workbook has there.
pub fn damaged(whole: &Origin, part: &str, why: &str) -> Fault {
    Diagnostic::error(
        "damaged-workbook",
        whole,
        format!("Bảng tính bị hỏng ở phần “{part}”: {why}."),
    )
    .hint("mở tệp bằng Excel, chọn Lưu thành (Save As) một tệp .xlsx mới rồi chạy lại")
    .into()
}

/// The diagnostic of a workbook that is locked with a password.
pub fn password(whole: &Origin) -> Fault {
    let message = "Bảng tính được bảo vệ bằng mật khẩu nên không đọc được.";
    Diagnostic::error("encrypted-workbook", whole, message)
        .hint("mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại")
        .hint("LibreOffice: chọn Lưu thành (Save As) và bỏ dấu ở ô “Lưu với mật khẩu”")
        .into()
}

/// The diagnostic of a part that holds more than can be right.
pub fn part_too_large(whole: &Origin, name: &str) -> Fault {
    too_large(whole, format!("Phần “{name}” của tệp quá lớn nên không được đọc."))
}

/// The diagnostic of a file that is too large in the way that `message` tells.
pub fn too_large(whole: &Origin, message: String) -> Fault {
    Diagnostic::error("workbook-too-large", whole, message)
        .hint("chép nội dung cần dùng sang một bảng tính mới rồi chạy lại")
        .into()
}
