//! What was found in a plan, shown to a person or to a program.
//!
//! Depends on `model` (names of sheets), `diagnostic`, `origin` and `typeset`. A new
//! form is a file here and a row in [`FORMATS`].

mod group;
mod html;
mod json;
mod picture;
mod text;

use std::path::Path;

use crate::diagnostic::{Diagnostic, RULE_ALLOWED};
use crate::model::document::Document;
use crate::typeset::Typeset;

/// What was found in a plan, with what it is shown with.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The plan's file as a person calls it.
    pub plan: &'a str,
    /// All findings.
    pub found: &'a [Diagnostic],
    /// The document, if there is one.
    pub document: Option<&'a Document>,
    /// Its pages, if there are any.
    pub typeset: Option<&'a Typeset>,
    /// What the rule with an id asks for, in one line.
    pub title: fn(&str) -> Option<&'static str>,
}

pub use html::articles;

/// A form in which findings are shown.
#[derive(Debug)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Makes it.
    pub make: fn(&Findings) -> String,
}

/// Every form, in the order of the help; the first is that of the terminal.
pub const FORMATS: &[Format] = &[
    Format { name: "text", extension: "txt", make: text::make },
    Format { name: "json", extension: "json", make: json::make },
    Format { name: "html", extension: "html", make: html::make },
];

/// The form that the extension of `path` names, whatever its case.
pub fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?;
    FORMATS.iter().find(|format| extension.eq_ignore_ascii_case(format.extension))
}

impl<'a> Findings<'a> {
    /// The findings that a person has to look at.
    fn listed(&self) -> impl Iterator<Item = &'a Diagnostic> + use<'a> {
        self.found.iter().filter(|found| found.code != RULE_ALLOWED)
    }

    /// What is said of rules that the office does without.
    fn allowed(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let notes = self.found.iter().filter(|found| found.code == RULE_ALLOWED);
        notes.map(|note| note.message.strip_prefix("Đã bỏ qua ").unwrap_or(&note.message))
    }

    /// A rule that found something, as an example.
    fn example(&self) -> Option<&'static str> {
        self.listed().find(|found| (self.title)(found.code).is_some()).map(|found| found.code)
    }
}
