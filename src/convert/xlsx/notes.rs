//! The words of the notes on cells: what goes there and what the decree wants.

use crate::model::vocabulary::setting;

const DECREE: &str = "Nghị định 30/2020/NĐ-CP";

/// On the titles of the sheet *Thông tin*.
pub const LABEL: &str = "Tên các mục. Không đổi tên; mục nào không dùng thì để trống ô bên phải.";
/// See [`LABEL`].
pub const VALUE: &str = "Ghi đúng như cần in. Xuống dòng trong ô: Alt+Enter. Kế hoạch liên tịch có \
    thêm một cột Giá trị cho cơ quan thứ hai.";

/// On the titles of the sheet *Nội dung*.
pub const MARKER: &str = "Ký hiệu đầu đoạn: I, 1, 1.1, a, -, + (chương trình thêm dấu: I. 1. a), \
    hoặc Phần I, Chương I, Mục 1, Điều 1. Đoạn văn thì để trống. Cả cột để trống: ký hiệu được đọc \
    ở đầu mỗi đoạn; ghi (trống) để không đọc.\nNghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.";
/// See [`MARKER`].
pub const TEXT: &str = "Mỗi dòng một đoạn. Chữ đậm, nghiêng theo định dạng trong ô. Dòng bảng: ghi \
    tên trang chứa bảng. Dòng hình: ghi tên tệp .png hoặc .jpg cùng thư mục.\nNghị định \
    30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.";
/// See [`MARKER`].
pub const KIND: &str = "Để trống: I, 1, 1.1 là tiêu đề, trừ khi đoạn kết thúc bằng dấu . ; hoặc :\n\
    Chọn khi cần nói rõ: tiêu đề, đoạn, căn cứ (in nghiêng), bảng, hình.";
/// See [`MARKER`].
pub const LEVEL: &str = "Thay cho cột Mục: chương trình tự đánh số. 1 là I., 2 là 1., 3 là 1.1., 4 \
    là a), 5 là -, 6 là +.\nNghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6.";
/// See [`MARKER`].
pub const ALTERNATIVE: &str =
    "Chỉ cho dòng hình: một câu tả hình, cho người dùng trình đọc màn hình.";
/// See [`MARKER`].
pub const WIDTH: &str =
    "Chỉ cho dòng hình: bề rộng trên giấy, mm. Để trống là hết chiều rộng trang.";

/// See [`MARKER`].
pub const CONDITION: &str = "Chỉ cho kế hoạch lập theo danh sách xã: dòng này in cho xã nào, ví dụ \
    loai = \"phường\". Để trống là in cho mọi xã.";

/// On the title of the sheet *Nơi nhận*.
pub const RECIPIENTS: &str = "Mỗi dòng một nơi nhận, không ghi gạch đầu dòng và dấu chấm phẩy. Dòng \
    cuối là Lưu: VT, đơn vị soạn thảo.\nNghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, II.9.";

/// On the titles of the sheet *Chú thích*.
pub const FOOTNOTE_NUMBER: &str = "Số của chú thích: 1 cho [^1]. Gọi trong chữ bất kỳ bằng [^1].";
/// See [`FOOTNOTE_NUMBER`].
pub const FOOTNOTE_TEXT: &str = "Nội dung in ở cuối trang có chữ gọi chú thích.";

/// On the label of the field at `path` of the sheet *Thông tin*.
pub fn of_field(path: &str) -> String {
    let (what, clause) = field(path);
    match clause {
        "" => what.to_owned(),
        _ => format!("{what}\n{DECREE}, {clause}."),
    }
}

