//! The sheets of a workbook: labels, blocks, recipients, footnotes.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatScript, Formula};

use super::*;

#[test]
fn fields_are_found_whatever_their_spelling() {
    let mut info = sheet(
        "THONG  TIN",
        &[
            &["KẾ HOẠCH CỦA XÃ"],
            &["", "MỤC", "Giá trị", "Giá trị"],
            &["", "co quan ban hanh:", "ỦY BAN NHÂN DÂN\nXÃ BÌNH LƯ", "CÔNG AN XÃ BÌNH LƯ"],
            &["", "Số *", "", ""],
            &["", "Ký hiệu", "KH-UBND", ""],
            &["", "Ngày ban hành"],
            &["", "Dự thảo", "x"],
            &["", "Từ khóa", "PAPI; cải cách\nhành chính"],
            &["", "Người ký"],
        ],
    );
    info.write_number(3, 2, 5).unwrap();
    let date = ExcelDateTime::from_ymd(2026, 6, 9).unwrap();
    info.write_datetime_with_format(5, 2, date, &Format::new().set_num_format("dd/mm/yyyy"))
        .unwrap();
    let input = read_sheets(vec![info, body()]);
    let letterhead = dump_at(&input, "letterhead");
    assert_eq!(
        letterhead,
        "/agency \"ỦY BAN NHÂN DÂN\\nXÃ BÌNH LƯ\" @ THONG  TIN!C3\n\
         /number \"5\" @ THONG  TIN!C4\n\
         /symbol \"KH-UBND\" @ THONG  TIN!C5\n\
         /date \"2026-06-09\" @ THONG  TIN!C6"
    );
    assert_eq!(dump_at(&input, "joint"), "/agency \"CÔNG AN XÃ BÌNH LƯ\" @ THONG  TIN!D3");
    assert_eq!(dump_at(&input, "draft"), " true @ THONG  TIN!C7");
    assert_eq!(
        dump_at(&input, "keywords"),
        "/0 \"PAPI\" @ THONG  TIN!C8\n/1 \"cải cách\" @ THONG  TIN!C8\n/2 \"hành chính\" @ THONG  TIN!C8"
    );
    assert_eq!(dump_at(&input, "signature"), "/name null @ THONG  TIN!C9");
    assert_eq!(
        messages(&input.diagnostics),
        "ghi chú text-above-headings @ THONG  TIN: Nội dung phía trên dòng tiêu đề cột không được dùng: ô A1. []"
    );
}

#[test]
fn wrong_labels_are_all_reported() {
    let info = sheet(
        "Thông tin",
        &[
            &["Trích yếu", "A"],
            &["trich yeu", "B"],
            &["Người kí", "C"],
            &["", "D"],
            &["Địa danh", "E", "F"],
            &["Chức vụ", "G", "", "H"],
        ],
    );
    let input = read_sheets(vec![
        info,
        body(),
        sheet("Noi nhan1", &[]),
        sheet("Nháp", &[]),
        sheet("Sheet2", &[]),
    ]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi text-outside-columns @ Thông tin!D6: Ô có nội dung nhưng nằm ngoài các cột được dùng. [chuyển nội dung vào đúng cột, hoặc xóa ô này]\n\
         lỗi duplicate-label @ Thông tin!A2: “Trích yếu” có hai lần: lần đầu ở ô A1, lần sau ở ô này. [giữ một và xóa một]\n\
         cảnh báo unknown-label @ Thông tin!A3: Không có mục nào tên là “Người kí”; dòng này không được dùng. [có phải ý bạn là “Người ký”?]\n\
         lỗi value-without-label @ Thông tin!B4: Ô B4 có giá trị nhưng dòng này không có tên mục. [ghi tên mục ở cột bên trái, hoặc xóa ô này]\n\
         lỗi second-value @ Thông tin!C5: Mục “Địa danh” chỉ có một giá trị cho cả kế hoạch liên tịch. [xóa ô này; cột Giá trị thứ hai chỉ dành cho cơ quan ban hành thứ hai]\n\
         cảnh báo unused-sheet @ Noi nhan1: Sheet “Noi nhan1” không được dùng. [có phải ý bạn là “Nơi nhận”?]\n\
         ghi chú unused-sheets @ kh.xlsx: Các sheet không được dùng: “Nháp”, “Sheet2”. []"
    );
}

