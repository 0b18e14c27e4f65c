//! How a value of a stand-alone field (the sheet *Thông tin*, `--set`, a column
//! of a list of communes) becomes a node: the few fields that are data rather
//! than text as a person sees it.
//!
//! A new field whose value is not plain text is an arm of [`node`].

use std::sync::Arc;

use super::fields::fold;
use super::list::List;
use super::node::{Entry, Node, RawText, Value};
use crate::origin::Origin;

/// A value as typed into a cell or an option, with what a number or a date
/// behind the shown text really is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    /// The text as a person sees it, cleaned.
    pub text: RawText,
    /// What the cell holds beside that text.
    pub datum: Datum,
}

impl Typed {
    /// A cell whose contents could not be read.
    pub fn unread() -> Self {
        Self { datum: Datum::Unread, ..Self::default() }
    }
}

/// What a cell holds behind the text that is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Datum {
    /// Text: what is shown is what was typed.
    #[default]
    Text,
    /// Nothing that could be read; the fault has been reported.
    Unread,
    /// A number, as its shortest decimal with a full stop: `5`, `1.1`.
    Number(String),
    /// A date as far as its format shows it: `2026-06-09`, `2026-06` or `2026`.
    Date(String),
    /// TRUE or FALSE.
    Bool(bool),
    /// The rows of a table of its own: an array of objects in JSON.
    Rows(Arc<List>),
}

/// The node of the field at `path` (see `model::fields`): Số and Số bản are the
/// bare number, Ngày ban hành an ISO date, Dự thảo a truth value, Từ khóa and
/// Bỏ qua quy tắc a list; all others are text as shown. A blank value is [`Value::Null`].
pub fn node(path: &str, typed: &Typed, origin: &Origin) -> Node {
    let value = match (path, &typed.datum) {
        (_, Datum::Unread) => Value::Unread,
        _ if typed.text.is_blank() => Value::Null,
        ("letterhead.number" | "joint.number" | "copies", Datum::Number(plain))
        | ("letterhead.date", Datum::Date(plain) | Datum::Number(plain)) => {
            Value::Text(RawText::plain(plain))
        }
        ("draft", _) => truth(typed),
        ("keywords", _) => words(&typed.text, &[';', '\n'], origin),
        ("allow", _) => words(&typed.text, &[',', ';', ' ', '\n'], origin),
        _ => Value::Text(typed.text.clone()),
    };
    Node { value, origin: origin.clone() }
}

/// Puts `value` at `path` (keys joined by a full stop) into the map `root`,
/// making the maps on the way with the origin `parent`; an earlier value is
/// replaced. Does nothing where something else than a map stands in the way.
pub fn put(root: &mut Node, path: &str, key_origin: &Origin, parent: &Origin, value: Node) {
    let Value::Map(entries) = &mut root.value else {
        return;
    };
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    let found = entries.iter().position(|e| e.key == key);
    let Some(rest) = rest else {
        let entry = Entry { key: key.to_owned(), origin: key_origin.clone(), value };
        match found.and_then(|index| entries.get_mut(index)) {
            Some(old) => *old = entry,
            None => entries.push(entry),
        }
        return;
    };
    if found.is_none() {
        let map = Node { value: Value::Map(Vec::new()), origin: parent.clone() };
        entries.push(Entry { key: key.to_owned(), origin: parent.clone(), value: map });
    }
    let index = found.unwrap_or(entries.len() - 1);
    if let Some(entry) = entries.get_mut(index) {
        put(&mut entry.value, rest, key_origin, parent, value);
    }
}

fn truth(typed: &Typed) -> Value {
    if let Datum::Bool(truth) = typed.datum {
        return Value::Bool(truth);
    }
    match fold(&typed.text.text).as_str() {
        "co" | "x" | "true" => Value::Bool(true),
        "khong" | "false" => Value::Bool(false),
        _ => Value::Text(typed.text.clone()),
    }
}

/// What stands between the separators, each a byte long.
fn words(text: &RawText, separators: &[char], origin: &Origin) -> Value {
    let mut words = Vec::new();
    let mut start = 0;
    for part in text.text.split(separators) {
        let word = text.slice(start..start + part.len()).trim();
        start += part.len() + 1;
        if !word.is_blank() {
            words.push(Node { value: Value::Text(word), origin: origin.clone() });
        }
    }
    Value::List(words)
}
