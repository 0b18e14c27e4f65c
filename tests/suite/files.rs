//! Files that cannot be read as a plan, or that are wrong at some place: what
//! the program says of each, and its exit code.
//!
//! A case is a file in `tests/fixtures/files` with what is said of it beside it
//! in `….txt` (a `.json` belongs to the `.csv` beside it); what is made here is in `snapshots/`. `KEHOACH_UPDATE=1` and
//! `INSTA_UPDATE=always` rewrite them; read the difference before committing it.
//! `mat-khau.ods`, `trang-web.xls` and `xml-2003.xls` were written by LibreOffice.

use std::fs::{self, File};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use cfb::CompoundFile;
use kehoach::pipeline;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::built::path;

/// The exit code of `kehoach build` on a file of `folder`, and what it says.
fn said(folder: &Path, file: &str) -> String {
    let output = command(folder, file).output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    format!("$ kehoach build {file} → {}\n{words}", output.status.code().unwrap())
}

/// What is said of each of these files, one after the other.
fn all_said(folder: &Path, files: &[(&str, Vec<u8>)]) -> String {
    let each = files.iter().map(|(name, bytes)| {
        fs::write(folder.join(name), bytes).unwrap();
        said(folder, name)
    });
    each.collect::<Vec<String>>().join("\n")
}

fn command(folder: &Path, file: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kehoach"));
    command
        .args(["build", file, "-o", "-"])
        .current_dir(folder)
        .stdout(std::process::Stdio::null());
    command
}

/// The plan of `kehoach init`, in which no rule finds anything.
fn sample(format: &str) -> Vec<u8> {
    let files = pipeline::sample().unwrap();
    files.into_iter().find(|(name, _)| *name == format).unwrap().1
}

