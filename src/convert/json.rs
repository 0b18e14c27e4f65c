//! A plan as JSON: keys in the order of the schema, what is not there left out,
//! marks for styles.

use serde_json::{Map, Number, Value as Json};

use super::tree::tree;
use crate::model::node::{Node, Value};
use crate::model::plan::Plan;

/// The plan as pretty printed JSON with a final newline.
pub fn write(plan: &Plan) -> Vec<u8> {
    let json = json(&tree(plan));
    // Plain JSON data always serializes.
    let text = serde_json::to_string_pretty(&json).unwrap_or_default();
    (text + "\n").into_bytes()
}

fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Unread => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) => self::number(number),
        Value::Text(raw) => Json::String(raw.text.clone()),
        Value::Merged(text) => Json::String(text.to_marked()),
        Value::List(nodes) => nodes.iter().map(json).collect(),
        Value::Map(entries) => {
            let members = entries.iter().map(|entry| (entry.key.clone(), json(&entry.value)));
            Json::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// A number as it stands in the tree: `3`, `12.5`.
fn number(text: &str) -> Json {
    let whole = text.parse::<u64>().ok().map(Number::from);
    let decimal = || text.parse::<f64>().ok().and_then(Number::from_f64);
    whole.or_else(decimal).map_or(Json::Null, Json::Number)
}
