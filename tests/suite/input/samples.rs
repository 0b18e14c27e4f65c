//! The samples in `data/`: both files of a plan are the same document.

use kehoach::diagnostic::render;
use kehoach::model::read::read;

use super::*;
use crate::samples::CASES;

/// The document of a sample without its origins, read without a single finding.
fn document(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(file);
    let input = input::read(&path).unwrap();
    assert_eq!(render(&input.diagnostics), "", "{file}");
    let (plan, diagnostics) = read(&input.node.unwrap());
    assert_eq!(render(&diagnostics), "", "{file}");
    let (document, _) = kehoach::merge::document(&plan.unwrap());
    without_origins(&format!("{document:#?}"))
}

/// Leaves every `Origin { … }` and `segments: [ … ]` out of pretty debug output.
fn without_origins(debug: &str) -> String {
    let mut kept = Vec::new();
    let mut skipping: Option<String> = None;
    for line in debug.lines() {
        let indent = line[..line.len() - line.trim_start().len()].to_owned();
        match &skipping {
            Some(end) if indent == *end && line.trim_start().starts_with(['}', ']']) => {
                skipping = None;
            }
            Some(_) => {}
            None if line.ends_with("segments: [],") => {}
            None if line.ends_with("Origin {") || line.ends_with("segments: [") => {
                skipping = Some(indent);
            }
            None => kept.push(line),
        }
    }
    kept.join("\n")
}

#[test]
fn both_files_of_a_sample_give_the_same_document() {
    for case in CASES {
        let json = document(&format!("{case}.json"));
        let workbook = document(&format!("{case}.xlsx"));
        let differing = json.lines().zip(workbook.lines()).find(|(a, b)| a != b);
        assert_eq!(differing, None, "{case}");
        assert_eq!(json.lines().count(), workbook.lines().count(), "{case}");
    }
}
