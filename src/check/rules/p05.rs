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
    // The signature takes some lines of the body with it.
    let closing = layout.form.label.or_else(|| layout.form.signatures.first()?.titles.first().copied());
    let goes_on = |page: usize| {
        if closing.is_some_and(|on| on.page == page + 1) {
            return false;
        }
        let on_both = |pages: (usize, usize)| pages.0 <= page && pages.1 > page;
        layout.blocks.iter().any(|block| match (block.lines.first(), block.lines.last()) {
            (Some(first), Some(last)) => on_both((first.page, last.page)),
            _ => false,
        })
    };
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
