//! The .zip of a run.

use std::fs::{self, File};
use std::io::Read;

use tempfile::TempDir;
use zip::{CompressionMethod, DateTime, ZipArchive};

use kehoach::output::batch::Packer;

use crate::cli::names;

#[test]
fn the_same_files_give_the_same_archive() {
    let folder = TempDir::new().unwrap();
    let files = [("Xã Bình Lư.pdf", "một"), ("b.pdf", ""), ("report.csv", "Mã,Tên\r\n")];
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    let pack = |target: &str| {
        let target = folder.path().join(target);
        let mut packer = Packer::new(&target).unwrap();
        for (name, _) in files {
            packer.add(&folder.path().join(name), name).unwrap();
        }
        packer.finish().unwrap();
        fs::read(target).unwrap()
    };
    assert_eq!(pack("nén/một.zip"), pack("hai.zip"));

    let mut archive = ZipArchive::new(File::open(folder.path().join("hai.zip")).unwrap()).unwrap();
    for (index, (name, content)) in files.into_iter().enumerate() {
        let mut file = archive.by_index(index).unwrap();
        assert_eq!(file.name().unwrap(), name);
        assert_eq!(file.compression(), CompressionMethod::Stored);
        assert_eq!(file.last_modified(), Some(DateTime::default()));
        assert_eq!(file.unix_mode(), Some(0o100_644));
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        assert_eq!(text, content);
    }
}

#[test]
fn an_archive_that_is_not_finished_leaves_the_old_one() {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("a.zip");
    fs::write(&target, "old").unwrap();
    let mut packer = Packer::new(&target).unwrap();
    let fault = packer.add(&folder.path().join("b.pdf"), "b.pdf").unwrap_err();
    assert_eq!(fault.code, "zip-source");
    drop(packer);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(names(folder.path()), ["a.zip"]);
    assert_eq!(Packer::new(folder.path()).unwrap_err().code, "output-is-folder");
}
