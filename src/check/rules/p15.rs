//! Paragraphs stand apart.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, NEAR_PT, grouped, line_pitch, pt, quoted};
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

fn look(layout: &Layout) -> Vec<Found> {
    let faults = layout.blocks.windows(2).filter_map(|pair| {
        let [above, below] = pair else { return None };
        let is_text = above.is_text() && below.is_text() && above.appendix == below.appendix;
        let (last, first) = (above.lines.last()?, below.lines.first()?);
        if !is_text || last.page != first.page {
            return None;
        }
        let pitch = line_pitch(layout, above.appendix).unwrap_or(1.149 * first.line.size);
        let gap = (first.line.y - last.line.y) / MM - pitch;
        let message =
            || format!("Đoạn {} cách đoạn trên {} pt, phải từ 6 pt", quoted(first), pt(gap));
        (gap > 0.0 - pitch && gap < 6.0 - NEAR_PT).then(|| (layout.at(*first), message()))
    });
    grouped(faults, HINT)
}
