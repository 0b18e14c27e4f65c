//! Number formats: each is written to an .xlsx and an .xlsb, read, and compared
//! with what Excel shows under Vietnamese settings; docs/dinh-dang-so.md is made
//! of the same table.

mod dates;
mod numbers;
mod row;
mod texts;

use dates::SYSTEM_1904;
use row::{Code, Group, Row, Shown, Value as Cell};
use rust_xlsxwriter::{Format, Workbook};

use super::xlsb::writer;
use super::*;
use crate::samples::UPDATE;

fn table() -> impl Iterator<Item = &'static Group> {
    [numbers::GROUPS, texts::GROUPS, dates::GROUPS].into_iter().flatten()
}

/// The sheet Nội dung with one value a row from the second on, each behind a
/// marker, so that no text is taken for one.
fn xlsx(rows: &[Row]) -> Vec<u8> {
    let mut body = super::body();
    for (row, (code, cell, _)) in (1..).zip(rows) {
        let format = match code {
            Code::Id(id) => Format::new().set_num_format_index(*id),
            Code::Text("General") => Format::new(),
            Code::Text(code) => Format::new().set_num_format(*code),
        };
        body.write_string(row, 0, "-").unwrap();
        match cell {
            Cell::Number(number) | Cell::As(_, number) => {
                body.write_number_with_format(row, 1, *number, &format)
            }
            Cell::Text(text) => body.write_string_with_format(row, 1, *text, &format),
            Cell::Bool(truth) => body.write_boolean_with_format(row, 1, *truth, &format),
        }
        .unwrap();
    }
    let mut workbook = Workbook::new();
    workbook.push_worksheet(info());
    workbook.push_worksheet(body);
    workbook.save_to_buffer().unwrap()
}

/// The same as an .xlsb.
fn xlsb(rows: &[Row], from_1904: bool) -> Vec<u8> {
    let text = |text: &str| writer::Cell::Inline(text.into());
    let mut info = writer::Sheet::new("Thông tin");
    info.put(0, 0, 0, text("Trích yếu"));
    info.put(0, 1, 0, text("Thử"));
    let mut body = writer::Sheet::new("Nội dung");
    body.put(0, 0, 0, text("Mục"));
    body.put(0, 1, 0, text("Nội dung"));
    let mut book = writer::Book { from_1904, styles: vec![(0, 0)], ..Default::default() };
    for (row, (code, cell, _)) in (1..).zip(rows) {
        let id = match code {
            Code::Id(id) => u16::from(*id),
            Code::Text("General") => 0,
            Code::Text(code) => {
                book.formats.push((200 + row as u16, (*code).to_owned()));
                200 + row as u16
            }
        };
        book.styles.push((id, 0));
        let cell = match cell {
            Cell::Number(number) | Cell::As(_, number) => writer::Cell::Number(*number),
            Cell::Text(words) => text(words),
            Cell::Bool(truth) => writer::Cell::Bool(*truth),
        };
        body.put(row, 0, 0, text("-"));
        body.put(row, 1, row, cell);
    }
    book.sheets = vec![info, body];
    writer::bytes(&book)
}

/// What is printed of each row.
fn printed(bytes: &[u8], rows: usize) -> Vec<Shown> {
    let input = read_bytes("kh.xlsx", bytes).unwrap();
    let body = input.node.as_ref().and_then(|node| node.get("body")).unwrap();
    let Value::List(blocks) = &body.value else { panic!("no blocks") };
    let place = |row: usize| format!("kh.xlsx ▸ Nội dung!B{}", row + 2);
    let texts = (0..rows).map(|row| {
        let texts = blocks.iter().filter_map(|block| block.get("text"));
        match texts.into_iter().find(|text| text.origin.to_string() == place(row)) {
            Some(Node { value: Value::Text(text), .. }) => Shown::Text(text.text.clone().into()),
            Some(Node { value: Value::Unread, .. }) => {
                let at = |d: &&Diagnostic| d.origin.as_ref().unwrap().to_string() == place(row);
                assert_eq!(input.diagnostics.iter().find(at).unwrap().code, "unreadable-format");
                Shown::Error
            }
            _ => Shown::Text("".into()),
        }
    });
    texts.collect()
}

#[test]
fn numbers_are_printed_as_excel_shows_them() {
    let mut wrong = Vec::new();
    for group in table() {
        let from_1904 = group.title == SYSTEM_1904;
        let mut files = vec![("xlsb", xlsb(group.rows, from_1904))];
        if !from_1904 {
            files.push(("xlsx", xlsx(group.rows)));
        }
        for (name, bytes) in files {
            let found = printed(&bytes, group.rows.len());
            for ((code, cell, expected), found) in group.rows.iter().zip(found) {
                if found != *expected {
                    wrong.push(format!("{name}: {code} {cell}: {found}, not {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const HEAD: &str = "\
<!-- Do tests/suite/input/formats sinh ra; KEHOACH_UPDATE=1 cargo test --release formats viết lại. -->

# Định dạng số: trong ô thế nào, trên giấy thế ấy

Chương trình in số, ngày, giờ như Excel hiện ra trên máy đặt vùng *Vietnamese (Vietnam)*: dấu phẩy
thập phân, dấu chấm hàng nghìn, ngày trước tháng sau. Mỗi dòng dưới đây được kiểm thử.

Mã định dạng ghi như Excel lưu trong tệp (`#,##0.00`); hộp thoại Định dạng ô (Ctrl+1) trên máy đặt
vùng Việt Nam hiện mã ấy với dấu chấm và dấu phẩy đổi chỗ (`#.##0,00`). “Số 14” là định dạng có sẵn
thứ 14, đổi theo vùng của máy.

- Màu (`[Red]`) không in. Khoảng trống giữ chỗ (`_)`) in thành một dấu cách; phần lấp đầy cột (`*`)
  không in, vì cột trên giấy rộng hẹp khác cột trong Excel. Dấu cách ở đầu và cuối ô được bỏ.
- Cột quá hẹp, Excel hiện `####` hoặc làm tròn số thêm; chương trình in như khi cột đủ rộng.
- Chỗ ghi “báo lỗi” là chỗ Excel hiện `####` dù cột rộng bao nhiêu; chương trình chỉ ra ô để bạn sửa.
";

fn document() -> String {
    let mut text = HEAD.to_owned();
    for Group { title, about, rows } in table() {
        text += &format!("\n## {title}\n\n");
        if !about.is_empty() {
            text += &format!("{about}\n\n");
        }
        text += "| Mã định dạng | Trong ô | In ra |\n| --- | --- | --- |\n";
        for (code, cell, shown) in *rows {
            text += &format!("| {code} | {cell} | {shown} |\n");
        }
    }
    text
}

#[test]
fn the_guide_to_formats_is_what_the_table_gives() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dinh-dang-so.md");
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == document(), "{UPDATE}=1 cargo test --release formats writes it anew");
}
