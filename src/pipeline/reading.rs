//! How a document became a plan: where each of its texts stands now, what is not
//! certain, what is left out, what must change for the new year.

use std::collections::HashMap;

use super::Outcome;
use crate::check::{find, renew};
use crate::convert::texts;
use crate::diagnostic::Diagnostic;
use crate::model::account::Entry;
use crate::model::plan::Plan;
use crate::origin::Origin;
use crate::output::reading::{Placed, Report, page};

/// How a document was read.
#[derive(Debug)]
pub struct Reading {
    /// Each text of the plan, where it stood and where it stands.
    pub texts: Vec<Placed>,
    /// What of the document's words is not in the plan, or only there.
    pub account: Vec<Entry>,
    /// What is said of the reading, at the places of the new file.
    pub said: Vec<Diagnostic>,
    /// What must change for the new year, at the same places.
    pub renew: Vec<Diagnostic>,
}

impl Reading {
    /// `given` was read from the document, `again` from the file made of it: the same
    /// plan at other places.
    pub fn new(given: &Plan, again: &Plan, account: Vec<Entry>, said: Vec<Diagnostic>) -> Self {
        let texts = texts(given).into_iter().zip(texts(again)).map(|(was, is)| Placed {
            what: is.what,
            text: is.text,
            from: was.origin,
            to: is.origin,
        });
        let texts: Vec<Placed> = texts.collect();
        let mut places: HashMap<&Origin, &Origin> = HashMap::new();
        for text in &texts {
            places.entry(&text.from).or_insert(&text.to);
        }
        // A finding about the document is told at the place that holds the words now.
        let moved = |mut found: Diagnostic| {
            let to = found.origin.as_ref().and_then(|origin| places.get(origin));
            if let Some(to) = to {
                found.related.extend(found.origin.replace((*to).clone()));
            }
            found
        };
        let said = said.into_iter().map(moved).collect();
        Self { texts, account, said, renew: renew(again) }
    }

    /// All that is said of it: what is uncertain first.
    pub fn notes(&self) -> impl Iterator<Item = &Diagnostic> {
        self.said.iter().chain(&self.renew)
    }

    /// The report on how `document` became the file `plan`, in which `outcome` was found,
    /// as a page for a browser.
    pub fn report(&self, document: &str, plan: &str, outcome: &Outcome) -> String {
        page(&Report {
            document,
            plan,
            texts: &self.texts,
            account: &self.account,
            said: &self.said,
            renew: &self.renew,
            found: &outcome.diagnostics,
            title: |id| find(id).map(|rule| rule.title()),
        })
    }
}
