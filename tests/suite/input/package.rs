//! Workbooks that Excel would never write, made from raw XML.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const SHEET_HEAD: &str =
    r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;

/// A package of a workbook with the sheets Thông tin and Nội dung; `body` is
/// the XML inside sheetData of the second, `strings` that of the string table.
fn package(body: &str, strings: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = [
        relation("r1", "worksheet", "worksheets/sheet1.xml"),
        relation("r2", "worksheet", "/xl/worksheets/sheet2.xml"),
        relation("r3", "sharedStrings", "sharedStrings.xml"),
    ];
    zipped(&[
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="Thông tin" sheetId="1" r:id="r1"/><sheet name="Nội dung" sheetId="2" r:id="r2"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!("<Relationships>{}</Relationships>", relations.concat()),
        ),
        ("xl/worksheets/sheet1.xml", &format!("{SHEET_HEAD}</sheetData></worksheet>")),
        ("xl/worksheets/sheet2.xml", &format!("{SHEET_HEAD}{body}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
    ])
}

pub(super) fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        let options = SimpleFileOptions::default().compression_level(Some(1));
        writer.start_file(*name, options).unwrap();
        writer.write_all(contents.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn read(bytes: &[u8]) -> Input {
    read_bytes("kh.xlsx", bytes).unwrap()
}

#[test]
fn what_only_other_programs_write_is_read_too() {
    let strings = r#"<si><t>Nội dung</t></si><si><r><t>Tiếng &amp; </t></r><r><rPr><i val="0"/><b/></rPr><t>Việt&#x0A;_x000D__x005F_x</t></r><rPh sb="0" eb="1"><t>bỏ</t></rPh></si>"#;
    let body = r#"<x:row xmlns:x="y" r="3"><x:c r="B3" t="s"><x:v>0</x:v></x:c></x:row>
        <row><c/><c t="s"><v>1</v></c></row>
        <row r="7"><c r="B7" t="inlineStr"><is><t xml:space="preserve"> dòng </t></is></c></row>
        <row r="8"><c r="B8"><f>A1</f></c></row>
        <row r="9"><c r="B9" t="str"><f>A1</f><v></v></c></row>
        <row r="10"><c r="B10" t="d"><v>2026-06-09</v></c></row>
        <row r="11"><c r="B11" t="s"><v>9</v></c></row>"#;
    let input = read(&package(body, strings));
    assert_eq!(
        dump_at(&input, "body"),
        "/0/text \"Tiếng & <b:Việt\\n\\n_x>\" @ Nội dung!B4\n\
         /1/text \"dòng\" @ Nội dung!B7\n\
         /2/text unread @ Nội dung!B8\n\
         /3/text \"44720\" @ Nội dung!B10\n\
         /4/text unread @ Nội dung!B11"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi formula-without-value @ Nội dung!B8: Ô có công thức nhưng tệp không lưu kết quả của công thức. [mở tệp bằng Excel, bấm Lưu rồi chạy lại]\n\
         lỗi unreadable-cell @ Nội dung!B11: Ô trỏ tới một chuỗi không có trong tệp. [xóa ô rồi gõ lại]"
    );
}

#[test]
fn a_far_cell_does_not_make_a_huge_sheet() {
    let body = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#;
    let input = read(&package(body, ""));
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi sheet-too-large @ Nội dung!XFD1048576: Ô có nội dung nằm ngoài giới hạn 100.000 dòng, 500 cột của một sheet. \
         [xóa nội dung ở đây nếu do gõ nhầm, hoặc chỉ giữ phần cần dùng trong bảng tính]"
    );
}

#[test]
fn a_part_that_inflates_without_end_is_stopped() {
    let strings = format!("<si><t>{}</t></si>", " ".repeat(300 << 20));
    let bytes = package("", &strings);
    assert!(bytes.len() < 4 << 20);
    let fault = read_bytes("kh.xlsx", &bytes).err().unwrap();
    assert_eq!(
        messages(&[fault]),
        "lỗi workbook-too-large @ kh.xlsx: Phần “xl/sharedStrings.xml” của tệp quá lớn nên không được đọc. \
         [chép nội dung cần dùng sang một bảng tính mới rồi chạy lại]"
    );
}

#[test]
fn a_damaged_part_makes_the_file_unreadable() {
    let fault = read_bytes("kh.xlsx", &package("<row><c", "")).err().unwrap();
    assert!(messages(&[fault]).contains(
        "lỗi damaged-workbook @ kh.xlsx: Bảng tính bị hỏng ở phần “xl/worksheets/sheet2.xml”: XML sai cú pháp"
    ));
}

#[test]
fn dates_that_are_none_stay_as_they_stand() {
    let dates = ["2026-06-09Tinf", "2026-06-09TNaN:00", "2026-02-31", "2026-06-09T7:30"];
    let cell = |(row, date): (usize, &&str)| {
        format!(r#"<row r="{0}"><c r="B{0}" t="d"><v>{date}</v></c></row>"#, row + 4)
    };
    let rows: String = dates.iter().enumerate().map(cell).collect();
    let heading = r#"<row r="3"><c r="B3" t="inlineStr"><is><t>Nội dung</t></is></c></row>"#;
    let input = read(&package(&format!("{heading}{rows}"), ""));
    assert_eq!(
        dump_at(&input, "body"),
        "/0/text \"2026-06-09Tinf\" @ Nội dung!B4\n\
         /1/text \"2026-06-09TNaN:00\" @ Nội dung!B5\n\
         /2/text \"2026-02-31\" @ Nội dung!B6\n\
         /3/text \"44720,3125\" @ Nội dung!B7"
    );
}

#[test]
fn one_sheet_shown_as_a_table_again_and_again_is_stopped() {
    let mut book = Workbook::new();
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung", "Kiểu"]]);
    let mut wide = sheet("Bảng", &[]);
    for row in 1..=100 {
        body.write(row, 1, "Bảng").unwrap().write(row, 2, "bảng").unwrap();
        (0..100).for_each(|column| {
            wide.write(row, column, "Ô").unwrap();
        });
    }
    for sheet in [info(), body, wide] {
        book.push_worksheet(sheet);
    }
    let input = read(&book.save_to_buffer().unwrap());
    let said = messages(&input.diagnostics);
    assert_eq!(said.matches("lỗi table-too-large").count(), 60);
    assert!(said.contains("Các bảng của kế hoạch có hơn 400.000 ô"));
}

#[test]
fn error_values_pasted_as_text_are_errors() {
    let body =
        sheet("Nội dung", &[&["Mục", "Nội dung"], &["", "#REF!"], &["", "Xem #REF! ở trên."]]);
    let input = read_sheets(vec![info(), body]);
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi error-cell @ Nội dung!B2: Ô có giá trị lỗi #REF!. [sửa công thức của ô, hoặc thay bằng giá trị đúng]"
    );
}
