//! Asks the rules, remembers what they say of a text, and leads each finding back to
//! the cells.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Arc;

use super::layout::Layout;
use super::rule::{At, Check, Fact, Found, Hit, Known, Rule};
use super::rules::{RULES, find};
use super::view::{Passage, Role, View};
use super::words::reading;
use crate::diagnostic::{Diagnostic, Evidence, Excerpt, Mend, RULE_ALLOWED};
use crate::model::document::Document;
use crate::model::printed::Printed;
use crate::model::text::Text;
use crate::origin::Origin;

/// A text that none of so many documents had is forgotten, when they come one after
/// another: only what documents share is worth its memory.
const AGE: usize = 16;

/// What the rules say of one text, whatever its cell.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The characters.
    pub plain: String,
    hits: Vec<(&'static Rule, Hit)>,
    facts: Vec<(&'static str, Vec<Fact>)>,
}

impl Read {
    fn new(role: Role, plain: &str) -> Self {
        reading(plain, || Self::by_rules(role, plain))
    }

    fn by_rules(role: Role, plain: &str) -> Self {
        let mut read = Self { plain: plain.to_owned(), ..Self::default() };
        for (rule, check) in checks() {
            match check {
                Check::Text(look) => {
                    read.hits.extend(look(role, plain).into_iter().map(|hit| (rule, hit)));
                }
                Check::Facts { gather, .. } => {
                    let facts = gather(role, plain);
                    read.facts.extend((!facts.is_empty()).then_some((rule.id, facts)));
                }
                _ => {}
            }
        }
        read
    }

    fn facts(&self, rule: &Rule) -> &[Fact] {
        let own = self.facts.iter().find(|(id, _)| *id == rule.id);
        own.map_or(&[], |(_, facts)| facts)
    }
}

/// What is said of a text, and the number of the last document that had it.
type Remembered = (Arc<Read>, usize);

/// Checks one document after another; a text that they share is read once. A thread
/// needs one of its own.
#[derive(Debug, Default)]
pub struct Checker {
    known: BTreeMap<Role, HashMap<Box<str>, Remembered>>,
    /// How many documents have been looked at.
    documents: usize,
}

impl Checker {
    /// What the rules on content find in `document`, in the order of the rules.
    pub fn content(&mut self, document: &Document) -> Vec<Diagnostic> {
        self.documents += 1;
        if self.documents.is_multiple_of(AGE) {
            let oldest = self.documents.saturating_sub(AGE);
            self.known.values_mut().for_each(|known| known.retain(|_, (_, seen)| *seen >= oldest));
        }
        let view = View::new(document, |role, plain| self.read(role, plain));
        let mut found = Vec::new();
        for (at, passage) in view.passages.iter().enumerate() {
            found.extend(passage.read.hits.iter().map(|(rule, hit)| {
                diagnostic(rule, &view.passages, placed(At::Text(at, hit.range.clone()), hit))
            }));
        }
        for (rule, check) in checks() {
            let more = match check {
                Check::Facts { judge, .. } => judge(&view, &known(&view, rule)),
                Check::Document(look) => look(&view),
                _ => Vec::new(),
            };
            found.extend(more.into_iter().map(|found| diagnostic(rule, &view.passages, found)));
        }
        found
    }

    /// What the rules on layout find on the pages of `document`.
    pub fn pages(&self, document: &Document, printed: &Printed) -> Vec<Diagnostic> {
        let layout = Layout::new(document, printed);
        let mut found = Vec::new();
        for (rule, check) in checks() {
            if let Check::Pages(look) = check {
                found.extend(look(&layout).into_iter().map(|found| diagnostic(rule, &[], found)));
            }
        }
        found
    }

    /// What the rules on the file find in a PDF.
    pub fn file(&self, pdf: &[u8]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (rule, check) in checks() {
            if let Check::File(look) = check {
                found.extend(look(pdf).into_iter().map(|found| diagnostic(rule, &[], found)));
            }
        }
        found
    }

    fn read(&mut self, role: Role, plain: &str) -> Arc<Read> {
        let known = self.known.entry(role).or_default();
        if let Some((read, seen)) = known.get_mut(plain) {
            *seen = self.documents;
            return read.clone();
        }
        let read = Arc::new(Read::new(role, plain));
        known.insert(plain.into(), (read.clone(), self.documents));
        read
    }
}

/// Every way in which a rule looks, in the order of the rules.
fn checks() -> impl Iterator<Item = (&'static Rule, &'static Check)> {
    RULES.iter().flat_map(|rule| rule.checks.iter().map(move |check| (rule, check)))
}

/// The facts that `rule` has gathered, in the order of the texts.
fn known<'v>(view: &'v View, rule: &Rule) -> Vec<Known<'v>> {
    let passages = view.passages.iter().enumerate();
    let facts = passages.flat_map(|(passage, given)| {
        given.read.facts(rule).iter().map(move |fact| Known { passage, fact })
    });
    facts.collect()
}

fn placed(at: At, hit: &Hit) -> Found {
    let Hit { message, hint, severity, mend, .. } = hit.clone();
    Found { at, also: Vec::new(), message, hint, severity, mend }
}

