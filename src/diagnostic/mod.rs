//! One diagnostic for everything that the program has to say about its input.
//!
//! Stages translate foreign errors (calamine's, Typst's, the file system's)
//! into a [`Diagnostic`] at their own border, in Vietnamese, and collect all of
//! them before they give up. Depends on `origin` only. A new way of showing
//! diagnostics is a new file here.

mod evidence;
mod io;
mod panic;
mod terminal;
mod window;

use crate::origin::Origin;

pub use evidence::{Evidence, Excerpt, Mend, Spot};
pub use io::{io_reason, no_thread};
pub use panic::caught;
pub use terminal::{counts, render, render_one};
pub use window::Window;

/// The code of the note that a rule, which an office does without, has been silenced.
pub const RULE_ALLOWED: &str = "rule-allowed";

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document cannot be made, or is wrong: exit code 1.
    Error,
    /// Made, but a person should look at it.
    Warning,
    /// Something the program did that is good to know.
    Note,
}

impl Severity {
    /// What a person calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "lỗi",
            Self::Warning => "cảnh báo",
            Self::Note => "ghi chú",
        }
    }

    /// What programs call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding: what is wrong, where, why, and what to do. All text Vietnamese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name of the finding, kebab-case English, e.g. `unknown-label`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, if it is at one place.
    pub origin: Option<Origin>,
    /// Further places that it concerns: the cells of communes.
    pub related: Vec<Origin>,
    /// What is wrong.
    pub message: String,
    /// What to do about it, one step a line.
    pub hints: Vec<String>,
    /// The decree's clause, e.g. `NĐ 30/2020/NĐ-CP, Phụ lục I, II.4`.
    pub citation: Option<&'static str>,
    /// What a rule of the decree has to show: then the finding is one about a
    /// document that can be made all the same. `None` for what a stage says.
    pub evidence: Option<Box<Evidence>>,
}

impl Diagnostic {
    /// A finding that stops the document from being made.
    pub fn error(code: &'static str, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Some(origin.clone()), message.into())
    }

    /// A finding that leaves the document to be made.
    pub fn warning(code: &'static str, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Some(origin.clone()), message.into())
    }

    /// Something done on the user's behalf.
    pub fn note(code: &'static str, origin: &Origin, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, Some(origin.clone()), message.into())
    }

    /// An error that belongs to no place in the input.
    pub fn general(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, None, message.into())
    }

    fn new(
        code: &'static str,
        severity: Severity,
        origin: Option<Origin>,
        message: String,
    ) -> Self {
        Self {
            code,
            severity,
            origin,
            related: Vec::new(),
            message,
            hints: Vec::new(),
            citation: None,
            evidence: None,
        }
    }

    /// Adds what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a further place.
    pub fn and_at(mut self, origin: &Origin) -> Self {
        self.related.push(origin.clone());
        self
    }

    /// Adds what a rule has to show.
    pub fn show(mut self, evidence: Evidence) -> Self {
        self.evidence = Some(Box::new(evidence));
        self
    }

    /// Adds the clause of the decree that asks for it.
    pub fn cite(mut self, citation: &'static str) -> Self {
        self.citation = Some(citation);
        self
    }
}

/// The hint that asks whether `close` was meant.
pub fn suggestion(close: &str) -> String {
    format!("có phải ý bạn là “{close}”?")
}

/// Whether any of `diagnostics` is an error, a rule's or a stage's: exit code 1.
pub fn has_errors<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> bool {
    diagnostics.into_iter().any(|d| d.severity == Severity::Error)
}

/// Whether any of `diagnostics` is an error with which there is no document. What a
/// rule finds never withholds one.
pub fn is_withheld<'a>(diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> bool {
    diagnostics.into_iter().any(|d| d.severity == Severity::Error && d.evidence.is_none())
}
