//! `kehoach init`: files to begin with that build as they are, and a workbook
//! with all that helps to fill it in.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use kehoach::diagnostic::render;
use kehoach::model::fields::FIELDS;
use kehoach::pipeline::{self, BuildOptions};
use tempfile::TempDir;
use zip::ZipArchive;

use crate::built::build;
use crate::cli::{names, run};

/// A part of a workbook as text.
fn part(book: &[u8], name: &str) -> String {
    let mut package = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut text = String::new();
    package.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The values of an attribute of all elements that begin with `start`.
fn values<'a>(xml: &'a str, start: &'a str, attribute: &'a str) -> Vec<&'a str> {
    let elements = xml.split(start).skip(1).map(|rest| rest.split('>').next().unwrap());
    let value = |element: &'a str| {
        let (_, rest) = element.split_once(&format!("{attribute}=\""))?;
        rest.split('"').next()
    };
    elements.filter_map(value).collect()
}

fn workbook() -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["init"]).code, Some(0));
    fs::read(folder.path().join("ke-hoach.xlsx")).unwrap()
}

#[test]
fn both_files_build_the_same_bytes_without_a_word() {
    let folder = TempDir::new().unwrap();
    let init = run(folder.path(), &["init", "Thư mục mới/năm 2026"]);
    assert_eq!((init.code, init.stdout.len()), (Some(0), 0), "{}", init.stderr);
    insta::assert_snapshot!("init_says_what_to_do_next", init.stderr);
    let made = folder.path().join("Thư mục mới/năm 2026");
    assert_eq!(names(&made), ["ke-hoach.json", "ke-hoach.xlsx"]);
    for name in names(&made) {
        let outcome = pipeline::check(&made.join(&name), &BuildOptions::default()).unwrap();
        assert!(outcome.diagnostics.is_empty(), "{name}: {}", render(&outcome.diagnostics));
    }
    let pdf = |name: &str| build(&made.join(name));
    assert!(pdf("ke-hoach.json") == pdf("ke-hoach.xlsx"));
}

#[test]
fn a_file_that_is_there_is_left_alone() {
    for there in ["ke-hoach.xlsx", "ke-hoach.json"] {
        let folder = TempDir::new().unwrap();
        let old = folder.path().join(there);
        fs::write(&old, "cũ").unwrap();
        let init = run(folder.path(), &["init", "."]);
        assert_eq!(init.code, Some(2));
        assert_eq!(
            init.stderr,
            format!(
                "lỗi: Đã có ./{there}; tệp có sẵn không bị ghi đè.\n   cách sửa: ghi vào thư mục \
                 khác, hoặc đổi tên tệp có sẵn rồi chạy lại\n   mã: already-there\nTổng cộng: 1 \
                 lỗi.\n"
            )
        );
        assert_eq!(names(folder.path()), [there]);
        assert_eq!(fs::read_to_string(&old).unwrap(), "cũ");
    }
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("tep"), "").unwrap();
    let init = run(folder.path(), &["init", "tep"]);
    assert_eq!(init.code, Some(2));
    assert!(init.stderr.contains("Không ghi được vào thư mục tep"), "{}", init.stderr);
}

#[test]
fn every_field_has_a_row_and_every_label_a_note() {
    let book = workbook();
    let strings = part(&book, "xl/sharedStrings.xml");
    for field in FIELDS {
        assert!(strings.contains(&format!(">{}</t>", field.label)), "{}", field.label);
    }
    let refs = |notes: &str| -> Vec<String> {
        let xml = part(&book, notes);
        values(&xml, "<comment ", "ref").into_iter().map(str::to_owned).collect()
    };
    let mut labels: Vec<String> = (1..=FIELDS.len() + 1).map(|row| format!("A{row}")).collect();
    labels.insert(1, "B1".into());
    assert_eq!(refs("xl/comments1.xml"), labels);
    assert_eq!(refs("xl/comments2.xml"), ["A1", "B1", "C1", "D1", "E1", "F1"]);
    assert_eq!(refs("xl/comments3.xml"), ["A1"]);
    assert!(part(&book, "xl/comments1.xml").contains("Phụ lục I, Phần I, II.7"));
}