#[test]
fn every_file_has_its_message() {
    let folder = path("tests/fixtures/files");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
    let mut cases: Vec<PathBuf> =
        files.filter(|file| file.extension().is_none_or(|e| e != "txt" && e != "json")).collect();
    cases.sort();
    let mut differing = Vec::new();
    for case in cases {
        let name = case.file_name().unwrap().to_str().unwrap();
        let (said, expected) = (said(&folder, name), folder.join(format!("{name}.txt")));
        if std::env::var_os("KEHOACH_UPDATE").is_some() {
            fs::write(&expected, said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != said {
            differing.push(said);
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(contents.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An OLE file with one empty stream.
pub fn ole(stream: &str) -> Vec<u8> {
    let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn names_that_lie_are_seen_through() {
    let sample = fs::read(path("data/binh-lu-papi-2026.xlsx")).unwrap();
    let cut = |length: usize| sample[..length].to_vec();
    let opendocument = "application/vnd.oasis.opendocument.text";
    let utf16: Vec<u8> = "\u{FEFF}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = TempDir::new().unwrap();
    let files: &[(&str, Vec<u8>)] = &[
        ("rỗng.xlsx", Vec::new()),
        ("cắt còn 4.xlsx", cut(4)),
        ("cắt còn 1000.xlsx", cut(1000)),
        ("cắt nửa.xlsx", cut(sample.len() / 2)),
        ("cắt 1 byte.xlsx", cut(sample.len() - 1)),
        ("mật khẩu.xlsx", ole("/EncryptedPackage")),
        ("a.pdf.xlsx", b"%PDF-1.7\n".to_vec()),
        ("b.pdf", b"%PDF-1.7\n".to_vec()),
        ("hình.xlsx", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR".to_vec()),
        ("hình.xls", b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec()),
        ("word.xlsx", zipped(&[("word/document.xml", "<w/>")])),
        ("chiếu.xlsx", zipped(&[("ppt/presentation.xml", "<p/>")])),
        ("odt.ods", zipped(&[("mimetype", opendocument), ("content.xml", "<o/>")])),
        ("nén.xlsx", zipped(&[("ke-hoach.xlsx", "")])),
        ("nén rỗng.xlsx", zipped(&[])),
        ("rar.xlsx", b"Rar!\x1A\x07\x01\0".to_vec()),
        ("7z.xlsx", b"7z\xBC\xAF\x27\x1C\0\x04".to_vec()),
        ("rtf.xls", b"{\\rtf1\\ansi}".to_vec()),
        ("cũ.doc", ole("/WordDocument")),
        ("chiếu.xls", ole("/PowerPoint Document")),
        ("thư.msg", ole("/__properties_version1.0")),
        ("lạ.xls", ole("/Contents")),
        ("văn bản.xlsx", "Kế hoạch phòng, chống lụt bão\n".into()),
        ("văn bản.txt", "Kế hoạch phòng, chống lụt bão\n".into()),
        ("văn bản.json", "Kế hoạch\n".into()),
        ("csv.json", "Mục,Nội dung\nI,MỤC ĐÍCH\n".into()),
        ("utf-16.json", utf16),
        ("mã cũ.txt", b"K\xd5 ho\xb9ch\n".to_vec()),
        ("trang web.xlsx", "\u{FEFF}\n <HTML><table>".into()),
        ("dữ liệu.xml", "<?xml version=\"1.0\"?><a/>".into()),
        ("nhị phân.xlsx", vec![1, 2, 3, 0]),
        ("~$ke-hoach.xlsx", vec![b' '; 165]),
        (".~lock.ke-hoach.ods#", b",a,b,01.01.2026 08:00,;".to_vec()),
    ];
    insta::assert_snapshot!("names_that_lie", all_said(folder.path(), files));
}

/// A package whose first part is said to be encrypted.
fn locked(mut package: Vec<u8>) -> Vec<u8> {
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = package.windows(4).position(|window| window == signature).unwrap();
        package[at + flags] |= 1;
    }
    package
}

#[test]
fn documents_are_told_from_what_they_are_called() {
    let document = fs::read(path("tests/fixtures/word/lists.docx")).unwrap();
    let opendocument = "application/vnd.oasis.opendocument.text";
    let flat =
        format!("<?xml version=\"1.0\"?><office:document office:mimetype=\"{opendocument}\"/>");
    let part = |xml| zipped(&[("word/document.xml", xml)]);
    let names: Vec<String> = (0..5001).map(|number| format!("word/{number}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let folder = TempDir::new().unwrap();
    let files: &[(&str, Vec<u8>)] = &[
        ("rỗng.docx", Vec::new()),
        ("cắt còn 4.docx", document[..4].to_vec()),
        ("cắt nửa.docx", document[..document.len() / 2].to_vec()),
        ("mật khẩu.docx", ole("/EncryptedPackage")),
        ("phần mã hóa.docx", locked(part("<w/>"))),
        ("không có nội dung.docx", zipped(&[("word/styles.xml", "<w/>")])),
        ("nội dung rỗng.docx", part("")),
        ("không phải XML.docx", part("Kế hoạch")),
        ("gốc khác.docx", part("<worksheet/>")),
        ("5001 phần.docx", zipped(&many)),
        ("doc.docx", ole("/WordDocument")),
        ("cũ.doc", ole("/WordDocument")),
        ("rtf.docx", b"{\\rtf1\\ansi}".to_vec()),
        ("văn bản.rtf", b"{\\rtf1\\ansi}".to_vec()),
        ("odt.docx", zipped(&[("mimetype", opendocument), ("content.xml", "<o/>")])),
        ("văn bản.odt", zipped(&[("mimetype", opendocument), ("content.xml", "<o/>")])),
        ("fodt.docx", flat.clone().into()),
        ("văn bản.fodt", flat.into()),
        ("pdf.docx", b"%PDF-1.7\n".to_vec()),
        ("trang web.docx", "<html><body>Kế hoạch</body></html>".into()),
        ("chiếu.docx", zipped(&[("ppt/presentation.xml", "<p/>")])),
        ("văn bản.docx", "Kế hoạch phòng, chống lụt bão\n".into()),
        ("~$ke-hoach.docx", vec![b' '; 162]),
    ];
    insta::assert_snapshot!("documents_are_told", all_said(folder.path(), files));
}

#[test]
fn a_renamed_document_is_simply_read() {
    let folder = TempDir::new().unwrap();
    let document = fs::read(path("tests/fixtures/word/lists.docx")).unwrap();
    let expected = |name: &str| {
        fs::write(folder.path().join(name), &document).unwrap();
        said(folder.path(), name).replace(name, "a.docx")
    };
    let wanted = expected("a.docx");
    assert!(wanted.starts_with("$ kehoach build a.docx → "), "{wanted}");
    for name in ["a.docm", "a.dotx", "a.doc", "a.xlsx", "a.json", "a.txt", "không đuôi"] {
        assert_eq!(expected(name), wanted);
    }
    fs::write(folder.path().join("b.docx"), sample("xlsx")).unwrap();
    assert_eq!(said(folder.path(), "b.docx"), "$ kehoach build b.docx → 0\n");
}

#[test]
fn a_renamed_plan_is_simply_read() {
    let folder = TempDir::new().unwrap();
    let workbook = sample("xlsx");
    for name in ["kế hoạch.xls", "a.json", "a.txt", "a.csv", "không đuôi"] {
        fs::write(folder.path().join(name), &workbook).unwrap();
        let expected = format!("$ kehoach build {name} → 0\n");
        assert_eq!(said(folder.path(), name), expected);
    }
    fs::write(folder.path().join("b.xlsx"), sample("json")).unwrap();
    assert_eq!(said(folder.path(), "b.xlsx"), "$ kehoach build b.xlsx → 0\n");
}

#[test]
fn places_that_hold_no_plan() {
    let folder = TempDir::new().unwrap();
    let inside = |name: &str| folder.path().join(name);
    fs::create_dir(inside("thư mục.xlsx")).unwrap();
    File::create(inside("lớn.xlsx")).unwrap().set_len((64 << 20) + 1).unwrap();
    fs::write(inside("ke-hoach.csv"), "Mục,Nội dung\n,Thử.\n").unwrap();
    fs::create_dir(inside("ke-hoach.json")).unwrap();
    let names = ["không có.xlsx", "thư mục.xlsx", "lớn.xlsx", "lớn.xlsx/a.xlsx", "ke-hoach.csv"];
    let all: Vec<String> = names.iter().map(|name| said(folder.path(), name)).collect();
    insta::assert_snapshot!("places_that_hold_no_plan", all.join("\n"));
}

#[test]
fn a_read_only_file_in_a_read_only_folder_with_a_vietnamese_name() {
    let folder = TempDir::new().unwrap();
    let inner = folder.path().join("Kế hoạch năm 2026 (đã duyệt)");
    fs::create_dir(&inner).unwrap();
    let file = inner.join("Kế hoạch số 15 – bản cuối.xlsx");
    fs::write(&file, sample("xlsx")).unwrap();
    let open = [&file, &inner].map(|path| (path, fs::metadata(path).unwrap().permissions()));
    for (path, permissions) in &open {
        let mut closed = permissions.clone();
        closed.set_readonly(true);
        fs::set_permissions(path, closed).unwrap();
    }
    let said = said(&inner, "Kế hoạch số 15 – bản cuối.xlsx");
    for (path, permissions) in open.into_iter().rev() {
        fs::set_permissions(path, permissions).unwrap();
    }
    assert_eq!(said, "$ kehoach build Kế hoạch số 15 – bản cuối.xlsx → 0\n");
}

#[test]
fn a_plan_open_in_an_office_program_is_read_with_a_note() {
    let folder = TempDir::new().unwrap();
    let workbook = sample("xlsx");
    let mut all = Vec::new();
    for (mark, name) in [("~$a.xlsx", "a.xlsx"), (".~lock.b.xlsx#", "b.xlsx")] {
        fs::write(folder.path().join(name), &workbook).unwrap();
        fs::write(folder.path().join(mark), " ").unwrap();
        all.push(said(folder.path(), name));
    }
    insta::assert_snapshot!("open_elsewhere", all.join("\n"));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_do_not_hang() {
    use std::os::unix::net::UnixListener;
    let folder = TempDir::new().unwrap();
    let _listener = UnixListener::bind(folder.path().join("ổ cắm.xlsx")).unwrap();
    let made = Command::new("mkfifo").arg(folder.path().join("ống.xlsx")).status().unwrap();
    assert!(made.success());
    let names = ["/dev/zero", "/dev/null", "ống.xlsx", "ổ cắm.xlsx"];
    let all: Vec<String> = names.iter().map(|name| said(folder.path(), name)).collect();
    insta::assert_snapshot!("devices_and_pipes", all.join("\n"));
}

/// Root may read everything, so that the program is run as nobody then.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("kín.xlsx");
    fs::copy(path("data/binh-lu-papi-2026.xlsx"), &file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    let mut command = command(folder.path(), "kín.xlsx");
    if fs::metadata(&file).unwrap().uid() == 0 {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        command.uid(65_534);
    }
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!("may_not_be_read", String::from_utf8(output.stderr).unwrap());
}

#[cfg(windows)]
#[test]
fn a_file_that_another_program_keeps_to_itself() {
    use std::os::windows::fs::OpenOptionsExt;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.xlsx");
    fs::copy(path("data/binh-lu-papi-2026.xlsx"), &file).unwrap();
    let _kept = fs::OpenOptions::new().read(true).share_mode(0).open(&file).unwrap();
    let said = said(folder.path(), "a.xlsx");
    assert!(said.contains("→ 2\n") && said.contains("đang mở trong chương trình khác."), "{said}");
}
