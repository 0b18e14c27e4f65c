//! Readers: a file becomes the neutral tree `model::node::Node`, whose keys are
//! those of the JSON schema whatever the file was.
//!
//! A reader says what is wrong with the *file* and with its sheets and labels;
//! whether a field is missing or of the wrong type is `model::read`'s affair.
//! A file that no reader can use is `source`'s affair, where the system
//! refuses it, or `foreign`'s, where it is something else.
//! Lists of communes are [`list`]'s.
//! May depend on `origin`, `diagnostic` and `model`. A new format is a module
//! here and a row in `READERS`.

mod again;
mod beside;
mod clean;
mod foreign;
mod json;
mod legacy;
pub mod list;
mod package;
mod source;
mod word;
mod workbook;

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::account::Entry;
use crate::model::fields::{FIELDS, closest, fold};
use crate::model::node::{Node, RawText};
use crate::model::values::{self, Typed};
use crate::origin::Origin;

use source::{Source, is_document};

pub use again::{cell_text, is_old_text, json_text};
pub use beside::plan_files;
pub use legacy::{accept_legacy, is_old_font};

/// What a reader made of a file.
pub struct Input {
    /// The tree; `None` when the contents could not be read at all, and then
    /// `diagnostics` holds an error.
    pub node: Option<Node>,
    /// Everything found wrong or worth saying, in the file's order.
    pub diagnostics: Vec<Diagnostic>,
    /// What of the words of a document is not in the tree, or only there; `None` for a
    /// file that is a plan by itself.
    pub account: Option<Vec<Entry>>,
}

impl Input {
    /// What was read of a file that is a plan by itself.
    fn read(node: Node, diagnostics: Vec<Diagnostic>) -> Self {
        Self { node: Some(node), diagnostics, account: None }
    }

    /// Contents that cannot be read, for the reason given.
    fn unreadable(reason: Diagnostic) -> Self {
        Self { node: None, diagnostics: vec![reason], account: None }
    }
}

/// A format that can be read. It is recognised by its contents, so that a
/// wrong file name does no harm.
struct Reader {
    recognises: fn(&[u8]) -> bool,
    read: fn(&Arc<str>, &[u8]) -> Input,
    /// Whether a file holds all of a plan; else the rest comes from the .json
    /// beside it.
    whole: bool,
}

const READERS: &[Reader] = &[
    Reader { recognises: word::recognises, read: word::read, whole: true },
    Reader { recognises: workbook::recognises, read: workbook::read, whole: true },
    Reader { recognises: json::recognises, read: json::read, whole: true },
    Reader { recognises: workbook::csv::recognises, read: workbook::csv::read, whole: false },
];

/// Codes of the faults after which nothing in a file can be trusted: it counts
/// as one that cannot be read.
const UNREADABLE: &[&str] = &[
    "damaged-workbook",
    "encrypted-workbook",
    "old-workbook",
    "workbook-too-large",
    "file-too-large",
];

/// Reads the plan in `path`, in whichever of the known formats it is. Origins
/// show the file's name without its folders.
///
/// # Errors
/// The file cannot be read at all (exit code 2): there is none, the system
/// refuses, it is of no known format, locked with a password, damaged or cut
/// off. What is wrong at a place inside a file that can be read is a
/// diagnostic of [`Input`].
pub fn read(path: &Path) -> Result<Input, Diagnostic> {
    let source = Source::load(path)?;
    let (reader, mut input) = read_source(&source)?;
    if !reader.whole {
        input = beside::complete(path, input)?;
    }
    input.diagnostics.extend(source::open_elsewhere(path, &source.whole));
    Ok(input)
}

/// The name and the contents of a file, of whatever format.
///
/// # Errors
/// It cannot be read, as for [`read`].
pub fn load(path: &Path) -> Result<(Arc<str>, Vec<u8>), Diagnostic> {
    Source::load(path).map(|source| (source.file, source.bytes))
}

/// Reads the plan in `bytes`, the contents of a file called `file`; of a .csv
/// only what stands in itself.
///
/// # Errors
/// They cannot be read at all, as for [`read`].
pub fn read_bytes(file: &Arc<str>, bytes: &[u8]) -> Result<Input, Diagnostic> {
    read_source(&Source::new(file, bytes.to_vec())).map(|(_, input)| input)
}

fn read_source(source: &Source) -> Result<(&'static Reader, Input), Diagnostic> {
    if let Some(fault) = foreign::known(source) {
        return Err(fault);
    }
    let reader = READERS
        .iter()
        .find(|reader| (reader.recognises)(&source.bytes))
        // The .json beside a part named .json would be the part itself.
        .filter(|reader| reader.whole || source.extension != "json")
        .ok_or_else(|| foreign::unknown(source))?;
    let mut input = (reader.read)(&source.file, &source.bytes);
    if let Some(node) = &input.node {
        legacy::report_doubtful(|| node.texts(), &mut input.diagnostics);
    }
    match unreadable(&input.diagnostics) {
        Some(fault) if is_document(&source.extension) => {
            Err(*word::faults::of_document(fault.clone().into()))
        }
        Some(fault) => Err(fault.clone()),
        None => Ok((reader, input)),
    }
}

/// The fault for which the file cannot be read, if there is one.
fn unreadable(diagnostics: &[Diagnostic]) -> Option<&Diagnostic> {
    diagnostics.iter().find(|found| UNREADABLE.contains(&found.code))
}

/// Replaces a field of *Thông tin* in `node` by an option `--set 'Số=15'`. The
/// label is found whatever its case, spaces and diacritics; nothing after `=`
/// makes the field blank.
///
/// # Errors
/// There is no `=` in `assignment`, or its label is unknown.
pub fn set(node: &mut Node, assignment: &str) -> Result<(), Diagnostic> {
    let origin = Origin::option(&format!("--set {assignment}"));
    let Some((label, value)) = assignment.split_once('=') else {
        let message = "Tùy chọn --set thiếu dấu “=” giữa tên mục và giá trị.";
        return Err(Diagnostic::error("bad-assignment", &origin, message)
            .hint("viết theo dạng --set 'Số=15'"));
    };
    let Some(field) = FIELDS.iter().find(|f| fold(f.label) == fold(label)) else {
        return Err(unknown_field(label.trim(), &origin));
    };
    let mut problems = Vec::new();
    let text = clean::unicode(&RawText::plain(value), &origin, &mut problems);
    if let Some(problem) = problems.pop() {
        return Err(problem);
    }
    let typed = Typed { text, ..Typed::default() };
    let value = values::node(field.path, &typed, &origin);
    let parent = node.origin.clone();
    values::put(node, field.path, &origin, &parent, value);
    Ok(())
}

fn unknown_field(label: &str, origin: &Origin) -> Diagnostic {
    let message = format!("Không có mục nào tên là “{label}”.");
    let error = Diagnostic::error("unknown-label", origin, message);
    match closest(label, FIELDS.iter().map(|f| f.label)) {
        Some(known) => error.hint(suggestion(known)),
        None => {
            let labels: Vec<&str> = FIELDS.iter().map(|f| f.label).collect();
            error.hint(format!("các mục dùng được: {}", labels.join(", ")))
        }
    }
}
