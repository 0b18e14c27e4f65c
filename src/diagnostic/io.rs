//! Why the system refused, in Vietnamese.

use std::io::{Error, ErrorKind};

use super::Diagnostic;

/// What Windows says of a file that another program keeps to itself.
const SHARING_VIOLATION: i32 = 32;
/// What Windows says of a part of a file that another program has locked.
const LOCK_VIOLATION: i32 = 33;

/// The system gives no thread; what to do is the caller's to say.
pub fn no_thread(error: &Error) -> Diagnostic {
    let message = format!("Không chạy được luồng xử lý: {}.", io_reason(error));
    Diagnostic::general("no-thread", message)
}

/// A clause that completes "Không đọc được tệp x: …", without a full stop.
pub fn io_reason(error: &Error) -> String {
    if cfg!(windows) && matches!(error.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION)) {
        return "tệp đang mở trong chương trình khác".into();
    }
    let known = match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::PermissionDenied => "không có quyền, hoặc tệp đang mở trong chương trình khác",
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            "một phần của đường dẫn là tệp, không phải thư mục"
        }
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "ổ đĩa đã đầy",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "tên tệp không hợp lệ",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => {
            "tệp đang được chương trình khác dùng"
        }
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("hệ điều hành báo lỗi số {number}"),
                None => "lỗi đọc ghi không rõ nguyên nhân".into(),
            };
        }
    };
    known.into()
}
