//! Documents that LibreOffice has saved: what the crate behind [`super::write`]
//! cannot write. Each has its source (flat ODF), the .docx that LibreOffice made of
//! it and the plan that it holds.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::compare::{differences, told};
use super::look::{OFFICE, Within};
use super::variants::VARIANTS;
use super::{plan, report, written};
use crate::built;
use crate::libreoffice::converted;
use crate::samples::UPDATE;

/// The sources in order.
pub fn sources() -> Vec<PathBuf> {
    let entries = fs::read_dir(built::path("tests/fixtures/word")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "fodt"));
    files.sort();
    files
}

/// What differs between the plan beside `source` and the one in `document`.
fn lost(source: &Path, document: &Path) -> Vec<String> {
    let name = source.file_stem().unwrap().to_str().unwrap();
    let wanted = plan(&source.with_extension("json"));
    let found = differences(&told(&wanted, &OFFICE), &told(&plan(document), &OFFICE));
    found.iter().map(|line| format!("{name} {line}")).collect()
}

#[test]
fn documents_of_libreoffice_are_read() {
    let found: Vec<String> =
        sources().iter().flat_map(|file| lost(file, &file.with_extension("docx"))).collect();
    report(&found);
}

/// `KEHOACH_UPDATE=1` renews the documents in the repository.
#[test]
#[ignore = "needs LibreOffice"]
fn documents_saved_anew_by_libreoffice_are_read() {
    let folder = TempDir::new().unwrap();
    let mut found = Vec::new();
    for source in sources() {
        let document = converted(&source, "docx", folder.path());
        found.extend(lost(&source, &document));
        if std::env::var_os(UPDATE).is_some() {
            fs::copy(&document, source.with_extension("docx")).unwrap();
        }
    }
    report(&found);
}

/// LibreOffice rewrites lists, styles, drawings and runs in its own way.
#[test]
#[ignore = "needs LibreOffice"]
fn documents_that_libreoffice_opens_and_saves_stay_the_same_plans() {
    let (folder, saved) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut found = Vec::new();
    // It would look up what the fields refer to.
    let kept = VARIANTS.iter().filter(|(_, _, look)| look.within != Within::Fields);
    for (name, source, look) in kept {
        let wanted = plan(&built::path(source));
        let file = written(&wanted, name, look, folder.path());
        let document = converted(&file, "docx", saved.path());
        let lines = differences(&told(&wanted, look), &told(&plan(&document), look));
        found.extend(lines.iter().map(|line| format!("{name} {line}")));
    }
    report(&found);
}
