//! Binary Excel workbooks: what is read, what is said of faults, and that no
//! bytes do any harm.

mod transcode;
pub(super) mod writer;

use std::fs;

use kehoach::output::FORMATS;
use kehoach::pipeline::{self, BuildOptions};
use writer::{Book, Cell, Font, Part, Sheet, Text, bytes, parts, string, u32s, zipped};

use super::*;
use crate::samples::CASES;

/// An .xlsx of rust_xlsxwriter as .xlsb.
pub fn as_xlsb(xlsx: &[u8]) -> Vec<u8> {
    bytes(&transcode::book(xlsx))
}

/// Reads what `bytes` hold; the name says nothing of the format. A file that
/// cannot be read at all is one with nothing in it but the reason.
fn read(bytes: &[u8]) -> Input {
    read_bytes("kh.xlsx", bytes).unwrap_or_else(|reason| Input {
        node: None,
        diagnostics: vec![reason],
        account: None,
    })
}

/// A sheet of texts in the cells' own strings.
fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
            sheet.put(row, column, 0, Cell::Inline(Text::from(*text)));
        }
    }
    sheet
}

/// A workbook with Thông tin, the sheet `body` as it is, and a few styles.
fn book(body: Sheet) -> Book {
    let font = |bold, italic, script| Font {
        bold,
        italic,
        script,
        family: "Arial".to_owned(),
        struck: false,
    };
    Book {
        fonts: vec![
            font(false, false, 0),
            font(true, false, 0),
            font(false, true, 0),
            font(false, false, 1),
            font(false, false, 2),
        ],
        formats: vec![(164, "0.00%".to_owned()), (165, "dd/mm/yyyy".to_owned())],
        styles: vec![(0, 0), (164, 0), (165, 0), (0, 1), (0, 2), (3, 0)],
        sheets: vec![sheet("Thông tin", &[&["Trích yếu", "Thử"]]), body],
        ..Book::default()
    }
}

fn body(contents: Vec<(u32, Cell)>) -> Sheet {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"]]);
    for (row, (style, cell)) in (1..).zip(contents) {
        body.put(row, 1, style, cell);
    }
    body
}

/// The same plan, told from the file's name on, and so the same pages.
#[test]
fn a_sample_saved_as_xlsb_is_the_same_plan() {
    for case in CASES {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/{case}.xlsx"));
        let xlsx = fs::read(path).unwrap();
        let told = |bytes: &[u8]| {
            let input = read(bytes);
            (dump(&input.node.unwrap()), messages(&input.diagnostics))
        };
        assert_eq!(told(&bytes(&transcode::book(&xlsx))), told(&xlsx), "{case}");
    }
}

#[test]
fn a_sample_saved_as_xlsb_gives_the_same_bytes() {
    let pdf = |path: &Path| {
        let outcome = pipeline::build(path, &BuildOptions::default()).unwrap();
        let format = FORMATS.iter().find(|format| format.name == "pdf").unwrap();
        ((format.export)(&outcome.typeset.unwrap())).unwrap().remove(0)
    };
    let xlsx = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/lai-chau-par-index-2023.xlsx");
    let folder = tempfile::tempdir().unwrap();
    let xlsb = folder.path().join("kh.xlsb");
    fs::write(&xlsb, bytes(&transcode::book(&fs::read(&xlsx).unwrap()))).unwrap();
    assert!(pdf(&xlsb) == pdf(&xlsx));
}

