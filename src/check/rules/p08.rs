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
    let (mut unread, mut apart) = (Vec::new(), Vec::new());
    for (page, given) in layout.pages() {
        for line in &given.lines {
            // All others of these begin with other bytes in UTF-8.
            let suspects = line.runs.iter().filter(|run| {
                run.text.bytes().any(|byte| matches!(byte, 0xcc | 0xcd | 0xee | 0xef))
            });
            let on = On { page, line };
            for run in suspects {
                let has = |is: fn(char) -> bool| run.text.chars().any(is);
                if has(|c| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}')) {
                    let told =
                        format!("Chữ {} có ký tự không thuộc Unicode tiếng Việt", quoted(&on));
                    unread.push((layout.at(on), told));
                } else if has(|c| matches!(c, '\u{300}'..='\u{36f}')) {
                    let told = format!("Dấu của chữ {} gõ rời (Unicode tổ hợp)", quoted(&on));
                    apart.push((layout.at(on), told));
                }
            }
        }
    }
    let mut found = grouped(unread.into_iter(), HINT);
    let apart = grouped(apart.into_iter(), "gõ lại bằng Unicode dựng sẵn");
    found.extend(apart.into_iter().map(Found::warning));
    found
}
