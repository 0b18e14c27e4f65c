//! The account of words: what a document holds and what the plan made of it holds,
//! with what the program tells of the difference, are the same words.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::render;
use kehoach::model::account::{Entry, Fate};
use kehoach::pipeline::{self, ConvertOptions, Reading};
use tempfile::TempDir;

use super::look::{FOREIGN, Look, OFFICE, Within};
use super::variants::{BINH_LU, EVERYTHING, VARIANTS};
use super::{plan, report, words, written};
use crate::built;
use crate::convert::format;
use crate::fuzz::balance::Balance;

/// How a document is read into the file `target`.
pub fn reading(document: &Path, target: &str) -> Reading {
    let name = target.rsplit_once('.').unwrap().1;
    let options = ConvertOptions::default();
    let made = pipeline::convert(document, Path::new(target), format(name), &options).unwrap();
    made.reading.expect("a reading")
}

/// The words that are on one side only.
pub fn uneven(document: &Path, reading: &Reading) -> Vec<String> {
    let mut balance = Balance::default();
    balance.add(&words::all(document), 1);
    for text in &reading.texts {
        balance.add(&text.text, -1);
    }
    for entry in &reading.account {
        let text = without_calls(&entry.text);
        match entry.fate {
            Fate::Added => balance.add(&text, 1),
            Fate::Printed | Fate::Left(_) => balance.add(&text, -1),
        }
    }
    balance.uneven()
}

/// Calls of footnotes are no words of a document.
fn without_calls(text: &str) -> String {
    let mut pieces = text.split("[^");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + piece.trim_start_matches(|c: char| c.is_ascii_digit()))
}

/// The documents in the folder that `KEHOACH_WORD` names: real ones, which may not be
/// kept here.
fn at_hand() -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("KEHOACH_WORD") else { return Vec::new() };
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|file| file.extension().is_some_and(|e| e == "docx")).collect()
}

#[test]
fn the_account_of_words_is_even() {
    let folder = TempDir::new().unwrap();
    let mut found = Vec::new();
    for (name, source, look) in VARIANTS {
        let file = written(&plan(&built::path(source)), name, look, folder.path());
        for target in ["a.xlsx", "a.json"] {
            let lost = uneven(&file, &reading(&file, target));
            if !lost.is_empty() {
                found.push(format!("{name} to {target}: {}", lost.join(", ")));
            }
        }
    }
    for source in super::office::sources() {
        let document = source.with_extension("docx");
        let lost = uneven(&document, &reading(&document, "a.xlsx"));
        if !lost.is_empty() {
            found.push(format!("{}: {}", source.display(), lost.join(", ")));
        }
    }
    for document in at_hand() {
        let lost = uneven(&document, &reading(&document, "a.xlsx"));
        if !lost.is_empty() {
            found.push(format!("{}: {}", document.display(), lost.join(", ")));
        }
    }
    report(&found);
}

/// What is not in the plan is in the account, with the reason.
#[test]
fn what_is_left_out_is_told() {
    let folder = TempDir::new().unwrap();
    // The crate that writes documents loses comments of all sections but the last.
    for (within, source) in [(Within::Comments, BINH_LU), (Within::Hidden, EVERYTHING)] {
        let look = Look { within, ..OFFICE };
        let file = written(&plan(&built::path(source)), "a", &look, folder.path());
        let reading = reading(&file, "a.xlsx");
        let left = |entry: &&Entry| {
            matches!(entry.fate, Fate::Left(why) if !why.is_empty()) && entry.text.contains(FOREIGN)
        };
        let count = reading.account.iter().filter(left).count();
        assert!(count > 5, "{within:?}: {count} of the texts left out are in the account");
    }
}

/// Deletions that nobody has accepted are read as accepted.
#[test]
fn tracked_changes_are_told() {
    let folder = TempDir::new().unwrap();
    let look = Look { within: Within::Tracked, ..OFFICE };
    let file = written(&plan(&built::path(EVERYTHING)), "a", &look, folder.path());
    let reading = reading(&file, "a.xlsx");
    assert!(reading.said.iter().any(|said| said.code == "word-tracked-changes"));
    assert!(reading.account.iter().all(|entry| !entry.text.contains(FOREIGN)));
}

#[test]
fn a_picture_that_is_left_out_is_told() {
    let folder = TempDir::new().unwrap();
    let source = built::path("tests/fixtures/plans/images.json");
    let file = written(&plan(&source), "a", &OFFICE, folder.path());
    let reading = reading(&file, "a.xlsx");
    let said = render(&reading.said);
    assert!(said.contains("hình") || said.contains("Hình"), "{said}");
    assert!(reading.account.iter().any(|entry| entry.text.is_empty()));
}
