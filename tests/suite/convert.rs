//! `kehoach convert`: what is written reads as the same plan and builds the same
//! bytes.
//!
//! Beside all plans that are kept anyway, `fixtures/convert` holds what is hard
//! to write. A plan in `fixtures/convert/refused` has what a workbook cannot
//! hold; the messages stand beside it (`KEHOACH_UPDATE=1` rewrites them).

use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use kehoach::convert::{FORMATS, Format};
use kehoach::diagnostic::render;
use kehoach::pipeline::{self, Conversion, ConvertOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::built::{self, build_with, path};
use crate::samples::UPDATE;
use crate::samples::communes::LIST;

pub fn format(name: &str) -> &'static Format {
    FORMATS.iter().find(|format| format.name == name).unwrap()
}

/// Converts `plan` into the format of `target`, which is not written.
pub fn try_convert(plan: &Path, target: &Path) -> Conversion {
    let name = target.extension().unwrap().to_str().unwrap();
    pipeline::convert(plan, target, format(name), &ConvertOptions::default()).unwrap()
}

/// Converts `plan` to `name` in `folder`.
fn convert(plan: &Path, folder: &TempDir, name: &str) -> PathBuf {
    let target = folder.path().join(name);
    let conversion = try_convert(plan, &target);
    let said = render(&conversion.diagnostics);
    fs::write(&target, conversion.bytes.unwrap_or_else(|| panic!("{}: {said}", plan.display())))
        .unwrap();
    target
}

/// The files of a folder with one of these extensions, in order.
fn files(folder: &str, extensions: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path());
    let named = |file: &PathBuf| {
        file.extension().is_some_and(|e| extensions.iter().any(|known| e == *known))
    };
    let mut files: Vec<PathBuf> = entries.filter(named).collect();
    files.sort();
    files
}

/// Whether a workbook is only some sheets for a test of reading, or a list of
/// communes, no whole plan.
fn is_part(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_str().unwrap();
    ["formats", "contents", "dates", LIST].iter().any(|part| name.starts_with(part))
}

/// A folder with the pictures that plans name.
fn with_pictures() -> TempDir {
    let folder = TempDir::new().unwrap();
    for picture in files("tests/fixtures/plans", &["png", "jpg"]) {
        fs::copy(&picture, folder.path().join(picture.file_name().unwrap())).unwrap();
    }
    folder
}

#[test]
fn what_is_converted_builds_the_same_bytes() {
    let plans: Vec<PathBuf> =
        ["data", "tests/fixtures/plans", "tests/fixtures/workbooks", "tests/fixtures/convert"]
            .iter()
            .flat_map(|folder| files(folder, &["json", "xlsx", "xls", "ods"]))
            .filter(|file| !is_part(file))
            .collect();
    assert!(plans.len() > 40);
    let folder = with_pictures();
    for plan in plans {
        let shown = plan.display();
        let options = built::options(&plan);
        let build = |plan: &Path| build_with(plan, &options);
        let source = build(&plan);
        let workbook = convert(&plan, &folder, "a.xlsx");
        let json = convert(&plan, &folder, "a.json");
        assert!(build(&workbook) == source, "{shown} as .xlsx is another document");
        assert!(build(&json) == source, "{shown} as .json is another document");

        let read = |file: &Path| fs::read(file).unwrap();
        let again = convert(&workbook, &folder, "b.xlsx");
        assert!(read(&again) == read(&workbook), "{shown}: .xlsx to .xlsx changes bytes");
        let over = convert(&workbook, &folder, "b.json");
        assert!(read(&over) == read(&json), "{shown}: .json by way of .xlsx has other bytes");
        let back = convert(&over, &folder, "c.xlsx");
        assert!(read(&back) == read(&workbook), "{shown}: .xlsx to .json to .xlsx changes bytes");
    }
}

#[test]
fn what_a_workbook_cannot_hold_is_named() {
    let folder = TempDir::new().unwrap();
    for plan in files("tests/fixtures/convert/refused", &["json"]) {
        let conversion = try_convert(&plan, &folder.path().join("a.xlsx"));
        assert!(conversion.bytes.is_none(), "{} was written", plan.display());
        let (said, expected) = (render(&conversion.diagnostics), plan.with_extension("txt"));
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&expected, &said).unwrap();
        }
        assert_eq!(fs::read_to_string(&expected).unwrap_or_default(), said, "{}", plan.display());
        convert(&plan, &folder, "a.json");
    }
}

#[test]
fn a_picture_that_stays_behind_is_named() {
    let folder = TempDir::new().unwrap();
    let plan = path("tests/fixtures/plans/images.json");
    let conversion = try_convert(&plan, &folder.path().join("a.xlsx"));
    assert!(conversion.bytes.is_some());
    let said = render(&conversion.diagnostics);
    assert!(said.contains("cảnh báo: Tệp hình “bieu-do.jpg” không có trong thư mục"), "{said}");
    let beside = try_convert(&plan, &path("tests/fixtures/plans/khong-ghi.xlsx"));
    assert_eq!(render(&beside.diagnostics), "");
}

