//! Blocks under a condition and their numbers: where one goes, those after it
//! must be counted anew, so they give a level (Cấp) and no marker.
//!
//! Depends on `model::outline`.

use super::compile::Compiler;
use crate::diagnostic::Diagnostic;
use crate::model::outline::{Rank, rank};
use crate::model::plan::{Block, Marker};

/// The ranks that count, by level.
const LEVELS: [Rank; 4] = [Rank::Roman, Rank::Arabic, Rank::Decimal(2), Rank::Letter];

/// An error for each typed number of a block under a condition, and for those
/// beside one that is counted.
pub(super) fn check(blocks: &[Block], compiler: &mut Compiler) {
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.condition.is_some()) {
        match block.paragraph().and_then(|paragraph| paragraph.marker.as_ref()) {
            Some(Marker::Given(marker)) if counts(&marker.value) => {
                let message = format!(
                    "Dòng này có điều kiện nên số mục “{}” không ghi sẵn được: xã nào không có dòng này \
                     thì các số sau bị nhảy.",
                    marker.value
                );
                let error = Diagnostic::error("conditional-marker", &marker.origin, message);
                compiler.diagnostics.push(
                    error.hint("xóa số mục, ghi Cấp (1 → I., 2 → 1., 3 → 1.1., 4 → a)) cho dòng này và các dòng cùng cấp"),
                );
            }
            Some(Marker::Level(level)) => {
                if let Some(rank) = LEVELS.get(level.value - 1) {
                    siblings(blocks, at, *rank, compiler);
                }
            }
            _ => {}
        }
    }
}

/// Whether the marker numbers something: not a dash or a plus.
fn counts(marker: &str) -> bool {
    !matches!(rank(marker), None | Some(Rank::Dash | Rank::Plus))
}

/// The rank that a block has by its marker or level.
fn rank_of(block: &Block) -> Option<Rank> {
    match block.paragraph()?.marker.as_ref()? {
        Marker::Given(marker) => rank(&marker.value),
        Marker::Level(level) => LEVELS.get(level.value - 1).copied(),
    }
}

/// An error for each typed marker of the same rank under the same heading.
fn siblings(blocks: &[Block], at: usize, own: Rank, compiler: &mut Compiler) {
    let within = |block: &&Block| rank_of(block).is_none_or(|rank| rank >= own);
    let before = blocks.get(..at).unwrap_or_default().iter().rev().take_while(within);
    let after = blocks.get(at + 1..).unwrap_or_default().iter().take_while(within);
    for block in before.chain(after).filter(|block| rank_of(block) == Some(own)) {
        // What has a condition of its own has been reported for that.
        if block.condition.is_some() {
            continue;
        }
        if let Some(Marker::Given(marker)) = block.paragraph().and_then(|p| p.marker.as_ref()) {
            let message = format!(
                "Số mục “{}” ghi sẵn, mà dòng cùng cấp với nó có điều kiện và được đánh số tự động.",
                marker.value
            );
            let error = Diagnostic::error("conditional-marker", &marker.origin, message)
                .hint("xóa số mục, ghi Cấp cho cả các dòng cùng cấp");
            if !compiler.diagnostics.contains(&error) {
                compiler.diagnostics.push(error);
            }
        }
    }
}
