//! The first line of a paragraph is indented.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, grouped, mm, outside, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P14",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6e"),
    page: include_str!("p14.md"),
    checks: &[Check::Pages(look)],
};

/// Nearer than this is right: mm.
const NEAR: f64 = 0.3;

fn look(layout: &Layout) -> Vec<Found> {
    let mut faults = Vec::new();
    for section in &layout.sections {
        let Some((edge, _)) = layout.edges_of(section.appendix) else { continue };
        let own = layout.blocks.iter().filter(|block| block.appendix == section.appendix);
        let firsts = own.filter(|block| block.is_text()).filter_map(|block| block.lines.first());
        faults.extend(firsts.filter_map(|on| {
            let indent = on.line.left - edge;
            let wrong = outside(indent, (10.0, 10.0), NEAR) && outside(indent, (12.7, 12.7), NEAR);
            let message = || {
                format!(
                    "Dòng đầu của {} lùi vào {}, phải là 10 mm hoặc 12,7 mm",
                    quoted(on),
                    mm(indent)
                )
            };
            wrong.then(|| (layout.at(*on), message()))
        }));
    }
    grouped(faults.into_iter(), HINT)
}
