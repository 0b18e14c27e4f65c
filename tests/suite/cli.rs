//! The program as a person runs it: exact words, exit codes, what is on disk.
//!
//! The words are snapshots in `snapshots/`; after a wanted change run the tests
//! with `INSTA_UPDATE=always` and read the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A plan of one page whose number and date are still blank.
const PLAN: &str = r#"{
  "letterhead": { "agency": "ỦY BAN NHÂN DÂN\nXÃ ĐÔNG A", "symbol": "KH-UBND", "place": "Đông A" },
  "subject": "Phòng, chống lụt bão năm 2026",
  "body": [{ "text": "Chủ động phòng, chống lụt bão./." }],
  "recipients": ["Lưu: VT, KT"],
  "signature": { "authority": "TM. ỦY BAN NHÂN DÂN", "position": "CHỦ TỊCH", "name": "Nguyễn Văn A" }
}"#;

/// What a run left behind. Backslashes in messages are shown as slashes, so that
/// paths read alike everywhere.
pub struct Run {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    fn text(&self) -> String {
        String::from_utf8(self.stdout.clone()).unwrap()
    }
}

/// Runs the program in `folder`.
pub fn run(folder: &Path, args: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    Run {
        code: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap().replace('\\', "/"),
    }
}

/// A folder with [`PLAN`] as `ke-hoach.json`.
fn folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("ke-hoach.json"), PLAN).unwrap();
    folder
}

/// The names in `folder`, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)
}

#[test]
fn help_is_vietnamese() {
    let folder = folder();
    for (name, args) in [
        ("help", &["--help"] as &[_]),
        ("help_app", &["app", "-h"]),
        ("help_preview", &["preview", "-h"]),
        ("help_build", &["build", "-h"]),
        ("help_batch", &["batch", "-h"]),
        ("help_report", &["report", "-h"]),
        ("help_check", &["check", "-h"]),
        ("help_rules", &["rules", "-h"]),
        ("help_init", &["init", "-h"]),
        ("help_convert", &["convert", "--help"]),
        ("help_schema", &["schema", "--help"]),
    ] {
        let run = run(folder.path(), args);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{args:?}");
        insta::assert_snapshot!(name, run.text());
    }
}

#[test]
fn without_arguments_the_help_is_an_error() {
    let folder = folder();
    for (bare, asked) in [(["build"], ["build", "--help"]), (["preview"], ["preview", "--help"])] {
        let bare = run(folder.path(), &bare);
        assert_eq!((bare.code, bare.text().as_str()), (Some(2), ""));
        assert_eq!(bare.stderr, run(folder.path(), &asked).text());
    }
}

