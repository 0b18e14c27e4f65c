//! Diagnostics as plain text for a terminal or a log.

use std::fmt::Write;

use super::{Diagnostic, Severity};

/// Renders diagnostics in the order given, one paragraph each, with a closing
/// count. Empty input gives an empty string.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        render_one(&mut out, diagnostic);
    }
    if !diagnostics.is_empty() {
        let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
        let parts: Vec<String> = [
            (count(Severity::Error), "lỗi"),
            (count(Severity::Warning), "cảnh báo"),
            (count(Severity::Note), "ghi chú"),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
        let _ = writeln!(out, "Tổng cộng: {}.", parts.join(", "));
    }
    out
}

/// So many further places are listed.
const RELATED_SHOWN: usize = 5;

fn render_one(out: &mut String, diagnostic: &Diagnostic) {
    let word = match diagnostic.severity {
        Severity::Error => "lỗi",
        Severity::Warning => "cảnh báo",
        Severity::Note => "ghi chú",
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{word}: {}", diagnostic.message);
    if let Some(origin) = &diagnostic.origin {
        let _ = writeln!(out, "   tại: {origin}");
    }
    if !diagnostic.related.is_empty() {
        let shown: Vec<String> =
            diagnostic.related.iter().take(RELATED_SHOWN).map(ToString::to_string).collect();
        let more = match diagnostic.related.len().saturating_sub(RELATED_SHOWN) {
            0 => String::new(),
            more => format!(" … và {more} ô khác"),
        };
        let _ = writeln!(out, "   ở ô: {}{more}", shown.join("; "));
    }
    if let Some(citation) = diagnostic.citation {
        let _ = writeln!(out, "   theo: {citation}");
    }
    for hint in &diagnostic.hints {
        let _ = writeln!(out, "   cách sửa: {hint}");
    }
    let _ = writeln!(out, "   mã: {}", diagnostic.code);
}
