//! The margins at the top and at the bottom.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, NEAR_MM, grouped, ink, mm};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P05",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.3"),
    page: include_str!("p05.md"),
    checks: &[Check::Pages(look)],
};

/// A line less or more at the end of a page: what is kept together moves on.
const KEPT: f64 = 14.0;

fn look(layout: &Layout) -> Vec<Found> {
    // The pages within a paragraph; but the signature takes some lines with it.
    let mut goes_on = vec![false; layout.printed.pages.len()];
    for block in &layout.blocks {
        if let (Some(first), Some(last)) = (block.lines.first(), block.lines.last()) {
            goes_on.iter_mut().take(last.page).skip(first.page).for_each(|page| *page = true);
        }
    }
    let title = || layout.form.signatures.first()?.titles.first().copied();
    let closing = layout.form.label.or_else(title);
    let before = closing.and_then(|on| on.page.checked_sub(1));
    let goes_on = |page: usize| before != Some(page) && goes_on.get(page) == Some(&true);
    let faults = layout.pages().flat_map(|(index, page)| {
        let ink = ink(layout, index);
        let margin = |side: &str, margin: f64| {
            let message =
                format!("Lề {side} trang {} là {}, phải từ 20 đến 25 mm", index + 1, mm(margin));
            (layout.at_page(index), message)
        };
        let top = ink.filter(|ink| ink.top < 20.0 - NEAR_MM || ink.line_top > 25.0 + NEAR_MM);
        let below = ink.map(|ink| page.height - ink.bottom);
        let bottom = below.filter(|below| {
            // A page may end early, but not within a paragraph.
            *below < 20.0 - NEAR_MM || (*below > 25.0 + KEPT && goes_on(index))
        });
        let top = top.map(|ink| margin("trên", ink.top));
        top.into_iter().chain(bottom.map(|below| margin("dưới", below)))
    });
    grouped(faults, HINT)
}
