//! Khoản: an Arabic numeral with a full stop.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;
use crate::model::outline::{Rank, rank};

pub const RULE: Rule = Rule {
    id: "B08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6đ"),
    page: include_str!("b08.md"),
    checks: &[Check::Document(look), Check::Pages(facets::b08)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    // Whether a điểm has come since the last part above it: "1)" below "a)" is a level
    // of the office's own.
    let mut below_letter = false;
    for (at, passage) in view.passages.iter().enumerate() {
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else { continue };
        match rank(&marker) {
            Some(Rank::Letter) => below_letter = true,
            Some(Rank::Arabic) => {
                let bare = marker.trim_end_matches(['.', ')', ':', '/']);
                let right = format!("{bare}.");
                if marker == right {
                    below_letter = false;
                    continue;
                }
                let one = Found::new(At::Marker(at), format!("Số của khoản viết “{marker}”."))
                    .hint(format!("viết chữ số Ả Rập và dấu chấm: “{right}”"));
                found.push(if below_letter { one.warning() } else { one });
            }
            Some(Rank::Dash | Rank::Plus) | None => {}
            Some(_) => below_letter = false,
        }
    }
    found
}
