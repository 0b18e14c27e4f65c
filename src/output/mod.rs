//! A typeset document as bytes, and those bytes on disk.
//!
//! Depends on `typeset` (its result alone), `diagnostic` and `origin`. A new
//! format is a file here and a row in [`FORMATS`]; what was found in a plan is shown by
//! [`findings`].

pub mod batch;
pub mod findings;
mod html;
mod pdf;
mod png;
pub mod reading;
mod svg;
mod write;

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::typeset::Typeset;

pub use svg::page as page_svg;
pub use write::{write, write_file, write_new};

/// A format that documents are written in.
#[derive(Debug)]
pub struct Format {
    /// The name on the command line, also the extension of its files.
    pub name: &'static str,
    /// Whether each page is a file of its own.
    pub per_page: bool,
    /// Makes the bytes.
    pub export: fn(&Typeset) -> Exported,
}

/// One file, or with [`Format::per_page`] one a page in order; else every fault
/// of the document.
pub type Exported = Result<Vec<Vec<u8>>, Vec<Diagnostic>>;

/// Every format, in the order of the help.
pub const FORMATS: &[Format] = &[
    Format { name: "pdf", per_page: false, export: pdf::export },
    Format { name: "png", per_page: true, export: png::export },
    Format { name: "svg", per_page: true, export: svg::export },
];

/// The format where none is asked for.
pub const DEFAULT: &Format = &FORMATS[0];

/// The format that the extension of `path` names, whatever its case.
pub fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?;
    FORMATS.iter().find(|format| extension.eq_ignore_ascii_case(format.name))
}
