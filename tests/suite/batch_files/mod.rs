//! The files of a run over a list: names, the folder, the report, the .zip.
//!
//! A new area of `src/output/batch` is a module here.

mod names;
mod packed;
mod report;
mod resumed;
mod store;

use kehoach::output::batch::{Record, Status, sha256};

/// The record of a document of one file.
fn record(key: &str, content: &[u8]) -> Record {
    Record {
        key: key.into(),
        name: format!("Xã số {key}"),
        file: format!("{key}.pdf"),
        status: Status::Done,
        pages: 2,
        bytes: content.len() as u64,
        sha256: sha256([content]),
        inputs: "a1b2".into(),
        findings: Vec::new(),
    }
}
