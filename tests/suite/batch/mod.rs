//! `kehoach batch` as a process: what is on the disk however a run goes and ends.
//!
//! [`ends`] stops runs in every way, [`modes`] compares the bytes of all ways to
//! make a document, [`rows`] has communes with faults and odd names, [`rules`] faults
//! that rules find.

mod ends;
mod modes;
mod rows;
mod rules;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::cli::{Run, run};

/// A plan of two pages with merge fields, a condition and a filtered table.
fn plan() -> Value {
    json!({
        "letterhead": {
            "agency": "ỦY BAN NHÂN DÂN\n{{ ten_xa | in_hoa }}",
            "symbol": "KH-UBND",
            "place": "{{ ten_xa | ten_rieng }}",
            "date": "2026-06"
        },
        "subject": "Phòng, chống lụt bão của {{ ten_xa | trong_cau }} năm 2026",
        "body": [
            { "text": "Chủ động phòng, chống lụt bão ở {{ ten_xa | trong_cau }}, {{ so_ho | so }} hộ." },
            { "condition": "so_ho > 1000", "text": "Xã đông dân." },
            { "text": "Đoạn chung cho mọi xã, chi tiết tại Phụ lục kèm theo./." }
        ],
        "recipients": ["Lưu: VT, KT"],
        "signature": { "authority": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH" },
        "appendices": [{
            "title": "DANH MỤC",
            "blocks": [{
                "kind": "table",
                "header_rows": 1,
                "rows": [
                    ["STT", "Việc", "Số tiền", "Mã xã"],
                    ["{{ stt }}", "Việc chung", "1.000", ""],
                    ["{{ stt }}", "Việc riêng của xã thứ ba", "2.000", "10003"],
                    ["", "Tổng", "{{ tong(\"Số tiền\") }}", ""]
                ]
            }]
        }]
    })
}

/// So many communes, the nth with the key 10000 + n.
fn communes(count: usize) -> Vec<Value> {
    let commune = |n: usize| {
        json!({
            "Mã xã": (10_000 + n).to_string(),
            "Tên xã": format!("Xã Số {n}"),
            "Số hộ": 900 + 10 * n
        })
    };
    (1..=count).map(commune).collect()
}

/// A folder with the plan as `kh.json` and the communes as `ds.json`.
fn folder(plan: &Value, communes: &[Value]) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("kh.json"), plan.to_string()).unwrap();
    fs::write(folder.path().join("ds.json"), json!(communes).to_string()).unwrap();
    folder
}

/// Runs the batch into `out` with more options.
fn batch(folder: &Path, options: &[&str]) -> Run {
    let common = ["batch", "kh.json", "--rows", "ds.json"];
    let into: &[&str] = if options.contains(&"-o") { &[] } else { &["-o", "out"] };
    run(folder, &[&common, into, options].concat())
}

/// Every document in a folder, by name.
fn documents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut documents = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if [".pdf", ".png", ".svg"].iter().any(|extension| name.ends_with(extension)) {
            documents.insert(name, fs::read(path).unwrap());
        }
    }
    documents
}

/// The rows of report.csv by key, each with its columns.
fn report(folder: &Path) -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(folder.join("report.csv")).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let rows =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[0].clone(), row)).collect()
}

fn summary(folder: &Path) -> Value {
    let text = fs::read(folder.join("report.json")).unwrap();
    serde_json::from_slice::<Value>(&text).unwrap()["summary"].clone()
}

/// Whether every document is a whole PDF.
fn all_whole(documents: &BTreeMap<String, Vec<u8>>) -> bool {
    documents.values().all(|bytes| bytes.starts_with(b"%PDF") && bytes.ends_with(b"%%EOF\n"))
}

fn out(folder: &TempDir) -> PathBuf {
    folder.path().join("out")
}
