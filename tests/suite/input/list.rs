//! Lists of communes in every format: their columns, cells and places, and what
//! is said of their faults.
//!
//! The files of `tests/fixtures/lists` are one list in different clothes. A case
//! of a fault is a file in its folder `faults` with the exact messages beside it
//! in `….txt`; `KEHOACH_UPDATE=1` rewrites them.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::{has_errors, render};
use kehoach::input::list::{ListInput, plan_list, read_list, read_list_bytes};
use kehoach::model::list::List;
use kehoach::model::values::Datum;
use rust_xlsxwriter::Format;

use super::*;
use crate::built::path;

/// The files of a folder, without the messages beside them.
fn files(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(path(folder)).unwrap().map(|file| file.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.is_file() && file.extension().unwrap() != "txt").collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn list(path: &Path) -> List {
    let input = read_list(path, None).unwrap();
    assert!(!has_errors(&input.diagnostics), "{}", render(&input.diagnostics));
    input.list.unwrap()
}

/// The headings and below them the cells, as a person sees them.
fn texts(list: &List) -> Vec<Vec<&str>> {
    let headings = list.columns.iter().map(|column| column.heading.as_str()).collect();
    let rows = list.rows.iter().map(|row| row.cells.iter().map(|c| c.text.as_str()).collect());
    std::iter::once(headings).chain(rows).collect()
}

fn workbook(sheets: Vec<Worksheet>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

fn read(sheets: Vec<Worksheet>, called: Option<&str>) -> Result<ListInput, Diagnostic> {
    read_list_bytes(&"kh.xlsx".into(), &workbook(sheets), called)
}

fn json(text: &str) -> ListInput {
    read_list_bytes(&"xa.json".into(), text.as_bytes(), None).unwrap()
}

#[test]
fn a_list_is_the_same_in_every_text_format() {
    for file in files("tests/fixtures/lists") {
        let list = list(&file);
        assert_eq!(
            texts(&list),
            [
                ["Mã xã", "Tên xã", "Số hộ", "Ghi chú"],
                ["03460", "Xã Bình Lư", "1234,5", "**trọng điểm**; ưu tiên"],
                ["03463", "Xã Tả Lèng", "980", "dòng một\n\ndòng \"hai\""],
                ["03466", "Xã Khun Há", "", ""],
            ],
            "{}",
            file.display()
        );
        assert_eq!(list.key, 0);
    }
}

#[test]
fn every_fault_of_a_list_is_reported_in_one_run() {
    let mut differing = Vec::new();
    for case in files("tests/fixtures/lists/faults") {
        let diagnostics = match read_list(&case, None) {
            Ok(input) => input.diagnostics,
            Err(reason) => vec![reason],
        };
        assert!(has_errors(&diagnostics), "{} has no fault", case.display());
        let said = render(&diagnostics);
        let expected = PathBuf::from(format!("{}.txt", case.display()));
        if std::env::var_os("KEHOACH_UPDATE").is_some() {
            fs::write(&expected, said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != said {
            differing.push(format!("{}:\n{said}", expected.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn all_communes_are_the_same_as_csv_workbook_and_json() {
    let csv = list(&path("data/communes.csv"));
    let (rows, heading) = (csv.rows.len(), &csv.columns[csv.key].heading);
    assert_eq!((rows, heading.as_str()), (3_321, "Mã xã"));

    let expected = texts(&csv);
    let rows: Vec<&[&str]> = expected.iter().map(Vec::as_slice).collect();
    let xlsx = read(vec![sheet("Xã", &rows)], None).unwrap();
    assert!(texts(&xlsx.list.unwrap()) == expected);

    let object = |row: &Vec<&str>| {
        let cells = expected[0].iter().zip(row).map(|(heading, text)| (*heading, *text));
        cells.map(|(heading, text)| (heading.to_owned(), text.into())).collect()
    };
    let objects: Vec<serde_json::Value> =
        expected[1..].iter().map(|row| serde_json::Value::Object(object(row))).collect();
    let json = json(&serde_json::Value::Array(objects).to_string());
    assert!(texts(&json.list.unwrap()) == expected);
}

#[test]
fn cells_of_a_workbook_are_as_a_person_sees_them() {
    let mut list = sheet("Xã", &[&["DANH SÁCH XÃ"], &[], &["Mã xã", "Tỷ lệ", "Ngày", "Đạt"]]);
    let (percent, date) =
        (Format::new().set_num_format("0.0%"), Format::new().set_num_format("dd/mm/yyyy"));
    list.write_string(4, 0, "01").unwrap();
    list.write_number_with_format(4, 1, 0.125, &percent).unwrap();
    list.write_number_with_format(4, 2, 46_182, &date).unwrap();
    list.write_boolean(4, 3, true).unwrap();
    let input = read(vec![list], None).unwrap();
    assert_eq!(
        messages(&input.diagnostics),
        "ghi chú text-above-headings @ Xã: Nội dung phía trên dòng tiêu đề cột không được dùng: ô A1. []"
    );
    let list = input.list.unwrap();
    let cells: Vec<String> = list.rows[0]
        .cells
        .iter()
        .map(|cell| format!("{} {:?} {}", cell.text, cell.datum, cell.origin))
        .collect();
    assert_eq!(
        cells,
        [
            "01 Text kh.xlsx ▸ Xã!A5",
            "12,5% Number(\"0.125\") kh.xlsx ▸ Xã!B5",
            "09/06/2026 Date(\"2026-06-09\") kh.xlsx ▸ Xã!C5",
            "TRUE Bool(true) kh.xlsx ▸ Xã!D5",
        ]
    );
    assert_eq!(list.columns[1].name, "ty_le");
    assert_eq!(list.columns[1].origin.to_string(), "kh.xlsx ▸ Xã!B3");
}

#[test]
fn faults_of_a_sheet_are_at_their_cells() {
    let mut list = sheet(
        "Danh sách xã",
        &[
            &["Tỉnh", "Mã xã", "Tên xã", "#REF!"],
            &["Lai Châu", "1", "A", "x"],
            &["", "2", "B"],
            &["", "2", "C", "", "thừa"],
            &["", "", "D"],
        ],
    );
    list.merge_range(1, 0, 2, 0, "Lai Châu", &Format::new()).unwrap();
    list.merge_range(6, 0, 7, 3, "", &Format::new()).unwrap();
    let input = read(vec![list], None).unwrap();
    assert_eq!(
        messages(&input.diagnostics).replace("Danh sách xã!", ""),
        "lỗi error-cell @ D1: Ô có giá trị lỗi #REF!. [sửa công thức của ô, hoặc thay bằng giá trị đúng]\n\
         lỗi merged-in-list @ A2: Gộp ô trong danh sách: vùng A2:A3 chỉ có giá trị ở ô A2, các ô khác là ô trống. \
         [bỏ gộp ô (Unmerge Cells) rồi ghi lại giá trị ở từng dòng]\n\
         lỗi text-outside-columns @ E4: Ô có nội dung nhưng nằm ngoài các cột được dùng. \
         [chuyển nội dung vào đúng cột, hoặc xóa ô này]\n\
         lỗi duplicate-commune @ B4: “2” có hai lần trong cột phân biệt các xã. \
         [sửa lại hoặc xóa một trong hai dòng; lần đầu ở B3]\n\
         lỗi missing-key @ B5: Thiếu “Mã xã”: cột này phân biệt các xã nên dòng nào cũng phải có. \
         [điền “Mã xã”, hoặc xóa dòng này khỏi danh sách]"
    );
    assert_eq!(input.list.unwrap().key, 1);
}

#[test]
fn the_sheet_is_the_one_named_or_called_so_or_the_first_with_cells() {
    let list = |name: &str, code: &str| sheet(name, &[&["Mã xã", "Tên xã"], &[code, "A"]]);
    let hidden = || {
        let mut hidden = sheet("Ẩn", &[]);
        hidden.set_hidden(true);
        hidden
    };
    let key = |input: ListInput| {
        let list = input.list.unwrap();
        (list.key_of(&list.rows[0]), messages(&input.diagnostics))
    };
    let two = || vec![sheet("Bìa", &[]), hidden(), list("Một", "1"), list("Hai", "2")];
    assert_eq!(key(read(two(), None).unwrap()), ("1".into(), String::new()));
    assert_eq!(key(read(two(), Some("hai")).unwrap()), ("2".into(), String::new()));
    let named = [two(), vec![list("DANH SÁCH XÃ", "3")]].into_iter().flatten().collect();
    assert_eq!(key(read(named, None).unwrap()), ("3".into(), String::new()));

    let said = |called| messages(&[read(two(), Some(called)).err().unwrap()]);
    assert_eq!(
        said("Mot 1"),
        "lỗi missing-sheet @ kh.xlsx: Không có sheet “Mot 1”. [tệp có các sheet: Bìa, Ẩn, Một, Hai]"
    );
    assert_eq!(
        said("Mott"),
        "lỗi missing-sheet @ kh.xlsx: Không có sheet “Mott”. \
         [có phải ý bạn là “Một”? / tệp có các sheet: Bìa, Ẩn, Một, Hai]"
    );
    let csv = read_list_bytes(&"xa.csv".into(), b"a,b\n1,2\n", Some("X")).err().unwrap();
    assert_eq!(
        messages(&[csv]),
        "lỗi missing-sheet @ xa.csv: Tệp này không phải bảng tính nên không có sheet “X”. \
         [bỏ tên sheet, hoặc chỉ ra tệp bảng tính có sheet này]"
    );
    let empty = messages(&read(vec![sheet("Bìa", &[])], None).unwrap().diagnostics);
    assert!(empty.starts_with("lỗi empty-list @ kh.xlsx: Danh sách không có xã nào."), "{empty}");
    let doubled =
        read(vec![list("Danh sách xã", "1"), list("Danh sach xa", "2")], None).unwrap().diagnostics;
    assert_eq!(doubled[0].code, "duplicate-sheet");
}

#[test]
fn a_plan_has_its_list_in_its_own_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let plan = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        plan_list(&file)
    };
    let sheets = |rows: &[&[&str]]| workbook(vec![info(), body(), sheet("Danh sách xã", rows)]);
    let list = plan("kh.xlsx", &sheets(&[&["Mã xã"], &["1"]])).unwrap().unwrap();
    assert_eq!(list.list.unwrap().rows.len(), 1);
    let headings = plan("kh.xlsx", &sheets(&[&["Mã xã"]])).unwrap().unwrap();
    assert_eq!(
        headings.diagnostics[0].origin.as_ref().unwrap().to_string(),
        "kh.xlsx ▸ Danh sách xã"
    );
    assert!(headings.list.is_none());
    assert!(plan("kh.xlsx", &sheets(&[])).unwrap().is_none());
    assert!(plan("kh.xlsx", &workbook(vec![info(), body()])).unwrap().is_none());
    assert!(plan("kh.json", b"{}").unwrap().is_none());
    assert!(plan("kh.csv", "Nội dung\nThử\n".as_bytes()).unwrap().is_none());
    let cut = &sheets(&[])[..2_000];
    assert_eq!(plan("kh.xlsx", cut).err().unwrap().code, "damaged-workbook");
}

#[test]
fn values_of_json_keep_what_they_are() {
    let input = json(
        r#"[{"Mã": 1, "a": -0.0, "b": true, "c": false, "d": [{"x": 1}, {"y": [{"z": "*"}]}], "e": [], "f": 100}]"#,
    );
    assert_eq!(render(&input.diagnostics), "");
    let list = input.list.unwrap();
    assert_eq!(texts(&list)[1], ["1", "0", "có", "không", "", "", "100"]);
    let data: Vec<&Datum> = list.rows[0].cells.iter().map(|cell| &cell.datum).collect();
    assert_eq!(data[1], &Datum::Number("0".into()));
    assert_eq!(data[3], &Datum::Bool(false));
    let Datum::Rows(inner) = data[4] else { panic!("{:?}", data[4]) };
    assert_eq!(texts(inner), [["x", "y"], ["1", ""], ["", ""]]);
    assert_eq!(inner.rows[1].origin.to_string(), "xa.json ▸ /0/d/1 (dòng 1, cột 62)");
    let Datum::Rows(none) = data[5] else { panic!("{:?}", data[5]) };
    assert!(none.columns.is_empty() && none.rows.is_empty());
    assert!(!list.rows[0].cells[5].is_blank());
}

#[test]
fn what_stands_beside_the_list_in_json_is_told() {
    let input = json(r#"{"tỉnh": "Lai Châu", "xã": [{"Mã xã": "1"}], "số": [1]}"#);
    assert_eq!(
        messages(&input.diagnostics),
        "ghi chú unused-keys @ xa.json ▸ / (dòng 1, cột 1): \
         Các khóa bên ngoài danh sách không được dùng: “tỉnh”, “số”. []"
    );
    assert_eq!(input.list.unwrap().origin.to_string(), "xa.json ▸ /xã (dòng 1, cột 28)");
}

#[test]
fn a_list_of_far_too_many_blank_cells_is_not_made() {
    let keys = |from: usize| (0..700).map(move |key| format!("\"k{}\": 1", from + key));
    let rows = (0..2).map(|row| format!("{{{}}}", keys(row * 700).collect::<Vec<_>>().join(",")));
    let blank = vec!["{}".to_owned(); 300];
    let text = rows.chain(blank).collect::<Vec<_>>().join(",");
    assert_eq!(json(&format!("[{text}]")).diagnostics[0].code, "list-too-large");

    let heads: Vec<String> = (0..450).map(|head| format!("c{head}")).collect();
    let text = format!("{}\n{}", heads.join(","), "1\n".repeat(1_000));
    let input = read_list_bytes(&"xa.csv".into(), text.as_bytes(), None).unwrap();
    assert_eq!(input.diagnostics[0].code, "list-too-large");
}
