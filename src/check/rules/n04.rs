//! "Như trên" only where there is "Kính gửi".

use crate::check::citation::nd30;
use crate::check::closing::{addressed, is_unaddressed, listed, recipient};
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N04",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.9b"),
    page: include_str!("n04.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    if !is_unaddressed(view) || addressed(view).is_some() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for line in listed(view) {
        let start = recipient(line.text);
        let rest = line.text.get(start..).unwrap_or_default();
        let end = ["NHƯ TRÊN", "NHƯ KÍNH GỬI"].iter().find_map(|words| starts_with(rest, words));
        found.extend(end.map(|end| {
            Found::new(
                line.part(start..start + end),
                "Nơi nhận ghi “Như trên” mà văn bản không có “Kính gửi”.",
            )
            .hint("ghi tên các cơ quan, đơn vị phải thực hiện kế hoạch")
        }));
    }
    found
}
