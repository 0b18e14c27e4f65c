//! What the fuzz targets of `tests/fuzz` have met: every file of their corpora
//! is read and checked without a panic, and what cannot be read is told.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use kehoach::model::account::Fate;
use kehoach::{convert, diagnostic, input, model};

use crate::built;
use balance::Balance;

#[path = "../fuzz/src/balance.rs"]
pub mod balance;
#[path = "../fuzz/src/document.rs"]
mod document;
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

/// As the fuzz target has it: what is read of a document lacks something at most, and of
/// its words none is lost.
#[test]
fn documents_of_the_corpus_become_plans() {
    for path in corpus("word") {
        let bytes = fs::read(&path).unwrap();
        let name: Arc<str> = path.file_name().unwrap().to_string_lossy().into();
        let package = document::document(&bytes).unwrap_or_else(|| bytes.clone());
        let input = input::read_bytes(&name, &package).unwrap();
        let (plan, faults) = model::read::read(&input.node.unwrap());
        let faults = input.diagnostics.iter().chain(&faults);
        let mut withheld = faults.filter(|fault| diagnostic::is_withheld([*fault]));
        assert!(withheld.all(|fault| fault.code == "missing-field"), "{name}");
        let Some(text) = document::lines(&bytes) else { continue };
        let mut balance = Balance::default();
        balance.add(&text, 1);
        convert::texts(&plan.unwrap()).iter().for_each(|said| balance.add(&said.text, -1));
        for entry in input.account.unwrap() {
            balance.add(&entry.text, if entry.fate == Fate::Added { 1 } else { -1 });
        }
        assert_eq!(balance.uneven(), Vec::<String>::new(), "{name}");
    }
}
