//! What of a plan each file format keeps: the table in docs/huong-dan.md.
//!
//! One workbook with one of everything is read in every format, and each mark is
//! given for what was really found. `features.xls` and `features.ods` are what
//! LibreOffice saves of the .xlsx (see `libreoffice`); .xlsb is written by the
//! tests, .csv and .json by hand.

use std::fs;

use kehoach::model::node::Style;
use rust_xlsxwriter::{Format, FormatScript, Image};

use super::*;
use crate::built;
use crate::input::xlsb::as_xlsb;

/// The lines of the guide between which the table stands.
const BEGIN: &str = "<!-- bảng này do một bài kiểm thử ghi: bắt đầu -->\n";
const END: &str = "<!-- hết -->\n";

/// A name in the guide, and what finds it.
type Feature = (&'static str, fn(&Input) -> bool);

/// What may survive: its name in the guide, and whether it was found.
const FEATURES: &[Feature] = &[
    ("định dạng số", |input| has(input, "89,47%")),
    ("ngày tháng", |input| has(input, "09/06/2026")),
    ("chữ đậm", |input| styled(input, "đậm", |style| style.bold)),
    ("chữ nghiêng", |input| styled(input, "nghiêng", |style| style.italic)),
    ("chỉ số trên, dưới", |input| {
        styled(input, "2", |style| style.script == Script::Super)
    }),
    ("xuống dòng", |input| has(input, "dòng một\\ndòng hai")),
    ("ô gộp", |input| dump_of(input).contains("/colspan number 2")),
    ("dòng ẩn được báo", |input| told(input, "hidden-cells")),
    ("chữ gạch ngang được báo", |input| told(input, "struck-text")),
    ("hình đặt trên trang được báo", |input| told(input, "drawing-on-sheet")),
    ("phông của bảng mã cũ", |input| has(input, "KẾ HOẠCH CŨ")),
];

fn dump_of(input: &Input) -> String {
    input.node.as_ref().map(dump).unwrap_or_default()
}

fn has(input: &Input, text: &str) -> bool {
    dump_of(input).contains(text)
}

fn told(input: &Input, code: &str) -> bool {
    input.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}

/// Whether `text` stands somewhere in a look of its own.
fn styled(input: &Input, text: &str, look: fn(&Style) -> bool) -> bool {
    fn any(node: &Node, found: &dyn Fn(&RawText) -> bool) -> bool {
        match &node.value {
            Value::Text(raw) => found(raw),
            Value::List(nodes) => nodes.iter().any(|node| any(node, found)),
            Value::Map(entries) => entries.iter().any(|entry| any(&entry.value, found)),
            _ => false,
        }
    }
    // Marks are characters until the model reads them.
    let marked = |raw: &RawText| {
        raw.markup
            && ["**đậm**", "*nghiêng*", "^2^"]
                .iter()
                .any(|mark| mark.trim_matches(['*', '^']) == text && raw.text.contains(mark))
    };
    let of_run = |raw: &RawText| {
        raw.styles.iter().any(|(range, style)| raw.text[range.clone()] == *text && look(style))
    };
    let found = |raw: &RawText| marked(raw) || of_run(raw);
    input.node.as_ref().is_some_and(|node| any(node, &found))
}

/// The workbook with one of everything.
pub fn features() -> Vec<u8> {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung", "Kiểu"], &["I", "MỤC ĐÍCH"]]);
    let wrapped = Format::new().set_text_wrap();
    let bold = Format::new().set_bold();
    let italic = Format::new().set_italic();
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let plain = Format::new();
    body.write_with_format(2, 1, 0.894_7, &Format::new().set_num_format("0.00%")).unwrap();
    body.write_with_format(3, 1, 46_182, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    body.write_rich_string(
        4,
        1,
        &[
            (&plain, "Chữ "),
            (&bold, "đậm"),
            (&plain, ", chữ "),
            (&italic, "nghiêng"),
            (&plain, "."),
        ],
    )
    .unwrap();
    let struck = Format::new().set_font_strikethrough();
    body.write_with_format(9, 0, "-", &plain).unwrap();
    body.write_with_format(9, 1, "Chữ gạch ngang.", &struck).unwrap();
    body.write_rich_string(5, 1, &[(&plain, "Rộng 50 m"), (&raised, "2"), (&plain, ".")]).unwrap();
    body.write_with_format(6, 1, "dòng một\ndòng hai", &wrapped).unwrap();
    body.write(7, 1, "Dòng ẩn.").unwrap();
    body.set_row_hidden(7).unwrap();
    body.write_with_format(8, 1, "kÕ ho¹ch cò", &Format::new().set_font_name(".VnTimeH")).unwrap();
    body.write(10, 1, "Bảng").unwrap().write(10, 2, "bảng").unwrap();
    let picture = Image::new(built::path("tests/fixtures/plans/dau.png")).unwrap();
    body.insert_image(12, 1, &picture.set_scale_width(0.1).set_scale_height(0.1)).unwrap();
    let mut table = sheet("Bảng", &[&["A", "B"], &["Một", "Hai"]]);
    table.merge_range(2, 0, 2, 1, "Gộp", &Format::new()).unwrap();
    let mut workbook = Workbook::new();
    for sheet in [info(), body, table] {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

/// The features that are not found in a file.
pub fn lost(name: &str, bytes: &[u8]) -> Vec<&'static str> {
    let input = read_bytes(name, bytes).unwrap();
    FEATURES.iter().filter(|(_, found)| !found(&input)).map(|(feature, _)| *feature).collect()
}

fn fixture(name: &str) -> Vec<u8> {
    let path = built::path("tests/fixtures/formats").join(name);
    fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

#[test]
fn the_guide_tells_what_each_format_keeps() {
    let xlsx = features();
    let formats = [
        (".xlsx, .xlsm", "kh.xlsx", xlsx.clone()),
        (".xlsb", "kh.xlsb", as_xlsb(&xlsx)),
        (".xls", "kh.xls", fixture("features.xls")),
        (".ods", "kh.ods", fixture("features.ods")),
        (".csv", "kh.csv", fixture("features.csv")),
        (".json", "kh.json", fixture("features.json")),
    ];
    let mut table =
        format!("| | {} |\n", FEATURES.iter().map(|f| f.0).collect::<Vec<_>>().join(" | "));
    table.push_str(&format!("| --- |{}\n", " --- |".repeat(FEATURES.len())));
    for (label, name, bytes) in formats {
        let lost = lost(name, &bytes);
        let marks = FEATURES.iter().map(|(f, _)| if lost.contains(f) { "–" } else { "có" });
        table.push_str(&format!("| {label} | {} |\n", marks.collect::<Vec<_>>().join(" | ")));
    }
    let guide = built::path("docs/huong-dan.md");
    let text = fs::read_to_string(&guide).unwrap().replace("\r\n", "\n");
    let (before, rest) = text.split_once(BEGIN).expect("the table's first line");
    let (_, after) = rest.split_once(END).expect("the table's last line");
    let wanted = format!("{before}{BEGIN}\n{table}\n{END}{after}");
    if std::env::var_os(crate::samples::UPDATE).is_some() {
        fs::write(&guide, wanted).unwrap();
    } else {
        assert_eq!(text, wanted, "KEHOACH_UPDATE=1 rewrites the table");
    }
}
