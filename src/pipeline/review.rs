//! The rules of the decree over one document after another, without those that the
//! office does without.

use crate::check::{Allowed, Checker, allowed};
use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::text::Text;
use crate::origin::Origin;
use crate::typeset::Typeset;

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
        let typed = allow.iter().flat_map(|value| value.split([',', ' ']));
        let names = typed.filter(|name| !name.is_empty());
        let text = |name| Text::plain(name, &Origin::option(&format!("--allow {name}")));
        Self { checker: Checker::default(), allowed: names.map(text).collect() }
    }

    /// What is found in the document's content, before any page.
    pub fn content(&mut self, document: &Document) -> Vec<Diagnostic> {
        let found = self.checker.content(document);
        let (mut found, faults) = self.without_allowed(document, found);
        found.extend(faults);
        found
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
        let (allowed, faults) = allowed(self.allowed.iter().chain(&document.allowed));
        Allowed::silence(&allowed, &mut found);
        (found, faults)
    }
}
