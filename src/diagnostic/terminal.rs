//! Diagnostics as plain text for a terminal or a log.

use std::fmt::Write;

use super::window::width;
use super::{Diagnostic, Excerpt, Severity, Window};

/// So wide is what is shown of a text: with its indent it fits the narrowest terminal.
const COLUMNS: usize = 68;

/// What stands before it.
const INDENT: &str = "        ";

/// Renders diagnostics in the order given, one paragraph each, with a closing
/// count. Empty input gives an empty string.
pub fn render(diagnostics: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        render_one(&mut out, diagnostic);
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(out, "Tổng cộng: {}.", counts(diagnostics));
    }
    out
}

/// How many there are of each kind that there are: `2 lỗi, 1 cảnh báo`.
pub fn counts<'a>(found: impl IntoIterator<Item = &'a Diagnostic>) -> String {
    let mut counts = [Severity::Error, Severity::Warning, Severity::Note].map(|kind| (kind, 0));
    for diagnostic in found {
        let own = counts.iter_mut().find(|(severity, _)| *severity == diagnostic.severity);
        own.into_iter().for_each(|(_, count)| *count += 1);
    }
    let parts = counts.iter().filter(|(_, count)| *count > 0);
    let parts = parts.map(|(severity, count)| format!("{count} {}", severity.word()));
    parts.collect::<Vec<_>>().join(", ")
}

/// So many further places are listed.
const RELATED_SHOWN: usize = 5;

/// Adds one finding to `out`.
pub fn render_one(out: &mut String, diagnostic: &Diagnostic) {
    let word = diagnostic.severity.word();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{word}: {}", diagnostic.message);
    if let Some(origin) = &diagnostic.origin {
        let _ = writeln!(out, "   tại: {origin}");
    }
    if let Some(evidence) = &diagnostic.evidence {
        if let Some(spot) = &evidence.spot {
            let _ = writeln!(out, "   trên {spot}");
        }
        let excerpt = evidence.excerpt.as_ref();
        if let Some(excerpt) = excerpt.filter(|found| !found.is_quoted_in(&diagnostic.message)) {
            render_excerpt(out, excerpt);
        }
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

/// The words with what is around them, and a line that points at them.
fn render_excerpt(out: &mut String, excerpt: &Excerpt) {
    let Window { before, marked, after } = excerpt.window(COLUMNS);
    let (indent, pointer) = (width(&before), "^".repeat(width(&marked).max(1)));
    let _ = writeln!(out, "{INDENT}{}", format!("{before}{marked}{after}").trim_end());
    let _ = writeln!(out, "{INDENT}{}{pointer}", " ".repeat(indent));
}