#[test]
fn fields_with_a_choice_have_a_list() {
    let book = workbook();
    let row = |label: &str| FIELDS.iter().position(|f| f.label == label).unwrap() + 2;
    let info = part(&book, "xl/worksheets/sheet1.xml");
    let listed = values(&info, "<dataValidation ", "sqref");
    let labels = ["Tên loại", "Thẩm quyền ký", "Chức vụ", "Độ khẩn", "Phạm vi lưu hành", "Dự thảo"];
    for label in labels {
        assert!(listed.contains(&format!("B{}", row(label)).as_str()), "{label}");
    }
    assert_eq!(listed.len(), labels.len());
    // Other forms of signing than those listed may be typed.
    let open = info.split("<dataValidation ").skip(1).filter(|rule| !rule.contains("showError"));
    assert_eq!(open.count(), 2);

    let body = part(&book, "xl/worksheets/sheet2.xml");
    assert!(body.contains("<formula1>\"tiêu đề,đoạn,căn cứ,bảng,hình\"</formula1>"));
    let last_row = values(&body, "<row ", "r").last().unwrap().parse::<u32>().unwrap();
    let ready = last_row + 500;
    assert_eq!(
        values(&body, "<dataValidation ", "sqref"),
        [format!("C2:C{ready}"), format!("D2:D{ready}")]
    );
    let choices = part(&book, "xl/workbook.xml");
    assert!(choices.contains("name=\"Danh sách chọn\" sheetId=\"7\" state=\"hidden\""));
}

#[test]
fn what_is_typed_stays_text_and_sheets_are_ready_to_print() {
    let book = workbook();
    let styles = part(&book, "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs").unwrap();
    let formats = values(formats, "<xf ", "numFmtId");
    for sheet in 1..=6 {
        let xml = part(&book, &format!("xl/worksheets/sheet{sheet}.xml"));
        // The style of a column is that of its empty cells.
        let columns = values(&xml, "<col ", "style");
        assert!(!columns.is_empty());
        for style in columns.into_iter().chain(values(&xml, "<c ", "s")) {
            assert_eq!(formats[style.parse::<usize>().unwrap()], "49", "sheet {sheet}: text is @");
        }
        assert!(!xml.contains("<f>"), "sheet {sheet} has a formula");
        assert!(xml.contains("<pane ySplit=\"") && xml.contains("state=\"frozen\""));
        assert!(xml.contains("paperSize=\"9\"") && xml.contains("fitToHeight=\"0\""));
        assert!(xml.contains("<pageMargins left=\"0.6\""));
        // Rows grow with what is typed.
        assert!(xml.contains(" ht=\"") && !xml.contains("customHeight"));
    }
    let titles = part(&book, "xl/workbook.xml");
    assert_eq!(titles.matches("_xlnm.Print_Titles").count(), 6);
    let wrapped = styles.matches("wrapText=\"1\"").count();
    assert!(wrapped > 5, "{wrapped}");
}

#[test]
fn the_sample_is_what_convert_writes() {
    let folder = TempDir::new().unwrap();
    let here: &Path = folder.path();
    assert_eq!(run(here, &["init"]).code, Some(0));
    for (from, to) in [("xlsx", "json"), ("json", "xlsx")] {
        let (source, target) = (format!("ke-hoach.{from}"), format!("lai.{to}"));
        let convert = run(here, &["convert", &source, "-o", &target]);
        assert_eq!(convert.code, Some(0), "{}", convert.stderr);
        let read = |name: &str| fs::read(here.join(name)).unwrap();
        assert!(read(&target) == read(&format!("ke-hoach.{to}")), "{target}");
    }
    assert!(fs::read(here.join("ke-hoach.json")).unwrap() == kehoach::convert::SAMPLE.as_bytes());
}
