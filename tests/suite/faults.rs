//! Plans with faults, and all that the program says of each in one run.
//!
//! A case is a `.json`, `.ods`, `.xls` or `.xlsx` file in `tests/fixtures/faults`
//! with the exact messages beside it in a `.txt` file. The workbooks were written
//! by openpyxl, which leaves formulas without values, or saved by LibreOffice
//! (`../ods.py`, `../xls.py`). `KEHOACH_UPDATE=1` rewrites the messages; read the difference
//! before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::{Diagnostic, is_withheld, render};
use kehoach::pipeline::{self, BuildOptions};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/faults");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_plan = |path: &PathBuf| {
        path.extension()
            .is_some_and(|e| ["json", "ods", "xls", "xlsx"].iter().any(|known| e == *known))
    };
    let mut cases: Vec<PathBuf> = files.filter(is_plan).collect();
    cases.sort();
    cases
}

#[test]
fn every_fault_is_reported_in_one_run() {
    let mut differing = Vec::new();
    for case in cases() {
        let diagnostics = match pipeline::build(&case, &BuildOptions::default()) {
            Ok(outcome) => {
                assert!(outcome.typeset.is_none(), "{} was printed", case.display());
                outcome.diagnostics
            }
            Err(reason) => vec![reason],
        };
        assert!(is_withheld(&diagnostics), "{} has no fault", case.display());
        // What the rules say is told in `rules`.
        let is_fault = |found: &Diagnostic| found.evidence.is_none();
        let said = render(&diagnostics.into_iter().filter(is_fault).collect::<Vec<_>>());
        let expected = case.with_extension("txt");
        if std::env::var_os("KEHOACH_UPDATE").is_some() {
            fs::write(&expected, said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != said {
            differing.push(format!("{}:\n{said}", expected.display()));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
