//! How the signature looks.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, is_upper, quoted, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::plan::Signature;

pub const RULE: Rule = Rule {
    id: "S07",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7đ"),
    page: include_str!("s07.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let given = layout.document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref());
    let mut found = Vec::new();
    for (block, given) in layout.form.signatures.iter().zip(given) {
        let Signature { position, name, .. } = given;
        let origin = &position.origin;
        if block.titles.is_empty() {
            let message = format!("Không thấy chức vụ “{}” ở phần ký.", position.to_plain());
            found.push(Found::new(At::Cell(origin.clone()), message).hint(HINT));
        }
        let (what, sizes) = ("Quyền hạn, chức vụ", (13.0, 14.0));
        found.extend(styled(layout, what, &block.titles, sizes, BOLD, Some(origin)));
        if let Some(on) = block.titles.iter().find(|on| !is_upper(&on.line.text())) {
            let message = format!("{what} {} phải viết in hoa.", quoted(on));
            found.push(Found::new(layout.around(&[*on], Some(origin)), message).hint(HINT));
        }
        let Some(name) = name else { continue };
        let (what, origin) = ("Họ tên người ký", &name.origin);
        let Some(first) = block.name.first() else {
            let message = format!("Không thấy họ tên “{}” ở phần ký.", name.to_plain());
            found.push(Found::new(At::Cell(origin.clone()), message).hint(HINT));
            continue;
        };
        found.extend(styled(layout, what, &block.name, sizes, BOLD, Some(origin)));
        if block.name.iter().all(|on| is_upper(&on.line.text())) {
            let message = format!("{what} {} phải viết chữ thường.", quoted(first));
            found.push(Found::new(layout.around(&block.name, Some(origin)), message).hint(HINT));
        }
    }
    found
}
