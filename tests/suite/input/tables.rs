//! Appendices and tables of a workbook: header rows, spans, groups.

use rust_xlsxwriter::Format;

use super::*;

/// The dump of one appendix, with its sheet's name left out.
fn appendix(input: &Input) -> String {
    dump_at(input, "appendices").replace("Phụ lục!", "")
}

#[test]
fn settings_text_and_a_table_with_two_header_rows() {
    let mut appendix_sheet = sheet(
        "Phụ lục",
        &[
            &["Mục", "Giá trị"],
            &["Tiêu đề", "BIỂU TỔNG HỢP"],
            &["Khổ giấy", "ngang"],
            &["Độ rộng", "10; 40 12,5; 30"],
            &[],
            &["I. Phần chữ"],
            &["Đoạn."],
            &[],
            &["STT", "Đơn vị", "Kết quả", ""],
            &["", "", "2024", "2025"],
            &["", "", "", ""],
            &["2", "Xã B", "", "Đạt"],
        ],
    );
    let plain = Format::new();
    appendix_sheet.merge_range(8, 0, 9, 0, "STT", &plain).unwrap();
    appendix_sheet.merge_range(8, 1, 9, 1, "Đơn vị", &plain).unwrap();
    let bold = Format::new().set_bold();
    appendix_sheet.merge_range(8, 2, 8, 3, "Kết quả", &bold).unwrap();
    appendix_sheet.write_string_with_format(9, 2, "2024", &bold).unwrap();
    appendix_sheet.write_string_with_format(11, 1, "Xã B", &bold).unwrap();
    appendix_sheet.merge_range(10, 0, 10, 3, "Nhóm I", &plain).unwrap();
    let input = read_sheets(vec![info(), body(), appendix_sheet]);
    assert_eq!(messages(&input.diagnostics), "");
    assert_eq!(
        appendix(&input),
        "/0/title \"BIỂU TỔNG HỢP\" @ B2\n\
         /0/orientation \"ngang\" @ B3\n\
         /0/blocks/0/marker \"I.\" @ A6\n\
         /0/blocks/0/text \"Phần chữ\" @ A6\n\
         /0/blocks/1/text \"Đoạn.\" @ A7\n\
         /0/blocks/2/kind \"table\" @ A9\n\
         /0/blocks/2/header_rows number 2 @ A9\n\
         /0/blocks/2/widths/0 number 10 @ B4\n\
         /0/blocks/2/widths/1 number 40 @ B4\n\
         /0/blocks/2/widths/2 number 12.5 @ B4\n\
         /0/blocks/2/widths/3 number 30 @ B4\n\
         /0/blocks/2/rows/0/0/text \"STT\" @ A9\n\
         /0/blocks/2/rows/0/0/rowspan number 2 @ A9\n\
         /0/blocks/2/rows/0/1/text \"Đơn vị\" @ B9\n\
         /0/blocks/2/rows/0/1/rowspan number 2 @ B9\n\
         /0/blocks/2/rows/0/2/text \"<b:Kết quả>\" @ C9\n\
         /0/blocks/2/rows/0/2/colspan number 2 @ C9\n\
         /0/blocks/2/rows/1/0 \"<b:2024>\" @ C10\n\
         /0/blocks/2/rows/1/1 \"2025\" @ D10\n\
         /0/blocks/2/rows/2/0/text \"Nhóm I\" @ A11\n\
         /0/blocks/2/rows/2/0/colspan number 4 @ A11\n\
         /0/blocks/2/rows/3/0 \"2\" @ A12\n\
         /0/blocks/2/rows/3/1 \"<b:Xã B>\" @ B12\n\
         /0/blocks/2/rows/3/2 null @ C12\n\
         /0/blocks/2/rows/3/3 \"Đạt\" @ D12"
    );
}

/// `header_rows` of a table of these rows in an appendix of its own.
fn header_rows(rows: &[&[&str]]) -> String {
    let input = read_sheets(vec![info(), body(), sheet("Phụ lục", rows)]);
    let dump = appendix(&input);
    let line = dump.lines().find(|line| line.contains("/header_rows ")).unwrap();
    line.split(" number ").nth(1).unwrap().split(' ').next().unwrap().to_owned()
}