#[test]
fn the_version_is_the_packages() {
    let run = run(folder().path(), &["-V"]);
    assert_eq!(run.text(), format!("kehoach {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(run.code, Some(0));
}

#[test]
fn usage_errors_are_vietnamese() {
    let folder = folder();
    let lines: &[&[&str]] = &[
        &["biuld", "ke-hoach.json"],
        &["ke-hoach.json"],
        &["--nhap"],
        &["build", "--draft"],
        &["build", "--drfat", "ke-hoach.json"],
        &["build", "ke-hoach.json", "hai.json"],
        &["build", "ke-hoach.json", "--format", "docx"],
        &["build", "ke-hoach.json", "--format"],
        &["build", "ke-hoach.json", "--font-dir="],
        &["build", "ke-hoach.json", "-o", "a.pdf", "-o", "b.pdf"],
        &["build", "ke-hoach.json", "--draft=1"],
        &["init", "a", "b"],
        &["convert", "ke-hoach.json"],
        &["convert", "ke-hoach.json", "-o", "ke-hoach.docx"],
        &["convert", "ke-hoach.json", "-o", "./ke-hoach.json"],
        &["convert", "khong-co.xlsx", "-o", "ke-hoach.xlsx"],
        &["batch", "ke-hoach.json"],
        &["batch", "ke-hoach.json", "-o", "out", "--jobs", "0"],
        &["batch", "ke-hoach.json", "-o", "out", "--force", "--resume"],
        &["batch", "ke-hoach.json", "-o", "out"],
        &["report", "gop", "out"],
        &["report", "merge"],
        &["report", "merge", "khong-co"],
        &["schema", "ke-hoach.json"],
    ];
    let mut said = String::new();
    for line in lines {
        let run = run(folder.path(), line);
        assert_eq!((run.code, run.text().as_str()), (Some(2), ""), "{line:?}");
        said += &format!("$ kehoach {}\n{}\n", line.join(" "), run.stderr);
    }
    insta::assert_snapshot!("usage_errors", said);
}

#[test]
fn the_schema_is_json_and_a_closed_pipe_is_no_error() {
    let folder = folder();
    let schema = run(folder.path(), &["schema"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    assert!(schema.text().starts_with('{') && schema.text().ends_with("}\n"));

    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), vec![]));
}

#[test]
fn the_default_is_a_pdf_in_the_output_folder() {
    let folder = folder();
    let first = run(folder.path(), &["build", "ke-hoach.json"]);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    assert!(first.stderr.ends_with("Đã ghi output/ke-hoach.pdf (1 trang).\n"), "{}", first.stderr);
    assert_eq!(names(&folder.path().join("output")), ["ke-hoach.pdf"]);

    let pdf = fs::read(folder.path().join("output/ke-hoach.pdf")).unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7") && pdf.ends_with(b"%%EOF\n"));
    let again = run(folder.path(), &["build", "ke-hoach.json", "-o", "-"]);
    assert_eq!(again.code, Some(0));
    assert!(again.stdout == pdf, "the same plan gave other bytes on standard output");
    assert!(!again.stderr.contains("Đã ghi"));
}

#[test]
fn a_plan_without_a_day_has_no_creation_date() {
    let run = run(folder().path(), &["build", "ke-hoach.json", "-o", "-"]);
    let pdf = String::from_utf8_lossy(&run.stdout);
    for word in ["CreationDate", "ModDate", "xmp:CreateDate", "xmp:ModifyDate", "stEvt:when"] {
        assert!(!pdf.contains(word), "{word}");
    }
    assert!(pdf.contains("<pdfaid:part>2</pdfaid:part>"));
}

#[test]
fn pictures_are_one_file_a_page() {
    let folder = folder();
    let plan = sample("binh-lu-papi-2026.json");
    let plan = plan.to_str().unwrap();
    for (args, extension) in [
        (&["--format", "png", "-o", "anh/trang.png"] as &[_], "png"),
        (&["-o", "anh/trang.svg"], "svg"),
    ] {
        let run = run(folder.path(), &[&["build", plan], args].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let written = names(&folder.path().join("anh"));
        let pages = written.iter().filter(|name| name.ends_with(extension)).count();
        assert!(pages > 1 && written.contains(&format!("trang-01.{extension}")), "{written:?}");
        let closing = format!(
            "Đã ghi anh/trang-01.{extension} … anh/trang-{pages:02}.{extension} ({pages} trang).\n"
        );
        assert!(run.stderr.ends_with(&closing), "{}", run.stderr);
    }
}

#[test]
fn several_pictures_do_not_fit_standard_output() {
    let folder = folder();
    let plan = sample("binh-lu-papi-2026.json");
    let args = ["build", plan.to_str().unwrap(), "--format", "svg", "-o", "-"];
    let many = run(folder.path(), &args);
    assert_eq!((many.code, many.stdout.len()), (Some(2), 0));
    assert!(many.stderr.contains("mỗi trang là một tệp svg"), "{}", many.stderr);

    let one = run(folder.path(), &["build", "ke-hoach.json", "--format", "svg", "-o", "-"]);
    assert_eq!(one.code, Some(0), "{}", one.stderr);
    assert!(one.text().starts_with("<svg"));
}

#[test]
fn faulty_data_is_exit_code_1_and_leaves_no_file() {
    let folder = folder();
    fs::write(folder.path().join("sai.json"), r#"{ "khoa-la": 1 }"#).unwrap();
    let run = run(folder.path(), &["build", "sai.json"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("tại: sai.json"), "{}", run.stderr);
    assert!(!folder.path().join("output").exists());
}

#[test]
fn a_plan_that_cannot_be_read_is_exit_code_2() {
    let run = run(folder().path(), &["build", "khong-co.xlsx"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("khong-co.xlsx"), "{}", run.stderr);
}

#[test]
fn own_templates_are_used_and_a_faulty_one_is_exit_code_2() {
    let folder = folder();
    let nd30 = folder.path().join("mau/nd30");
    fs::create_dir_all(&nd30).unwrap();
    let skeleton = folder.path().join("mau/ke-hoach.typ.jinja");
    let build = || run(folder.path(), &["build", "ke-hoach.json", "--templates", "mau"]);

    fs::write(&skeleton, "Mẫu riêng\n\n#pagebreak()\n\nTrang hai").unwrap();
    let own = build();
    assert!(own.stderr.ends_with("\nĐã ghi output/ke-hoach.pdf (2 trang).\n"), "{}", own.stderr);
    // The rules miss all that this template does not print.
    assert!(own.stderr.contains("Trang đầu không có Quốc hiệu."), "{}", own.stderr);
    assert_eq!(own.code, Some(1));

    for (path, text, place) in [
        (&skeleton, "{{ khong_co }}", "Mẫu ke-hoach.typ.jinja, dòng 1 có lỗi"),
        (&skeleton, "#khong-co()", "(main.typ, byte 1)"),
        (&nd30.join("title.typ"), "#let x = ", "(nd30/title.typ, byte 8)"),
    ] {
        fs::write(path, text).unwrap();
        let faulty = build();
        assert_eq!(faulty.code, Some(2), "{}", faulty.stderr);
        assert!(faulty.stderr.contains(place), "{}", faulty.stderr);
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_target_that_cannot_be_written_keeps_what_was_there() {
    let folder = folder();
    let path = folder.path();
    fs::create_dir(path.join("thu-muc")).unwrap();
    let old = path.join("cu.pdf");
    fs::write(&old, "cũ").unwrap();
    let open = fs::metadata(&old).unwrap().permissions();
    let mut closed = open.clone();
    closed.set_readonly(true);
    fs::set_permissions(&old, closed).unwrap();

    let mut said = String::new();
    fs::write(path.join("khac.xlsx"), "bảng tính khác").unwrap();
    let targets =
        ["cu.pdf", "thu-muc", "moi/", "ke-hoach.json", "ke-hoach.json/a.pdf", "khac.xlsx"];
    for target in targets {
        let run = run(path, &["build", "ke-hoach.json", "-o", target]);
        assert_eq!(run.code, Some(2), "{target}");
        said += &format!("$ kehoach build ke-hoach.json -o {target}\n{}\n", run.stderr);
    }
    fs::set_permissions(&old, open).unwrap();
    insta::assert_snapshot!("unwritable_targets", said);
    assert_eq!(fs::read_to_string(&old).unwrap(), "cũ");
    assert_eq!(fs::read_to_string(path.join("khac.xlsx")).unwrap(), "bảng tính khác");
    assert_eq!(fs::read_to_string(path.join("ke-hoach.json")).unwrap(), PLAN);
    assert_eq!(names(path), ["cu.pdf", "ke-hoach.json", "khac.xlsx", "thu-muc"]);
    assert!(names(&path.join("thu-muc")).is_empty());
}

#[test]
fn convert_writes_a_workbook_and_the_way_back() {
    let folder = folder();
    let convert = |plan: &str, target: &str| run(folder.path(), &["convert", plan, "-o", target]);
    let there = convert("ke-hoach.json", "thư mục/kế hoạch.XLSX");
    assert_eq!((there.code, there.stdout.len()), (Some(0), 0), "{}", there.stderr);
    assert_eq!(there.stderr, "Đã ghi thư mục/kế hoạch.XLSX.\n");
    let back = convert("thư mục/kế hoạch.XLSX", "lai.json");
    assert_eq!(back.code, Some(0), "{}", back.stderr);
    assert_eq!(names(folder.path()), ["ke-hoach.json", "lai.json", "thư mục"]);
    assert!(fs::read_to_string(folder.path().join("lai.json")).unwrap().contains("lụt bão"));
}

#[test]
fn convert_writes_nothing_of_a_faulty_plan() {
    let folder = folder();
    fs::write(folder.path().join("sai.json"), r#"{ "khoa-la": 1 }"#).unwrap();
    let run = run(folder.path(), &["convert", "sai.json", "-o", "a.xlsx"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("Không có mục nào tên “khoa-la”"), "{}", run.stderr);
    assert_eq!(names(folder.path()), ["ke-hoach.json", "sai.json"]);
}

#[test]
fn convert_takes_what_a_csv_lacks_from_options() {
    let folder = folder();
    fs::write(folder.path().join("kh.csv"), "Mục,Nội dung\n,Đoạn **đậm**.\n").unwrap();
    let fields = ["Cơ quan ban hành=UBND XÃ A", "Ký hiệu=KH-UBND", "Địa danh=A", "Trích yếu=Thử"];
    let set = fields.iter().chain(&["Chức vụ=CHỦ TỊCH"]).flat_map(|field| ["--set", field]);
    let args: Vec<&str> = ["convert", "kh.csv", "-o", "kh.xlsx"].into_iter().chain(set).collect();
    let run = run(folder.path(), &args);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(names(folder.path()).contains(&"kh.xlsx".to_owned()));
}

/// The .json beside a .csv is the other half of the plan.
#[test]
fn the_other_half_of_a_csv_is_not_overwritten() {
    let folder = folder();
    let (csv, json) = (folder.path().join("nua.csv"), folder.path().join("nua.json"));
    fs::write(&csv, "Mục,Nội dung\n,Một.\n").unwrap();
    fs::write(&json, "{}").unwrap();
    for command in ["build", "convert"] {
        let run = run(folder.path(), &[command, "nua.csv", "-o", "nua.json"]);
        assert_eq!(run.code, Some(2), "{command}");
        assert!(run.stderr.contains("mã: output-is-plan"), "{}", run.stderr);
        assert_eq!(fs::read_to_string(&json).unwrap(), "{}");
    }
}
