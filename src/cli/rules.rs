//! `kehoach rules`: what the rules are.

use std::io::Write;

use super::{Exit, args, fail, print};
use crate::check::{RULES, Rule, find};
use crate::diagnostic::{Diagnostic, Severity, suggestion};
use crate::model::fields::closest;

/// Prints the list of rules, or one rule's page.
pub fn run(args: &args::Rules, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let Some(id) = &args.id else { return print(list().as_bytes(), stdout, stderr) };
    match find(id.trim()) {
        Some(rule) => print(rule.page.as_bytes(), stdout, stderr),
        None => fail(stderr, unknown(id)),
    }
}

/// A line for each rule: id, severity, title.
fn list() -> String {
    let line = |rule: &Rule| {
        let severity = match rule.severity {
            Severity::Error => "lỗi",
            _ => "cảnh báo",
        };
        format!("{:<4} {severity:<9} {}\n", rule.id, rule.title())
    };
    RULES.iter().map(line).collect()
}

fn unknown(id: &str) -> Diagnostic {
    let fault = Diagnostic::general("unknown-rule", format!("Không có quy tắc “{id}”."));
    match closest(id, RULES.iter().map(|rule| rule.id)) {
        Some(close) => fault.hint(suggestion(close)),
        None => fault.hint("xem mọi mã bằng lệnh kehoach rules"),
    }
}