#[test]
fn json_is_pretty_and_in_the_order_of_the_schema() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("a.json");
    let typed = r#"{"signature":{"name":"A","position":"CHỦ TỊCH"},"draft":false,"body":
        [{"text":"Một **hai**.","marker":"1"}],"subject":"Thử","letterhead":
        {"date":"5/2/2026","place":"Đông A","symbol":"KH-UBND","agency":"UBND XÃ ĐÔNG A"}}"#;
    fs::write(&plan, typed).unwrap();
    let written = fs::read_to_string(convert(&plan, &folder, "b.json")).unwrap();
    let wanted = r#"{
  "kind": "KẾ HOẠCH",
  "letterhead": {
    "agency": "UBND XÃ ĐÔNG A",
    "symbol": "KH-UBND",
    "place": "Đông A",
    "date": "2026-02-05"
  },
  "subject": "Thử",
  "body": [
    {
      "marker": "1.",
      "text": "Một **hai**."
    }
  ],
  "signature": {
    "position": "CHỦ TỊCH",
    "name": "A"
  }
}
"#;
    assert_eq!(written, wanted);
}

/// What readers take for something else than text, and what Excel would change.
const WORDS: &[&str] = &[
    "",
    "",
    "",
    "Việc",
    "**đậm**",
    "*nghiêng* và thường",
    "m^2^",
    "(1)",
    "(2)",
    "1",
    "2",
    "3",
    "4",
    "-5",
    "=A1",
    "1.10",
    "a) điểm",
    "I. Mục",
    "Độ rộng",
    "Tiêu đề",
    "Số dòng tiêu đề",
    "Kiểu",
    "Nội dung",
    "Mục",
    "Giá trị",
    "Nơi nhận",
    "hai\ndòng",
    "x\\ **(y)**\\ z",
    "[1]",
    "0,5%",
];

fn word(random: &mut Rng) -> Value {
    Value::String((*random.choice(WORDS).unwrap()).to_owned())
}

/// A table of any size whose cells span what is free; its first row has a text,
/// since blank rows in front of a table are no part of it on a sheet.
fn table(random: &mut Rng) -> Value {
    let (height, width) = (random.usize(1..6), random.usize(1..5));
    let mut free = vec![vec![true; width]; height];
    let mut rows = Vec::new();
    for row in 0..height {
        let mut cells = Vec::new();
        for column in 0..width {
            if !free[row][column] {
                continue;
            }
            let room = free[row][column..].iter().take_while(|free| **free).count();
            let right = column + if random.u8(..4) == 0 { random.usize(1..=room) } else { 1 };
            let bottom = if random.u8(..5) == 0 { random.usize(row + 1..=height) } else { row + 1 };
            free[row..bottom].iter_mut().for_each(|row| row[column..right].fill(false));
            let text = if (row, column) == (0, 0) { json!("Đầu") } else { word(random) };
            cells.push(json!({ "text": text, "colspan": right - column, "rowspan": bottom - row }));
        }
        rows.push(Value::Array(cells));
    }
    let mut table = json!({ "kind": "table", "rows": rows });
    if random.bool() {
        table["header_rows"] = random.usize(0..=2).into();
    }
    if random.u8(..3) == 0 {
        table["widths"] = (0..width).map(|_| random.u8(1..90)).collect();
    }
    table
}

fn block(random: &mut Rng) -> Value {
    if random.u8(..3) == 0 {
        return table(random);
    }
    let mut block = json!({ "text": format!("Đoạn {}", random.u8(..9)) });
    if random.bool() {
        let texts: Vec<&&str> = WORDS.iter().filter(|word| !word.is_empty()).collect();
        block["text"] = json!(random.choice(texts));
    }
    match random.u8(..4) {
        0 => block["marker"] = json!(random.choice(["I", "1", "1.1", "a", "-", "+", "Điều 1."])),
        1 => block["level"] = random.usize(1..=6).into(),
        _ => {}
    }
    if random.bool() {
        block["kind"] = json!(random.choice(["heading", "paragraph", "legal_basis"]));
    }
    block
}

fn blocks(random: &mut Rng) -> Value {
    (0..random.usize(1..6)).map(|_| block(random)).collect()
}

/// Any blocks in any order: the workbook holds them all.
#[test]
fn any_blocks_are_kept() {
    let folder = TempDir::new().unwrap();
    for seed in 0..400 {
        let random = &mut Rng::with_seed(seed);
        let plan = json!({
            "letterhead": { "agency": "UBND XÃ A", "symbol": "KH-UBND", "place": "A" },
            "subject": "Thử",
            "body": blocks(random),
            "appendices": (0..random.usize(0..3))
                .map(|_| json!({ "title": "PHỤ LỤC", "blocks": blocks(random) }))
                .collect::<Value>(),
            "recipients": ["Lưu: VT"],
            "signature": { "position": "CHỦ TỊCH" },
        });
        let source = folder.path().join("a.json");
        fs::write(&source, plan.to_string()).unwrap();
        let conversion = try_convert(&source, &folder.path().join("b.xlsx"));
        assert!(
            conversion.bytes.is_some(),
            "seed {seed}: {}\n{plan:#}",
            render(&conversion.diagnostics)
        );
    }
}
