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
        (vec!["--fix", "-o", plan], "chính là tệp kế hoạch"),
        (vec!["--fix", "-o", "co.xlsx"], "không ghi đè"),
        (vec!["--fix", "-o", "kt.json"], "phải có đuôi .xlsx"),
    ] {
        let run = run(folder.path(), &[&["check", plan], args.as_slice()].concat());
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{args:?}: {}", run.stderr);
    }
    assert_eq!(names(folder.path()), [plan, "co.xlsx"]);
}
