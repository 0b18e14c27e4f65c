//! Findings in the order in which a clerk goes through a workbook: sheet by sheet,
//! cell by cell.

use super::Findings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::document::Document;
use crate::model::fields::fold;
use crate::model::outline::{from_roman, roman};
use crate::model::vocabulary::sheet;
use crate::origin::{Origin, Place};

/// The findings of one sheet.
#[derive(Debug)]
pub struct Group<'a> {
    /// What the sheet is called.
    pub heading: String,
    /// Its findings, in the order of the cells.
    pub found: Vec<&'a Diagnostic>,
}

/// What findings without a cell, but with an area of a page, stand under.
const PAGES: &str = "Trang in";
/// What findings without any place stand under.
const WHOLE: &str = "Cả văn bản";

/// Where a group stands among the others, and what it is called.
type Key = (usize, usize, String);

/// The findings by sheet.
pub fn groups<'a>(findings: &Findings<'a>) -> Vec<Group<'a>> {
    let keyed = findings.listed().map(|found| (key(found, findings.document), found));
    let mut keyed: Vec<(Key, &Diagnostic)> = keyed.collect();
    keyed.sort_by_cached_key(|(key, found)| {
        (key.clone(), position(found), offset(found), found.severity)
    });
    let mut groups: Vec<(Key, Group)> = Vec::new();
    for (key, found) in keyed {
        match groups.last_mut().filter(|(last, _)| *last == key) {
            Some((_, group)) => group.found.push(found),
            None => groups.push((key.clone(), Group { heading: key.2, found: vec![found] })),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Where in its sheet a finding is: row and column; the page and how far down.
fn position(found: &Diagnostic) -> (u32, u32) {
    match found.origin.as_ref().map(Origin::place) {
        Some(Place::Cell { row, column, .. }) => (*row, *column),
        Some(Place::Pointer { line, column, .. }) => (*line, *column),
        Some(Place::Passage { order, .. }) => (*order, 0),
        _ => {
            let spot = found.evidence.as_ref().and_then(|evidence| evidence.spot);
            spot.map_or((0, 0), |spot| {
                (u32::try_from(spot.page).unwrap_or(u32::MAX), spot.top.max(0).unsigned_abs())
            })
        }
    }
}

/// Where in its cell.
fn offset(found: &Diagnostic) -> usize {
    let excerpt = found.evidence.as_ref().and_then(|evidence| evidence.excerpt.as_ref());
    excerpt.map_or(0, |excerpt| excerpt.range.start)
}

fn key(found: &Diagnostic, document: Option<&Document>) -> Key {
    let Some(origin) = &found.origin else {
        let has_spot = found.evidence.as_ref().is_some_and(|evidence| evidence.spot.is_some());
        let (rank, heading) = if has_spot { (20, PAGES) } else { (21, WHOLE) };
        return (rank, 0, heading.to_owned());
    };
    let file = || (0, 1, origin.file().to_owned());
    match origin.place() {
        Place::Option(_) => (0, 0, "Dòng lệnh".to_owned()),
        Place::File | Place::Absent | Place::Passage { .. } => file(),
        Place::Sheet(name) | Place::Cell { sheet: name, .. } if name.is_empty() => file(),
        Place::Sheet(name) | Place::Cell { sheet: name, .. } => of_sheet(name),
        Place::Pointer { pointer, .. } => of_pointer(pointer, document).unwrap_or_else(file),
    }
}

/// The sheets that a plan has, in the order of the guide; sheets of tables come after
/// the body that calls them.
fn rank(name: &str) -> usize {
    let known = |known: &&str| fold(known) == name;
    match [sheet::INFO, sheet::BODY].iter().position(known) {
        Some(at) => at + 1,
        None => {
            let later = [sheet::RECIPIENTS, sheet::APPENDIX, sheet::FOOTNOTES, sheet::COMMUNES];
            later.iter().position(known).map_or(3, |at| at + 4)
        }
    }
}

fn of_sheet(name: &str) -> Key {
    let (folded, appendix) = (fold(name), fold(sheet::APPENDIX));
    match folded.strip_prefix(&appendix) {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => {
            (rank(&appendix), number(rest.trim()), name.to_owned())
        }
        _ => (rank(&folded), 0, name.to_owned()),
    }
}

/// The number that Roman or Arabic numerals stand for, folded; 0 for other words.
fn number(text: &str) -> usize {
    let of_roman = || from_roman(&text.to_ascii_uppercase(), 200);
    text.parse().ok().or_else(of_roman).unwrap_or(0)
}

/// In a JSON plan the first key is the sheet.
fn of_pointer(pointer: &str, document: Option<&Document>) -> Option<Key> {
    let mut keys = pointer.strip_prefix('/')?.split('/');
    let heading = match keys.next()? {
        "body" => sheet::BODY,
        "recipients" => sheet::RECIPIENTS,
        "footnotes" => sheet::FOOTNOTES,
        "appendices" => {
            let at = keys.next().and_then(|at| at.parse().ok()).unwrap_or(0);
            let is_only = at == 0 && document.is_none_or(|given| given.appendices.len() < 2);
            let heading = match is_only {
                true => sheet::APPENDIX.to_owned(),
                false => format!("{} {}", sheet::APPENDIX, roman(at + 1)),
            };
            return Some((rank(&fold(sheet::APPENDIX)), at, heading));
        }
        // A row of a list, or nothing that a plan has.
        key if key.is_empty() || key.parse::<usize>().is_ok() => return None,
        _ => sheet::INFO,
    };
    Some((rank(&fold(heading)), 0, heading.to_owned()))
}

/// How many findings are errors, warnings or notes.
pub fn count<'a>(found: impl IntoIterator<Item = &'a Diagnostic>, severity: Severity) -> usize {
    found.into_iter().filter(|found| found.severity == severity).count()
}
