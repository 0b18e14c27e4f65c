//! Why the file system refused, in Vietnamese.

use std::io::{Error, ErrorKind};

/// A clause that completes "Không đọc được tệp x: …", without a full stop.
pub fn io_reason(error: &Error) -> String {
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
