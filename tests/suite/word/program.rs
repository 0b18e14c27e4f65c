//! Documents on the command line: every command that takes a plan takes one.

use std::fs;

use tempfile::TempDir;

use super::look::OFFICE;
use super::variants::PARENT;
use super::{plan, written};
use crate::built;
use crate::cli::{names, run};

#[test]
fn commands_take_a_document() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    written(&plan(&built::path(PARENT)), "cu", &OFFICE, here);
    for args in [
        &["convert", "cu.docx", "-o", "moi.xlsx"][..],
        &["convert", "cu.docx", "-o", "moi.json"],
        &["build", "cu.docx", "-o", "cu.pdf"],
        &["build", "moi.xlsx", "-o", "moi.pdf"],
        &["init", "--from", "cu.docx", "nam-nay"],
    ] {
        let run = run(here, args);
        assert_eq!(run.code, Some(0), "{args:?}: {}", run.stderr);
    }
    let checked = run(here, &["check", "cu.docx"]);
    assert!(!checked.stdout.is_empty() || !checked.stderr.is_empty());
    let read = |name: &str| fs::read(here.join(name)).unwrap();
    assert!(read("cu.pdf") == read("moi.pdf"));
    assert!(read("nam-nay/cu.json") == read("moi.json"));
    assert!(names(&here.join("nam-nay")).contains(&"cu.xlsx".to_owned()));
}

/// What is written over a document is refused: it is the only copy.
#[test]
fn a_document_is_never_written_over() {
    let folder = TempDir::new().unwrap();
    let file = written(&plan(&built::path(PARENT)), "cu", &OFFICE, folder.path());
    let before = fs::read(&file).unwrap();
    let run = run(folder.path(), &["convert", "cu.docx", "-o", "cu.docx"]);
    assert_ne!(run.code, Some(0));
    assert!(fs::read(&file).unwrap() == before);
}
