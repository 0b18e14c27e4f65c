//! How “Nơi nhận:” looks and where it stands.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD_ITALIC, HINT, Layout, NEAR_MM, mm, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n01.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let form = &layout.form;
    if layout.document.recipients.is_empty() {
        return Vec::new();
    }
    let Some(on) = form.label else {
        return vec![Found::new(At::Whole, "Văn bản không có dòng “Nơi nhận:”.").hint(HINT)];
    };
    let what = "Dòng Nơi nhận";
    let styled = styled(layout, what, &[on], (12.0, 12.0), BOLD_ITALIC, None);
    let mut found: Vec<Found> = styled.into_iter().collect();
    let mut wrong = |message: String| found.push(Found::new(layout.at(on), message).hint(HINT));
    if !on.line.text().trim_end().ends_with(':') {
        wrong(format!("{what} thiếu dấu hai chấm."));
    }
    let edge = layout.edges.map(|(left, _)| on.line.left - left);
    if let Some(indent) = edge.filter(|indent| indent.abs() > NEAR_MM) {
        wrong(format!("{what} lệch lề trái {}, phải sát lề trái.", mm(indent.abs())));
    }
    // The list of a joint document stands below both signatures.
    if let [block] = form.signatures.as_slice()
        && let Some(title) = block.titles.first()
        && (title.page != on.page || (title.line.y - on.line.y).abs() > NEAR_MM)
    {
        wrong(format!("{what} phải ngang với dòng đầu của phần ký."));
    }
    found
}
