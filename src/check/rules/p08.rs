//! The text can be read as Unicode.

use crate::check::citation::nd30;
use crate::check::layout::{HINT, Layout, On, grouped, quoted};
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "P08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, I.4"),
    page: include_str!("p08.md"),
    checks: &[Check::Pages(look)],
};

fn look(layout: &Layout) -> Vec<Found> {
    let lines = || {
        let pages = layout.pages();
        pages.flat_map(|(page, given)| given.lines.iter().map(move |line| On { page, line }))
    };
    let holding = |is: fn(char) -> bool| {
        let holds = move |on: &On| on.line.runs.iter().any(|run| has(&run.text, is));
        lines().filter(holds)
    };
    let unread = holding(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')).map(|on| {
        (layout.at(on), format!("Chữ {} có ký tự không thuộc Unicode tiếng Việt", quoted(&on)))
    });
    let apart = holding(|c| matches!(c, '\u{300}'..='\u{36f}'))
        .map(|on| (layout.at(on), format!("Dấu của chữ {} gõ rời (Unicode tổ hợp)", quoted(&on))));
    let mut found = grouped(unread, HINT);
    let hint = "gõ lại bằng Unicode dựng sẵn";
    found.extend(grouped(apart, hint).into_iter().map(Found::warning));
    found
}

/// Whether there is such a character among those beyond ASCII and Latin.
fn has(text: &str, is: fn(char) -> bool) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xcc | 0xcd | 0xee | 0xef)) && text.chars().any(is)
}
