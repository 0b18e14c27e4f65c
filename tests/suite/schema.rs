//! The JSON Schema that `kehoach schema` prints, held against the samples and
//! against the reader: both must take the same keys.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::diagnostic::{Diagnostic, is_withheld, render};
use kehoach::model::fields::FIELDS;
use kehoach::model::read::read;
use kehoach::{input, model};
use serde_json::{Value, json};

/// Every plan in JSON that is kept in the repository, in order.
pub fn plans() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut plans = Vec::new();
    for folder in ["data", "tests/fixtures/plans"] {
        let entries = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        plans.extend(entries.filter(|path| path.extension().is_some_and(|e| e == "json")));
    }
    plans.sort();
    plans
}

fn schema() -> Value {
    serde_json::from_str(&model::schema()).unwrap()
}

/// What of `value` does not fit `schema`, a part of `root`. Knows the keywords
/// that a plan's schema uses and refuses any other.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, rule) in schema.as_object().unwrap() {
        let number = |holds: fn(&f64, &f64) -> bool| {
            value.as_f64().is_none_or(|number| holds(&number, &rule.as_f64().unwrap()))
        };
        let fits = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let target = rule.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(faults(root, root.pointer(target).unwrap(), value, at));
                true
            }
            "type" => match rule {
                Value::Array(names) => names.iter().any(|name| is_type(value, name)),
                name => is_type(value, name),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "anyOf" => {
                let schemas = rule.as_array().unwrap();
                schemas.iter().any(|schema| faults(root, schema, value, at).is_empty())
            }
            "minimum" => number(f64::ge),
            "maximum" => number(f64::le),
            "exclusiveMinimum" => number(f64::gt),
            "required" => value.as_object().is_none_or(|members| {
                rule.as_array()
                    .unwrap()
                    .iter()
                    .all(|key| members.contains_key(key.as_str().unwrap()))
            }),
            "properties" => {
                for (key, schema) in rule.as_object().unwrap() {
                    let member = value.get(key).into_iter();
                    found.extend(
                        member.flat_map(|v| faults(root, schema, v, &format!("{at}/{key}"))),
                    );
                }
                true
            }
            "additionalProperties" => {
                assert_eq!(rule, false);
                let known = schema["properties"].as_object().unwrap();
                value.as_object().is_none_or(|all| all.keys().all(|key| known.contains_key(key)))
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    found.extend(faults(root, rule, item, &format!("{at}/{index}")));
                }
                true
            }
            _ => panic!("the schema uses {keyword}, which this test does not know yet"),
        };
        if !fits {
            found.push(format!("{at}: not {keyword} {rule}"));
        }
    }
    found
}

fn is_type(value: &Value, name: &Value) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("type {other}"),
    }
}

fn fits(value: &Value) -> bool {
    let schema = schema();
    faults(&schema, &schema, value, "").is_empty()
}

/// What the reader says about a plan.
fn findings(plan: &Value) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    fs::write(&path, plan.to_string()).unwrap();
    let input = input::read(&path).unwrap();
    let mut findings = input.diagnostics;
    findings.extend(input.node.into_iter().flat_map(|node| read(&node).1));
    findings
}

/// A plan with one of each object that a plan can hold.
fn specimen() -> Value {
    json!({
        "letterhead": { "agency": "UBND XÃ A", "symbol": "KH-UBND", "place": "Xã A" },
        "subject": "Thử",
        "body": [
            { "text": "Đoạn." },
            { "kind": "table", "rows": [[{ "text": "Ô" }]] },
            { "kind": "image", "file": "a.png", "text": "Hình" },
        ],
        "signature": { "position": "CHỦ TỊCH" },
        "joint": { "agency": "CÔNG AN XÃ A", "signature": { "position": "TRƯỞNG CÔNG AN" } },
        "appendices": [{ "blocks": [{ "text": "Đoạn." }] }],
        "footnotes": [{ "mark": "1", "text": "Chú thích" }],
    })
}

/// Every object of [`specimen`], and where the schema describes it.
const OBJECTS: &[(&str, &str)] = &[
    ("", ""),
    ("/letterhead", "/$defs/Letterhead"),
    ("/body/0", "/$defs/Block/anyOf/0"),
    ("/body/1", "/$defs/Table"),
    ("/body/1/rows/0/0", "/$defs/Table/properties/rows/items/items/anyOf/1"),
    ("/body/2", "/$defs/Block/anyOf/2"),
    ("/signature", "/$defs/Signature"),
    ("/joint", "/$defs/JointIssuer"),
    ("/joint/signature", "/$defs/Signature"),
    ("/appendices/0", "/$defs/Appendix"),
    ("/footnotes/0", "/$defs/Footnote"),
];

