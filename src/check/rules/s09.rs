//! The name stands below the title.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, centred, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S09",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7đ"),
    page: include_str!("s09.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let signatures = &layout.form.signatures;
    let alone = signatures.len() == 1;
    let mut found = Vec::new();
    for block in signatures {
        let (Some(title), Some(first)) = (block.titles.last(), block.name.first()) else {
            continue;
        };
        let axis = (title.line.centre(), 2.0);
        found.extend(centred(layout, "Họ tên người ký", &block.name, axis, "chức vụ", None));
        let paper = layout.printed.pages.get(first.page).map_or(0.0, |page| page.width);
        if alone && title.line.centre() < paper / 2.0 {
            let message = format!("Phần ký {} phải ở bên phải trang.", quoted(title));
            found.push(Found::new(layout.around(&block.titles, None), message).hint(HINT));
        }
    }
    found
}
