//! From the transcription of a plan to a plan in the program's own schema.

use serde_json::{Map, Value, json};

/// The plan of a case in the program's schema.
pub fn plan(case: &Value, added: &Value) -> Value {
    let mut plan = Map::new();
    plan.insert("kind".into(), case["title"].clone());
    plan.insert("letterhead".into(), added["letterhead"].clone());
    plan.insert("subject".into(), case["subject"].clone());
    plan.insert("body".into(), list(&case["body"]).iter().map(block).collect());
    plan.insert("recipients".into(), list(&case["recipients"]).iter().map(recipient).collect());
    plan.insert("signature".into(), signature(&case["signature"]));
    let appendices = list(&case["appendices"]);
    if !appendices.is_empty() {
        plan.insert("appendices".into(), appendices.iter().map(appendix).collect());
    }
    let tables = list(&case["body"]).iter().chain(appendices.iter().map(|a| &a["table"]));
    let footnotes: Vec<Value> = tables.flat_map(|t| list(&t["footnotes"])).cloned().collect();
    if !footnotes.is_empty() {
        plan.insert("footnotes".into(), footnotes.into());
    }
    Value::Object(plan)
}

/// The elements of an array, none where the value is absent.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text at a key, empty where there is none.
pub fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn block(source: &Value) -> Value {
    if text(source, "t") == "table" {
        return table(source);
    }
    let (marker, words) = (text(source, "marker"), text(source, "text"));
    let mut block = Map::new();
    let heading = text(source, "t") == "heading";
    if heading != heading_by_rule(marker, words) {
        block.insert("kind".into(), if heading { "heading" } else { "paragraph" }.into());
    }
    if !marker.is_empty() {
        block.insert("marker".into(), marker.into());
    }
    block.insert("text".into(), words.into());
    Value::Object(block)
}

/// What a block without a kind is taken for.
fn heading_by_rule(marker: &str, words: &str) -> bool {
    let number = marker.trim_end_matches('.');
    let roman = number.chars().all(|c| "IVXLC".contains(c));
    let decimal = number.split('.').all(|part| part.parse::<u32>().is_ok());
    !number.is_empty()
        && (roman || decimal)
        && !words.trim_end_matches('*').ends_with(['.', ';', ':'])
}

fn table(source: &Value) -> Value {
    let rows: Value =
        list(&source["rows"]).iter().map(|r| list(r).iter().map(cell).collect::<Value>()).collect();
    json!({ "kind": "table", "header_rows": source["header_rows"], "rows": rows })
}

/// A cell as plain text, as an object only where it spans rows or columns.
fn cell(source: &Value) -> Value {
    let mut cell = Map::new();
    cell.insert("text".into(), source["text"].clone());
    for key in ["rowspan", "colspan"] {
        if source[key].as_u64().is_some_and(|n| n > 1) {
            cell.insert(key.into(), source[key].clone());
        }
    }
    if cell.len() == 1 { source["text"].clone() } else { Value::Object(cell) }
}

fn recipient(source: &Value) -> Value {
    let line = source.as_str().unwrap();
    let line = line.strip_prefix("- ").unwrap_or(line);
    line.trim_end_matches([';', '.']).into()
}

fn signature(source: &Value) -> Value {
    let lines: Vec<&str> = list(&source["lines"]).iter().filter_map(Value::as_str).collect();
    let (position, authority) = lines.split_last().unwrap();
    let mut signature = Map::new();
    if !authority.is_empty() {
        signature.insert("authority".into(), authority.join("\n").into());
    }
    signature.insert("position".into(), (*position).into());
    if let Some(name) = source["name"].as_str() {
        signature.insert("name".into(), name.into());
    }
    Value::Object(signature)
}

fn appendix(source: &Value) -> Value {
    json!({
        "label": source["label"],
        "title": source["title"],
        "reference": source["reference"],
        "orientation": source["orientation"],
        "blocks": [table(&source["table"])],
    })
}
