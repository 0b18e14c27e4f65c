//! Plans changed in place: cells put right, and notes on cells.

mod annotate;
mod command;
mod hostile;
mod json;
mod libreoffice;
mod notes_kept;
mod runs;
mod xlsx;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::sync::Arc;

use kehoach::amend::{Amended, Reading, mend};
use kehoach::diagnostic::{Diagnostic, Mend, Severity};
use kehoach::input;
use kehoach::model::node::{Node, RawText, Value};
use kehoach::origin::{Origin, Place};
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, Format, FormatAlign,
    FormatScript, Note, Workbook, Worksheet,
};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const READING: Reading = Reading {
    cell: input::cell_text,
    value: input::json_text,
    is_old: input::is_old_text,
    is_old_font: input::is_old_font,
};

/// The name of the file under test.
const FILE: &str = "kh.xlsx";

/// The cell `B3` of a sheet.
fn cell(sheet: &str, name: &str) -> Origin {
    let column = u32::from(name.as_bytes()[0] - b'A');
    Origin::cell(&FILE.into(), &sheet.into(), name[1..].parse::<u32>().unwrap() - 1, column)
}

/// A change of bytes of a cell of *Nội dung*.
fn change(name: &str, range: std::ops::Range<usize>, with: &str) -> Mend {
    Mend { origin: cell("Nội dung", name), range, with: with.into() }
}

/// A change of the words `old` in a cell of *Nội dung*, as read from `bytes`.
fn words(bytes: &[u8], name: &str, old: &str, with: &str) -> Mend {
    let text = read(bytes, name).text;
    let start = text.find(old).unwrap_or_else(|| panic!("no {old} in {text}"));
    change(name, start..start + old.len(), with)
}

fn amended(bytes: &[u8], mends: &[Mend]) -> Amended {
    mend(bytes, mends, &READING).unwrap()
}

/// The text of a cell of *Nội dung*, as read.
fn read(bytes: &[u8], name: &str) -> RawText {
    let found = cells(bytes).into_iter().find(|(place, _)| place == &format!("Nội dung!{name}"));
    found.map(|(_, text)| text).unwrap_or_default()
}

/// Every text of a plan, with its place in the file.
fn cells(bytes: &[u8]) -> Vec<(String, RawText)> {
    fn walk(node: &Node, found: &mut Vec<(String, RawText)>) {
        match &node.value {
            Value::Text(raw) => {
                let place = node.origin.to_string();
                let place = place.split_once(" ▸ ").map_or("", |(_, place)| place);
                found.push((place.to_owned(), raw.clone()));
            }
            Value::List(nodes) => nodes.iter().for_each(|node| walk(node, found)),
            Value::Map(entries) => entries.iter().for_each(|entry| walk(&entry.value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let input = input::read_bytes(&FILE.into(), bytes).unwrap();
    walk(&input.node.unwrap(), &mut found);
    found
}

/// The parts of a package, each as it is compressed.
fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let raw = |at| {
        let mut part = package.by_index_raw(at).unwrap();
        let mut raw = Vec::new();
        part.read_to_end(&mut raw).unwrap();
        (part.name().unwrap().to_string(), raw)
    };
    (0..ZipArchive::new(Cursor::new(bytes)).unwrap().len()).map(raw).collect()
}

/// The text of a part.
fn part(bytes: &[u8], name: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The parts that differ.
fn touched(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (parts(before), parts(after));
    assert!(before.keys().all(|name| after.contains_key(name)), "a part is gone");
    after.into_iter().filter(|(name, raw)| before.get(name) != Some(raw)).map(|(n, _)| n).collect()
}

/// The package with a part's text replaced.
fn with_part(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for known in parts(bytes).keys() {
        writer.start_file(known.as_str(), SimpleFileOptions::default()).unwrap();
        let text = part(bytes, known);
        let text = if known == name { change(&text) } else { text };
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A finding of a rule at a place.
fn found(origin: &Origin, severity: Severity, message: &str) -> Diagnostic {
    let found = match severity {
        Severity::Error => Diagnostic::error("H13", origin, message),
        Severity::Warning => Diagnostic::warning("H13", origin, message),
        Severity::Note => Diagnostic::note("H13", origin, message),
    };
    found.show(Default::default()).hint("viết lại").cite("NĐ 30/2020/NĐ-CP, Phụ lục I")
}

/// A plan with one of everything that a workbook may have beside text.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let info = book.add_worksheet();
    info.set_name("Thông tin").unwrap();
    for (row, (label, value)) in [("Mục", "Giá trị"), ("Trích yếu", "Thử")].iter().enumerate()
    {
        info.write(row as u32, 0, *label).unwrap();
        info.write(row as u32, 1, *value).unwrap();
    }
    body(book.add_worksheet());
    let hidden = book.add_worksheet();
    hidden.set_name("Ẩn").unwrap().set_hidden(true);
    hidden.write(0, 0, "giữ nguyên").unwrap();
    book.save_to_buffer().unwrap()
}

fn body(body: &mut Worksheet) {
    let (bold, italic) = (Format::new().set_bold(), Format::new().set_italic());
    let (plain, raised) = (Format::new(), Format::new().set_font_script(FormatScript::Superscript));
    body.set_name("Nội dung").unwrap();
    for (column, heading) in ["Mục", "Nội dung", "Kiểu"].iter().enumerate() {
        body.write_with_format(0, column as u16, *heading, &bold).unwrap();
    }
    body.write(1, 1, "Đảm bảo an toàn hoà bình ,  ổn định.").unwrap();
    let rich = [(&plain, "Diện tích "), (&bold, "hoà"), (&italic, " bình 5 m"), (&raised, "2")];
    body.write_rich_string(2, 1, &rich).unwrap();
    body.write_with_format(3, 1, 0.894_7, &Format::new().set_num_format("0.00%")).unwrap();
    body.write_formula(
        4,
        1,
        rust_xlsxwriter::Formula::new("=\"hoà\"&\" bình\"").set_result("hoà bình"),
    )
    .unwrap();
    body.write(5, 1, "hoà\u{300} quyện: cu\u{309}a xa\u{303}").unwrap();
    let right = Format::new().set_align(FormatAlign::Right).set_background_color("#DDEBF7");
    body.write_with_format(6, 1, "Ô có nền.", &right).unwrap();
    body.merge_range(8, 1, 8, 2, "Ô gộp.", &plain).unwrap();
    body.insert_note(1, 1, &Note::new("ghi chú cũ").set_author("Văn thư")).unwrap();
    body.set_column_width(1, 70).unwrap();
    let list = DataValidation::new().allow_list_strings(&["tiêu đề", "đoạn"]).unwrap();
    body.add_data_validation(1, 2, 100, 2, &list).unwrap();
    let rule = ConditionalFormatCell::new()
        .set_rule(ConditionalFormatCellRule::EqualTo("x"))
        .set_format(&bold);
    body.add_conditional_format(1, 2, 9, 2, &rule).unwrap();
}

/// The bytes as they are, for a place that is no cell.
fn pointer(pointer: &str) -> Origin {
    let file: Arc<str> = "kh.json".into();
    Origin::new(&file, Place::Pointer { pointer: pointer.into(), line: 1, column: 1 })
}
