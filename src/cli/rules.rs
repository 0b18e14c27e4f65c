//! `kehoach rules`: what the rules are.

use std::io::Write;

use super::{Exit, args, fail, print};
use crate::check::{RULES, Rule, find};
use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::closest;

/// Prints the list of rules, or one rule's page.
pub fn run(args: &args::Rules, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let Some(id) = &args.id else { return print(list().as_bytes(), stdout, stderr) };
    match find(id.trim()) {
        Some(rule) => print(rule.page.as_bytes(), stdout, stderr),
        None => fail(stderr, unknown(id)),
    }
}

/// The letters that ids begin with, in the order in which a document is read.
const FAMILIES: &[(&str, &str)] = &[
    ("H", "Phần đầu"),
    ("B", "Nội dung"),
    ("S", "Chữ ký"),
    ("N", "Nơi nhận"),
    ("A", "Phụ lục"),
    ("C", "Viết hoa"),
    ("M", "Dấu"),
    ("P", "Trang in"),
    ("D", "Tệp PDF"),
    ("X", "Mâu thuẫn"),
    ("T", "Gõ chữ"),
];

/// The rules of each family below its name, a line each: id, severity, title.
fn list() -> String {
    let line =
        |rule: &Rule| format!("  {:<4} {:<9} {}\n", rule.id, rule.severity.word(), rule.title());
    let family = |(letter, name): &(&str, &str)| {
        let rules = RULES.iter().filter(|rule| rule.id.starts_with(letter));
        let lines: String = rules.map(line).collect();
        (!lines.is_empty()).then(|| format!("{name}\n{lines}\n"))
    };
    let families: String = FAMILIES.iter().filter_map(family).collect();
    format!("{families}Quy tắc nói gì, vì sao, ví dụ: kehoach rules B05\n")
}

fn unknown(id: &str) -> Diagnostic {
    let fault = Diagnostic::general("unknown-rule", format!("Không có quy tắc “{id}”."));
    match closest(id, RULES.iter().map(|rule| rule.id)) {
        Some(close) => fault.hint(suggestion(close)),
        None => fault.hint("xem mọi mã bằng lệnh kehoach rules"),
    }
}
