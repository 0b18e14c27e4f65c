//! The signature is not divided and not alone.

use crate::check::citation::PRACTICE;
use crate::check::layout::{HINT, Layout, On};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::{Context, Source};

pub const RULE: Rule = Rule {
    id: "S10",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("s10.md"),
    checks: &[Check::Pages(look)],
};

/// So many lines of the body stand above a signature on its page.
const LINES: usize = 2;

fn look(layout: &Layout) -> Vec<Found> {
    let mut found = Vec::new();
    for block in &layout.form.signatures {
        let lines: Vec<On> = block.titles.iter().chain(&block.name).copied().collect();
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { continue };
        let at = layout.around(&lines, None);
        if first.page != last.page {
            let message = "Chức vụ và họ tên người ký nằm ở hai trang khác nhau.";
            found.push(Found::new(at, message).hint(HINT));
        } else if first.page > 0 && body_lines(layout, first) < LINES {
            let message = format!(
                "Trang {} chỉ có phần ký, không có dòng nội dung nào ở trên.",
                first.page + 1
            );
            found.push(Found::new(at, message).hint(HINT));
            break;
        }
    }
    found
}

/// The different baselines of the main document's body above a line; a picture is worth
/// some of them.
fn body_lines(layout: &Layout, on: &On) -> usize {
    let Some(page) = layout.printed.pages.get(on.page) else { return 0 };
    let own = page.lines.iter().filter(|line| {
        matches!(line.source, Source::Part { appendix: None, .. })
            && line.context != Context::Footnote
    });
    let mut baselines: Vec<i64> = own.map(|line| (line.y * 10.0) as i64).collect();
    baselines.sort_unstable();
    baselines.dedup();
    let pictures = page.images.iter().filter(|picture| picture.bottom < on.line.area().top);
    baselines.len() + LINES * pictures.count()
}
