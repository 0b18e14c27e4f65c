//! Tiêu ngữ is not smaller than Quốc hiệu.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, NEAR_PT, pt};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "H06",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, V"),
    page: include_str!("h06.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let (Some(nation), Some(motto)) = (layout.form.nation.first(), layout.form.motto.first())
    else {
        return Vec::new();
    };
    let (above, below) = (nation.line.size, motto.line.size);
    if below > above - NEAR_PT {
        return Vec::new();
    }
    let sizes = format!("({} so với {})", pt(below), pt(above));
    let message = format!("Cỡ chữ của Tiêu ngữ nhỏ hơn của Quốc hiệu {sizes}.");
    vec![Found::new(layout.at(*motto), message).hint(HINT)]
}
