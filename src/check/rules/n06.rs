//! Recipients named twice, and purposes written in several ways.

use crate::check::words::lowered;
use std::collections::HashMap;
use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::closing::{archive, listed, recipient};
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N06",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("n06.md"),
    checks: &[Check::Document(look)],
};

/// Purposes and the ways to write each.
const PURPOSES: &[&[&str]] = &[
    &["để báo cáo", "báo cáo", "để b/c", "b/c", "bc", "để bc"],
    &["để thực hiện", "thực hiện", "để t/h", "t/h"],
    &["để phối hợp", "phối hợp", "để p/h", "p/h"],
    &["để biết", "biết"],
];

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let mut seen: HashMap<String, At> = HashMap::new();
    let mut forms: [Option<(String, At)>; PURPOSES.len()] = [const { None }; PURPOSES.len()];
    for listed in listed(view) {
        let line = listed.text;
        if archive(line).is_some() {
            continue;
        }
        for range in names(line) {
            let shown = line.get(range.clone()).unwrap_or_default();
            let folded = lowered(shown).split_whitespace().collect::<Vec<_>>().join(" ");
            let here = listed.part(range);
            match seen.get(&folded) {
                Some(first) => found.push(
                    Found::new(here, format!("Nơi nhận “{shown}” ghi hai lần."))
                        .and_at(first.clone())
                        .hint("xóa một dòng"),
                ),
                None => drop(seen.insert(folded, here)),
            }
        }
        let Some((range, purpose)) = purpose(line) else { continue };
        let shown = line.get(range.clone()).unwrap_or_default();
        let here = listed.part(range);
        let Some(form) = forms.get_mut(purpose) else { continue };
        match form {
            Some((first, place)) if first != shown => found.push(
                Found::new(here, format!("Mục đích gửi ghi hai cách: “{first}” và “{shown}”."))
                    .and_at(place.clone())
                    .hint("ghi một cách trong cả văn bản, như (để báo cáo)"),
            ),
            Some(_) => {}
            None => *form = Some((shown.to_owned(), here)),
        }
    }
    found
}

/// The recipients of a line, without dash, purpose and punctuation.
fn names(line: &str) -> Vec<Range<usize>> {
    let mut start = recipient(line);
    let mut names = Vec::new();
    for part in line.get(start..).unwrap_or_default().split([';', '\n']) {
        let name = part.split('(').next().unwrap_or_default();
        let lead = recipient(name);
        let end = start + name.trim_end_matches([' ', '.', ',', '\u{a0}']).len();
        // Two letters are no recipient.
        if start + lead + 4 < end {
            names.push(start + lead..end);
        }
        start += part.len() + 1;
    }
    names
}

/// The bracket with the purpose, and which purpose it is.
fn purpose(line: &str) -> Option<(Range<usize>, usize)> {
    let start = line.rfind('(')?;
    let end = start + line.get(start..)?.find(')')? + 1;
    let inside = line.get(start + 1..end - 1)?.trim().to_lowercase();
    let purpose = PURPOSES.iter().position(|forms| forms.contains(&inside.as_str()))?;
    Some((start..end, purpose))
}
