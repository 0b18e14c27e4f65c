//! What notes and rows say of a finding.

use super::listing::LISTING;
use crate::diagnostic::{Diagnostic, Severity};

/// Findings that a note tells; the sheet with all has the rest.
const FINDINGS: usize = 10;
/// Characters that a note may have; Excel's cells have 32,767.
const LIMIT: usize = 30_000;

/// The word for a severity.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cảnh báo",
        Severity::Note => "Ghi chú",
    }
}

/// The name of the rule; what a stage says is of none, though it may show words.
pub fn rule(found: &Diagnostic) -> &str {
    let of_rule =
        found.evidence.is_some() && found.code.starts_with(|c: char| c.is_ascii_uppercase());
    if of_rule { found.code } else { "" }
}

/// What to do, one step a line.
pub fn hints(found: &Diagnostic) -> String {
    found.hints.join("\n")
}

/// The text of the note of a cell: its findings one after another, the worst first.
pub fn note(found: &[&Diagnostic]) -> String {
    let mut sorted = found.to_vec();
    sorted.sort_by_key(|found| found.severity);
    let mut paragraphs: Vec<String> =
        sorted.iter().take(FINDINGS).map(|found| paragraph(found)).collect();
    if let Some(more) = found.len().checked_sub(FINDINGS).filter(|more| *more > 0) {
        paragraphs.push(format!("… và {more} chỗ khác: xem trang {LISTING}"));
    }
    let text = paragraphs.join("\n\n");
    let end = text.char_indices().nth(LIMIT).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default().to_owned()
}

fn paragraph(found: &Diagnostic) -> String {
    let rule = rule(found);
    let space = if rule.is_empty() { "" } else { " " };
    let mut text = format!("{}{space}{rule}: {}", severity(found.severity), found.message);
    for hint in &found.hints {
        text.push_str(&format!("\nCách sửa: {hint}"));
    }
    if let Some(citation) = found.citation {
        text.push_str(&format!("\nCăn cứ: {citation}"));
    }
    text
}
