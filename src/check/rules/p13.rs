//! Running text is justified.

use crate::check::citation::nd30;
use crate::check::layout::{Block, HINT, Layout, On, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P13",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6e"),
    page: include_str!("p13.md"),
    checks: &[Check::Pages(look)],
};

/// A line that is shorter than the others by more than this is ragged: mm.
const RAGGED: f64 = 1.0;

fn look(layout: &Layout) -> Vec<Found> {
    let mut faults = Vec::new();
    for section in &layout.sections {
        let Some((_, edge)) = layout.edges_of(section.appendix) else { continue };
        let own = layout.blocks.iter().filter(|block| block.appendix == section.appendix);
        let wrong =
            own.filter(|block| block.is_text() && !block.has_breaks && is_ragged(block, edge));
        faults.extend(wrong.filter_map(|block| {
            let first = block.lines.first()?;
            Some((layout.at(*first), format!("Đoạn {} không dàn đều hai lề", quoted(first))))
        }));
    }
    grouped(faults.into_iter(), HINT)
}

/// Whether most of the lines but the last do not reach the edge.
fn is_ragged(block: &Block, edge: f64) -> bool {
    let Some((_, full)) = block.lines.split_last() else { return false };
    // A single word cannot be stretched.
    let is_short = |on: &&On| on.line.right < edge - RAGGED && on.line.text().trim().contains(' ');
    let short = full.iter().filter(is_short).count();
    short * 2 > full.len()
}
