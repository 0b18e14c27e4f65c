//! Findings as text for a terminal or a log, sheet by sheet.

use std::fmt::Write;

use super::Findings;
use super::group::groups;
use crate::diagnostic::{counts, render_one};

/// What is said where there is nothing to say.
const NOTHING: &str = "Không thấy chỗ nào phải sửa.\n";

/// The findings of each sheet below its name, then how many they are and where rules
/// are explained.
pub fn make(findings: &Findings) -> String {
    let mut out = String::new();
    // Writing to a String cannot fail.
    for group in groups(findings) {
        let _ = writeln!(out, "== {} ==\n", group.heading);
        for found in group.found {
            render_one(&mut out, found);
            out.push('\n');
        }
    }
    match counts(findings.listed()) {
        none if none.is_empty() => out.push_str(NOTHING),
        counts => {
            let _ = writeln!(out, "Tổng cộng: {counts}.");
        }
    }
    let allowed: Vec<&str> = findings.allowed().collect();
    if !allowed.is_empty() {
        let _ = writeln!(out, "Quy tắc đã bỏ qua: {}", allowed.join(" "));
    }
    if let Some(id) = findings.example() {
        let _ = writeln!(out, "Quy tắc nói gì, vì sao, ví dụ: xem kehoach rules {id}");
    }
    out
}
