//! How the subject looks.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, centred, is_upper, quoted, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::MM;

pub const RULE: Rule = Rule {
    id: "H22",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.5b"),
    page: include_str!("h22.md"),
    checks: &[Check::Pages(look)],
};

/// The subject stands so many lines below the type, at most.
const LINES: f64 = 2.5;

fn look(layout: &Layout) -> Vec<Found> {
    let (lines, origin) = (&layout.form.subject, &layout.document.subject.origin);
    let what = "Trích yếu";
    let Some(first) = lines.first() else {
        let message = "Dưới tên loại không có trích yếu nội dung.";
        return vec![
            Found::new(At::Whole, message).hint("điền Trích yếu, hoặc sửa mẫu trình bày đang dùng"),
        ];
    };
    let styled = styled(layout, what, lines, (13.0, 14.0), BOLD, Some(origin));
    let mut found: Vec<Found> = styled.into_iter().collect();
    let mut wrong = |fault: &str| {
        let message = format!("{what} {} {fault}.", quoted(first));
        found.push(Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
    };
    // What the plan has in capitals is the content's fault.
    let plan = layout.document.subject.to_plain();
    if !is_upper(&plan) && lines.iter().all(|on| is_upper(&on.line.text())) {
        wrong("phải viết chữ thường");
    }
    if let Some(kind) = layout.form.kind.last() {
        let below = (first.line.y - kind.line.y) / (first.line.size * MM);
        if !(0.0..LINES).contains(&below) {
            wrong("phải ở ngay dưới tên loại");
        }
    }
    if let Some((left, right)) = layout.edges {
        let axis = ((left + right) / 2.0, 1.5);
        found.extend(centred(layout, what, lines, axis, "bề rộng trang chữ", Some(origin)));
    }
    found
}