#[test]
fn missing_sheets_are_named() {
    let input = read_sheets(vec![sheet("Thong tn", &[]), sheet("Trang 1", &[])]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi missing-sheet @ kh.xlsx: Thiếu sheet “Thông tin”. [có phải sheet “Thong tn”? Nếu phải, đổi tên sheet thành “Thông tin”]\n\
         lỗi missing-sheet @ kh.xlsx: Thiếu sheet “Nội dung”. [thêm sheet “Nội dung”; tệp có các sheet: Thong tn, Trang 1]\n\
         ghi chú unused-sheets @ kh.xlsx: Các sheet không được dùng: “Trang 1”. []"
    );
}

#[test]
fn the_body_is_read_by_its_headings() {
    let mut body = sheet(
        "Nội dung",
        &[
            &["Nội dung", "Mục", "Cấp", "Kiểu", "Mô tả"],
            &["MỤC ĐÍCH", "I"],
            &["Căn cứ Luật", "", "", "căn cứ"],
            &[],
            &["Điểm", "", ""],
            &["anh.png", "", "", "Hình", "Bản đồ xã"],
            &["anh2.png", "2", "3", "hình"],
        ],
    );
    body.write_number(4, 2, 3).unwrap();
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        dump_at(&input, "body"),
        "/0/marker \"I\" @ Nội dung!B2\n\
         /0/text \"MỤC ĐÍCH\" @ Nội dung!A2\n\
         /1/text \"Căn cứ Luật\" @ Nội dung!A3\n\
         /1/kind \"căn cứ\" @ Nội dung!D3\n\
         /2/text \"Điểm\" @ Nội dung!A5\n\
         /2/level number 3 @ Nội dung!C5\n\
         /3/kind \"image\" @ Nội dung!D6\n\
         /3/file \"anh.png\" @ Nội dung!A6\n\
         /3/text \"Bản đồ xã\" @ Nội dung!E6\n\
         /4/kind \"image\" @ Nội dung!D7\n\
         /4/file \"anh2.png\" @ Nội dung!A7"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi stray-cell @ Nội dung!B7: Cột Mục không dùng cho dòng có Kiểu là “hình”. [xóa ô này, hoặc sửa lại ô ở cột Kiểu]\n\
         lỗi stray-cell @ Nội dung!C7: Cột Cấp không dùng cho dòng có Kiểu là “hình”. [xóa ô này, hoặc sửa lại ô ở cột Kiểu]"
    );
}

#[test]
fn nothing_in_the_body_is_dropped_in_silence() {
    let body = sheet(
        "Nội dung",
        &[
            &["Mục", "Nội dung", "Ghi chú", "Điều kiện", "Kieeru", "Mô tả"],
            &["1", "A", "x", "", "", "thừa"],
            &["2", "B", "", "", "", "", "lạc"],
            &["", "Bieu 1", "", "", ""],
        ],
    );
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi unknown-column @ Nội dung!C1: Không có cột nào tên là “Ghi chú”. [xóa cột này; các cột dùng được: Mục, Nội dung, Kiểu, Cấp, Điều kiện, Mô tả, Bề rộng]\n\
         lỗi unknown-column @ Nội dung!E1: Không có cột nào tên là “Kieeru”. [xóa cột này; các cột dùng được: Mục, Nội dung, Kiểu, Cấp, Điều kiện, Mô tả, Bề rộng]\n\
         lỗi text-outside-columns @ Nội dung!G3: Ô có nội dung nhưng nằm ngoài các cột được dùng. [chuyển nội dung vào đúng cột, hoặc xóa ô này]\n\
         lỗi stray-cell @ Nội dung!F2: Cột Mô tả không dùng cho dòng để trống cột Kiểu. [xóa ô này, hoặc sửa lại ô ở cột Kiểu]"
    );
}

