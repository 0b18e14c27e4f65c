//! Changes of one text that stands in pieces: which of them are made, and what becomes
//! of the pieces.

use std::ops::Range;

use super::{Change, Left, OVERLAPS};
use crate::diagnostic::Mend;

/// Characters shown around what is changed.
const AROUND: usize = 20;

/// Makes `mends`, which are all of one cell, in its text as read, which stands in
/// `pieces`. What is put in takes the look of the character that it replaces or
/// follows.
pub fn splice(pieces: &mut [String], mends: &[&Mend]) -> (Vec<Change>, Vec<Left>) {
    let before = pieces.concat();
    let (made, left) = chosen(&before, mends);
    // From the last on, so that the places before stay right.
    for mend in made.iter().rev() {
        replace(pieces, &mend.range, &mend.with);
    }
    let made: Vec<&Mend> = made.into_iter().filter(|mend| !is_as_read(mend)).collect();
    (changes(&before, &pieces.concat(), &made), left)
}

/// Whether a mend asks for the text as it was read.
pub fn is_as_read(mend: &Mend) -> bool {
    mend.range.is_empty() && mend.with.is_empty()
}

/// The change of a whole text.
pub fn rewritten(mend: &Mend, before: &str, after: &str) -> Change {
    let short = |text: &str| excerpt(text, &(0..text.len().min(3 * AROUND)));
    Change { origin: mend.origin.clone(), before: short(before), after: short(after), count: 1 }
}

/// The mends that can be made together, in the order of their places.
fn chosen<'m>(text: &str, mends: &[&'m Mend]) -> (Vec<&'m Mend>, Vec<Left>) {
    let mut sorted = mends.to_vec();
    sorted.sort_by_key(|mend| (mend.range.start, mend.range.end));
    let (mut made, mut left): (Vec<&Mend>, Vec<Left>) = (Vec::new(), Vec::new());
    let mut refuse = |mend: &Mend, why| left.push(Left { origin: mend.origin.clone(), why });
    for mend in sorted {
        if text.get(mend.range.clone()).is_none() {
            refuse(mend, "ô không còn chữ ở chỗ này");
            continue;
        }
        match made.iter().rfind(|made| !is_as_read(made)) {
            _ if made.contains(&mend) => {}
            _ if is_as_read(mend) => made.push(mend),
            Some(last) if touches(&last.range, &mend.range) => refuse(mend, OVERLAPS),
            _ => made.push(mend),
        }
    }
    (made, left)
}

/// Whether `next`, which does not begin before `last`, cannot be told apart from it.
fn touches(last: &Range<usize>, next: &Range<usize>) -> bool {
    next.start < last.end || next.start == last.end && (last.is_empty() || next.is_empty())
}

fn replace(pieces: &mut [String], range: &Range<usize>, with: &str) {
    let (mut start, mut put) = (0, false);
    for piece in pieces.iter_mut() {
        let end = start + piece.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        // An insertion goes behind the character before it.
        let is_here = if range.is_empty() {
            range.start <= end && (range.start > start || start == 0 && !piece.is_empty())
        } else {
            range.start >= start && range.start < end
        };
        if is_here && !put {
            piece.replace_range(from..to, with);
            put = true;
        } else if from < to {
            piece.replace_range(from..to, "");
        }
        start = end;
    }
    if !put && let Some(piece) = pieces.first_mut() {
        piece.push_str(with);
    }
}

/// What was made, those that stand near each other as one change.
fn changes(before: &str, after: &str, made: &[&Mend]) -> Vec<Change> {
    let is_near = |last: &&Mend, next: &&Mend| {
        let between = before.get(last.range.end..next.range.start).unwrap_or_default();
        between.chars().count() <= 2 * AROUND
    };
    // Where a byte of the text before stands after.
    let mut moved = 0;
    let mut changes = Vec::new();
    for near in made.chunk_by(is_near) {
        let (Some(first), Some(last)) = (near.first(), near.last()) else { continue };
        let old = first.range.start..last.range.end;
        let start = old.start.saturating_add_signed(moved);
        for mend in near {
            moved += mend.with.len() as isize - mend.range.len() as isize;
        }
        let new = start..old.end.saturating_add_signed(moved);
        changes.push(Change {
            origin: first.origin.clone(),
            before: excerpt(before, &old),
            after: excerpt(after, &new),
            count: near.len(),
        });
    }
    changes
}

/// The bytes of `text` in `range` with a few words on both sides.
fn excerpt(text: &str, range: &Range<usize>) -> String {
    let before = text.get(..text.floor_char_boundary(range.start)).unwrap_or_default();
    let after = text.get(text.floor_char_boundary(range.end)..).unwrap_or_default();
    let from = before.char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    // Not in the middle of a word.
    let from = match before.get(from..).and_then(|kept| kept.find(' ')) {
        Some(space) if from > 0 => from + space + 1,
        _ => from,
    };
    let tail = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let tail = match after.get(..tail).and_then(|kept| kept.rfind(' ')) {
        Some(space) if tail < after.len() => space,
        _ => tail,
    };
    let end = text.len() - after.len() + tail;
    let kept = text.get(from..end).unwrap_or_default().replace('\n', "⏎");
    let (head, foot) = (if from > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    format!("{head}{kept}{foot}")
}
