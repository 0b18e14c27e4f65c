//! `kehoach check --fix` and `--annotate` as a person runs them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::built;
use crate::cli::{names, run};

fn folder(files: &[&str]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for file in files {
        let name = Path::new(file).file_name().unwrap();
        fs::copy(built::path(file), folder.path().join(name)).unwrap();
    }
    folder
}

#[test]
fn notes_go_to_a_copy_whatever_the_format() {
    for (file, copy) in [
        ("data/binh-lu-papi-2026.xlsx", "kt.xlsx"),
        ("data/binh-lu-papi-2026.json", "kt.xlsx"),
        ("tests/fixtures/workbooks/binh-lu-papi-2026-libreoffice.ods", "kt.xlsx"),
    ] {
        let folder = folder(&[file]);
        let name = Path::new(file).file_name().unwrap().to_str().unwrap();
        let before = fs::read(folder.path().join(name)).unwrap();
        let run = run(folder.path(), &["check", name, "--annotate", copy]);
        assert!(run.code == Some(0) || run.code == Some(1), "{}", run.stderr);
        assert!(run.stderr.contains("Đã ghi kt.xlsx"), "{}", run.stderr);
        assert_eq!(fs::read(folder.path().join(name)).unwrap(), before);
        let after = fs::read(folder.path().join(copy)).unwrap();
        assert!(part(&after, "xl/workbook.xml").contains("Kết quả kiểm tra"));
        assert!(!cells(&after).is_empty());
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = folder(&["data/binh-lu-papi-2026.xlsx"]);
    fs::write(folder.path().join("co.xlsx"), "x").unwrap();
    let plan = "binh-lu-papi-2026.xlsx";
    for (args, said) in [
        (vec!["--annotate", plan], "chính là tệp kế hoạch"),
        (vec!["--annotate", "co.xlsx"], "Đã có tệp co.xlsx, không ghi đè."),
        (vec!["--annotate", "kt.xlsm"], "phải có đuôi .xlsx"),
        (vec!["--fix=binh-lu-papi-2026.xlsx"], "chính là tệp kế hoạch"),
        (vec!["--fix=co.xlsx"], "không ghi đè"),
        (vec!["--fix=kt.json"], "phải có đuôi .xlsx"),
    ] {
        let run = run(folder.path(), &[&["check", plan], args.as_slice()].concat());
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
    assert_eq!(names(folder.path()), [plan, "co.xlsx"]);
}

/// A plan with faults of the rules T01 and T04.
fn faulty() -> (TempDir, String) {
    let mut plan = fs::read_to_string(built::path("data/binh-lu-papi-2026.json")).unwrap();
    for (faulty, right) in [
        ("động nhân dân", "động Nhân dân"),
        ("với nhân dân", "với Nhân dân"),
        ("của nhà nước tại", "của Nhà nước tại"),
        ("Ban giám sát", "Ban Giám sát"),
        ("Trung tâm phục vụ", "Trung tâm Phục vụ"),
        ("đa dạng hoá", "đa dạng hóa"),
    ] {
        assert!(plan.contains(faulty), "{faulty}");
        plan = plan.replace(faulty, right);
    }
    let folder = TempDir::new().unwrap();
    let plan = plan.replacen("\"Cải thiện, nâng cao", "\"Cải thiện ,  nâng cao", 1).replacen(
        "Thực hiện Kế hoạch",
        "Vì  hoà bình , **thuỷ  lợi**. Thực hiện Kế hoạch",
        1,
    );
    fs::write(folder.path().join("kh.json"), &plan).unwrap();
    (folder, plan)
}

#[test]
fn a_second_run_finds_nothing_to_mend() {
    let (folder, plan) = faulty();
    let folder = folder.path();
    assert_eq!(run(folder, &["convert", "kh.json", "-o", "bang.xlsx"]).code, Some(0));
    for (name, copy) in [("kh.json", "kh-da-sua.json"), ("bang.xlsx", "bang-da-sua.xlsx")] {
        let before = fs::read(folder.join(name)).unwrap();
        let first = run(folder, &["check", name, "--fix"]);
        assert!(first.stderr.contains(&format!("Đã ghi {copy}; tệp gốc không thay đổi.")));
        assert!(first.stderr.contains("→"), "{}", first.stderr);
        assert_eq!(fs::read(folder.join(name)).unwrap(), before);
        let second = run(folder, &["check", copy, "--fix"]);
        assert_eq!(second.stderr, "Không có chỗ nào tự sửa được.\n");
        let told = String::from_utf8(second.stdout).unwrap().replace(copy, name);
        assert_eq!(told, String::from_utf8(first.stdout).unwrap(), "what remains is told");
    }
    let mended = fs::read_to_string(folder.join("kh-da-sua.json")).unwrap();
    let differing: Vec<(&str, &str)> =
        plan.lines().zip(mended.lines()).filter(|(before, after)| before != after).collect();
    assert_eq!(plan.lines().count(), mended.lines().count());
    assert!(differing.len() <= 3 && differing[0].1.contains("\"Cải thiện, nâng cao"));
    assert!(differing[1].1.contains("Vì hòa bình, **thủy lợi**. Thực"), "{}", differing[1].1);
}

#[test]
fn a_list_of_communes_is_corrected_too() {
    let (folder, plan) = faulty();
    let folder = folder.path();
    let plan = plan.replacen("Vì  hoà", "Ở {{ ten_xa }} {{ ghi_chu }}, vì  hoà", 1);
    fs::write(folder.join("mau.json"), plan).unwrap();
    let row = |at: usize| {
        format!(
            "{{\"Mã xã\": \"{at:05}\", \"Tên xã\": \"Xã {at}\", \"Ghi chú\": \"giữ  khoẻ {at}\"}}"
        )
    };
    let rows: Vec<String> = (1..30).map(row).collect();
    fs::write(folder.join("xa.json"), format!("[{}]", rows.join(",\n"))).unwrap();
    let csv: String = (1..30).map(|at| format!("{at:05},Xã {at},giữ  khoẻ {at}\n")).collect();
    fs::write(folder.join("xa.csv"), format!("Mã xã,Tên xã,Ghi chú\n{csv}")).unwrap();
    let first = run(folder, &["check", "mau.json", "--rows", "xa.json", "--fix"]);
    assert!(first.stderr.contains("Đã ghi xa-da-sua.json"), "{}", first.stderr);
    let list = fs::read_to_string(folder.join("xa-da-sua.json")).unwrap();
    assert_eq!(list, format!("[{}]", rows.join(",\n")).replace("giữ  khoẻ", "giữ khỏe"));
    let args = ["check", "mau-da-sua.json", "--rows", "xa-da-sua.json", "--fix"];
    assert_eq!(run(folder, &args).stderr, "Không có chỗ nào tự sửa được.\n");
    let csv = run(folder, &["check", "mau.json", "--rows", "xa.csv", "--fix=b.json"]);
    assert!(csv.stderr.contains("xa.csv ▸ C30: tệp này không sửa được tại chỗ"), "{}", csv.stderr);
}
