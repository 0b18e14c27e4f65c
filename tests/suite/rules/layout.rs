//! Every sample and every short plan against the rules on layout: our own templates
//! keep to all of them.

use std::fs;
use std::path::PathBuf;

use kehoach::check::Checker;
use kehoach::diagnostic::render;
use kehoach::output;
use kehoach::pipeline::build;

use crate::built;
use crate::samples::{CASES, communes};

/// True findings: the plan, the rule.
const TRUE: &[(&str, &str)] = &[];

fn plans() -> Vec<PathBuf> {
    let names = CASES.iter().chain([&communes::TEMPLATE]);
    let mut plans: Vec<PathBuf> =
        names.map(|name| built::path(&format!("data/{name}.json"))).collect();
    let entries = fs::read_dir(built::path("tests/fixtures/plans")).unwrap();
    let mut fixtures: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    fixtures.sort();
    plans.extend(fixtures);
    plans
}

#[test]
fn own_templates_keep_to_the_rules() {
    let checker = Checker::default();
    let mut faults = Vec::new();
    for plan in plans() {
        let outcome = build(&plan, &built::options(&plan)).unwrap();
        let (document, typeset) = (outcome.document.unwrap(), outcome.typeset.unwrap());
        let mut found = checker.pages(&document, &typeset.printed());
        let files = (output::DEFAULT.export)(&typeset).unwrap();
        found.extend(files.iter().flat_map(|file| checker.file(file)));
        let name = plan.file_stem().unwrap().to_str().unwrap().to_owned();
        found.retain(|found| !TRUE.contains(&(name.as_str(), found.code)));
        if !found.is_empty() {
            faults.push(format!("{name}\n{}", render(&found)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
