//! Findings as JSON, for programs: `docs/ket-qua-kiem-tra.md` tells of every key, and
//! a key keeps its name and meaning.

use serde_json::{Value, json};

use super::Findings;
use super::group::{count, groups};
use crate::diagnostic::{Diagnostic, Evidence, Excerpt, Mend, RULE_ALLOWED, Severity, Spot};
use crate::origin::{Origin, Place, column_letters};

/// One object, with a newline at its end.
pub fn make(findings: &Findings) -> String {
    let groups = groups(findings);
    let listed = groups.iter().flat_map(|group| group.found.iter().copied());
    let rest = findings.found.iter().filter(|found| found.code == RULE_ALLOWED);
    let value = json!({
        "program": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "plan": findings.plan,
        "findings": listed.chain(rest).map(finding).collect::<Vec<_>>(),
        "summary": {
            "errors": count(findings.found, Severity::Error),
            "warnings": count(findings.found, Severity::Warning),
            "notes": count(findings.found, Severity::Note),
        },
    });
    format!("{value:#}\n")
}

fn finding(found: &Diagnostic) -> Value {
    let none = Evidence::default();
    let Evidence { excerpt, spot, mends } = found.evidence.as_deref().unwrap_or(&none);
    json!({
        "rule": found.code,
        "severity": found.severity.name(),
        "message": found.message,
        "hints": found.hints,
        "clause": found.citation,
        "place": found.origin.as_ref().map(place),
        "related": found.related.iter().map(place).collect::<Vec<_>>(),
        "excerpt": excerpt.as_ref().map(words),
        "spot": spot.as_ref().map(area),
        "fix": mends.iter().map(change).collect::<Vec<_>>(),
    })
}

/// Every key is always there; what a place does not have is null.
fn place(origin: &Origin) -> Value {
    let file = Some(origin.file()).filter(|file| !file.is_empty());
    let sheet = origin.sheet().filter(|sheet| !sheet.is_empty());
    let mut value = json!({
        "file": file,
        "sheet": sheet,
        "cell": null,
        "pointer": null,
        "line": null,
        "column": null,
        "passage": null,
        "option": null,
    });
    match origin.place() {
        Place::Cell { row, column, .. } => {
            value["cell"] = format!("{}{}", column_letters(*column), u64::from(*row) + 1).into();
        }
        Place::Pointer { pointer, line, column } => {
            value["pointer"] = json!(&**pointer);
            value["line"] = json!(line);
            value["column"] = json!(column);
        }
        Place::Passage { words, .. } => value["passage"] = json!(&**words),
        Place::Option(option) => value["option"] = json!(&**option),
        Place::File | Place::Absent | Place::Sheet(_) => {}
    }
    value
}

fn words(excerpt: &Excerpt) -> Value {
    json!({
        "text": excerpt.text,
        "start": excerpt.range.start,
        "end": excerpt.range.end,
        "marked": excerpt.text.get(excerpt.range.clone()),
    })
}

fn area(spot: &Spot) -> Value {
    let mm = |tenths: i32| f64::from(tenths) / 10.0;
    json!({
        "page": spot.page,
        "left": mm(spot.left),
        "top": mm(spot.top),
        "width": mm(spot.width),
        "height": mm(spot.height),
    })
}

fn change(mend: &Mend) -> Value {
    json!({
        "place": place(&mend.origin),
        "start": mend.range.start,
        "end": mend.range.end,
        "with": mend.with,
    })
}