#[test]
fn every_kind_of_cell_is_read() {
    let rich =
        |text: &str, runs: &[(u16, u16)]| Text { text: text.to_owned(), runs: runs.to_vec() };
    let formula = |cell| Cell::Formula(Box::new(cell));
    let mut book = book(body(vec![
        (1, Cell::Number(0.894749)),
        (2, Cell::Packed(46182 << 2 | 2)),
        (5, Cell::Packed(((-123_450i32) << 2 | 3) as u32)),
        (0, Cell::Packed((1.5f64.to_bits() >> 32) as u32)),
        (0, Cell::Bool(true)),
        (0, Cell::Blank),
        (0, Cell::Error(0x2A)),
        (0, Cell::Inline(Text::from("dòng\nmột _x000D_"))),
        (3, Cell::Shared(0)),
        (
            4,
            Cell::Inline(rich("thường đậm 𝒳2, CO2", &[(7, 1), (10, 0), (13, 3), (14, 0), (18, 4)])),
        ),
        (1, formula(Cell::Number(0.5))),
        (0, formula(Cell::Bool(false))),
        (0, formula(Cell::Inline(Text::from("hai xã")))),
        (0, formula(Cell::Error(0x07))),
        (0, Cell::Shared(1)),
    ]));
    book.strings = vec![Text::from("đậm cả ô"), rich("m3", &[(1, 3)])];
    let input = read(&bytes(&book));
    assert_eq!(
        dump_at(&input, "body").replace("/text ", " ").replace("Nội dung!", ""),
        "/0 \"89,47%\" @ B2\n\
         /1 \"09/06/2026\" @ B3\n\
         /2 \"-1.235\" @ B4\n\
         /3 \"1,5\" @ B5\n\
         /4 \"TRUE\" @ B6\n\
         /5 unread @ B8\n\
         /6 \"dòng\\nmột _x000D_\" @ B9\n\
         /7 \"<b:đậm cả ô>\" @ B10\n\
         /8 \"<i:thường ><b:đậm> 𝒳<^:2>, CO<~:2>\" @ B11\n\
         /9 \"50,00%\" @ B12\n\
         /10 \"FALSE\" @ B13\n\
         /11 \"hai xã\" @ B14\n\
         /12 unread @ B15\n\
         /13 \"m<^:3>\" @ B16"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi error-cell @ Nội dung!B8: Ô có giá trị lỗi #N/A. [sửa công thức của ô, hoặc thay bằng giá trị đúng]\n\
         lỗi error-cell @ Nội dung!B15: Ô có giá trị lỗi #DIV/0!. [sửa công thức của ô, hoặc thay bằng giá trị đúng]"
    );
}

#[test]
fn what_lies_around_the_cells_is_read_too() {
    let mut body = sheet(
        "Nội dung",
        &[&["Mục", "Nội dung"], &["", "Hiện."], &["", "Ẩn."], &["", "Bảng A", "bảng"]],
    );
    body.hidden_rows.extend([2, 9]);
    body.hidden_columns.push((1, 1));
    body.filter = Some([0, 0, 3, 1]);
    body.drawing = Some(
        "<d:wsDr xmlns:d=\"x\"><d:twoCellAnchor><d:from><d:col>4</d:col><d:row>6</d:row></d:from>\
         <d:pic/></d:twoCellAnchor></d:wsDr>"
            .to_owned(),
    );
    body.put(0, 2, 0, Cell::Short(Box::new(Cell::Inline(Text::from("Kiểu")))));
    let mut table = sheet("Bảng A", &[&["Nhóm", "", "Số"], &["a", "b", ""]]);
    table.put(1, 2, 2, Cell::Short(Box::new(Cell::Packed(44720 << 2 | 2))));
    table.merges.push([0, 0, 0, 1]);
    let mut book = book(body);
    book.from_1904 = true;
    table.hidden = true;
    book.sheets.push(table);
    let input = read(&bytes(&book));
    assert_eq!(
        dump_at(&input, "body"),
        "/0/text \"Hiện.\" @ Nội dung!B2\n\
         /1/text \"Ẩn.\" @ Nội dung!B3\n\
         /2/kind \"table\" @ Bảng A!A1\n\
         /2/header_rows number 1 @ Bảng A!A1\n\
         /2/rows/0/0/text \"Nhóm\" @ Bảng A!A1\n\
         /2/rows/0/0/colspan number 2 @ Bảng A!A1\n\
         /2/rows/0/1 \"Số\" @ Bảng A!C1\n\
         /2/rows/1/0 \"a\" @ Bảng A!A2\n\
         /2/rows/1/1 \"b\" @ Bảng A!B2\n\
         /2/rows/1/2 \"09/06/2026\" @ Bảng A!C2"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi drawing-on-sheet @ Nội dung!E7: Ở ô E7 có một hình đặt trên sheet; phần này không đọc được. [lưu thành tệp PNG cạnh kế hoạch, thêm dòng có Kiểu là “hình” ghi tên tệp, rồi xóa khỏi sheet]\n\
         cảnh báo hidden-cells @ Nội dung: Sheet có nội dung bị ẩn hoặc bị lọc mà vẫn được dùng: dòng 3, cột B. [bỏ lọc (Clear) và bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi]\n\
         cảnh báo hidden-sheet @ Bảng A: Sheet bị ẩn mà vẫn được dùng. [bỏ ẩn (Unhide) để xem lại; không muốn dùng thì đổi tên hoặc xóa sheet này]"
    );
}

/// What is said of a workbook whose part `name` is replaced.
fn with_part(name: &str, contents: Vec<u8>) -> String {
    let mut parts = parts(&book(body(vec![(0, Cell::Shared(0))])));
    parts.iter_mut().find(|(known, _)| known == name).unwrap().1 = contents;
    messages(&read(&zipped(&parts)).diagnostics)
}