/// Pointers of all schemas with properties.
fn described(schema: &Value, at: &str, found: &mut Vec<String>) {
    let Some(members) = schema.as_object() else { return };
    if members.get("properties").is_some_and(Value::is_object) && members.contains_key("type") {
        found.push(at.to_owned());
    }
    for (key, value) in members {
        described(value, &format!("{at}/{key}"), found);
        for (index, item) in value.as_array().into_iter().flatten().enumerate() {
            described(item, &format!("{at}/{key}/{index}"), found);
        }
    }
}

fn keys(schema: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> =
        schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn every_sample_fits_the_schema() {
    let schema = schema();
    for path in plans() {
        let plan: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let faults = faults(&schema, &schema, &plan, "");
        assert!(faults.is_empty(), "{}\n{}", path.display(), faults.join("\n"));
    }
}

#[test]
fn the_specimen_holds_every_object() {
    let found = findings(&specimen());
    assert!(fits(&specimen()) && !is_withheld(&found), "{}", render(&found));
    let (schema, mut known) = (schema(), Vec::new());
    described(&schema, "", &mut known);
    known.retain(|place| OBJECTS.iter().all(|(_, described)| described != place));
    assert!(known.is_empty(), "no specimen of {known:?}");
}

#[test]
fn reader_and_schema_know_the_same_keys() {
    let schema = schema();
    for (at, described) in OBJECTS {
        let mut plan = specimen();
        plan.pointer_mut(at).unwrap()["@"] = json!("x");
        assert!(!fits(&plan), "the schema takes any key at {at:?}");

        let unknown = findings(&plan).into_iter().find(|finding| finding.code == "unknown-key");
        let hint = unknown.unwrap_or_else(|| panic!("the reader takes any key at {at:?}"));
        let listed = hint.hints[0].split_once(": ").unwrap().1;
        let mut listed: Vec<&str> = listed.split(", ").collect();
        listed.sort_unstable();
        listed.dedup();
        assert_eq!(listed, keys(schema.pointer(described).unwrap()), "{at:?}");
    }
}

#[test]
fn what_the_schema_requires_the_reader_misses() {
    let schema = schema();
    for (at, described) in OBJECTS {
        let required = &schema.pointer(described).unwrap()["required"];
        for key in required.as_array().into_iter().flatten() {
            let mut plan = specimen();
            let key = key.as_str().unwrap();
            plan.pointer_mut(at).unwrap().as_object_mut().unwrap().remove(key).unwrap();
            assert!(!fits(&plan), "the schema does without {at}/{key}");
            assert!(is_withheld(&findings(&plan)), "the reader does without {at}/{key}");
        }
    }
}

#[test]
fn every_label_leads_to_a_key_of_the_schema() {
    let schema = schema();
    for path in FIELDS.iter().flat_map(|field| [Some(field.path), field.joint]).flatten() {
        let mut keys: Vec<&str> = path.split('.').collect();
        let last = keys.pop().unwrap();
        let at = keys.iter().fold(String::new(), |at, key| at + "/" + *key);
        let object = OBJECTS.iter().find(|(place, _)| *place == at).unwrap().1;
        let object = schema.pointer(object).unwrap();
        assert!(object["properties"].get(last).is_some(), "{path}");
    }
}

#[test]
fn values_out_of_bounds_are_refused_by_both() {
    for (at, key, value) in [
        ("", "draft", json!("có")),
        ("", "urgency", json!("GẤP")),
        ("", "kind", json!("THƠ")),
        ("", "keywords", json!("a")),
        ("/letterhead", "number", json!(5)),
        ("/body/0", "level", json!(0)),
        ("/body/0", "level", json!(7)),
        ("/body/0", "level", json!(1.5)),
        ("/body/1", "header_rows", json!(-1)),
        ("/body/1", "widths", json!([0])),
        ("/body/1/rows/0/0", "colspan", json!(0)),
        ("/body/1/rows/0/0", "text", json!(1)),
        ("/body/2", "width", json!(0)),
        ("/appendices/0", "orientation", json!("chéo")),
        ("/footnotes/0", "mark", json!(1)),
    ] {
        let mut plan = specimen();
        plan.pointer_mut(at).unwrap()[key] = value.clone();
        assert!(!fits(&plan), "the schema takes {at}/{key} = {value}");
        assert!(is_withheld(&findings(&plan)), "the reader takes {at}/{key} = {value}");
    }
}