#[test]
fn markers_of_pasted_text_are_split_off_with_its_styles() {
    let bold = Format::new().set_bold();
    let plain = Format::new();
    let mut body = sheet(
        "Nội dung",
        &[&["Nội dung"], &["I. MỤC ĐÍCH"], &[], &["12 tháng đầu năm"], &["Chương I\nCHUNG"]],
    );
    body.write_rich_string(2, 0, &[(&plain, "- Chỉ "), (&bold, "tiêu")]).unwrap();
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        dump_at(&input, "body"),
        "/0/marker \"I.\" @ Nội dung!A2\n\
         /0/text \"MỤC ĐÍCH\" @ Nội dung!A2\n\
         /1/marker \"-\" @ Nội dung!A3\n\
         /1/text \"Chỉ <b:tiêu>\" @ Nội dung!A3\n\
         /2/text \"12 tháng đầu năm\" @ Nội dung!A4\n\
         /3/marker \"Chương I\" @ Nội dung!A5\n\
         /3/text \"CHUNG\" @ Nội dung!A5"
    );
    let pasted = sheet("Nội dung", &[&["1. Mục đích"], &["Căn cứ"]]);
    let input = read_sheets(vec![info(), pasted]);
    assert_eq!(
        dump_at(&input, "body"),
        "/0/marker \"1.\" @ Nội dung!A1\n/0/text \"Mục đích\" @ Nội dung!A1\n/1/text \"Căn cứ\" @ Nội dung!A2"
    );
}

#[test]
fn numbers_in_muc_keep_what_was_typed_or_say_so() {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"]]);
    let rows = [1.0, 1.1, 1.2, 1.1, 2.0, 1.1, 3.0];
    for (row, number) in (1..).zip(rows) {
        body.write_number(row, 0, number).unwrap();
        body.write_string(row, 1, "x").unwrap();
    }
    body.write_number_with_format(8, 0, 1.1, &Format::new().set_num_format("0.00")).unwrap();
    body.write_string(8, 1, "x").unwrap();
    let date = ExcelDateTime::from_ymd(2026, 1, 1).unwrap();
    body.write_datetime_with_format(9, 0, date, &Format::new().set_num_format("d/m")).unwrap();
    body.write_string(9, 1, "x").unwrap();
    let input = read_sheets(vec![info(), body]);
    let markers: Vec<String> = dump_at(&input, "body")
        .lines()
        .filter(|l| l.contains("marker"))
        .map(str::to_owned)
        .collect();
    assert_eq!(
        markers.join("\n"),
        "/0/marker \"1\" @ Nội dung!A2\n/1/marker \"1.1\" @ Nội dung!A3\n/2/marker \"1.2\" @ Nội dung!A4\n\
         /3/marker \"1.1\" @ Nội dung!A5\n/4/marker \"2\" @ Nội dung!A6\n/5/marker \"1.1\" @ Nội dung!A7\n\
         /6/marker \"3\" @ Nội dung!A8\n/7/marker \"1.10\" @ Nội dung!A9\n/8/marker \"1/1\" @ Nội dung!A10"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi marker-repeated @ Nội dung!A5: Số mục 1.1 có hai lần; có thể đã gõ 1.10 và Excel bỏ số 0 ở cuối. [định dạng cột Mục là Văn bản (Text) rồi gõ lại số mục]\n\
         lỗi marker-is-date @ Nội dung!A10: Excel đã đổi số mục ở ô này thành ngày tháng. [định dạng cột Mục là Văn bản (Text) rồi gõ lại số mục]"
    );
}

