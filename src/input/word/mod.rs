//! Word documents (.docx): what an office has written, read as a plan.
//!
//! [`document`] and its kin read the parts of the package into a [`flow`]; [`plan`] reads
//! a plan out of it, [`head`], [`title`], [`body`], [`table`], [`closing`], [`signature`]
//! and [`appendix`] one part each, known by what their lines say and how they are set.
//! What is uncertain is said, and the account of words tells what stands in the document
//! and not in the plan, or the other way round. Depends on `origin`, `diagnostic`, `model`
//! and the package; a further way of setting a part is an arm in its file.

mod appendix;
mod body;
mod closing;
mod document;
mod flow;
mod head;
mod lines;
mod making;
mod plan;
mod signature;
mod table;
mod title;
mod words;

use std::sync::Arc;

use super::Input;
use super::package::Package;
use crate::origin::{Origin, Place};

const ZIP: &[u8] = b"PK\x03\x04";

/// Whether this is a Word document.
pub fn recognises(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP)
        && Package::open(&"".into(), bytes).is_ok_and(|mut package| is_document(&mut package))
}

/// Whether the package is a Word document.
pub fn is_document(package: &mut Package) -> bool {
    document::part(package).is_some()
}

/// Reads a plan from a document.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Input {
    let mut said = Vec::new();
    let flow = Package::open(file, bytes)
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
