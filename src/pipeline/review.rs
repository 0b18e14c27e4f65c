//! The rules of the decree over one document after another, without those that the
//! office does without.

use crate::check::{Allowed, Check, Checker, allowed, find};
use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::text::Text;
use crate::origin::Origin;
use crate::typeset::Typeset;

/// Whether what has this code is found on typeset pages or in the file.
pub(super) fn on_pages(code: &str) -> bool {
    let on_page = |check: &Check| matches!(check, Check::Pages(_) | Check::File(_));
    find(code).is_some_and(|rule| rule.checks.iter().any(on_page))
}

/// Looks at documents; a thread needs its own, which remembers the texts that they
/// share.
pub(super) struct Review {
    checker: Checker,
    /// The rules of `--allow`.
    allowed: Vec<Text>,
}

impl Review {
    /// Looks for all but the rules in `allow`, the values of `--allow`.
    pub fn new(allow: &[String]) -> Self {
        let text = |name: &String| Text::plain(name, &Origin::option(&format!("--allow {name}")));
        Self { checker: Checker::default(), allowed: allow.iter().map(text).collect() }
    }

    /// What is found in the document's content, before any page.
    pub fn content(&mut self, document: &Document) -> Vec<Diagnostic> {
        let found = self.checker.content(document);
        let (mut found, faults) = self.without_allowed(document, found);
        found.extend(faults);
        found
    }

    /// Takes what the reader of the file has found by rules that the office does
    /// without out of `found`.
    pub fn silence(&self, document: &Document, found: &mut Vec<Diagnostic>) {
        Allowed::silence(&self.rules(document).0, found);
    }

    /// What is found on its pages.
    pub fn pages(&mut self, document: &Document, typeset: &Typeset) -> Vec<Diagnostic> {
        let found = self.checker.pages(document, &typeset.printed());
        self.without_allowed(document, found).0
    }

    /// What is found in its PDF.
    pub fn file(&mut self, document: &Document, pdf: &[u8]) -> Vec<Diagnostic> {
        let found = self.checker.file(pdf);
        self.without_allowed(document, found).0
    }

    /// The findings that count, and the names among the allowed that are of no rule.
    fn without_allowed(
        &self,
        document: &Document,
        mut found: Vec<Diagnostic>,
    ) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        let (allowed, faults) = self.rules(document);
        Allowed::silence(&allowed, &mut found);
        (found, faults)
    }

    /// The rules that are done without, and the names among them that are of no rule.
    fn rules(&self, document: &Document) -> (Vec<Allowed>, Vec<Diagnostic>) {
        allowed(self.allowed.iter().chain(&document.allowed))
    }
}
