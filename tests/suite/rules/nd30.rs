//! `src/check/ND30.md`, which tells of every clause of the decree's Phụ lục I who takes
//! care of it, held against the clauses and the rules.

use std::collections::BTreeSet;
use std::fs;

use kehoach::check::{RULES, find};

use crate::built;

/// The clauses of Phụ lục I, Phần I, of its Phần II as a whole, and of Phụ lục II.
const CLAUSES: &[&str] = &[
    "I.1",
    "I.2",
    "I.3",
    "I.4",
    "I.5",
    "I.6",
    "I.7",
    "II.1a",
    "II.1b",
    "II.2a",
    "II.2b",
    "II.3a",
    "II.3b",
    "II.3c",
    "II.4a",
    "II.4b",
    "II.4c",
    "II.5a",
    "II.5b",
    "II.5c",
    "II.6a",
    "II.6b",
    "II.6c",
    "II.6d",
    "II.6đ",
    "II.6e",
    "II.7a",
    "II.7b",
    "II.7c",
    "II.7d",
    "II.7đ",
    "II.8a",
    "II.8b",
    "II.9a",
    "II.9b",
    "II.9c",
    "II.9d",
    "III.1a",
    "III.1b",
    "III.1c",
    "III.1d",
    "III.1đ",
    "III.2a",
    "III.2b",
    "III.2c",
    "III.3",
    "III.4",
    "IV",
    "V.1",
    "V.2",
    "V.3",
    "V.4",
    "V.5",
    "V.6",
    "V.7",
    "V.8",
    "V.9",
    "V.10",
    "V.11",
    "V.12",
    "V.13",
    "V.14",
    "Phần II, I",
    "Phần II, II",
    "PL2 I",
    "PL2 II.1",
    "PL2 II.2",
    "PL2 III.1a",
    "PL2 III.1b",
    "PL2 III.1c",
    "PL2 III.1d",
    "PL2 III.1đ",
    "PL2 III.2",
    "PL2 IV.1",
    "PL2 IV.2",
    "PL2 V.1",
    "PL2 V.2",
    "PL2 V.3",
    "PL2 V.4",
    "PL2 V.5",
    "PL2 V.6",
    "PL2 V.7",
    "PL2 V.8",
    "PL2 V.9",
    "PL2 V.10",
];

/// Who may take care of a clause.
const BY: &[&str] = &["template", "rule", "person", "not yet"];

/// Ids that the file names though there is no such rule: what a person decides.
const NO_RULES: &[&str] = &["C15"];

fn is_id(word: &str) -> bool {
    let mut bytes = word.bytes();
    word.len() == 3
        && bytes.next().is_some_and(|first| first.is_ascii_uppercase())
        && bytes.all(|byte| byte.is_ascii_digit())
}

#[test]
fn every_clause_and_every_rule_has_its_line() {
    let file = fs::read_to_string(built::path("src/check/ND30.md")).unwrap();
    let rows = file.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---"));
    let rows: Vec<Vec<&str>> =
        rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let clauses: Vec<&Vec<&str>> =
        rows.iter().filter(|row| row.len() == 4 && row[0] != "clause").collect();
    let named: Vec<&str> = clauses.iter().map(|row| row[0]).collect();
    assert_eq!(named, CLAUSES, "the clauses, in order");
    for row in &clauses {
        for by in row[2].split(", ") {
            assert!(BY.contains(&by), "{row:?}");
        }
        let mut words = row[3].split(|c: char| !c.is_ascii_alphanumeric());
        let has_rule = words.any(|word| is_id(word) && find(word).is_some());
        let told = row[3].starts_with("the rules of");
        assert_eq!(row[2].contains("rule"), has_rule || told, "{row:?}");
    }
    let words = file.split(|c: char| !c.is_ascii_alphanumeric());
    let ids: BTreeSet<&str> = words.filter(|word| is_id(word)).collect();
    for id in &ids {
        assert!(find(id).is_some() != NO_RULES.contains(id), "{id}");
    }
    for rule in RULES {
        assert!(ids.contains(rule.id), "{} is nowhere in ND30.md", rule.id);
    }
}
