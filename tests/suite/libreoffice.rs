//! The real LibreOffice: what it saves of our workbooks is read without loss.
//!
//! `cargo test --release -- --ignored` runs these; they need `soffice` on the
//! path (Debian's package libreoffice-calc).

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use kehoach::model::fields::FIELDS;
use zip::ZipArchive;

use crate::built;
use crate::cli::run;
use crate::input::kept::{features, lost};
use crate::samples::{CASES, UPDATE};

/// What `soffice` makes of `file` in the format `extension`, in `folder`.
pub fn converted(file: &Path, extension: &str, folder: &Path) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", extension, "--outdir"])
        .arg(folder)
        .arg(file)
        .output()
        .expect("soffice (LibreOffice) is needed");
    let made = folder.join(file.file_stem().unwrap()).with_extension(extension);
    assert!(made.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    made
}

#[test]
#[ignore = "needs LibreOffice"]
fn samples_saved_by_libreoffice_give_the_same_bytes() {
    let mut differing = Vec::new();
    for name in CASES {
        let source = built::path("data").join(format!("{name}.xlsx"));
        let wanted = built::build(&source);
        for extension in ["xlsx", "ods", "xls"] {
            let folder = tempfile::tempdir().unwrap();
            let made = converted(&source, extension, folder.path());
            if built::build(&made) != wanted {
                differing.push(format!("{name}.{extension}"));
            }
        }
    }
    assert!(differing.is_empty(), "other bytes from {}", differing.join(", "));
}

/// Nothing that a format can keep is lost on the way through LibreOffice.
/// `KEHOACH_UPDATE=1` renews the fixtures of `input::kept`.
#[test]
#[ignore = "needs LibreOffice"]
fn one_of_everything_saved_by_libreoffice_is_all_there() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("features.xlsx");
    fs::write(&source, features()).unwrap();
    for extension in ["xls", "ods"] {
        let name = format!("features.{extension}");
        let made = fs::read(converted(&source, extension, folder.path())).unwrap();
        assert_eq!(lost(&name, &made), Vec::<&str>::new(), "{name}");
        if std::env::var_os(UPDATE).is_some() {
            fs::write(built::path("tests/fixtures/formats").join(name), made).unwrap();
        }
    }
}

/// The workbook of `kehoach init` is what LibreOffice takes it for: its lists and
/// notes are there, and what LibreOffice saves builds the same bytes.
#[test]
#[ignore = "needs LibreOffice"]
fn the_workbook_to_begin_with_is_whole_in_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run(folder.path(), &["init"]).code, Some(0));
    let source = folder.path().join("ke-hoach.xlsx");
    let saved = tempfile::tempdir().unwrap();
    let made = converted(&source, "xlsx", saved.path());
    assert!(built::build(&made) == built::build(&source));
    let mut package = ZipArchive::new(File::open(&made).unwrap()).unwrap();
    let mut count = |part: &str, element: &str| {
        let mut xml = String::new();
        package.by_name(part).unwrap().read_to_string(&mut xml).unwrap();
        xml.matches(element).count()
    };
    assert_eq!(count("xl/worksheets/sheet1.xml", "<dataValidation "), 6);
    assert_eq!(count("xl/worksheets/sheet2.xml", "<dataValidation "), 2);
    assert_eq!(count("xl/comments1.xml", "<comment "), 2 + FIELDS.len());
}