#[test]
fn cells_are_read_as_a_person_sees_them() {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"]]);
    let format = |code: &str| Format::new().set_num_format(code);
    body.write_number_with_format(1, 1, 0.8947, &format("0.00%")).unwrap();
    body.write_number_with_format(2, 1, 1234.5, &format("#,##0.0")).unwrap();
    body.write_number(3, 1, 0.5).unwrap();
    let date = ExcelDateTime::from_ymd(2026, 6, 9).unwrap();
    body.write_datetime_with_format(4, 1, date, &Format::new().set_num_format_index(14)).unwrap();
    body.write_boolean(5, 1, true).unwrap();
    body.write_formula(6, 1, Formula::new("=1+1").set_result("2")).unwrap();
    body.write_formula(7, 1, Formula::new("=A1&B1").set_result("hai xã")).unwrap();
    body.write_formula(8, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    body.write_string(9, 1, "05").unwrap();
    body.write_string_with_format(10, 1, "Đậm", &Format::new().set_bold().set_italic()).unwrap();
    let plain = Format::new();
    let sup = Format::new().set_font_script(FormatScript::Superscript);
    let sub = Format::new().set_font_script(FormatScript::Subscript);
    body.write_rich_string(11, 1, &[(&plain, "m"), (&sup, "2"), (&plain, " CO"), (&sub, "2")])
        .unwrap();
    body.write_rich_string_with_format(
        12,
        1,
        &[(&plain, "thường "), (&Format::new().set_bold(), "đậm")],
        &Format::new().set_italic(),
    )
    .unwrap();
    body.write_string(13, 1, " hai  dấu\u{A0}cách\r\nxuống *dòng* ").unwrap();
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        dump_at(&input, "body").replace("/text ", " ").replace("Nội dung!", ""),
        "/0 \"89,47%\" @ B2\n\
         /1 \"1.234,5\" @ B3\n\
         /2 \"0,5\" @ B4\n\
         /3 \"09/06/2026\" @ B5\n\
         /4 \"TRUE\" @ B6\n\
         /5 \"2\" @ B7\n\
         /6 \"hai xã\" @ B8\n\
         /7 unread @ B9\n\
         /8 \"05\" @ B10\n\
         /9 \"<bi:Đậm>\" @ B11\n\
         /10 \"m<^:2> CO<~:2>\" @ B12\n\
         /11 \"<i:thường ><b:đậm>\" @ B13\n\
         /12 \"hai  dấu cách\\nxuống *dòng*\" @ B14"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi error-cell @ Nội dung!B9: Ô có giá trị lỗi #DIV/0!. [sửa công thức của ô, hoặc thay bằng giá trị đúng]"
    );
}

#[test]
fn recipients_and_footnotes() {
    let recipients = sheet(
        "nơi nhận",
        &[&["Nơi nhận:"], &["Sở Tư pháp (để báo cáo)"], &[], &["Lưu: VT"], &["", "thừa"]],
    );
    let mut notes = sheet(
        "Chú thích",
        &[&["Số", "Nội dung"], &["", "Theo báo cáo."], &["*", "Số liệu tạm tính."]],
    );
    notes.write_number(1, 0, 1).unwrap();
    let input = read_sheets(vec![info(), body(), recipients, notes]);
    assert_eq!(
        dump_at(&input, "recipients"),
        "/0 \"Sở Tư pháp (để báo cáo)\" @ nơi nhận!A2\n/1 \"Lưu: VT\" @ nơi nhận!A4"
    );
    assert_eq!(
        dump_at(&input, "footnotes"),
        "/0/mark \"1\" @ Chú thích!A2\n/0/text \"Theo báo cáo.\" @ Chú thích!B2\n\
         /1/mark \"*\" @ Chú thích!A3\n/1/text \"Số liệu tạm tính.\" @ Chú thích!B3"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi text-outside-columns @ nơi nhận!B5: Ô có nội dung nhưng nằm ngoài các cột được dùng. [chuyển nội dung vào đúng cột, hoặc xóa ô này]"
    );
}

#[test]
fn hidden_rows_and_columns_are_named() {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"], &["", "Hiện."], &["", "Ẩn."]]);
    body.set_row_hidden(2).unwrap();
    body.set_row_hidden(7).unwrap();
    body.set_column_hidden(1).unwrap();
    body.set_column_hidden(5).unwrap();
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        messages(&input.diagnostics),
        "cảnh báo hidden-cells @ Nội dung: Sheet có nội dung bị ẩn mà vẫn được dùng: dòng 3, cột B. \
         [bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi]"
    );
}

#[test]
fn a_marker_that_is_said_to_be_missing_is_not_looked_for() {
    let head: &[&str] = &["Mục", "Nội dung"];
    let read = |rows: &[&[&str]]| {
        let input = read_sheets(vec![info(), sheet("Nội dung", rows)]);
        assert_eq!(messages(&input.diagnostics), "");
        dump_at(&input, "body").replace("Nội dung!", "")
    };
    assert_eq!(
        read(&[head, &["(TRỐNG)", "1. Chữ"], &["", "a) Chữ"]]),
        "/0/text \"1. Chữ\" @ B2\n/1/text \"a) Chữ\" @ B3"
    );
    assert_eq!(read(&[head, &["", "1. Chữ"]]), "/0/marker \"1.\" @ B2\n/0/text \"Chữ\" @ B2");
}
