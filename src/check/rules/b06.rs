//! Mục: a Roman numeral with a full stop, the title in capitals.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::is_upper;
use crate::diagnostic::Severity;
use crate::model::outline::{Rank, rank};

pub const RULE: Rule = Rule {
    id: "B06",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, V.6b"),
    page: include_str!("b06.md"),
    checks: &[Check::Document(look), Check::Pages(facets::b06)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, passage) in view.of(Role::Heading) {
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else { continue };
        if rank(&marker) != Some(Rank::Roman) {
            continue;
        }
        let bare = marker.trim_end_matches(['.', ')', ':', '/']);
        let right = format!("{bare}.");
        // An appendix may be a form or a list with numbers of its own.
        let in_appendix = passage.section.appendix.is_some();
        let mut push = |one: Found| found.push(if in_appendix { one.warning() } else { one });
        if marker != right {
            push(
                Found::new(At::Marker(at), format!("Số của mục viết “{marker}”."))
                    .hint(format!("viết số La Mã và dấu chấm: “{right}”")),
            );
        }
        let text = passage.plain();
        if !is_upper(text) && text.chars().any(char::is_alphabetic) {
            let upper = text.to_uppercase();
            push(
                Found::new(At::Text(at, 0..text.len()), "Tiêu đề của mục chưa viết chữ in hoa.")
                    .hint(format!("viết “{upper}”"))
                    .mend(upper),
            );
        }
    }
    found
}
