//! Every rule against the examples on its page: it fires on the bad one, exactly at
//! the marked words, and no rule says anything of a good one.
//!
//! How examples are written is told in `example.rs`.

mod any;
mod cases;
mod changed;
mod correct;
mod example;
mod layout;
mod nd30;

use std::collections::BTreeSet;
use std::fs;

use kehoach::check::{RULES, Rule};
use kehoach::diagnostic::{Diagnostic, Severity, render};
use kehoach::pipeline::{BuildOptions, check};
use tempfile::TempDir;

use crate::built;
use example::Example;

pub use example::base;

/// What is found in an example.
fn findings(example: &Example) -> Vec<Diagnostic> {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("ke-hoach.json");
    fs::write(&plan, example.plan.to_string()).unwrap();
    let templates = (!example.changes.is_empty()).then(|| {
        let copy = folder.path().join("mau");
        example::changed_templates(&built::path("templates"), &copy, &example.changes);
        copy
    });
    let options = BuildOptions { templates, ..BuildOptions::default() };
    let outcome = check(&plan, &options).unwrap();
    assert!(outcome.typeset.is_some(), "no pages:\n{}", render(&outcome.diagnostics));
    if !example.measured.is_empty() {
        return changed::findings(&outcome, &example.measured);
    }
    let said = outcome.diagnostics.into_iter();
    said.filter(|found| found.severity != Severity::Note).collect()
}

/// The words that the findings of a rule are about.
fn marked(found: &[Diagnostic], rule: &Rule) -> Vec<String> {
    let own = found.iter().filter(|found| found.code == rule.id);
    let excerpts = own.filter_map(|found| found.evidence.as_ref()?.excerpt.clone());
    excerpts.map(|excerpt| example::mark(&excerpt.text, excerpt.range)).collect()
}

/// What is wrong with the examples of `rule`.
fn faults(rule: &Rule) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wrong = |text: String| faults.push(format!("{}: {text}", rule.id));
    let bad = example::of(rule.page, "Sai");
    let good = example::of(rule.page, "Đúng");
    if bad.is_empty() || good.is_empty() {
        wrong("no bad or no good example".to_owned());
    }
    for example in bad {
        let found = findings(&example);
        let fired = found.iter().any(|found| found.code == rule.id);
        let marked = marked(&found, rule);
        if !fired {
            wrong(format!("silent on\n{}", example.text));
        }
        // What is printed may have a dash before and a semicolon after what was typed.
        let is_there = |expected: &String| marked.iter().any(|found| found.contains(expected));
        let is_expected = |found: &String| example.marked.iter().any(|e| found.contains(e));
        let exact = example.marked.iter().all(is_there) && marked.iter().all(is_expected);
        if !example.marked.is_empty() && !exact {
            wrong(format!("found {marked:#?}, expected {:#?}", example.marked));
        }
    }
    for example in good {
        let found = findings(&example);
        if !found.is_empty() {
            wrong(format!("on the good example\n{}\n{}", example.text, render(&found)));
        }
    }
    faults
}

#[test]
fn rules_fire_on_bad_examples_alone() {
    // One rule while it is written: KEHOACH_RULE=B05.
    let only = std::env::var("KEHOACH_RULE").ok();
    let rules = RULES.iter().filter(|rule| only.as_deref().is_none_or(|only| only == rule.id));
    let rules: Vec<&Rule> = rules.collect();
    let half = rules.len().div_ceil(2).max(1);
    let faults: Vec<String> = std::thread::scope(|scope| {
        let spawn = |rules: &[&'static Rule]| {
            let rules = rules.to_vec();
            scope.spawn(move || rules.iter().flat_map(|rule| faults(rule)).collect::<Vec<_>>())
        };
        let threads: Vec<_> = rules.chunks(half).map(spawn).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn pages_of_rules_are_complete() {
    let mut ids = BTreeSet::new();
    for rule in RULES {
        let Rule { id, page, clause, .. } = rule;
        assert!(ids.insert(id), "{id} twice");
        assert!(page.starts_with(&format!("# {id}. ")), "{id}: title");
        assert!(page.contains("\nVì sao: "), "{id}: why");
        assert!(page.contains(&format!("\nCăn cứ: {clause}.\n")), "{id}: clause {clause}");
        assert!(matches!(rule.severity, Severity::Error | Severity::Warning), "{id}: severity");
        assert!(page.lines().all(|line| line == line.trim_end()), "{id}: spaces at a line's end");
    }
    let order: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(order.is_sorted(), "the rules are not in the order of their ids: {order:?}");
}
