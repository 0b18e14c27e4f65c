//! From a glyph back to the cell. A glyph knows the literal that it was set from,
//! a literal the characters of the text that it holds, a text its cells.

use std::collections::HashMap;
use std::sync::Arc;

use typst::syntax::ast::Str;
use typst::syntax::{FileId, Source, Span, SyntaxKind, SyntaxNode};

use crate::model::text::Text;
use crate::origin::{Origin, Place};
use crate::typeset::literal::Piece;

/// What each literal of a document's sources was written from.
#[derive(Debug, Default)]
pub(in crate::typeset) struct Trace {
    literals: HashMap<Span, Piece>,
}

/// Where a character comes from.
#[derive(Clone, Copy)]
pub(in crate::typeset) struct Found<'a> {
    /// The cell of the plan.
    pub text: &'a Arc<Text>,
    /// The cell that the character was in, and the byte of its text if it stands
    /// there letter for letter.
    pub origin: &'a Origin,
    /// See `origin`.
    pub offset: Option<usize>,
    /// For how many bytes of the literal the same holds, one after the other.
    pub same: usize,
}

impl Trace {
    /// Finds the literals of the `pieces` in their sources.
    pub fn new<'s>(
        pieces: Vec<(FileId, Vec<Piece>)>,
        source: impl Fn(FileId) -> Option<&'s Source>,
    ) -> Self {
        let mut literals = HashMap::new();
        for (file, pieces) in pieces {
            let mut pieces = pieces.into_iter();
            if let Some(source) = source(file) {
                collect(source.root(), &mut pieces, &mut literals);
            }
        }
        Self { literals }
    }

    /// Where the character at byte `offset` of the literal at `span` comes from;
    /// `None` for words of the form and of templates.
    pub(super) fn find(&self, span: Span, offset: usize) -> Option<Found<'_>> {
        let Piece { text, range } = self.literals.get(&span)?;
        let (origin, offset, same) = match range.is_empty() {
            true => (&text.origin, None, usize::MAX >> 1),
            false => {
                let (origin, found, rest) = text.source_with_rest(range.start + offset)?;
                (origin, found, rest.min(range.len() - offset))
            }
        };
        // Where a field is not given, its words stand for the whole file.
        let is_cell = !matches!(origin.place(), Place::File | Place::Absent | Place::Sheet(_));
        is_cell.then_some(Found { text, origin, offset, same })
    }
}

/// Gives each string that follows a `#` in markup the piece it was written from.
/// A template of somebody else may have such strings too: they are no pieces.
fn collect(
    node: &SyntaxNode,
    pieces: &mut std::vec::IntoIter<Piece>,
    literals: &mut HashMap<Span, Piece>,
) {
    let mut after_hash = false;
    for child in node.children() {
        let string = child.cast::<Str>().filter(|_| after_hash);
        if let Some(string) = string {
            let is_written = |piece: &Piece| {
                piece.range.is_empty() || holds(&piece.text, piece.range.clone(), &string.get())
            };
            if pieces.as_slice().first().is_some_and(is_written)
                && let Some(piece) = pieces.next()
            {
                literals.insert(child.span(), piece);
            }
        } else {
            collect(child, pieces, literals);
        }
        after_hash = child.kind() == SyntaxKind::Hash;
    }
}

/// Whether these bytes of `text` are `string`.
fn holds(text: &Text, range: std::ops::Range<usize>, string: &str) -> bool {
    let mut start = 0;
    for (run, _) in text.runs() {
        if range.start >= start && range.end <= start + run.len() {
            return run.get(range.start - start..range.end - start) == Some(string);
        }
        start += run.len();
    }
    false
}
