//! Plans whose body is a .csv, and plans pasted into one column: the same bytes
//! as their twins.
//!
//! A case is a `.csv` in `tests/fixtures/csv` with the `.json` that completes it
//! and the whole plan as `…-twin.json`.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::render;
use kehoach::pipeline::{self, BuildOptions};
use serde_json::Value;
use tempfile::TempDir;

use crate::built::{build, build_with, path};
use crate::samples;

fn cases() -> Vec<PathBuf> {
    let files = fs::read_dir(path("tests/fixtures/csv")).unwrap().map(|file| file.unwrap().path());
    let mut cases: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|e| e == "csv")).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// The PDF of `csv` completed by `json`.
fn pdf(csv: &[u8], json: &[u8]) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ke-hoach.json"), json).unwrap();
    fs::write(folder.path().join("ke-hoach.csv"), csv).unwrap();
    build(&folder.path().join("ke-hoach.csv"))
}

#[test]
fn a_csv_and_its_json_are_the_same_document_as_one_json() {
    for case in cases() {
        let stem = case.file_stem().unwrap().to_str().unwrap();
        let twin = build(&case.with_file_name(format!("{stem}-twin.json")));
        assert!(build(&case) == twin, "{}", case.display());
    }
}

#[test]
fn separators_line_ends_and_encodings_make_no_difference() {
    let case = path("tests/fixtures/csv/ke-hoach.csv");
    let json = fs::read(case.with_extension("json")).unwrap();
    let text = fs::read_to_string(&case).unwrap();
    let expected = build(&case);
    let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect()
    };
    let semicolons = separated(&text, ';');
    let tabs = separated(&text, '\t');
    let windows = text.replace('\n', "\r\n");
    for (name, bytes) in [
        ("semicolons", semicolons.clone().into_bytes()),
        ("tabs", tabs.clone().into_bytes()),
        ("BOM", format!("\u{FEFF}{text}").into_bytes()),
        ("CRLF", windows.into_bytes()),
        ("no line end at the end", text.trim_end().as_bytes().to_vec()),
        ("UTF-16 LE, tabs, CRLF", utf16(&tabs.replace('\n', "\r\n"), u16::to_le_bytes)),
        ("UTF-16 BE", utf16(&semicolons, u16::to_be_bytes)),
    ] {
        assert!(pdf(&bytes, &json) == expected, "{name}");
    }
}

/// Without a .json every field comes from an option; one that is missing points
/// to the .json that could hold it, whichever options are there.
#[test]
fn options_do_for_the_json() {
    let folder = TempDir::new().unwrap();
    let csv = folder.path().join("ke-hoach.csv");
    fs::write(&csv, "Nội dung\nThử./.\n").unwrap();
    let fields =
        ["Cơ quan ban hành=ỦY BAN NHÂN DÂN XÃ A", "Ký hiệu=KH-UBND", "Địa danh=A", "Trích yếu=Thử"];
    let mut options = BuildOptions { set: fields.map(str::to_owned).into(), ..Default::default() };
    let said = render(&pipeline::build(&csv, &options).unwrap().diagnostics);
    assert_eq!(
        said,
        "lỗi: Thiếu “Chức vụ” (signature.position).\n   tại: ke-hoach.json (chưa có tệp này)\n   \
         cách sửa: lập tệp ke-hoach.json ở cùng thư mục và điền “Chức vụ” (signature.position) vào đó\n   \
         cách sửa: hoặc thêm khi chạy lệnh: --set \"Chức vụ=…\"\n   mã: missing-field\n\
         lỗi: Văn bản thiếu nơi nhận.\n   theo: NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.9d\n   \
         cách sửa: dòng cuối là “Lưu: VT”, rồi chữ viết tắt đơn vị soạn thảo, như Lưu: VT, KT\n   \
         mã: N03\nTổng cộng: 2 lỗi.\n"
    );
    options.set.push("Người ký=Nguyễn Văn A".into());
    let said = render(&pipeline::build(&csv, &options).unwrap().diagnostics);
    assert!(said.contains("tại: ke-hoach.json (chưa có tệp này)"), "{said}");
    options.set.push("Chức vụ=CHỦ TỊCH".into());
    let twin = folder.path().join("twin.json");
    fs::write(&twin, r#"{"body": [{"text": "Thử./."}]}"#).unwrap();
    assert!(build_with(&csv, &options) == build_with(&twin, &options));
}

/// `csv` with `separator` for its commas outside quotes.
fn separated(csv: &str, separator: char) -> String {
    let mut quoted = false;
    let swapped = csv.chars().map(|c| {
        quoted ^= c == '"';
        if c == ',' && !quoted { separator } else { c }
    });
    swapped.collect()
}

/// The rows of a .csv, every field in quotes.
fn rows<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let quote = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
    let lines = rows.into_iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(","));
    lines.map(|line| line + "\r\n").collect()
}

fn member(block: &Value, key: &str) -> String {
    block[key].as_str().unwrap_or_default().to_owned()
}

/// Samples without a table in the body, which a .csv cannot hold.
const SAMPLES: [&str; 2] = ["binh-lu-papi-2026", "lao-cai-papi-2023"];

#[test]
fn a_sample_whose_body_is_a_csv_gives_the_same_bytes() {
    for name in SAMPLES {
        let (mut plan, _) = samples::plan(name);
        let head = ["Mục", "Nội dung", "Kiểu"].map(str::to_owned);
        let body = plan.as_object_mut().unwrap().shift_remove("body").unwrap();
        let blocks = body.as_array().unwrap().iter();
        let blocks = blocks.map(|block| ["marker", "text", "kind"].map(|key| member(block, key)));
        let csv = rows([head].into_iter().chain(blocks));
        let sample = build(&path(&format!("data/{name}.json")));
        assert!(pdf(csv.as_bytes(), plan.to_string().as_bytes()) == sample, "{name}");
    }
}

#[test]
fn a_plan_pasted_into_one_column_gives_the_same_bytes() {
    for name in SAMPLES {
        let (mut plan, added) = samples::plan(name);
        // Word has no column for the kind.
        for block in plan["body"].as_array_mut().unwrap() {
            block.as_object_mut().unwrap().shift_remove("kind");
        }
        let expected = workbook(&plan, &added);
        let mut pasted = plan.clone();
        for block in pasted["body"].as_array_mut().unwrap() {
            let text = format!("{} {}", member(block, "marker"), member(block, "text"));
            *block = serde_json::json!({ "text": text.trim_start() });
        }
        assert!(workbook(&pasted, &added) == expected, "{name}.xlsx");

        let body = pasted.as_object_mut().unwrap().shift_remove("body").unwrap();
        let texts = body.as_array().unwrap().iter().map(|block| [member(block, "text")]);
        let csv = rows([["Nội dung".to_owned()]].into_iter().chain(texts));
        let json = pasted.to_string();
        assert!(pdf(csv.as_bytes(), json.as_bytes()) == expected, "{name}.csv");
    }
}

/// The PDF of a plan kept as a workbook.
fn workbook(plan: &Value, added: &Value) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("ke-hoach.xlsx");
    fs::write(Path::new(&file), samples::workbook(plan, added)).unwrap();
    build(&file)
}
