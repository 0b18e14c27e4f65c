//! Levels that the decree does not know.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;
use crate::model::outline::{Rank, rank};

pub const RULE: Rule = Rule {
    id: "B10",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.6c"),
    page: include_str!("b10.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let (mut decimal, mut plus) = (false, false);
    for (at, passage) in view.passages.iter().enumerate() {
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else { continue };
        // One finding for each, at the first: offices that use them use them throughout.
        let seen = match rank(&marker) {
            Some(Rank::Decimal(_)) => &mut decimal,
            Some(Rank::Plus) => &mut plus,
            _ => continue,
        };
        if !std::mem::replace(seen, true) {
            found.push(
                Found::new(At::Marker(at), format!("Bậc “{marker}” không có trong quy định."))
                    .hint("dưới mục (I.) là khoản (1.), dưới khoản là điểm (a)); có thể giữ nếu là lối của cơ quan"),
            );
        }
    }
    found
}
