//! The writers of Typst literals, without the rest of the stage.

#[path = "../../../../src/typeset/literal.rs"]
mod literal;
#[path = "../../../../src/typeset/pieces.rs"]
mod pieces;

use std::sync::Arc;

use crate::model::text::Text;
use literal::{Calls, Chunks, Notes, TextLiteral};

/// The Typst code of `text`, cut for a column of `width` pt.
pub fn literal(text: &Text, width: f64) -> String {
    let (chunks, _) = Chunks::within(text, width, |piece, _| piece.chars().count() as f64);
    let notes = Arc::new(Notes::new(&[], false));
    TextLiteral::value(text, &notes, Calls::Full, chunks).to_string()
}