fn diagnostic(rule: &'static Rule, passages: &[Passage], found: Found) -> Diagnostic {
    let mut evidence = Evidence::default();
    let mut places = Vec::new();
    match &found.at {
        At::Page(spot, origin) => {
            evidence.spot = Some(*spot);
            places.extend(origin.clone());
        }
        at => {
            if let Some((text, range)) = words(passages, at) {
                evidence.excerpt = Some(Excerpt { text: text.to_plain(), range: range.clone() });
                if let Some(with) = &found.mend {
                    evidence.mends.extend(mend(text, range, with));
                }
            }
            places.extend(origins(passages, at));
        }
    }
    places.extend(found.also.iter().flat_map(|at| origins(passages, at)));
    let mut places = places.into_iter();
    let severity = found.severity.unwrap_or(rule.severity);
    let mut diagnostic = Diagnostic {
        code: rule.id,
        severity,
        origin: places.next(),
        related: Vec::new(),
        message: found.message,
        hints: Vec::new(),
        citation: Some(rule.clause),
        evidence: Some(Box::new(evidence)),
    };
    for place in places {
        let known =
            diagnostic.origin.as_ref() == Some(&place) || diagnostic.related.contains(&place);
        diagnostic.related.extend((!known).then_some(place));
    }
    diagnostic.hints.extend(Some(found.hint).filter(|hint| !hint.is_empty()));
    diagnostic
}

/// The text at a place, and the bytes of it.
fn words<'v>(passages: &'v [Passage], at: &At) -> Option<(&'v Text, Range<usize>)> {
    match at {
        At::Text(passage, range) => {
            passages.get(*passage).map(|passage| (passage.text, range.clone()))
        }
        At::Marker(passage) => {
            let marker = passages.get(*passage)?.marker?;
            Some((marker, 0..marker.to_plain().len()))
        }
        _ => None,
    }
}

/// The cells of a place: that of the plan first, then those of the commune whose
/// values stand in it.
fn origins(passages: &[Passage], at: &At) -> Vec<Origin> {
    match at {
        At::Cell(origin) => vec![origin.clone()],
        At::Page(_, origin) => origin.iter().cloned().collect(),
        at => words(passages, at).map(|(text, range)| cells(text, range)).unwrap_or_default(),
    }
}

fn cells(text: &Text, range: Range<usize>) -> Vec<Origin> {
    // A place between two characters is that of the one before it.
    let range = if range.is_empty() { range.start.saturating_sub(1)..range.end } else { range };
    let mut cells = vec![text.origin.clone()];
    for segment in text.segments_of(range) {
        if !cells.contains(&segment.origin) {
            cells.push(segment.origin);
        }
    }
    cells
}

/// The change of the one cell in which the bytes stand letter for letter; `None` where
/// there is no such cell.
fn mend(text: &Text, range: Range<usize>, with: &str) -> Option<Mend> {
    let made = |origin: &Origin, start, end| {
        Some(Mend { origin: origin.clone(), range: start..end, with: with.to_owned() })
    };
    if range.is_empty() {
        // After the last character that the cell has before this place.
        let (origin, offset, _) = text.source_with_rest(range.start.checked_sub(1)?)?;
        return made(origin, offset? + 1, offset? + 1);
    }
    let (origin, offset, rest) = text.source_with_rest(range.start)?;
    (range.len() <= rest).then_some(())?;
    made(origin, offset?, offset? + range.len())
}

/// A rule that an office does without.
#[derive(Clone, Debug)]
pub struct Allowed {
    rule: &'static Rule,
    origin: Origin,
}

/// The rules that are named, each by its id.
///
/// # Errors
/// A finding for each name that is none of a rule.
pub fn allowed<'a>(names: impl IntoIterator<Item = &'a Text>) -> (Vec<Allowed>, Vec<Diagnostic>) {
    let (mut allowed, mut faults) = (Vec::new(), Vec::new());
    for name in names {
        let plain = name.to_plain();
        match find(plain.trim()) {
            Some(rule) => allowed.push(Allowed { rule, origin: name.origin.clone() }),
            None => {
                let message = format!("Không có quy tắc “{}” để bỏ qua.", plain);
                faults.push(
                    Diagnostic::warning("unknown-rule", &name.origin, message)
                        .hint("ghi mã quy tắc như B05; xem mọi mã bằng lệnh kehoach rules"),
                );
            }
        }
    }
    (allowed, faults)
}

impl Allowed {
    /// Takes the findings of rules in `allowed` out of `found`, and says of each rule
    /// that it did.
    pub fn silence(allowed: &[Self], found: &mut Vec<Diagnostic>) {
        let mut notes: Vec<Diagnostic> = Vec::new();
        for Self { rule, origin } in allowed {
            let before = found.len();
            found.retain(|found| found.code != rule.id);
            let count = before - found.len();
            if count > 0 {
                let message = format!("Đã bỏ qua {count} chỗ theo quy tắc {}.", rule.id);
                notes.push(Diagnostic::note(RULE_ALLOWED, origin, message));
            }
        }
        found.extend(notes);
    }
}
