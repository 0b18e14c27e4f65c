//! Word documents: plans written the ways offices write them, read back.
//!
//! [`write`] sets a plan, [`look`] has the choices; a new habit is a variant there
//! and a row of [`VARIANTS`].

mod account;
mod any;
mod appendix;
mod body;
mod closing;
mod compare;
mod letterhead;
mod look;
mod numbering;
mod office;
mod old_fonts;
mod prints;
mod program;
mod runs;
mod table;
mod texts;
mod variants;
mod words;
mod write;

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::render;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::built;
use crate::convert::try_convert;
use compare::{differences, told};
use look::{FOREIGN, Look, OFFICE};
use variants::VARIANTS;

/// A plan as the program writes it.
fn plan(file: &Path) -> Value {
    let folder = TempDir::new().unwrap();
    let target = folder.path().join("a.json");
    let conversion = try_convert(file, &target);
    let said = render(&conversion.diagnostics);
    let bytes = conversion.bytes.unwrap_or_else(|| panic!("{}: {said}", file.display()));
    serde_json::from_slice(&bytes).unwrap()
}

/// The document of a plan in `folder`.
fn written(plan: &Value, name: &str, look: &Look, folder: &Path) -> PathBuf {
    let file = folder.join(format!("{name}.docx"));
    fs::write(&file, write::document(plan, look)).unwrap();
    file
}

/// What differs between a plan and its document, each line after the name.
fn lost(plan_file: &Path, name: &str, look: &Look, folder: &Path) -> Vec<String> {
    let wanted = plan(plan_file);
    let file = written(&wanted, name, look, folder);
    let got = plan(&file);
    let mut found = differences(&told(&wanted, look), &told(&got, look));
    if got.to_string().contains(FOREIGN) {
        found.push(format!("“{FOREIGN}” is no part of the plan"));
    }
    found.iter().map(|line| format!("{name} {line}")).collect()
}

/// Last year's document of the commune whose plan the program has as a sample: signed,
/// and with a heading that has no number.
pub fn last_year() -> Vec<u8> {
    let plan = kehoach::convert::SAMPLE.replace("2026", "2025").replace("2025-03", "2025-03-05");
    let mut plan: Value = serde_json::from_str(&plan).unwrap();
    plan["letterhead"]["number"] = "12".into();
    plan["signature"]["position"] = "PHÓ CHỦ TỊCH\n(Đã ký)".into();
    let body = plan["body"].as_array_mut().unwrap();
    let before = body.iter().position(|block| block["kind"] == "table").unwrap();
    body.insert(before, json!({ "text": "**CHỈ TIÊU CỦA TỪNG THÔN**" }));
    write::document(&plan, &OFFICE)
}

/// A document that has neither symbol nor signature.
pub fn unfinished() -> Vec<u8> {
    let mut plan: Value = serde_json::from_str(kehoach::convert::SAMPLE).unwrap();
    plan["letterhead"]["symbol"] = "".into();
    plan["signature"] = json!({ "position": "" });
    write::document(&plan, &OFFICE)
}

fn report(found: &[String]) {
    assert!(found.is_empty(), "{} differences:\n{}", found.len(), found.join("\n"));
}

/// The plans that have nothing Word would hold otherwise: no second issuer.
fn plain_plans() -> Vec<PathBuf> {
    let other = ["joint"];
    let entries = fs::read_dir(built::path("tests/fixtures/plans")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| {
        let stem = file.file_stem().unwrap().to_str().unwrap();
        file.extension().is_some_and(|e| e == "json")
            && !other.iter().any(|name| stem.starts_with(name))
    });
    files.sort();
    files
}

#[test]
fn plans_are_read_from_what_most_offices_write() {
    let folder = TempDir::new().unwrap();
    let mut found = Vec::new();
    for file in plain_plans() {
        let name = file.file_stem().unwrap().to_str().unwrap();
        found.extend(lost(&file, name, &OFFICE, folder.path()));
    }
    report(&found);
}

#[test]
fn plans_are_read_whatever_an_office_does() {
    let folder = TempDir::new().unwrap();
    let mut found = Vec::new();
    for (name, source, look) in VARIANTS {
        found.extend(lost(&built::path(source), name, look, folder.path()));
    }
    report(&found);
}

#[test]
fn the_same_document_is_the_same_plan() {
    let folder = TempDir::new().unwrap();
    let file = written(&plan(&built::path(variants::EVERYTHING)), "a", &OFFICE, folder.path());
    let read = || try_convert(&file, &folder.path().join("a.json")).bytes.unwrap();
    assert!(read() == read());
}
