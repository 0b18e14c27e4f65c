//! A plan as lines that can be held against each other: what is printed the same
//! is the same line.

use kehoach::model::outline;
use serde_json::Value;

use super::appendix::{is_landscape, label, reference};
use super::body::{Kind, known};
use super::look::Look;

/// Everything that a plan says, line by line.
pub fn told(plan: &Value, look: &Look) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |key: &str, value: &Value| match value {
        Value::Null => {}
        Value::String(text) => lines.push(format!("{key}: {:?}", spaced(key, text))),
        Value::Array(values) => {
            lines.extend(values.iter().map(|value| format!("{key}: {value}")));
        }
        other => lines.push(format!("{key}: {other}")),
    };
    for key in ["kind", "subject", "issued_with", "urgency", "circulation", "draft"] {
        say(key, &plan[key]);
    }
    for key in ["parent_agency", "agency", "number", "symbol", "place", "date"] {
        say(key, &plan["letterhead"][key]);
    }
    say("recipient", &plan["recipients"]);
    for key in ["authority", "position", "other_position", "name"] {
        say(key, &plan["signature"][key]);
    }
    for note in plan["footnotes"].as_array().into_iter().flatten() {
        say("footnote", &note["text"]);
    }
    blocks("body", &plan["body"], &mut lines);
    for (index, appendix) in plan["appendices"].as_array().into_iter().flatten().enumerate() {
        let part = format!("appendix {}", index + 1);
        lines.push(format!("{part} label: {}", label(plan, index).to_uppercase()));
        lines.push(format!("{part} title: {}", appendix["title"]));
        lines.push(format!("{part} reference: {}", reference(plan, index, look.gap)));
        lines.push(format!("{part} landscape: {}", is_landscape(appendix)));
        blocks(&part, &appendix["blocks"], &mut lines);
    }
    lines
}

fn blocks(part: &str, blocks: &Value, lines: &mut Vec<String>) {
    let mut levels = outline::Numbering::default();
    for block in blocks.as_array().into_iter().flatten() {
        let (kind, marker) = known(block, &mut levels);
        match kind {
            Kind::Table => {
                lines.extend(table(part, block));
                continue;
            }
            Kind::Image => continue,
            _ => {}
        }
        let text = block["text"].as_str().unwrap();
        let text = if kind == Kind::Heading { not_bold(text) } else { text.to_owned() };
        let marker = marker.map(|marker| format!("[{marker}] ")).unwrap_or_default();
        lines.push(format!("{part} {kind:?}: {marker}{text:?}"));
    }
}

fn table(part: &str, table: &Value) -> Vec<String> {
    let headers = table["header_rows"].as_u64().unwrap_or(0) as usize;
    let rows = table["rows"].as_array().unwrap().iter().enumerate();
    rows.map(|(number, row)| {
        let is_header = number < headers;
        let cells = row.as_array().unwrap().iter().map(|cell| {
            let text = cell.as_str().or(cell["text"].as_str()).unwrap();
            let text = if is_header { not_bold(text) } else { text.to_owned() };
            let span = |key: &str| cell[key].as_u64().unwrap_or(1);
            match (span("colspan"), span("rowspan")) {
                (1, 1) => format!("{text:?}"),
                (columns, rows) => format!("{text:?} {columns}x{rows}"),
            }
        });
        let kind = if is_header { "header" } else { "row" };
        format!("{part} {kind}: {}", cells.collect::<Vec<_>>().join(" | "))
    })
    .collect()
}

/// Where an office breaks the lines of a subject says nothing; the words around what a
/// plan is issued with are the program's own where the plan has none.
fn spaced(key: &str, text: &str) -> String {
    match key {
        "subject" => text.replace('\n', " "),
        "issued_with" => {
            let text = text.trim_start_matches('(').trim_end_matches(')');
            text.trim_start_matches("Ban hành kèm theo ").to_owned()
        }
        _ => text.to_owned(),
    }
}

/// A text that prints bold anyway, without the mark of bold.
fn not_bold(text: &str) -> String {
    text.replace("**", "")
}

/// The first differences of two plans, for a person to read.
pub fn differences(wanted: &[String], got: &[String]) -> Vec<String> {
    let missing = wanted.iter().filter(|line| !got.contains(line)).map(|line| format!("- {line}"));
    let strange = got.iter().filter(|line| !wanted.contains(line)).map(|line| format!("+ {line}"));
    let mut found: Vec<String> = missing.chain(strange).collect();
    if found.is_empty() && wanted != got {
        found.push("the same lines in another order or number".to_owned());
    }
    found
}
