//! Pages are numbered at the top.

use crate::check::citation::nd30;
use crate::check::layout::{
    HINT, Layout, NEAR_MM, On, grouped, mm, outside, page_numbers, pt, quoted,
};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use crate::model::printed::Context;

pub const RULE: Rule = Rule {
    id: "P09",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.7"),
    page: include_str!("p09.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let numbers = page_numbers(layout).into_iter().filter(|number| number.expected > 1);
    let faults = numbers.filter_map(|number| {
        let page = number.page + 1;
        let Some(on) = number.on else {
            let message = match other(layout, number.page) {
                Some(on) => format!("Số trang ghi {}, chỉ được ghi chữ số", quoted(&on)),
                None => format!("Trang {page} không có số trang"),
            };
            return Some((layout.at_page(number.page), message));
        };
        let faults = wrong(layout, &on);
        let message = || format!("Số trang ở trang {page}: {}", faults.join("; "));
        (!faults.is_empty()).then(|| (layout.at(on), message()))
    });
    grouped(faults, HINT)
}

/// Something in the margins with a digit.
fn other<'a>(layout: &Layout<'a>, page: usize) -> Option<On<'a>> {
    let lines = &layout.printed.pages.get(page)?.lines;
    let digits = |text: String| text.chars().any(|c| c.is_ascii_digit());
    let is_it = |line: &&_| is_margin(line) && digits(line.text());
    lines.iter().find(is_it).map(|line| On { page, line })
}

fn is_margin(line: &crate::model::printed::Line) -> bool {
    line.context == Context::Margin
}

fn wrong(layout: &Layout, on: &On) -> Vec<String> {
    let mut faults = Vec::new();
    let line = on.line;
    if line.y > 20.0 + NEAR_MM {
        faults.push("không nằm trong lề trên".to_owned());
    }
    let paper = layout.printed.pages.get(on.page).map_or(0.0, |page| page.width / 2.0);
    let text = layout.edges.filter(|_| paper < 120.0).map(|(left, right)| (left + right) / 2.0);
    // The middle of the paper or of the text, or of a wide page's text.
    let middle = text.unwrap_or(paper + 7.5);
    let (least, most) = (paper.min(middle), paper.max(middle));
    if outside(line.centre(), (least, most), 1.5) {
        faults.push(format!("tâm cách mép trái {}, phải canh giữa", mm(line.centre())));
    }
    if outside(line.size, (13.0, 14.0), 0.25) {
        faults.push(format!("cỡ chữ {}, phải là 13 đến 14", pt(line.size)));
    }
    if line.level().any(|run| run.bold || run.italic) {
        faults.push("phải in chữ đứng, không đậm".to_owned());
    }
    faults
}
