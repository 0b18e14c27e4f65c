//! Every sample and every short plan against the rules on layout: our own templates
//! keep to all of them.

use std::fs;
use std::path::PathBuf;

use kehoach::diagnostic::{Diagnostic, render};
use kehoach::pipeline::check;

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

/// Whether it is about the pages or the file.
fn is_of_layout(found: &Diagnostic) -> bool {
    let on_page = found.evidence.as_ref().is_some_and(|evidence| evidence.spot.is_some());
    let is_of_file = matches!(found.code, "D01" | "D02" | "D03" | "D04" | "D05");
    on_page || is_of_file
}

#[test]
fn own_templates_keep_to_the_rules() {
    let mut faults = Vec::new();
    for plan in plans() {
        let outcome = check(&plan, &built::options(&plan)).unwrap();
        let name = plan.file_stem().unwrap().to_str().unwrap().to_owned();
        let own = outcome.diagnostics.into_iter().filter(is_of_layout);
        let own = own.filter(|found| !TRUE.contains(&(name.as_str(), found.code)));
        let own: Vec<Diagnostic> = own.collect();
        if !own.is_empty() {
            faults.push(format!("{name}\n{}", render(&own)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
