//! What a rule is and what it says.

use std::ops::Range;

use super::layout::Layout;
use super::view::{Role, View};
use crate::diagnostic::{Severity, Spot};
use crate::origin::Origin;

/// A rule of the decree, or of the practice around it.
#[derive(Debug)]
pub struct Rule {
    /// Its name, e.g. `H13`; the code of its findings.
    pub id: &'static str,
    /// How bad a finding is: an error where the decree binds, a warning for what only
    /// templates show and for practice.
    pub severity: Severity,
    /// The clause of the decree, or what else it rests on (`citation.rs`).
    pub clause: &'static str,
    /// Its page, Markdown: title, what it says, why, the clause, a bad and a good
    /// example.
    pub page: &'static str,
    /// How it looks: at the content, at the pages, or at both.
    pub checks: &'static [Check],
}

impl Rule {
    /// What it asks for, in one line.
    pub fn title(&self) -> &'static str {
        let first = self.page.lines().next().unwrap_or_default();
        first.split_once(". ").map_or(first, |(_, title)| title)
    }
}

/// How a rule looks at a document.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each text alone; what it finds is remembered by role and text.
    Text(fn(Role, &str) -> Vec<Hit>),
    /// At facts of all texts together; the facts are remembered by role and text.
    Facts {
        /// The facts of one text.
        gather: fn(Role, &str) -> Vec<Fact>,
        /// What they say together, in the order of the texts.
        judge: fn(&View, &[Known]) -> Vec<Found>,
    },
    /// At the document as a whole.
    Document(fn(&View) -> Vec<Found>),
    /// At the typeset pages.
    Pages(fn(&Layout) -> Vec<Found>),
    /// At the PDF's bytes.
    File(fn(&[u8]) -> Vec<Found>),
    /// The reader of the file does: it reports this code.
    Reader,
}

/// Something that is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The bytes of the text that it is about.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// Not as bad, or worse, than the rule says.
    pub severity: Option<Severity>,
    /// What the bytes become, where that is certain.
    pub mend: Option<String>,
}

impl Hit {
    /// Something that is wrong with these bytes.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        let (hint, severity, mend) = (String::new(), None, None);
        Self { range, message: message.into(), hint, severity, mend }
    }

    /// Adds what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Only to be looked at.
    pub fn warning(self) -> Self {
        Self { severity: Some(Severity::Warning), ..self }
    }

    /// Adds what the bytes must become.
    pub fn mend(self, with: impl Into<String>) -> Self {
        Self { mend: Some(with.into()), ..self }
    }
}

/// Something that a text says, to be compared with other texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The bytes of the text that say it.
    pub range: Range<usize>,
    /// What it is about: an abbreviation, the name of an indicator.
    pub about: String,
    /// What is said of it.
    pub value: String,
}

/// A [`Fact`] with the text that it is from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The index of the passage in [`View::passages`].
    pub passage: usize,
    /// The fact.
    pub fact: &'a Fact,
}

impl Known<'_> {
    /// Where it is.
    pub fn at(&self) -> At {
        At::Text(self.passage, self.fact.range.clone())
    }
}

/// Something that is wrong with a document.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where.
    pub at: At,
    /// Further places that it concerns.
    pub also: Vec<At>,
    /// See [`Hit::message`].
    pub message: String,
    /// See [`Hit::hint`].
    pub hint: String,
    /// See [`Hit::severity`].
    pub severity: Option<Severity>,
    /// See [`Hit::mend`]; only for a place in a text.
    pub mend: Option<String>,
}

/// A place in a document.
#[derive(Clone, Debug)]
pub enum At {
    /// Bytes of a passage's text, by its index in [`View::passages`].
    Text(usize, Range<usize>),
    /// The marker of a passage.
    Marker(usize),
    /// A cell or JSON value.
    Cell(Origin),
    /// An area of a page, and the cell that it was typeset from.
    Page(Spot, Option<Origin>),
    /// The document as a whole.
    Whole,
}

impl Found {
    /// Something that is wrong there.
    pub fn new(at: At, message: impl Into<String>) -> Self {
        let (also, hint, severity, mend) = (Vec::new(), String::new(), None, None);
        Self { at, also, message: message.into(), hint, severity, mend }
    }

    /// Adds a further place.
    pub fn and_at(mut self, at: At) -> Self {
        self.also.push(at);
        self
    }

    /// Adds what to do.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Only to be looked at.
    pub fn warning(self) -> Self {
        Self { severity: Some(Severity::Warning), ..self }
    }

    /// Adds what the place's text must become.
    pub fn mend(self, with: impl Into<String>) -> Self {
        Self { mend: Some(with.into()), ..self }
    }
}
