//! Paragraphs stand apart.

use crate::check::citation::nd30;
use crate::check::layout::{Block, HINT, Layout, NEAR_PT, grouped, line_pitch, pt, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::MM;

pub const RULE: Rule = Rule {
    id: "P15",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6e"),
    page: include_str!("p15.md"),
    checks: &[Check::Pages(look)],
};

/// The least pitch of lines, "single", in sizes of the type.
const SINGLE: f64 = 1.149;

fn look(layout: &Layout) -> Vec<Found> {
    let mut faults = Vec::new();
    for section in &layout.sections {
        let known = line_pitch(layout, section.appendix);
        let pairs = layout.blocks.windows(2).filter_map(|pair| match pair {
            [above, below] => Some((above, below)),
            _ => None,
        });
        let own = pairs.filter(|(above, below)| {
            let is_own = |block: &Block| block.appendix == section.appendix && block.is_text();
            is_own(above) && is_own(below)
        });
        faults.extend(own.filter_map(|(above, below)| {
            let (last, first) = (above.lines.last()?, below.lines.first()?);
            let pitch = known.unwrap_or(SINGLE * first.line.size);
            let gap = (first.line.y - last.line.y) / MM - pitch;
            let message =
                || format!("Đoạn {} cách đoạn trên {} pt, phải từ 6 pt", quoted(first), pt(gap));
            // What stands higher is on the next page or in a column of its own.
            let wrong = last.page == first.page && gap > -pitch && gap < 6.0 - NEAR_PT;
            wrong.then(|| (layout.at(*first), message()))
        }));
    }
    grouped(faults.into_iter(), HINT)
}
