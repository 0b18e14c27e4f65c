//! Legal bases are in italics.

use crate::check::citation::nd30;
use crate::check::layout::{Block, Layout, NEAR_PT, grouped, outside, pt, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::document::Part;

pub const RULE: Rule = Rule {
    id: "B01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6a"),
    page: include_str!("b01.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let main = layout.blocks.iter().filter(|block| block.appendix.is_none());
    // They stand before the first heading and the first item.
    let opening = main.take_while(|block| match block.part {
        Part::Paragraph { marker, .. } => marker.is_none(),
        part => matches!(part, Part::LegalBasis(_)),
    });
    let faults = opening.filter(|block| is_basis(block)).filter_map(|block| {
        let first = block.lines.first()?;
        let runs = || block.lines.iter().flat_map(|on| on.line.level());
        if runs().any(|run| !run.italic) {
            return Some((layout.at(*first), format!("Căn cứ {} chưa in nghiêng", quoted(first))));
        }
        let run = runs().find(|run| outside(run.size, (13.0, 14.0), NEAR_PT))?;
        let message =
            format!("Căn cứ {} có cỡ chữ {}, phải là 13 đến 14", quoted(first), pt(run.size));
        Some((layout.at(*first), message))
    });
    grouped(faults, "ở cột Kiểu chọn căn cứ")
}

/// Whether it is a legal basis, or a paragraph that reads like one.
fn is_basis(block: &Block) -> bool {
    match block.part {
        Part::LegalBasis(_) => true,
        Part::Paragraph { text, .. } => {
            let plain = text.to_plain();
            plain.trim_start().starts_with("Căn cứ ") && plain.trim_end().ends_with(';')
        }
        _ => false,
    }
}
