//! What a worker remembers of the documents before: the source of each row of a
//! plan. Communes share most rows, and a source that need not be written anew
//! need not be parsed and hashed anew by Typst either.

use std::collections::HashMap;

use typst::syntax::{FileId, Source};

use super::literal::Piece;
use crate::origin::Origin;

/// The sources of the document before, by path; no more than one for each path,
/// so that memory does not grow.
#[derive(Default)]
pub(super) struct Memo {
    files: HashMap<String, Known>,
}

/// A source, and what it was written from.
pub(super) struct Known {
    /// A hash of the values.
    pub fingerprint: u128,
    /// The source's own id.
    pub id: FileId,
    /// The source.
    pub source: Source,
    /// The words broken in it.
    pub broken: Vec<BrokenWord>,
    /// What its literals were written from, where that is asked for.
    pub pieces: Vec<Piece>,
}

/// A word that had to be broken, with its cell.
pub(super) type BrokenWord = (Origin, String);

impl Memo {
    /// The source at `path`, if the last one was written from the same values.
    pub fn get(&self, path: &str, fingerprint: u128) -> Option<&Known> {
        self.files.get(path).filter(|known| known.fingerprint == fingerprint)
    }

    /// Remembers the source at `path` instead of the one before.
    pub fn put(&mut self, path: &str, known: Known) {
        self.files.insert(path.to_owned(), known);
    }
}