#[test]
fn header_rows_end_with_the_column_numbers() {
    assert_eq!(header_rows(&[&["TT", "Tên"], &["1", "A"]]), "1");
    assert_eq!(header_rows(&[&["TT", "Tên"], &["x", "y"], &["(1)", "(2)"], &["1", "A"]]), "3");
    assert_eq!(header_rows(&[&["TT", "A", "B"], &["(1)", "(2)", "(3)=(1)+(2)"], &["1", "A"]]), "2");
    assert_eq!(header_rows(&[&["TT", "A", "B", "C"], &["1", "2", "3", "4"], &["1", "A"]]), "2");
    assert_eq!(header_rows(&[&["TT", "A", "B"], &["1", "2", "3"], &["1", "A"]]), "1");
    assert_eq!(header_rows(&[&["Số dòng tiêu đề", "2"], &[], &["TT", "A"], &["1", "A"]]), "2");
}

#[test]
fn several_appendices_in_the_order_of_the_tabs() {
    let input = read_sheets(vec![
        sheet("Phụ lục 2", &[&["Nhãn", "Phụ lục II"], &[], &["Đoạn"]]),
        info(),
        body(),
        sheet(
            "PHU LUC I",
            &[&["Dòng kèm theo", "(Kèm theo …)"], &["Tieu dee", "X"], &["Độ rộng", "a"]],
        ),
        sheet("Phụ lụcx", &[]),
    ]);
    assert_eq!(
        dump_at(&input, "appendices"),
        "/0/label \"Phụ lục II\" @ Phụ lục 2!B1\n\
         /0/blocks/0/text \"Đoạn\" @ Phụ lục 2!A3\n\
         /1/reference \"(Kèm theo …)\" @ PHU LUC I!B1\n\
         /1/blocks [] @ PHU LUC I"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "cảnh báo unknown-label @ PHU LUC I!A2: Không có mục nào tên là “Tieu dee”; dòng này không được dùng. [có phải ý bạn là “Tiêu đề”?]\n\
         lỗi bad-widths @ PHU LUC I!B3: Độ rộng cột “a” không phải là số. [ghi các số cách nhau bằng dấu chấm phẩy, ví dụ: 10; 40; 30]\n\
         cảnh báo unused-sheet @ Phụ lụcx: Sheet “Phụ lụcx” không được dùng. [có phải ý bạn là “Phụ lục”?]"
    );
}

#[test]
fn a_table_of_the_body_comes_from_its_sheet() {
    let body = sheet(
        "Nội dung",
        &[
            &["Mục", "Nội dung", "Kiểu"],
            &["1", "Kết quả"],
            &["", "biểu 1", "bảng"],
            &["", "Biểu 2", "bảng"],
        ],
    );
    let table = sheet(
        "Biểu 1",
        &[&["TT", "Tên"], &["Độ rộng", "10", "50"], &["1", "A"], &[], &["2", "B", "lạc"]],
    );
    let input = read_sheets(vec![info(), body, table]);
    assert_eq!(
        dump_at(&input, "body"),
        "/0/marker \"1\" @ Nội dung!A2\n\
         /0/text \"Kết quả\" @ Nội dung!B2\n\
         /1/kind \"table\" @ Biểu 1!A1\n\
         /1/header_rows number 1 @ Biểu 1!A1\n\
         /1/widths/0 number 10 @ Biểu 1!B2\n\
         /1/widths/1 number 50 @ Biểu 1!C2\n\
         /1/rows/0/0 \"TT\" @ Biểu 1!A1\n\
         /1/rows/0/1 \"Tên\" @ Biểu 1!B1\n\
         /1/rows/1/0 \"1\" @ Biểu 1!A3\n\
         /1/rows/1/1 \"A\" @ Biểu 1!B3\n\
         /1/rows/2/0 \"2\" @ Biểu 1!A5\n\
         /1/rows/2/1 \"B\" @ Biểu 1!B5\n\
         /2/kind \"table\" @ Nội dung!B4\n\
         /2/rows unread @ Nội dung!B4"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi text-outside-table @ Biểu 1!C5: Ô có nội dung nhưng nằm ngoài các cột có tiêu đề của bảng. [ghi tiêu đề cho cột này ở đầu bảng, hoặc xóa nội dung của ô]\n\
         lỗi missing-table-sheet @ Nội dung!B4: Không có sheet nào tên là “Biểu 2” để lấy bảng. [có phải ý bạn là “Biểu 1”?]"
    );
}

