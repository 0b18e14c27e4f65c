//! A checked plan back to a file that a person fills in, so that the file reads
//! as the same plan.
//!
//! Writers say nothing of a plan's faults: it has none. What a format cannot
//! hold is found by reading the file again and comparing ([`differences`]),
//! which the caller does. May depend on `origin`, `diagnostic` and `model`. A
//! new format is a file here and a row in [`FORMATS`].

mod json;
mod texts;
mod tree;
mod xlsx;

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::model::plan::Plan;

pub use texts::{Said, texts};
pub use tree::differences;

/// A format that plans are written in.
#[derive(Debug)]
pub struct Format {
    /// The extension of its files.
    pub name: &'static str,
    /// Makes the bytes, the same for the same plan.
    pub write: fn(&Plan) -> Written,
}

/// The bytes of a file, else every text of the plan that its format has no room
/// for.
pub type Written = Result<Vec<u8>, Vec<Diagnostic>>;

/// Every format, in the order of the help.
pub const FORMATS: &[Format] = &[
    Format { name: "xlsx", write: xlsx::write },
    Format { name: "json", write: |plan| Ok(json::write(plan)) },
];

/// A short plan to begin with, as JSON.
pub const SAMPLE: &str = include_str!("sample.json");

/// The format that the extension of `path` names, whatever its case.
pub fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?;
    FORMATS.iter().find(|format| extension.eq_ignore_ascii_case(format.name))
}
