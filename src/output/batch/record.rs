//! What the report says of one document, and whether that is still true.
//!
//! The names of the fields are those of `report.json`. Depends on `diagnostic`
//! and `output::write`.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::store::{Folder, is_plain};
use crate::diagnostic::{Diagnostic, Severity};
use crate::output::{format_of, write};

/// One document of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The row of the list, by which runs know it again.
    pub key: String,
    /// The commune, in the words of people.
    pub name: String,
    /// The name of its file; where each page is a file, without the pages'
    /// numbers.
    pub file: String,
    /// How it went.
    pub status: Status,
    /// Its pages; 0 where it was not made.
    pub pages: usize,
    /// The length of its files together.
    pub bytes: u64,
    /// The [`sha256`] of its files in order; empty where it was not made.
    pub sha256: String,
    /// A fingerprint of all that it was made from.
    pub inputs: String,
    /// What was said of it.
    pub findings: Vec<Finding>,
}

/// How it went with a document; the better is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It could not be made.
    Failed,
    /// An earlier run had made it and nothing has changed since.
    Skipped,
    /// It was made.
    Done,
}

/// A [`Diagnostic`] as the report keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How bad it is.
    #[serde(with = "SeverityName")]
    pub severity: Severity,
    /// The stable name; empty where only `report.csv` is left, which has none.
    pub code: String,
    /// Where it is.
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do; none where only `report.csv` is left.
    pub hints: Vec<String>,
}

/// [`Severity`] in JSON.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Severity", rename_all = "lowercase")]
enum SeverityName {
    Error,
    Warning,
    Note,
}

impl From<&Diagnostic> for Finding {
    fn from(diagnostic: &Diagnostic) -> Self {
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code.to_owned(),
            place: {
                let places = diagnostic.origin.iter().chain(&diagnostic.related);
                let places: Vec<String> = places.map(ToString::to_string).collect();
                (!places.is_empty()).then(|| places.join("; "))
            },
            message: diagnostic.message.clone(),
            hints: diagnostic.hints.clone(),
        }
    }
}

impl Record {
    /// Adds what was found, notes aside.
    pub fn add<'a>(&mut self, found: impl IntoIterator<Item = &'a Diagnostic>) {
        let kept = found.into_iter().filter(|found| found.severity != Severity::Note);
        self.findings.extend(kept.map(Finding::from));
    }

    /// Whether it was made though a rule finds an error in it.
    pub fn is_faulty(&self) -> bool {
        self.status != Status::Failed
            && self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// The names of its files, in order.
    pub fn files(&self) -> impl Iterator<Item = String> + use<'_> {
        file_names(&self.file, self.pages)
    }

    /// Whether the document need not be made again: it would be made from the
    /// same `inputs`, and its files in `folder` are those that were written.
    pub fn unchanged(&self, inputs: &str, folder: &Folder) -> bool {
        self.status != Status::Failed
            && self.inputs == inputs
            && self.digest(folder.path()).is_some_and(|digest| digest == self.sha256)
    }

    /// The [`sha256`] of the files as they are now; none if one is missing, or is
    /// no file of this folder.
    fn digest(&self, folder: &Path) -> Option<String> {
        let mut hasher = Sha256::new();
        for name in self.files() {
            let path = folder.join(&name);
            let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
            if !is_plain(&name) || !is_file {
                return None;
            }
            hasher.update(fs::read(path).ok()?);
        }
        Some(hex(hasher))
    }
}

/// The SHA-256 of `parts` one after another, in hexadecimal digits.
pub fn sha256<T: AsRef<[u8]>>(parts: impl IntoIterator<Item = T>) -> String {
    let mut hasher = Sha256::new();
    parts.into_iter().for_each(|part| hasher.update(part));
    hex(hasher)
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The names of the files of a document with so many pages.
pub(super) fn file_names(file: &str, pages: usize) -> impl Iterator<Item = String> + use<'_> {
    let target = Path::new(file);
    let per_page = format_of(target).is_some_and(|format| format.per_page);
    write::names(target, per_page, pages).map(|name| name.to_string_lossy().into_owned())
}
