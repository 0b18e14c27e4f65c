//! What is said to the page, as JSON.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::diagnostic::{Diagnostic, Excerpt, Spot, Window};
use crate::pipeline::find_rule;
use crate::typeset::layer::{Layer, Node, Role, Run, Span, Stretch};

/// So much of a text is shown with a finding, in letters.
const COLUMNS: usize = 160;

/// So many letters on each side of the words tell where they stand on a page.
const CONTEXT: usize = 30;

/// A finding. `rule` is its rule, if it is a rule that found it; such a finding
/// withholds no document.
pub fn diagnostic(found: &Diagnostic) -> Value {
    let evidence = found.evidence.as_deref();
    let rule = evidence.and_then(|_| find_rule(found.code));
    json!({
        "code": found.code,
        "severity": found.severity.name(),
        "place": found.origin.as_ref().map(ToString::to_string),
        "related": found.related.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "message": found.message,
        "hints": found.hints,
        "citation": found.citation,
        "rule": rule.map(|rule| json!({ "id": rule.id, "title": rule.title() })),
        "excerpt": evidence.and_then(|evidence| evidence.excerpt.as_ref()).map(excerpt),
        "spot": evidence.and_then(|evidence| evidence.spot.as_ref()).map(spot),
    })
}

/// The words that a finding is about: `shown` with what is around them on one line,
/// `exact` as they stand in the text with some letters before and after.
fn excerpt(excerpt: &Excerpt) -> Value {
    let Window { before, marked, after } = excerpt.window(COLUMNS);
    let Excerpt { text, range } = excerpt;
    let (left, right) = (text.get(..range.start), text.get(range.end..));
    let mut left: Vec<char> = left.unwrap_or_default().chars().rev().take(CONTEXT).collect();
    left.reverse();
    let right: String = right.unwrap_or_default().chars().take(CONTEXT).collect();
    let words = text.get(range.clone()).unwrap_or_default();
    json!({
        "shown": [before, marked, after],
        "exact": [left.into_iter().collect::<String>(), words, right],
    })
}

/// An area of a page, in pt.
fn spot(spot: &Spot) -> Value {
    let pt = |tenths: i32| f64::from(tenths) * 72.0 / 254.0;
    json!({
        "page": spot.page,
        "x": pt(spot.left),
        "y": pt(spot.top),
        "w": pt(spot.width),
        "h": pt(spot.height),
    })
}

/// Findings, in order.
pub fn diagnostics(found: &[Diagnostic]) -> Value {
    found.iter().map(diagnostic).collect()
}

/// An answer that says why something cannot be done.
pub fn refusal(status: StatusCode, found: &[Diagnostic]) -> Response {
    (status, Json(json!({ "diagnostics": diagnostics(found) }))).into_response()
}

/// The text layer of a page.
pub fn layer(layer: &Layer) -> Value {
    let origins: Vec<String> = layer.origins.iter().map(ToString::to_string).collect();
    json!({ "origins": origins, "tree": nodes(&layer.nodes) })
}

fn nodes(nodes: &[Node]) -> Value {
    nodes
        .iter()
        .map(|node| match node {
            Node::Element(role, parts) => element(role, parts),
            Node::Run(made) => run(made),
        })
        .collect()
}

fn element(role: &Role, parts: &[Node]) -> Value {
    let mut value = json!({ "r": name(role), "c": nodes(parts) });
    match role {
        Role::Heading(level) => value["l"] = json!(level),
        Role::Cell(Span { columns, rows }) | Role::Header(Span { columns, rows }) => {
            value["cs"] = json!(columns);
            value["rs"] = json!(rows);
        }
        Role::Figure(alternative) => value["alt"] = json!(alternative),
        _ => {}
    }
    value
}

fn name(role: &Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Heading(_) => "heading",
        Role::Paragraph => "paragraph",
        Role::List => "list",
        Role::Item => "item",
        Role::Table => "table",
        Role::Row => "row",
        Role::Cell(_) => "cell",
        Role::Header(_) => "header",
        Role::Note => "note",
        Role::Figure(_) => "figure",
        Role::Artifact => "artifact",
    }
}

fn run(run: &Run) -> Value {
    let mut value = Map::new();
    value.insert("t".into(), json!(run.text));
    let lengths =
        [("x", run.x), ("y", run.y), ("s", run.size), ("w", run.spacing), ("width", run.width)];
    for (key, length) in lengths {
        value.insert(key.into(), json!((length * 1000.0).round() / 1000.0));
    }
    for (key, is_set) in [("b", run.bold), ("i", run.italic), ("j", run.joined)] {
        if is_set {
            value.insert(key.into(), json!(1));
        }
    }
    let mut at = 0;
    let stretch = |stretch: &Stretch| {
        let text = run.text.get(at..at + stretch.length).unwrap_or_default();
        at += stretch.length;
        let index = |index: Option<usize>| index.map_or(-1, |index| index as i64);
        json!([
            text.encode_utf16().count(),
            index(stretch.origin),
            index(stretch.offset),
            index(stretch.template),
        ])
    };
    value.insert("m".into(), run.stretches.iter().map(stretch).collect());
    Value::Object(value)
}
