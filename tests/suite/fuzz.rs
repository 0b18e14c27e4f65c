//! What the fuzz targets of `tests/fuzz` have met: every file of their corpora
//! is read and checked without a panic, and what cannot be read is told.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kehoach::{diagnostic, input, model};

use crate::built;

#[path = "../fuzz/src/parts.rs"]
mod parts;

/// The files of a target's corpus.
fn corpus(target: &str) -> Vec<PathBuf> {
    let folder = built::path("tests/fuzz/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn readers_survive_their_corpora() {
    let mut count = 0;
    for target in ["json", "csv", "workbook"] {
        for path in corpus(target) {
            count += 1;
            let bytes = fs::read(&path).unwrap();
            let bytes = parts::package(&bytes).unwrap_or(bytes);
            let name: Arc<str> = path.file_name().unwrap().to_string_lossy().into();
            if let Ok(input) = input::list::read_list_bytes(&name, &bytes, None) {
                let said = diagnostic::is_withheld(&input.diagnostics);
                assert!(input.list.is_some() || said, "{name}: no list and no error");
            }
            let Ok(input) = input::read_bytes(&name, &bytes) else { continue };
            let faults = match &input.node {
                Some(node) => model::read::read(node),
                None => (None, Vec::new()),
            };
            let said =
                diagnostic::is_withheld(&input.diagnostics) || diagnostic::is_withheld(&faults.1);
            assert!(faults.0.is_some() || said, "{name}: no plan and no error");
        }
    }
    assert!(count > 20, "{count} files");
}
