//! What stands where on a page as a whole: what the text covers, page numbers, the
//! pitch of lines.

use super::{HINT, Layout, NEAR_MM, On};
use crate::check::rule::{At, Found};
use crate::model::printed::{Context, MM};

/// What text and tables of a page cover, in mm.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    /// The left edge.
    pub left: f64,
    /// Whether the text reaches its left edge there: lines may all be centred.
    pub fills_left: bool,
    /// The right edge.
    pub right: f64,
    /// Whether the text reaches its right edge there.
    pub fills_right: bool,
    /// The top of the first capital letters.
    pub top: f64,
    /// The top of the first line, as a word processor counts it.
    pub line_top: f64,
    /// The last baseline, or the last line of a table.
    pub bottom: f64,
}

/// What is printed on a page (an index), but for its margins.
pub fn ink(layout: &Layout, page: usize) -> Option<Ink> {
    let given = layout.printed.pages.get(page)?;
    let mut lines = given.lines.iter().filter(|line| line.context != Context::Margin);
    let first = lines.next()?;
    let mut ink = Ink {
        left: first.left,
        fills_left: false,
        right: first.right,
        fills_right: false,
        top: first.area().top,
        line_top: first.top(),
        bottom: first.y,
    };
    for line in lines {
        ink.left = ink.left.min(line.left);
        ink.right = ink.right.max(line.right);
        ink.top = ink.top.min(line.area().top);
        ink.line_top = ink.line_top.min(line.top());
        ink.bottom = ink.bottom.max(line.y);
    }
    if let Some(tables) = given.tables {
        ink.left = ink.left.min(tables.left);
        ink.right = ink.right.max(tables.right);
        ink.top = ink.top.min(tables.top);
        ink.line_top = ink.line_top.min(tables.top);
        ink.bottom = ink.bottom.max(tables.bottom);
    }
    let from = layout
        .blocks
        .partition_point(|block| block.lines.last().is_some_and(|last| last.page < page));
    let blocks = layout
        .blocks
        .iter()
        .skip(from)
        .take_while(|block| block.lines.first().is_some_and(|first| first.page <= page));
    let mut full: Vec<f64> = Vec::new();
    for block in blocks.filter(|block| block.is_text() && !block.has_breaks) {
        let last = block.lines.len() - 1;
        for (at, on) in block.lines.iter().enumerate().filter(|(_, on)| on.page == page) {
            ink.fills_left |= at > 0;
            full.extend((at < last).then_some(on.line.right));
        }
    }
    // Lines that are not justified end anywhere before the edge.
    let edge = full.iter().copied().fold(f64::MIN, f64::max);
    let reach = full.iter().filter(|right| **right > edge - NEAR_MM).count();
    ink.fills_right = reach > 2 && 2 * reach > full.len();
    Some(ink)
}

/// The number of a page.
#[derive(Clone, Copy, Debug)]
pub struct Number<'a> {
    /// The page's index.
    pub page: usize,
    /// What it must be, from 1 in each section.
    pub expected: usize,
    /// The digits in its margins, if there are any.
    pub on: Option<On<'a>>,
}

/// The numbers of all pages.
pub fn page_numbers<'a>(layout: &Layout<'a>) -> Vec<Number<'a>> {
    let first = |page: usize| {
        let started = layout.sections.iter().rev().find(|section| section.first <= page);
        started.map_or(0, |section| section.first)
    };
    let numbers = layout.pages().map(|(page, given)| {
        let mut margins = given.lines.iter().filter(|line| line.context == Context::Margin);
        let is_number = |text: &str| {
            let digits = text.trim();
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let on = margins.find(|line| is_number(&line.text())).map(|line| On { page, line });
        Number { page, expected: page - first(page) + 1, on }
    });
    numbers.collect()
}

/// The distance of lines in pt that most paragraphs of an appendix, or of the main
/// document, have.
pub fn line_pitch(layout: &Layout, appendix: Option<usize>) -> Option<f64> {
    let own = layout
        .blocks
        .iter()
        .filter(|block| block.appendix == appendix && block.is_text() && !block.has_breaks);
    let mut pitches: Vec<f64> =
        own.flat_map(|block| block.pitches().map(|(_, pitch)| pitch / MM)).collect();
    pitches.sort_by(f64::total_cmp);
    pitches.get(pitches.len() / 2).copied()
}

/// One finding for all places that have the same fault: the first one is told, the
/// others are counted.
pub fn grouped(mut faults: impl Iterator<Item = (At, String)>, hint: &str) -> Vec<Found> {
    let Some((at, message)) = faults.next() else { return Vec::new() };
    let more = match faults.count() {
        0 => String::new(),
        more => format!(" (và {more} chỗ khác như vậy)"),
    };
    vec![Found::new(at, format!("{message}{more}.")).hint(hint)]
}

/// The faults of pages, each with whether the page is wide, as one finding for the upright
/// ones and a warning for the wide ones: the decree does not say which edge of a wide page
/// is its left one.
pub fn on_upright_and_wide(faults: impl Iterator<Item = (bool, At, String)>) -> Vec<Found> {
    let (wide, upright): (Vec<_>, Vec<_>) = faults.partition(|(wide, ..)| *wide);
    let bare =
        |faults: Vec<(bool, At, String)>| faults.into_iter().map(|(_, at, message)| (at, message));
    let mut found = grouped(bare(upright), HINT);
    found.extend(grouped(bare(wide), HINT).into_iter().map(Found::warning));
    found
}
