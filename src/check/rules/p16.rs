//! The pitch of lines.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, NEAR_PT, grouped, outside, pt, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::MM;

pub const RULE: Rule = Rule {
    id: "P16",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6e"),
    page: include_str!("p16.md"),
    checks: &[Check::Pages(look)],
};

/// "Single" and "1,5 lines" of Times in sizes of the type.
const SINGLE: f64 = 1.149;
const ONE_AND_A_HALF: f64 = 1.724;

fn look(layout: &Layout) -> Vec<Found> {
    // Two breaks in a row leave an empty line.
    let own = layout.blocks.iter().filter(|block| block.is_text() && !block.has_breaks);
    let faults = own.filter_map(|block| {
        let wrong = |(on, pitch): &(_, f64)| {
            let on: &crate::check::layout::On = on;
            let size = on.line.size;
            outside(pitch / MM, (SINGLE * size, ONE_AND_A_HALF * size), NEAR_PT)
        };
        let (on, pitch) = block.pitches().find(wrong)?;
        let size = on.line.size;
        let (least, most) = (pt(SINGLE * size), pt(ONE_AND_A_HALF * size));
        let pitch = pt(pitch / MM);
        let message = format!(
            "Khoảng cách dòng ở {} là {pitch} pt, phải từ {least} đến {most} pt",
            quoted(&on)
        );
        Some((layout.at(on), message))
    });
    grouped(faults, HINT)
}
