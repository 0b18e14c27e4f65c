//! What a workbook holds beside the cells one sees: hidden sheets, rows and
//! columns, filters, pictures, charts, shapes, text boxes, notes.

use rust_xlsxwriter::{Chart, ChartType, FilterCondition, Format, Image, Note, Shape};

use super::*;
use crate::built;

#[test]
fn drawings_on_a_sheet_in_use_are_errors_at_their_cell() {
    let mut body = body();
    let picture = Image::new(built::path("tests/fixtures/plans/dau.png")).unwrap();
    body.insert_image(3, 2, &picture).unwrap();
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values("'Nội dung'!$A$1:$A$2");
    body.insert_chart(9, 1, &chart).unwrap();
    let text = Shape::textbox().set_text("Chữ trong hộp");
    body.insert_shape(20, 4, &text).unwrap();
    // A note explains a cell and is no part of the plan.
    body.insert_note(1, 1, &Note::new("Ghi chú của người soạn")).unwrap();
    let mut unused = sheet("Nháp", &[&["Không dùng"]]);
    unused.insert_image(0, 0, &picture).unwrap();
    let input = read_sheets(vec![info(), body, unused]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi drawing-on-sheet @ Nội dung!C4: Ở ô C4 có một hình đặt trên sheet; phần này không đọc được. [lưu thành tệp PNG cạnh kế hoạch, thêm dòng có Kiểu là “hình” ghi tên tệp, rồi xóa khỏi sheet]\n\
         lỗi drawing-on-sheet @ Nội dung!B10: Ở ô B10 có một biểu đồ đặt trên sheet; phần này không đọc được. [lưu thành tệp PNG cạnh kế hoạch, thêm dòng có Kiểu là “hình” ghi tên tệp, rồi xóa khỏi sheet]\n\
         lỗi drawing-on-sheet @ Nội dung!E21: Ở ô E21 có một hộp văn bản (text box) đặt trên sheet; phần này không đọc được. [chuyển chữ vào ô rồi xóa hộp văn bản]\n\
         ghi chú unused-sheets @ kh.xlsx: Các sheet không được dùng: “Nháp”. []"
    );
}

#[test]
fn what_is_hidden_is_read_with_a_warning() {
    let mut info = info();
    info.set_hidden(true);
    let mut body = sheet(
        "Nội dung",
        &[&["Mục", "Nội dung", "Kiểu"], &["", "Hiện."], &["", "Ẩn."], &["", "Hiện nữa.", "đoạn"]],
    );
    body.set_row_hidden(2).unwrap();
    body.set_column_hidden(2).unwrap();
    let mut recipients = sheet("Nơi nhận", &[&["Sở A"], &["Sở B"], &["Lưu: VT"]]);
    recipients.autofilter(0, 0, 2, 0).unwrap();
    let not_b = FilterCondition::new().add_list_filter("Lưu: VT");
    recipients.filter_column(0, &not_b).unwrap();
    let input = read_sheets(vec![body, info, recipients]);
    assert!(dump_at(&input, "body").contains("\"Ẩn.\" @ Nội dung!B3"));
    assert!(dump_at(&input, "recipients").contains("\"Sở B\" @ Nơi nhận!A2"));
    assert_eq!(
        messages(&input.diagnostics),
        "cảnh báo hidden-sheet @ Thông tin: Sheet bị ẩn mà vẫn được dùng. [bỏ ẩn (Unhide) để xem lại; không muốn dùng thì đổi tên hoặc xóa sheet này]\n\
         cảnh báo hidden-cells @ Nội dung: Sheet có nội dung bị ẩn mà vẫn được dùng: dòng 3, cột C. [bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi]\n\
         cảnh báo hidden-cells @ Nơi nhận: Sheet có nội dung bị ẩn hoặc bị lọc mà vẫn được dùng: dòng 2. [bỏ lọc (Clear) và bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi]"
    );
}

#[test]
fn a_negative_number_told_by_its_colour_alone_is_a_warning() {
    let mut body = body();
    for (row, format) in [(2, "#,##0;[Red]#,##0"), (3, "#,##0;[Red](#,##0)"), (4, "0;\"âm \"0")] {
        let format = Format::new().set_num_format(format);
        body.write_with_format(row, 1, -1_500, &format).unwrap();
    }
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        messages(&input.diagnostics),
        "cảnh báo sign-not-shown @ Nội dung!B3: Số âm ở ô này hiện là “1.500”, không có dấu trừ: định dạng chỉ phân biệt bằng màu, mà màu không in. [chọn định dạng có dấu trừ cho ô (Ctrl+1)]"
    );
}

#[test]
fn rows_of_the_body_must_not_be_merged() {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"], &["", "Một."], &["2", ""]]);
    body.merge_range(3, 0, 3, 1, "I. MỤC ĐÍCH", &Format::new()).unwrap();
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi merged-row @ Nội dung!A4: Vùng ô gộp bắt đầu ở ô này che mất ô Nội dung của một dòng. [bỏ gộp ô, ghi ký hiệu vào cột Mục và chữ vào cột Nội dung, mỗi đoạn một dòng]"
    );
}
