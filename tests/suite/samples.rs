//! The sample plans in `data/`: made here from transcriptions of real plans,
//! so that the workbook and the JSON of a plan can not drift apart.
//!
//! A case is a folder of `tests/fixtures/cases`: `plan.json` (the
//! transcription), `text.txt` (the same as running text) and `added.json`
//! (the letterhead that the source lacks, and how its workbook is kept). A new
//! sample is a folder there and a name in [`CASES`]. The sample for many communes
//! is made by [`communes`].

pub mod communes;
mod json;
mod look;
mod table;
mod workbook;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Names of the cases, and of the samples made from them.
pub const CASES: &[&str] = &["binh-lu-papi-2026", "lao-cai-papi-2023", "lai-chau-par-index-2023"];

/// What rewrites kept files (samples, pictures of pages) after a wanted change.
pub const UPDATE: &str = "KEHOACH_UPDATE";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The plan of a case, and what is added to it.
pub fn plan(name: &str) -> (Value, Value) {
    let case = root().join("tests/fixtures/cases").join(name);
    let added = read_json(&case.join("added.json"));
    (json::plan(&read_json(&case.join("plan.json")), &added), added)
}

/// The workbook of a plan.
pub fn workbook(plan: &Value, added: &Value) -> Vec<u8> {
    workbook::bytes(plan, added).unwrap()
}

/// Every sample file of a case with its bytes.
fn files(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let (plan, added) = plan(name);
    let text = format!("{}\n", serde_json::to_string_pretty(&plan).unwrap());
    let book = workbook(&plan, &added);
    let file = |extension: &str| root().join("data").join(format!("{name}.{extension}"));
    vec![(file("json"), text.into_bytes()), (file("xlsx"), book)]
}

#[test]
fn committed_samples_are_what_the_generator_gives() {
    let mut stale = Vec::new();
    for (path, bytes) in CASES.iter().flat_map(|name| files(name)).chain(communes::files()) {
        if fs::read(&path).is_ok_and(|committed| committed == bytes) {
            continue;
        }
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        } else {
            stale.push(path.display().to_string());
        }
    }
    assert!(
        stale.is_empty(),
        "not what the generator gives:\n  {}\nrewrite them with {UPDATE}=1 cargo test --release samples",
        stale.join("\n  ")
    );
}