#[test]
fn spans_are_clipped_and_hidden_values_reported() {
    let mut appendix_sheet =
        sheet("Phụ lục", &[&["TT", "Tên"], &["1", "A"], &["", ""], &["", "C"], &[], &["cuối"]]);
    let plain = Format::new();
    appendix_sheet.merge_range(1, 0, 3, 0, "1", &plain).unwrap();
    appendix_sheet.merge_range(3, 1, 3, 7, "C", &plain).unwrap();
    appendix_sheet.write_string(2, 0, "che").unwrap();
    let input = read_sheets(vec![info(), body(), appendix_sheet]);
    assert_eq!(
        appendix(&input),
        "/0/blocks/0/kind \"table\" @ A1\n\
         /0/blocks/0/header_rows number 1 @ A1\n\
         /0/blocks/0/rows/0/0 \"TT\" @ A1\n\
         /0/blocks/0/rows/0/1 \"Tên\" @ B1\n\
         /0/blocks/0/rows/1/0/text \"1\" @ A2\n\
         /0/blocks/0/rows/1/0/rowspan number 3 @ A2\n\
         /0/blocks/0/rows/1/1 \"A\" @ B2\n\
         /0/blocks/0/rows/2/0 null @ B3\n\
         /0/blocks/0/rows/3/0 \"C\" @ B4\n\
         /0/blocks/1/text \"cuối\" @ A6"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi covered-cell @ Phụ lục!A3: Ô bị che dưới một vùng ô gộp nhưng vẫn có nội dung. [bỏ gộp ô, chuyển hoặc xóa nội dung của ô này rồi gộp lại]"
    );
}

#[test]
fn settings_right_before_a_table_are_of_that_table() {
    let appendix_sheet = sheet(
        "Phụ lục",
        &[
            &["Tiêu đề", "BIỂU"],
            &["Số dòng tiêu đề", "1"],
            &[],
            &["Số dòng tiêu đề:", "2"],
            &["Số dòng của bảng", "4"],
            &["Số cột của bảng", "3"],
            &["Độ rộng", "1; 2; 3"],
            &[],
            &["", "2025"],
            &["", "Quý I", "Quý II"],
            &[],
            &["Độ rộng", "5 m"],
            &[],
            &["STT", "Việc", "Hạn"],
            &["1", "Rà soát", "Quý I"],
        ],
    );
    let input = read_sheets(vec![info(), body(), appendix_sheet]);
    assert_eq!(messages(&input.diagnostics), "");
    let second = appendix(&input);
    assert_eq!(
        second.replace("/0/blocks/", ""),
        "/0/title \"BIỂU\" @ B1\n\
         0/kind \"table\" @ A9\n\
         0/header_rows number 2 @ B4\n\
         0/widths/0 number 1 @ B7\n\
         0/widths/1 number 2 @ B7\n\
         0/widths/2 number 3 @ B7\n\
         0/rows/0/0 null @ A9\n\
         0/rows/0/1 \"2025\" @ B9\n\
         0/rows/0/2 null @ C9\n\
         0/rows/1/0 null @ A10\n\
         0/rows/1/1 \"Quý I\" @ B10\n\
         0/rows/1/2 \"Quý II\" @ C10\n\
         0/rows/2/0 null @ A11\n\
         0/rows/2/1 null @ B11\n\
         0/rows/2/2 null @ C11\n\
         0/rows/3/0 \"Độ rộng\" @ A12\n\
         0/rows/3/1 \"5 m\" @ B12\n\
         0/rows/3/2 null @ C12\n\
         1/kind \"table\" @ A14\n\
         1/header_rows number 1 @ B2\n\
         1/rows/0/0 \"STT\" @ A14\n\
         1/rows/0/1 \"Việc\" @ B14\n\
         1/rows/0/2 \"Hạn\" @ C14\n\
         1/rows/1/0 \"1\" @ A15\n\
         1/rows/1/1 \"Rà soát\" @ B15\n\
         1/rows/1/2 \"Quý I\" @ C15"
    );
}

