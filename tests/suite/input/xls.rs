//! Workbooks of Excel 97–2003. What LibreOffice saved (`tests/fixtures/xls.py`)
//! is in `tests/fixtures/workbooks`; what it would never write is put together
//! here, record by record.

use std::io::{Cursor, Write};
use std::path::Path;

use cfb::CompoundFile;

use super::*;

const INFO: &str = "Thông tin";
const BODY: &str = "Nội dung";

/// A record with its body; further parts go into CONTINUE records.
fn record(kind: u16, parts: &[&[u8]]) -> Vec<u8> {
    let kinds = std::iter::once(kind).chain(std::iter::repeat(0x003C));
    let one = |(kind, body): (u16, &&[u8])| {
        let length = u16::try_from(body.len()).unwrap();
        [&kind.to_le_bytes(), &length.to_le_bytes(), *body].concat()
    };
    kinds.zip(parts).flat_map(one).collect()
}

/// A record whose body is these 16-bit numbers.
fn numbers(kind: u16, body: &[u16]) -> Vec<u8> {
    record(kind, &[&wide(body)])
}

fn wide(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn utf16(text: &str) -> Vec<u8> {
    wide(&text.encode_utf16().collect::<Vec<_>>())
}

/// A cell of text that stands in the record itself.
fn label(row: u16, column: u16, text: &str) -> Vec<u8> {
    let count = text.encode_utf16().count() as u16;
    record(0x0204, &[&[&wide(&[row, column, 0, count])[..], &[1], &utf16(text)].concat()])
}

/// A cell in the second column of the sheet Nội dung.
fn cell(kind: u16, row: u16, body: &[u8]) -> Vec<u8> {
    record(kind, &[&[&wide(&[row, 1, 0]), body].concat()])
}

fn formula(row: u16, result: [u8; 8], flags: u16) -> Vec<u8> {
    cell(0x0006, row, &[&result[..], &wide(&[flags, 0, 0, 0])].concat())
}

fn begin(version: u16, kind: u16) -> Vec<u8> {
    numbers(0x0809, &[version, kind, 0, 0, 0, 0, 0, 0])
}

/// A sheet in the list of sheets: its kind, its name and where it begins.
fn entry(kind: u8, name: &str, position: usize) -> Vec<u8> {
    let count = name.chars().count() as u8;
    let start = [&(position as u32).to_le_bytes()[..], &[0, kind, count, 1]].concat();
    record(0x0085, &[&[start, utf16(name)].concat()])
}

/// The stream of a workbook with these records among those that all sheets
/// share, and these in the sheet Nội dung.
fn stream(shared: &[Vec<u8>], body: &[Vec<u8>]) -> Vec<u8> {
    let end = record(0x000A, &[&[]]);
    let sheet =
        |records: &[Vec<u8>]| [begin(0x0600, 0x0010), records.concat(), end.clone()].concat();
    let info = sheet(&[label(0, 0, "Trích yếu"), label(0, 1, "Thử")]);
    let headings = [label(0, 0, "Mục"), label(0, 1, "Nội dung")].concat();
    let body = sheet(&[headings, body.concat()]);
    let start = [begin(0x0600, 0x0005), shared.concat()].concat();
    let globals = |at: usize| {
        [start.clone(), entry(0, INFO, at), entry(0, BODY, at + info.len()), end.clone()].concat()
    };
    [globals(globals(0).len()), info.clone(), body].concat()
}

/// A compound file of one stream.
fn file(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut container = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream(name).unwrap().write_all(stream).unwrap();
    container.into_inner().into_inner()
}

fn read(shared: &[Vec<u8>], body: &[Vec<u8>]) -> Input {
    read_bytes("kh.xls", &file("Workbook", &stream(shared, body))).unwrap()
}

/// What is said of a file that is not read.
fn refusal(bytes: &[u8]) -> String {
    match read_bytes("kh.xls", bytes) {
        Ok(input) => messages(&input.diagnostics),
        Err(reason) => messages(&[reason]),
    }
}

fn body_of(input: &Input) -> String {
    dump_at(input, "body").replace("kh.xls ▸ Nội dung!", "")
}

fn fixture(name: &str) -> Input {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbooks");
    input::read(&folder.join(name)).unwrap()
}

#[test]
fn what_libreoffice_saved_is_read_as_excel_shows_it() {
    let input = fixture("contents-libreoffice.xls");
    let long = ["abc ".repeat(500), "xã, phường. ".repeat(500), "𝒳".repeat(50)].concat();
    let dumped = dump(input.node.as_ref().unwrap())
        .replace("contents-libreoffice.xls ▸ ", "")
        .replace(&long, "(ba loại chữ)")
        .replace("café ".repeat(1800).trim(), "(một loại chữ)");
    assert_eq!(messages(&input.diagnostics), "");
    insta::assert_snapshot!(dumped);
    let dates = fixture("dates-1904-libreoffice.xls");
    assert_eq!(
        dump_at(&dates, "letterhead"),
        "/date \"2026-06-09\" @ dates-1904-libreoffice.xls ▸ Thông tin!B3"
    );
}

#[test]
fn strings_go_on_in_further_records() {
    let font = |script: u16| {
        let name = [&[0, 0, 0, 0, 5, 0][..], b"Arial"].concat();
        record(0x0031, &[&[wide(&[200, 0, 0, 400, script]), name].concat()])
    };
    // There is no font 4: the fifth is called 5.
    let fonts = [font(0), font(0), font(0), font(0), font(1)].concat();
    let first = [&wide(&[4, 0, 4, 0, 6])[..], &[0], b"abc"].concat();
    let second = [&[1][..], &utf16("dộf"), &wide(&[6]), &[1], &utf16("xã")].concat();
    // Two runs and four bytes of phonetic text; the runs begin a record.
    let third = [&[0][..], b"hi, ", &wide(&[2]), &[4 | 8, 1, 0, 4, 0, 0, 0], b"m2"].concat();
    let fourth =
        [&wide(&[1, 5])[..], b"phon", &wide(&[2]), &[1], &[0x35, 0xD8, 0x41, 0x00]].concat();
    let strings = record(0x00FC, &[&first, &second, &third, &fourth]);
    let strings = [fonts, strings].concat();
    let cells: Vec<_> = (0..4u32).map(|i| cell(0x00FD, i as u16 + 1, &i.to_le_bytes())).collect();
    let input = read(&[strings], &cells);
    assert_eq!(
        body_of(&input),
        "/0/text \"abcdộf\" @ B2\n/1/text \"xãhi,\" @ B3\n/2/text \"m<^:2>\" @ B4\n/3/text \"A\" @ B5"
    );
    // Half of a surrogate pair.
    assert!(
        messages(&input.diagnostics)
            .contains("Nội dung!B5: Văn bản có ký tự điều khiển không in được (U+FFFD)")
    );
}

#[test]
fn every_kind_of_cell_is_read() {
    let packed = |number: i32| ((number << 2) | 2).to_le_bytes();
    let cells = [
        cell(0x0203, 1, &1.5f64.to_le_bytes()),
        cell(0x027E, 2, &packed(-7)),
        cell(0x027E, 3, &(((150 << 2) | 3) as u32).to_le_bytes()),
        cell(0x027E, 4, &((0.25f64.to_bits() >> 32) as u32).to_le_bytes()),
        record(
            0x00BD,
            &[&[&wide(&[5, 1, 0])[..], &packed(8), &wide(&[0]), &packed(9), &wide(&[2])].concat()],
        ),
        cell(0x0205, 6, &[1, 0]),
        cell(0x0201, 7, &[]),
        cell(0x00D6, 8, &[&wide(&[2])[..], &[0], b"m2", &wide(&[0])].concat()),
        formula(9, 2.5f64.to_le_bytes(), 0),
        formula(10, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(11, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        formula(12, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
        record(0x04BC, &[&[0; 10]]),
        record(0x0207, &[&[&wide(&[2])[..], &[0], b"ab"].concat()]),
        // The result of a calculation, told by the one before.
        formula(13, 2.5f64.to_le_bytes(), 2),
        formula(14, [0; 8], 2),
    ];
    let input = read(&[], &cells);
    assert_eq!(
        body_of(&input),
        "/0/text \"1,5\" @ B2\n/1/text \"-7\" @ B3\n/2/text \"1,5\" @ B4\n\
         /3/text \"0,25\" @ B5\n/4/text \"8\" @ B6\n/5/text \"TRUE\" @ B7\n\
         /6/text \"m2\" @ B9\n/7/text \"2,5\" @ B10\n/8/text \"TRUE\" @ B11\n\
         /9/text \"ab\" @ B13\n/10/text \"2,5\" @ B14\n/11/text \"0\" @ B15"
    );
    assert_eq!(
        messages(&input.diagnostics),
        "lỗi text-outside-columns @ kh.xls ▸ Nội dung!C6: Ô có nội dung nhưng nằm ngoài các cột được dùng. [chuyển nội dung vào đúng cột, hoặc xóa ô này]"
    );
}

#[test]
fn cells_that_cannot_be_read_are_named() {
    let input = read(
        &[],
        &[
            cell(0x00FD, 1, &[7, 0, 0, 0]),
            cell(0x0205, 2, &[0x99, 1]),
            formula(3, [0; 8], 2),
            formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF], 3),
            formula(5, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 0),
            cell(0x0203, 6, &f64::NAN.to_le_bytes()),
        ],
    );
    assert_eq!(
        messages(&input.diagnostics).replace("kh.xls ▸ Nội dung!", ""),
        "lỗi unreadable-cell @ B2: Ô trỏ tới một chuỗi không có trong tệp. [xóa ô rồi gõ lại]\n\
         lỗi unreadable-cell @ B3: Ô chứa một mã lỗi không có trong Excel. [xóa ô rồi gõ lại]\n\
         lỗi formula-without-value @ B4: Ô có công thức nhưng tệp không lưu kết quả của công thức. [mở tệp bằng Excel, bấm Lưu rồi chạy lại]\n\
         lỗi formula-without-value @ B5: Ô có công thức nhưng tệp không lưu kết quả của công thức. [mở tệp bằng Excel, bấm Lưu rồi chạy lại]\n\
         lỗi formula-without-value @ B6: Ô có công thức nhưng tệp không lưu kết quả của công thức. [mở tệp bằng Excel, bấm Lưu rồi chạy lại]\n\
         lỗi unreadable-cell @ B7: Ô chứa một số không đọc được. [xóa ô rồi gõ lại]"
    );
}

#[test]
fn files_that_cannot_be_read_are_told_apart() {
    let whole = stream(&[], &[]);
    let cut = |length: usize| file("Workbook", &whole[..length]);
    let body = whole.len() - 10;
    let said = [
        ("encrypted", file("Workbook", &stream(&[numbers(0x002F, &[0, 0, 0])], &[]))),
        ("Excel 95", file("Book", &[begin(0x0500, 0x0005), numbers(0x000A, &[])].concat())),
        ("Word", file("WordDocument", b"x")),
        ("cut off in its sheet", cut(body)),
        ("cut off in its directory", cut(60)),
        ("without contents", file("Workbook", b"")),
        ("cut off as a whole", file("Workbook", &whole)[..3000].to_vec()),
        ("styles", file("Workbook", &stream(&vec![record(0x00E0, &[&[0; 20]]); 5001], &[]))),
    ]
    .map(|(name, bytes)| format!("{name}\n{}", refusal(&bytes)));
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn sheets_without_records_of_their_own_are_refused() {
    let said = |sheets: &[Vec<u8>]| refusal(&file("Workbook", &stream(sheets, &[])));
    assert_eq!(
        said(&[entry(2, "Nơi nhận", 0)]),
        "lỗi not-a-worksheet @ kh.xls ▸ Nơi nhận: Sheet này là biểu đồ hoặc macro, không có ô nào. [đổi tên sheet này và tạo một sheet thường thay vào]"
    );
    assert_eq!(
        said(&[entry(0, "Chú thích", 1 << 30)]),
        "lỗi damaged-workbook @ kh.xls: Bảng tính bị hỏng ở phần “Chú thích”: dữ liệu bị cắt cụt hoặc sai cấu trúc. [mở tệp bằng Excel, chọn Lưu thành (Save As) một tệp .xlsx mới rồi chạy lại]"
    );
    // All of these begin where the workbook does; to read each would take as long
    // as there are sheets.
    let same = ["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"].map(|name| entry(0, name, 0));
    let too_large = "lỗi workbook-too-large @ kh.xls: Phần “Phụ lục 2” của tệp quá lớn";
    assert!(said(&same).contains(too_large), "{}", said(&same));
}

#[test]
fn countless_drawings_are_not_all_listed() {
    let picture = numbers(0x005D, &[0x15, 18, 8, 1, 0, 0, 0, 0, 0, 0, 0]);
    let said = messages(&read(&[], &vec![picture; 2000]).diagnostics);
    assert_eq!(
        said.matches("drawing-on-sheet @ kh.xls ▸ Nội dung!A1: Ở ô A1 có một hình").count(),
        1000
    );
}

/// Cut off and with bits turned over at random places, a workbook is read or
/// refused, and nothing else.
#[test]
fn no_damage_makes_it_panic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/workbooks");
    let whole = std::fs::read(folder.join("dates-1904-libreoffice.xls")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("kh.xls");
    let mut random = fastrand::Rng::with_seed(1997);
    let mut refused = 0;
    for round in 0..3000 {
        let mut bytes = whole.clone();
        for _ in 0..random.usize(1..8) {
            let at = random.usize(..bytes.len());
            bytes[at] ^= 1 << random.u8(..8);
        }
        if round % 4 == 0 {
            bytes.truncate(random.usize(..bytes.len()));
        }
        std::fs::write(&path, &bytes).unwrap();
        refused += usize::from(input::read(&path).map_or(true, |input| input.node.is_none()));
    }
    assert!((300..2700).contains(&refused), "{refused} of 3000 were refused");
}
