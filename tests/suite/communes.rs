//! The sample for many communes (`data/ke-hoach-mau-xa`), made by `kehoach batch`
//! as a person runs it: every document has its own commune's words and no
//! other's.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::built;
use crate::cli::{names, run};
use crate::pdf::Pdf;
use crate::samples::communes::{LIST, TEMPLATE, communes};

fn data(name: &str) -> String {
    built::path("data").join(name).to_str().unwrap().to_owned()
}

/// Makes documents into the folder `ra` and gives what the program said.
fn batch(folder: &TempDir, args: &[&str]) -> String {
    let plan = data(&format!("{TEMPLATE}.xlsx"));
    let run = run(folder.path(), &[&["batch", &plan, "-o", "ra"], args].concat());
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("cảnh báo:"), "{}", run.stderr);
    run.stderr
}

/// The names of the files in a folder that a person sees.
fn visible(folder: &Path) -> Vec<String> {
    names(folder).into_iter().filter(|name| !name.starts_with('.')).collect()
}

/// The words of a document, with single spaces.
fn words(file: &Path) -> String {
    let pdf = Pdf::read(fs::read(file).unwrap());
    pdf.root.text().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a document that must have some words and not others.
fn faults(words: &str, has: &[String], lacks: &[String]) -> Vec<String> {
    let missing = has.iter().filter(|has| !words.contains(*has)).map(|has| format!("lacks {has}"));
    let strange = lacks.iter().filter(|lacks| words.contains(*lacks));
    missing.chain(strange.map(|strange| format!("has {strange}"))).collect()
}

/// A whole number with full stops.
fn grouped(number: &Value) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A row of the list, by heading.
struct Row<'a>(&'a [Value], &'a [Value]);

impl Row<'_> {
    fn get(&self, heading: &str) -> &Value {
        let column = self.0.iter().position(|column| column["heading"] == heading);
        &self.1[column.expect(heading)]
    }

    fn text(&self, heading: &str) -> &str {
        self.get(heading).as_str().expect(heading)
    }

    /// What only this commune's document says.
    fn own(&self, tasks: &Value) -> Vec<String> {
        let name = self.text("Tên xã");
        let mut words = vec![
            name.replacen("Xã", "xã", 1).replacen("Phường", "phường", 1),
            format!("Số: {:02}/KH-UBND", self.get("Số").as_u64().unwrap()),
            self.text("Người ký").to_owned(),
            self.text("Thư điện tử").to_owned(),
            format!("{} hộ ở", grouped(self.get("Số hộ"))),
            format!("dự kiến: {} đồng", grouped(self.get("Kinh phí"))),
        ];
        let tasks = tasks[self.text("Mã xã")].as_array().unwrap();
        words.extend(tasks.iter().map(|task| task[0].as_str().unwrap().to_owned()));
        words
    }
}

#[test]
fn every_commune_has_its_own_words_and_no_others() {
    let folder = TempDir::new().unwrap();
    let said = batch(&folder, &["--rows", &data(LIST)]);
    assert!(said.contains("Đã ghi 12 văn bản trong ") && said.contains("report.csv"), "{said}");
    let made = folder.path().join("ra");
    let files = visible(&made);
    let documents: Vec<&String> = files.iter().filter(|name| name.ends_with(".pdf")).collect();
    assert_eq!((documents.len(), files.len()), (12, 14), "{files:?}");
    let report = fs::read_to_string(made.join("report.csv")).unwrap();
    assert_eq!(report.lines().skip(1).filter(|line| line.contains(",Đã tạo,")).count(), 12);

    let list = communes();
    let columns = list["columns"].as_array().unwrap();
    assert_eq!(columns.len(), 40);
    let rows = list["rows"].as_array().unwrap();
    let rows: Vec<Row> = rows.iter().map(|row| Row(columns, row.as_array().unwrap())).collect();
    let own: Vec<Vec<String>> = rows.iter().map(|row| row.own(&list["tasks"])).collect();
    for (at, row) in rows.iter().enumerate() {
        let code = row.text("Mã xã");
        let file = documents.iter().find(|name| name.starts_with(code)).expect(code);
        let others: Vec<String> = own
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|(_, words)| words.clone())
            .collect();
        let found = faults(&words(&made.join(file)), &own[at], &others);
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
}

#[test]
fn the_kinds_of_communes_have_their_own_words() {
    let folder = TempDir::new().unwrap();
    let only = r#"ma_xa in ["03390", "00004", "31078"]"#;
    let said = batch(&folder, &["--rows", &data("communes.csv"), "--only", only]);
    assert!(said.contains("Đã ghi 3 văn bản"), "{said}");
    let made = folder.path().join("ra");
    // One of each kind, what only that kind says, and where sections are
    // numbered anew.
    let kinds: [(&str, &[&str]); 3] = [
        (
            "03390-xa-binh-lu.pdf",
            &[
                "UBND xã Bình Lư",
                "6. Các thôn trên địa bàn xã",
                "d) Giữ vững an ninh",
                "4. Phòng Kinh tế-",
                "V. Nhiệm vụ riêng của xã Bình Lư",
            ],
        ),
        (
            "00004-phuong-ba-dinh.pdf",
            &[
                "UBND phường Ba Đình",
                "UBND thành phố Hà Nội",
                "6. Các tổ dân phố trên địa bàn phường",
                "d) Giữ gìn trật tự, mỹ quan đô thị",
            ],
        ),
        (
            "31078-dac-khu-phu-quoc.pdf",
            &[
                "UBND đặc khu Phú Quốc",
                "UBND tỉnh An Giang",
                "6. Các thôn, tổ dân phố trên địa bàn đặc khu",
                "d) Bảo đảm dịch vụ công cho ngư dân",
            ],
        ),
    ];
    assert_eq!(visible(&made).len(), kinds.len() + 2);
    let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (file, own) in kinds {
        let others = kinds.iter().filter(|(other, _)| *other != file);
        let others: Vec<&str> = others.flat_map(|(_, words)| words.iter().copied()).collect();
        let lacks = [others, vec!["«", "{{", "{%", "Chỉ tiêu năm 2026", "dự kiến:"]].concat();
        let words = words(&made.join(file));
        let mut found = faults(&words, &strings(own), &strings(&lacks));
        if !words.contains("chỉ đạo giải quyết theo quy định./.") {
            found.push("lacks its end".into());
        }
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
}