#[test]
fn settings_that_fit_no_table_are_errors() {
    let table = sheet(
        "Bảng",
        &[
            &["Số dòng của bảng", "2"],
            &["Số cột của bảng", "hai"],
            &[],
            &["a"],
            &["b"],
            &[],
            &["c"],
        ],
    );
    let body = sheet("Nội dung", &[&["Mục", "Nội dung", "Kiểu"], &["", "Bảng", "bảng"]]);
    let appendix_sheet = sheet(
        "Phụ lục",
        &[
            &["Tiêu đề", "BIỂU"],
            &[],
            &["Số dòng của bảng", "1"],
            &[],
            &["a", "b"],
            &["c", "d"],
            &[],
            &["Độ rộng", "1; 2"],
        ],
    );
    let input = read_sheets(vec![info(), body, table, appendix_sheet]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi bad-count @ Bảng!B2: “hai” không phải là số dòng, số cột của một bảng. [ghi một số nguyên từ 1, hoặc xóa dòng này]\n\
         lỗi table-rows-differ @ Bảng!A7: “Số dòng của bảng” là 2, nhưng sau đó còn dòng có nội dung. [sửa lại số dòng, hoặc chuyển nội dung này đi nơi khác]\n\
         lỗi table-rows-differ @ Phụ lục!A6: “Số dòng của bảng” là 1, nhưng sau đó còn dòng có nội dung. [sửa lại số dòng, hoặc chuyển nội dung này đi nơi khác]\n\
         lỗi settings-without-table @ Phụ lục!A8: Các dòng cài đặt ở đây không có bảng nào theo sau. [đặt ngay trước bảng, cách bảng một dòng trống; không dùng thì xóa]"
    );
}

#[test]
fn text_of_an_appendix_may_stand_under_the_headings_of_the_body() {
    let appendix_sheet = sheet(
        "Phụ lục",
        &[
            &["Mục", "Nội dung", "Kiểu", "Cấp", "Mô tả", "Bề rộng"],
            &["1", "Đoạn", "đoạn"],
            &["", "2. Không tách", "", "4"],
            &["", "so-do.png", "hình", "", "Sơ đồ", "82,5"],
            &[],
            &["Nội dung", "Kiểu", "Ghi chú"],
            &["a", "b", "c"],
        ],
    );
    let input = read_sheets(vec![info(), body(), appendix_sheet]);
    assert_eq!(messages(&input.diagnostics), "");
    assert_eq!(
        appendix(&input).replace("/0/blocks/", ""),
        "0/marker \"1\" @ A2\n\
         0/text \"Đoạn\" @ B2\n\
         0/kind \"đoạn\" @ C2\n\
         1/text \"2. Không tách\" @ B3\n\
         1/level number 4 @ D3\n\
         2/kind \"image\" @ C4\n\
         2/file \"so-do.png\" @ B4\n\
         2/text \"Sơ đồ\" @ E4\n\
         2/width \"82,5\" @ F4\n\
         3/kind \"table\" @ A6\n\
         3/header_rows number 1 @ A6\n\
         3/rows/0/0 \"Nội dung\" @ A6\n\
         3/rows/0/1 \"Kiểu\" @ B6\n\
         3/rows/0/2 \"Ghi chú\" @ C6\n\
         3/rows/1/0 \"a\" @ A7\n\
         3/rows/1/1 \"b\" @ B7\n\
         3/rows/1/2 \"c\" @ C7"
    );
}
