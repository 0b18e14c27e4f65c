//! What is told of a document, sorted by the sections of the page.

use std::collections::{HashMap, HashSet};

use super::Report;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::account::{Entry, Fate};
use crate::origin::Origin;

/// What the sections are about.
pub struct Parts<'a> {
    /// What a plan must have and this one has not.
    pub lacking: Vec<&'a Diagnostic>,
    /// What rules find.
    pub faults: Vec<Diagnostic>,
    /// What was left out: where, the words, why, and what can be done.
    pub left: Vec<[String; 3]>,
    /// What is said of other words than those.
    pub uncertain: Vec<&'a Diagnostic>,
    /// The texts by their places in the new file.
    pub texts: HashMap<&'a Origin, &'a str>,
    /// What is only in one of document and plan for other reasons: where, the words, why.
    pub otherwise: Vec<[String; 3]>,
}

impl<'a> Parts<'a> {
    /// Sorts what the report has.
    pub fn of(report: &Report<'a>) -> Self {
        let is_lacking = |found: &&Diagnostic| {
            found.severity == Severity::Error && (report.title)(found.code).is_none()
        };
        let (lacking, faults): (Vec<&Diagnostic>, Vec<_>) =
            report.found.iter().partition(is_lacking);
        let mut parts = Self {
            lacking,
            faults: faults.into_iter().cloned().collect(),
            left: Vec::new(),
            uncertain: Vec::new(),
            texts: HashMap::new(),
            otherwise: Vec::new(),
        };
        let is_left = |entry: &&Entry| matches!(entry.fate, Fate::Left(_));
        let left: HashSet<&Origin> =
            report.account.iter().filter(is_left).map(|entry| &entry.origin).collect();
        let is_of_left =
            |found: &&Diagnostic| found.origin.as_ref().is_some_and(|at| left.contains(at));
        let (of_left, uncertain) = report.said.iter().partition::<Vec<_>, _>(is_of_left);
        parts.uncertain = uncertain;
        let mut hints: HashMap<&Origin, Vec<&str>> = HashMap::new();
        for found in of_left {
            let told =
                found.origin.iter().flat_map(|at| found.hints.iter().map(move |hint| (at, hint)));
            told.for_each(|(at, hint)| hints.entry(at).or_default().push(hint));
        }
        for entry in report.account {
            let row = |what: String| [place(&entry.origin), entry.text.clone(), what];
            match entry.fate {
                Fate::Left(why) => {
                    let hints = hints.get(&entry.origin).into_iter().flatten().copied();
                    let why = std::iter::once(why).chain(hints);
                    parts.left.push(row(why.collect::<Vec<_>>().join("; ")));
                }
                _ if entry.text.is_empty() => {}
                Fate::Added => parts.otherwise.push(row("ghi thêm vào bảng tính".to_owned())),
                Fate::Printed => parts.otherwise.push(row("chương trình tự in".to_owned())),
            }
        }
        // What stands first in a cell stands for it.
        for text in report.texts {
            parts.texts.entry(&text.to).or_insert(&text.text);
        }
        parts
    }
}

/// The place without its file, which the whole page is about.
pub fn place(origin: &Origin) -> String {
    let place = origin.to_string();
    place
        .strip_prefix(origin.file())
        .and_then(|rest| rest.strip_prefix(" ▸ "))
        .map_or(place.clone(), str::to_owned)
}
