//! The stamp of urgency.

use crate::check::citation::nd30;
use crate::check::layout::{BOLD, HINT, Layout, NEAR_MM, On, mm, spot, styled};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::plan::Urgency;
use crate::model::printed::Frame;

pub const RULE: Rule = Rule {
    id: "M01",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.2b"),
    page: include_str!("m01.md"),
    checks: &[Check::Pages(look)],
};

/// The words, and the width of their frames in mm; all are 8 mm high.
const FRAMES: &[(Urgency, f64)] =
    &[(Urgency::Urgent, 20.0), (Urgency::VeryUrgent, 40.0), (Urgency::Immediate, 30.0)];
const HEIGHT: f64 = 8.0;

fn look(layout: &Layout) -> Vec<Found> {
    let Some(urgency) = layout.document.urgency else { return Vec::new() };
    let Some(on) = layout.form.urgency else {
        return vec![Found::new(At::Whole, "Trang đầu không có dấu độ khẩn.").hint(HINT)];
    };
    let styled = styled(layout, "Dấu độ khẩn", &[on], (13.0, 14.0), BOLD, None);
    let mut found: Vec<Found> = styled.into_iter().collect();
    let mut wrong = |at: At, message: String| found.push(Found::new(at, message).hint(HINT));
    if on.line.level().any(|run| !is_red(run.colour)) {
        wrong(layout.at(on), "Chữ của dấu độ khẩn phải màu đỏ tươi.".to_owned());
    }
    let Some(frame) = frame(layout, &on) else {
        wrong(layout.at(on), "Dấu độ khẩn không có khung viền đơn.".to_owned());
        return found;
    };
    let at = || At::Page(spot(on.page, &frame.area), None);
    if !is_red(frame.colour) {
        wrong(at(), "Khung của dấu độ khẩn phải màu đỏ tươi.".to_owned());
    }
    let width = FRAMES.iter().find(|(known, _)| *known == urgency).map_or(0.0, |(_, width)| *width);
    let off = (frame.area.width() - width).abs().max((frame.area.height() - HEIGHT).abs());
    if off > NEAR_MM {
        let size = format!("{} × {}", mm(frame.area.width()), mm(frame.area.height()));
        wrong(
            at(),
            format!("Khung của dấu độ khẩn là {size}, phải là {} × {}.", mm(width), mm(HEIGHT)),
        );
    }
    found
}

fn is_red([red, green, blue]: [u8; 3]) -> bool {
    red > 200 && green < 60 && blue < 60
}

/// The smallest frame around a line.
fn frame(layout: &Layout, on: &On) -> Option<Frame> {
    let (x, y) = (on.line.centre(), on.line.y - 1.0);
    let frames = &layout.printed.pages.get(on.page)?.frames;
    let holds = |frame: &&Frame| {
        let area = frame.area;
        (area.left..area.right).contains(&x) && (area.top..area.bottom).contains(&y)
    };
    let around = frames.iter().filter(holds);
    around.min_by(|a, b| a.area.width().total_cmp(&b.area.width())).copied()
}
