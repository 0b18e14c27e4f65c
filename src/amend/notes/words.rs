//! What notes and rows say of a finding.

use crate::diagnostic::{Diagnostic, Severity};

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

/// The name of the rule; what a stage says is of none.
pub fn rule(found: &Diagnostic) -> &str {
    found.evidence.as_ref().map_or("", |_| found.code)
}

/// What to do, one step a line.
pub fn hints(found: &Diagnostic) -> String {
    found.hints.join("\n")
}

/// The text of the note of a cell: its findings one after another.
pub fn note(found: &[&Diagnostic]) -> String {
    let paragraphs: Vec<String> = found.iter().map(|found| paragraph(found)).collect();
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
