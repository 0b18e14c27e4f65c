//! No heading and no line stands alone at the edge of a page.

use crate::check::citation::PRACTICE;
use crate::check::layout::{Block, HINT, Layout, On, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::document::Part;
use crate::model::printed::{Context, Source};

pub const RULE: Rule = Rule {
    id: "B11",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("b11.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let blocks = layout.blocks.iter();
    let headings = blocks.filter(|block| matches!(block.part, Part::Heading { .. }));
    let last = headings.filter_map(|block| {
        let on = block.lines.last().filter(|on| is_last(layout, on))?;
        Some((layout.at(*on), format!("Tiêu đề {} nằm ở cuối trang {}", quoted(on), on.page + 1)))
    });
    let mut found = grouped(last, HINT);
    let lonely = layout.blocks.iter().filter(|block| block.is_text()).filter_map(|block| {
        let (on, place) = lonely(block)?;
        Some((
            layout.at(*on),
            format!("Một dòng lẻ của đoạn văn nằm ở {place} trang {}", on.page + 1),
        ))
    });
    found.extend(grouped(lonely, HINT));
    found
}

/// Whether something of the same section follows, on another page only.
fn is_last(layout: &Layout, on: &On) -> bool {
    let of_body = |line: &&crate::model::printed::Line| {
        matches!(line.source, Source::Part { .. } | Source::Closing)
            && matches!(line.context, Context::Text | Context::Table)
    };
    let own = on.line.source.appendix();
    let follows = |page: usize, below: f64| {
        let lines = layout.printed.pages.get(page).into_iter().flat_map(|page| &page.lines);
        let mut lines = lines.filter(of_body).filter(|line| line.source.appendix() == own);
        lines.any(|line| line.y > below)
    };
    let pictures = layout.printed.pages.get(on.page).map_or(&[][..], |page| &page.images);
    let has_picture = pictures.iter().any(|picture| picture.bottom > on.line.y);
    !follows(on.page, on.line.y) && !has_picture && follows(on.page + 1, 0.0)
}

/// The line of a paragraph of three lines or more that stands alone on its page.
fn lonely<'a>(block: &'a Block) -> Option<(&'a On<'a>, &'static str)> {
    let (first, last) = (block.lines.first()?, block.lines.last()?);
    let on = |page: usize| block.lines.iter().filter(|on| on.page == page).count();
    if first.page == last.page || block.lines.len() < 3 {
        return None;
    }
    match (on(first.page), on(last.page)) {
        (1, _) => Some((first, "cuối")),
        (_, 1) => Some((last, "đầu")),
        _ => None,
    }
}