/// A part of these records.
fn part(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut part = Part::default();
    for (id, contents) in records {
        part.add(*id, contents);
    }
    part.0
}

#[test]
fn each_fault_of_the_file_has_its_message() {
    let (strings, sheet) = ("xl/sharedStrings.bin", "xl/worksheets/sheet2.bin");
    let cell = |column, contents: &[u8]| [&u32s(&[column, 0]), contents].concat();
    let row = || (0, [u32s(&[0, 0]), vec![0; 9]].concat());
    // A string that claims four thousand million characters, and as many runs.
    let long = [&[0][..], &u32s(&[u32::MAX])].concat();
    let runs = [&[1][..], &string("a"), &u32s(&[u32::MAX]), &[0; 400]].concat();
    let backwards = [&[1][..], &string("abc"), &u32s(&[2]), &[2, 0, 0, 0, 1, 0, 0, 0]].concat();
    let said = [
        ("nothing", with_part(sheet, Vec::new())),
        ("no closing record", with_part(sheet, part(&[(129, vec![])]))),
        ("half a record", with_part(sheet, vec![0, 17, 0, 0])),
        ("half a header", with_part(sheet, vec![0, 0x80])),
        ("a record of 255 MB", with_part(sheet, vec![7, 0xFF, 0xFF, 0xFF, 0x7F])),
        ("a row beyond Excel", with_part(sheet, part(&[(0, u32s(&[1 << 20, 0, 0, 0]))]))),
        ("a column beyond Excel", with_part(sheet, part(&[row(), (1, u32s(&[1 << 14, 0]))]))),
        ("a merge beyond Excel", with_part(sheet, part(&[(176, u32s(&[0, 1 << 20, 0, 0]))]))),
        ("a merge backwards", with_part(sheet, part(&[(176, u32s(&[3, 2, 0, 0]))]))),
        (
            "cells without contents",
            with_part(
                sheet,
                part(&[
                    row(),
                    (2, cell(0, &[1])),
                    (6, cell(1, &u32s(&[9]))),
                    (7, cell(2, &u32s(&[0]))),
                    (3, cell(3, &[0x55])),
                    (62, cell(4, &runs)),
                    (5, cell(5, &f64::NAN.to_le_bytes())),
                    (130, vec![]),
                ]),
            ),
        ),
        ("a string too long", with_part(strings, part(&[(19, long), (160, vec![])]))),
        ("too many runs", with_part(strings, part(&[(19, runs.clone()), (160, vec![])]))),
        ("runs backwards", with_part(strings, part(&[(19, backwards), (160, vec![])]))),
        ("half a font", with_part("xl/styles.bin", part(&[(43, vec![0; 9]), (279, vec![])]))),
        ("half a sheet's name", with_part("xl/workbook.bin", part(&[(156, u32s(&[0, 1, 9]))]))),
        ("no relationships", with_part("xl/_rels/workbook.bin.rels", b"<a/>".to_vec())),
    ];
    let said = said.map(|(what, said)| format!("{what}\n{said}\n"));
    insta::assert_snapshot!(said.join("\n"));
}

/// Bytes changed and parts cut at random, always the same: nothing but
/// messages comes of it.
#[test]
fn damaged_bytes_do_no_harm() {
    let mut random = fastrand::Rng::with_seed(30);
    let mut table = sheet("Bảng A", &[&["Nhóm", "", "Số"], &["a", "b", "3"]]);
    table.merges.push([0, 0, 0, 1]);
    let rich = Text { text: "m2 và CO2".to_owned(), runs: vec![(1, 3), (2, 0), (8, 4)] };
    let mut whole = book(body(vec![
        (1, Cell::Number(0.5)),
        (2, Cell::Packed(46182 << 2 | 2)),
        (0, Cell::Shared(0)),
        (0, Cell::Inline(rich.clone())),
        (0, Cell::Formula(Box::new(Cell::Error(7)))),
    ]));
    whole.strings = vec![rich];
    whole.sheets.push(table);
    let whole = parts(&whole);
    let (mut read_whole, mut refused) = (0, 0);
    for _ in 0..2_000 {
        let mut parts = whole.clone();
        let (_, contents) = &mut parts[random.usize(3..whole.len())];
        if random.u8(..4) == 0 {
            contents.truncate(random.usize(..contents.len()));
        }
        for _ in 0..random.usize(1..4).min(contents.len()) {
            let at = random.usize(..contents.len());
            contents[at] = random.u8(..);
        }
        match read(&zipped(&parts)).node {
            Some(_) => read_whole += 1,
            None => refused += 1,
        }
    }
    assert!(read_whole > 100 && refused > 100, "{read_whole} {refused}");
}
