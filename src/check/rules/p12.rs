//! The size of running text.

use crate::check::citation::nd30;
use crate::check::layout::{Block, HINT, Layout, NEAR_PT, grouped, outside, pt, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P12",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6e"),
    page: include_str!("p12.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let sizes = |block: &Block| -> Option<f64> {
        let mut runs = block.lines.iter().flat_map(|on| on.line.level());
        runs.find(|run| outside(run.size, (13.0, 14.0), NEAR_PT)).map(|run| run.size)
    };
    let wrong = layout.blocks.iter().filter_map(|block| {
        let size = sizes(block)?;
        let first = block.lines.first()?;
        let message = format!("Cỡ chữ của {} là {}, phải là 13 đến 14", quoted(first), pt(size));
        Some((layout.at(*first), message))
    });
    let mut found = grouped(wrong, HINT);
    if found.is_empty() {
        found.extend(mixed(layout).map(Found::warning));
    }
    found
}

/// Two sizes in the main document's text.
fn mixed(layout: &Layout) -> Option<Found> {
    let own = layout.blocks.iter().filter(|block| block.appendix.is_none() && block.is_text());
    let lines = own.flat_map(|block| &block.lines);
    let mut runs = lines.flat_map(|on| on.line.level().map(move |run| (on, run.size)));
    let (_, size) = runs.next()?;
    let (on, other) = runs.find(|(_, other)| (other - size).abs() > NEAR_PT)?;
    let sizes = format!("{} và {}", pt(size), pt(other));
    let message = format!("Lời văn có hai cỡ chữ {sizes}, phải dùng một cỡ.");
    Some(Found::new(layout.at(*on), message).hint(HINT))
}
