//! How place and date look.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, ITALIC, Layout, NEAR_MM, centred, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H19",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.4c"),
    page: include_str!("h19.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let document = layout.document;
    if !document.numbered {
        return Vec::new();
    }
    let lines = &layout.form.date;
    let Some(on) = lines.first() else {
        let message = "Trang đầu không có dòng địa danh, ngày tháng năm.";
        return vec![Found::new(At::Whole, message).hint(HINT)];
    };
    let (what, origin) = ("Địa danh và thời gian", &document.date.origin);
    let styled = styled(layout, what, lines, (13.0, 14.0), ITALIC, Some(origin));
    let mut found: Vec<Found> = styled.into_iter().collect();
    let number = layout.form.issuers.first().and_then(|issuer| issuer.number);
    if number.is_some_and(|number| (number.line.y - on.line.y).abs() > NEAR_MM) {
        let message = format!("{what} phải nằm trên cùng một dòng với số, ký hiệu.");
        found.push(Found::new(layout.around(lines, Some(origin)), message).hint(HINT));
    }
    // A gap at the end cannot be seen.
    if let (Some(above), Some(_)) = (layout.form.nation.last(), document.date.year) {
        let axis = (above.line.centre(), 1.5);
        found.extend(centred(layout, what, lines, axis, "Quốc hiệu", Some(origin)));
    }
    found
}
