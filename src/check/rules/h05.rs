//! The line below Tiêu ngữ.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, mm, rule_below};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H05",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.1b"),
    page: include_str!("h05.md"),
    checks: &[Check::Pages(look)],
};

/// The line is nearer than this to the text above it: mm.
const REACH: f64 = 6.0;

fn look(layout: &Layout) -> Vec<Found> {
    let Some(on) = layout.form.motto.first() else { return Vec::new() };
    let width = on.line.right - on.line.left;
    let message = match rule_below(layout, on, REACH) {
        None => "Dưới Tiêu ngữ không có đường kẻ ngang.".to_owned(),
        Some(rule) if !rule.solid => "Đường kẻ dưới Tiêu ngữ phải là nét liền.".to_owned(),
        Some(rule) if (rule.area.width() - width).abs() > 0.03 * width => format!(
            "Đường kẻ dưới Tiêu ngữ dài {}, phải bằng dòng chữ ({}).",
            mm(rule.area.width()),
            mm(width)
        ),
        Some(_) => return Vec::new(),
    };
    vec![Found::new(layout.at(*on), message).hint(HINT)]
}
