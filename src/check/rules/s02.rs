//! "TM. ", "KT. ", "TL. ", "TUQ. ", "Q. ": capitals, a full stop, a blank.

use crate::check::citation::nd30;
use crate::check::closing::signatures;
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7b"),
    page: include_str!("s02.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for line in signatures(view).iter().flat_map(|signed| &signed.lines) {
        let (Some(mark), Some(typed)) = (line.mark, line.text.get(..line.after)) else { continue };
        let right = format!("{mark}. ");
        if typed != right && !line.rest().is_empty() {
            let shown = typed.trim_end();
            found.push(
                Found::new(line.part(0..line.after), format!("“{shown}” viết chưa đúng."))
                    .hint(format!("viết “{mark}.” rồi một dấu cách: “{mark}. {}”", line.rest()))
                    .mend(right),
            );
        }
    }
    found
}
