//! The font is Times New Roman.

use crate::check::citation::nd30;
use crate::check::layout::{Layout, On, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P06",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.4"),
    page: include_str!("p06.md"),
    checks: &[Check::Pages(look)],
};

/// Families that are right: the decree's, and the one of the same measures that the
/// program brings with it.
const RIGHT: &[&str] = &["Times New Roman", "Liberation Serif"];

fn look(layout: &Layout) -> Vec<Found> {
    let families = layout.printed.families.iter().enumerate();
    let wrong = families.filter(|(_, family)| !RIGHT.contains(&family.as_str()));
    let faults = wrong.filter_map(|(index, family)| {
        let mut lines = layout
            .pages()
            .flat_map(|(page, given)| given.lines.iter().map(move |line| On { page, line }));
        let on = lines.find(|on| on.line.runs.iter().any(|run| run.family == index))?;
        let message = format!("Phông chữ {family} ở {}, phải là Times New Roman", quoted(&on));
        Some((layout.at(on), message))
    });
    grouped(
        faults,
        "dùng phông có sẵn của chương trình, hoặc Times New Roman bằng tùy chọn --font-dir",
    )
}
