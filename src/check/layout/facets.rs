//! The looks of what other rules read as text: lines of Nơi nhận, heads of appendices,
//! headings.

use super::form::Head;
use super::measure::{BOLD, HINT, ITALIC, Look, NEAR_MM, UPRIGHT, centred, mm, quoted, styled};
use super::{Block, Layout, On};
use crate::check::rule::{At, Found};
use crate::model::document::Part;
use crate::model::outline::{Rank, rank};
use crate::origin::Origin;

/// Lines of Nơi nhận: 11, upright, flush left.
pub fn n02(layout: &Layout) -> Vec<Found> {
    let given = layout.document.recipients.iter();
    let lines = layout.form.recipients.iter().zip(given);
    let faults = lines.filter_map(|(lines, text)| {
        let (what, origin) = ("Dòng nơi nhận", Some(&text.origin));
        let style = styled(layout, what, lines, (11.0, 11.0), UPRIGHT, origin);
        style.or_else(|| {
            let first = lines.first()?;
            let indent = first.line.left - layout.edges?.0;
            let message = || {
                format!("{what} {} lệch lề trái {}, phải sát lề trái.", quoted(first), mm(indent))
            };
            let off = indent.abs() > NEAR_MM;
            off.then(|| Found::new(layout.around(lines, origin), message()).hint(HINT))
        })
    });
    counted(faults)
}

/// "Phụ lục I": 14, upright, bold, centred.
pub fn a01(layout: &Layout) -> Vec<Found> {
    let given = layout.document.appendices.iter();
    let missing = layout.form.appendices.iter().zip(given).filter_map(|(head, appendix)| {
        let label = appendix.label.to_plain();
        let message = || format!("Không thấy dòng “{}” ở đầu phụ lục.", label.trim());
        head.label.is_empty().then(|| Found::new(At::Whole, message()).hint(HINT))
    });
    let mut found = counted(missing);
    found.extend(heads(layout, "Dòng", (14.0, 14.0), BOLD, |head| &head.label));
    found
}

/// An appendix's title: 13–14, upright, bold, centred.
pub fn a03(layout: &Layout) -> Vec<Found> {
    heads(layout, "Tên phụ lục", (13.0, 14.0), BOLD, |head| &head.title)
}

/// "(Kèm theo …)": 13–14, italic, centred.
pub fn a04(layout: &Layout) -> Vec<Found> {
    heads(layout, "Dòng", (13.0, 14.0), ITALIC, |head| &head.reference)
}

/// Mục with a Roman number: 13–14, upright, bold.
pub fn b06(layout: &Layout) -> Vec<Found> {
    let is_it = |marker: &str| rank(marker) == Some(Rank::Roman);
    headings(layout, "Tiêu đề mục", is_it)
}

/// Khoản with a title: 13–14, upright, bold.
pub fn b08(layout: &Layout) -> Vec<Found> {
    let is_it = |marker: &str| rank(marker) == Some(Rank::Arabic);
    headings(layout, "Tiêu đề khoản", is_it)
}

/// Phần, chương, mục of the other scheme: 13–14, upright, bold, centred, the title
/// below the number.
pub fn b07(layout: &Layout) -> Vec<Found> {
    let found = layout.blocks.iter().filter_map(|block| {
        let Part::Heading { centred: true, marker, text, .. } = block.part else { return None };
        let (what, origin) = ("Tiêu đề", Some(&text.origin));
        let first = block.lines.first()?;
        let style = styled(layout, what, &block.lines, (13.0, 14.0), BOLD, origin);
        let middle = || {
            let (left, right) = layout.edges_of(block.appendix)?;
            let axis = ((left + right) / 2.0, 1.5);
            centred(layout, what, &block.lines, axis, "bề rộng trang chữ", origin)
        };
        let apart = || {
            let marker = marker.as_ref()?.to_plain();
            let message =
                || format!("Tên của {} phải ở dòng dưới, không cùng dòng với số.", quoted(first));
            let wrong = !text.is_blank() && first.line.text().trim() != marker.trim();
            wrong.then(|| Found::new(layout.around(&block.lines, origin), message()).hint(HINT))
        };
        style.or_else(middle).or_else(apart)
    });
    counted(found)
}

fn headings(layout: &Layout, what: &str, is_it: impl Fn(&str) -> bool) -> Vec<Found> {
    let style = |block: &Block| {
        let Part::Heading { centred: false, marker: Some(marker), text, .. } = block.part else {
            return None;
        };
        let is_own = is_it(&marker.to_plain());
        is_own
            .then(|| styled(layout, what, &block.lines, (13.0, 14.0), BOLD, Some(&text.origin)))?
    };
    counted(layout.blocks.iter().filter_map(style))
}

/// What is wrong with a box at the head of appendices.
fn heads<'h>(
    layout: &'h Layout,
    what: &str,
    sizes: (f64, f64),
    look: Look,
    lines: impl Fn(&'h Head<'h>) -> &'h Vec<On<'h>>,
) -> Vec<Found> {
    let given = layout.document.appendices.iter();
    let faults = layout.form.appendices.iter().zip(given).filter_map(|(head, appendix)| {
        let lines = lines(head);
        let first = lines.first()?;
        let origin: Option<&Origin> = None;
        let style = styled(layout, what, lines, sizes, look, origin);
        style.or_else(|| {
            let axis = (axis(layout, appendix.place, first.page)?, 1.5);
            let full: Vec<On> = lines.iter().filter(|on| !has_gap(on)).copied().collect();
            centred(layout, what, &full, axis, "bề rộng trang chữ", origin)
        })
    });
    counted(faults)
}

/// Whether a line begins or ends with the gap for a number or a day, which cannot be
/// seen: "… ngày", "/KH-UBND …".
fn has_gap(on: &On) -> bool {
    let text = on.line.text();
    let text = text.trim();
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(last, "số" | "ngày" | "tháng")
        || text.starts_with(['/', '-'])
        || text.starts_with("tháng")
}

/// The middle of an appendix's text: of its paragraphs, or else of its tables.
fn axis(layout: &Layout, appendix: usize, page: usize) -> Option<f64> {
    let edges = layout.edges_of(Some(appendix)).map(|(left, right)| (left + right) / 2.0);
    let page = layout.printed.pages.get(page)?;
    edges.or_else(|| page.tables.map(|tables| tables.centre()))
}

/// The first finding, with the number of the others like it.
fn counted(mut found: impl Iterator<Item = Found>) -> Vec<Found> {
    let Some(mut first) = found.next() else { return Vec::new() };
    let more = found.count();
    if more > 0 {
        let told = first.message.trim_end_matches('.');
        first.message = format!("{told} (và {more} chỗ khác như vậy).");
    }
    vec![first]
}
