//! Word documents (.docx): what an office has written, read as a plan.
//!
//! [`document`] reads the parts of the package into a [`flow`] of paragraphs and tables;
//! [`plan`] reads a plan out of it. What is uncertain is said, and the account of words
//! tells what stands in the document and not in the plan, or the other way round.
//! Depends on `origin`, `diagnostic`, `model`, the package and `clean`; a further way in
//! which offices set a part of a document is an arm in its file in `plan/`.

mod document;
pub mod faults;
mod flow;
mod plan;

use std::sync::Arc;

use super::Input;
use super::package::Package;
use crate::origin::{Origin, Place};
pub use document::is_document;

const ZIP: &[u8] = b"PK\x03\x04";

/// Whether this is a Word document.
pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
        && Package::open(&"".into(), bytes).is_ok_and(|mut package| is_document(&mut package))
}

/// Reads a plan from a document.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Input {
    let mut said = Vec::new();
    let flow = Package::open(file, bytes)
        .map_err(faults::of_document)
        .and_then(|mut package| document::read(&mut package, file, &mut said));
    match flow {
        Ok(flow) => {
            let (node, making) = plan::read(flow, &Origin::new(file, Place::File));
            said.extend(making.said);
            Input { node: Some(node), diagnostics: said, account: Some(making.account) }
        }
        Err(fault) => Input::unreadable(*fault),
    }
}