/// What goes into a field, and the clause.
fn field(path: &str) -> (&'static str, &'static str) {
    match path {
        "kind" => ("Chọn tên loại văn bản; để trống là KẾ HOẠCH.", "Phụ lục III, Mục I"),
        "letterhead.parent_agency" => (
            "Cơ quan chủ quản trực tiếp, nếu có; được viết tắt cụm từ thông dụng: UBND TỈNH LÀO CAI.",
            "Phụ lục I, Phần I, II.2",
        ),
        "letterhead.agency" => (
            "Tên đầy đủ của cơ quan ban hành, không viết tắt; ngắt dòng bằng Alt+Enter.",
            "Phụ lục I, Phần I, II.2",
        ),
        "letterhead.number" => (
            "Chỉ ghi chữ số: 5 được in là 05. Chưa có số thì để trống, văn bản chừa chỗ.",
            "Điều 15; Phụ lục I, Phần I, II.3",
        ),
        "letterhead.symbol" => (
            "Chữ viết tắt tên loại và tên cơ quan: KH-UBND; không ghi số và dấu /.",
            "Phụ lục I, Phần I, II.3",
        ),
        "letterhead.place" => (
            "Tên gọi chính thức của đơn vị hành chính nơi cơ quan đóng trụ sở: Đông A.",
            "Phụ lục I, Phần I, II.4",
        ),
        "letterhead.date" => (
            "05/02/2026, tháng 02/2026 hoặc năm 2026; phần chưa có thì văn bản chừa chỗ.",
            "Phụ lục I, Phần I, II.4",
        ),
        "subject" => (
            "Một câu ngắn gọn hoặc một cụm từ phản ánh khái quát nội dung, in dưới tên loại.",
            "Phụ lục I, Phần I, II.5",
        ),
        "issued_with" => (
            "Chỉ ghi khi ban hành kèm theo văn bản khác: Quyết định số 12/QĐ-UBND ngày … của …; khi \
             đó không in số và chữ ký.",
            "",
        ),
        "signature.authority" => (
            "TM. (thay mặt), KT. (ký thay), TL. (thừa lệnh), TUQ. (thừa ủy quyền); mỗi dòng một \
             quyền hạn. Cấp trưởng tự ký thì để trống. Chọn hoặc gõ nội dung khác.",
            "Điều 13; Phụ lục I, Phần I, II.7",
        ),
        "signature.position" => (
            "Chức vụ lãnh đạo chính thức của người ký; quyền cấp trưởng ghi Q. Chọn hoặc gõ nội \
             dung khác.",
            "Phụ lục I, Phần I, II.7",
        ),
        "signature.other_position" => (
            "Chức vụ khác, in ngay trên họ tên: ban chỉ đạo dùng con dấu của cơ quan.",
            "Phụ lục I, Phần I, II.7",
        ),
        "signature.name" => (
            "Họ và tên, không ghi học hàm, học vị và danh hiệu. Để trống thì chừa chỗ.",
            "Phụ lục I, Phần I, II.7",
        ),
        "signature.signature_image" => (
            "Tên tệp .png nền trong suốt, để cùng thư mục. Để trống thì chừa chỗ ký tay.",
            "Phụ lục I, Phần I, II.7",
        ),
        "signature.seal_image" => (
            "Tên tệp .png nền trong suốt, để cùng thư mục. Để trống thì chừa chỗ đóng dấu.",
            "Phụ lục I, Phần I, II.8",
        ),
        "urgency" => {
            ("Chỉ chọn khi văn bản cần gửi khẩn; in trong khung.", "Phụ lục I, Phần I, III.2")
        }
        "circulation" => {
            ("Chỉ chọn khi hạn chế phạm vi lưu hành; in trong khung.", "Phụ lục I, Phần I, III.2")
        }
        "drafter" => {
            ("Ký hiệu người soạn thảo, viết hoa: PL. Không bắt buộc.", "Phụ lục I, Phần I, III.3")
        }
        "copies" => (
            "Số lượng bản phát hành: 300, được in là PL.(300). Không bắt buộc.",
            "Phụ lục I, Phần I, III.3",
        ),
        "draft" => ("Chọn có để in chữ DỰ THẢO trên mỗi trang; bản chính thức để trống.", ""),
        "keywords" => {
            ("Các từ giúp tìm tệp PDF, cách nhau bằng dấu chấm phẩy; không in ra giấy.", "")
        }
        "allow" => (
            "Mã các quy tắc mà cơ quan không dùng khi kiểm tra: B05, T03. Xem các mã bằng lệnh kehoach rules. Không in ra giấy.",
            "",
        ),
        _ => ("", ""),
    }
}

/// On the label of a setting of an appendix or a table.
pub fn of_setting(label: &str) -> &'static str {
    match label {
        setting::LABEL => {
            "Để trống: Phụ lục, hoặc Phụ lục I, Phụ lục II … theo thứ tự các trang.\nNghị định \
             30/2020/NĐ-CP, Phụ lục I, Phần I, III.1."
        }
        setting::TITLE => {
            "Tên phụ lục, viết hoa.\nNghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, III.1."
        }
        setting::REFERENCE => {
            "Để trống thì chương trình ghi: (Kèm theo Kế hoạch số … ngày … của …).\nNghị định \
             30/2020/NĐ-CP, Phụ lục I, Phần I, III.1."
        }
        setting::ORIENTATION => "Chiều của giấy A4: đứng hoặc ngang.",
        setting::HEADER_ROWS => "Số dòng đầu bảng được in lại trên mỗi trang.",
        setting::WIDTHS => "Tỉ lệ độ rộng các cột của bảng dưới đây, mỗi cột một số: 10; 40; 30.",
        setting::ROWS => {
            "Bảng dưới đây có bao nhiêu dòng, kể cả dòng trống. Thêm, bớt dòng thì sửa số này."
        }
        setting::COLUMNS => "Bảng dưới đây có bao nhiêu cột, kể cả cột không có tiêu đề.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::fields::FIELDS;

    #[test]
    fn every_field_and_setting_has_a_note() {
        for field in FIELDS {
            assert!(of_field(field.path).len() > 20, "{}", field.path);
        }
        for (label, _) in setting::OF_APPENDIX.iter().chain(setting::OF_TABLE) {
            assert!(of_setting(label).len() > 20, "{label}");
        }
    }
}
