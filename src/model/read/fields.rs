//! Taking typed members out of a map of the neutral tree, with one message for
//! each thing that is missing, unknown or of the wrong type.

use std::cell::RefCell;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::{FIELDS, closest, fold, label};
use crate::model::node::{Node, Value};
use crate::model::text::Text;
use crate::model::vocabulary::clerk_words;
use crate::origin::{Origin, Place, Sourced};

/// Characters up to which a wrong text is shown whole.
const SHOWN: usize = 40;

/// Where the faults of one reading are collected.
#[derive(Default)]
pub struct Faults {
    list: RefCell<Vec<Diagnostic>>,
}

impl Faults {
    /// Adds a finding.
    pub fn push(&self, diagnostic: Diagnostic) {
        self.list.borrow_mut().push(diagnostic);
    }

    /// All findings in the order they were made.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }

    /// Says that `node` should have been `expected`.
    pub fn wrong_type(&self, node: &Node, name: &str, expected: &str) {
        let found = match &node.value {
            Value::Unread => return,
            Value::Null => "để trống (null)".to_owned(),
            Value::Bool(_) => "giá trị đúng/sai".to_owned(),
            Value::Number(number) => format!("số {number}"),
            Value::Text(raw) if raw.text.chars().count() <= SHOWN => format!("chữ “{}”", raw.text),
            Value::Merged(text) => format!("chữ “{}”", text.to_plain()),
            Value::Text(_) => "chữ".to_owned(),
            Value::List(_) => "danh sách [ ]".to_owned(),
            Value::Map(_) => "đối tượng { }".to_owned(),
        };
        let mut fault = Diagnostic::error(
            "wrong-type",
            &node.origin,
            format!("“{name}” phải là {expected}, nhưng ở đây là {found}."),
        );
        if let (Value::Number(number), "chữ") = (&node.value, expected) {
            fault = fault.hint(format!(
                "ghi trong dấu ngoặc kép, đúng như cần in: \"{number}\" (số thập phân dùng dấu phẩy)"
            ));
        }
        self.push(fault);
    }
}

/// The members of one map, taken out by name.
pub struct Fields<'a> {
    node: &'a Node,
    /// Path of the map from the root, `""` or ending in a full stop, for labels.
    path: &'a str,
    known: RefCell<Vec<&'static str>>,
    /// Where faults go.
    pub faults: &'a Faults,
}

impl<'a> Fields<'a> {
    /// The members of `node`; a fault and `None` if it is no map.
    pub fn new(node: &'a Node, path: &'a str, faults: &'a Faults) -> Option<Self> {
        if let Value::Map(_) = node.value {
            return Some(Self { node, path, known: RefCell::default(), faults });
        }
        let name = path.trim_end_matches('.');
        faults.wrong_type(
            node,
            if name.is_empty() { "kế hoạch" } else { label(name) },
            "đối tượng { }",
        );
        None
    }

    /// The same members, called by the names of another path.
    pub fn renamed(self, path: &'a str) -> Self {
        Self { path, ..self }
    }

    /// Where the map stands.
    pub fn origin(&self) -> &'a Origin {
        &self.node.origin
    }

    /// Whether the member is one of *Thông tin*, whose path is one of JSON too.
    fn is_field(&self, key: &str) -> bool {
        let path = format!("{}{key}", self.path);
        FIELDS.iter().any(|field| field.path == path || field.joint == Some(&path))
    }

    /// What a person calls the member `key`.
    pub fn name(&self, key: &str) -> String {
        let path = format!("{}{key}", self.path);
        match label(&path) {
            name if name == path => key.to_owned(),
            name => name.to_owned(),
        }
    }

    /// The member `key` unless it is blank.
    pub fn get(&self, key: &'static str) -> Option<&'a Node> {
        self.known.borrow_mut().push(key);
        self.node.get(key).filter(|node| !node.is_blank())
    }

    /// The member `key`; a fault if it is missing or blank.
    pub fn required(&self, key: &'static str) -> Option<&'a Node> {
        let found = self.get(key);
        let known = self.node.get(key);
        if found.is_none() && known.is_none_or(|node| node.value != Value::Unread) {
            let origin = known.map_or(&self.node.origin, |node| &node.origin);
            let name = self.name(key);
            let in_json = is_json(origin);
            let shown = match in_json {
                true if self.is_field(key) => format!("“{name}” ({}{key})", self.path),
                true if name != key => format!("“{name}” ({key})"),
                _ => format!("“{name}”"),
            };
            let mut fault = Diagnostic::error("missing-field", origin, format!("Thiếu {shown}."));
            fault = match origin.place() {
                Place::Absent => {
                    let file = origin.file();
                    fault.hint(format!("lập tệp {file} ở cùng thư mục và điền {shown} vào đó"))
                }
                _ => fault.hint(format!("điền {shown}")),
            };
            let path = format!("{}{key}", self.path);
            if in_json && FIELDS.iter().any(|field| field.path == path) {
                fault = fault.hint(format!("hoặc thêm khi chạy lệnh: --set \"{name}=…\""));
            }
            self.faults.push(fault);
        }
        found
    }

    /// The members of the map `key`; those of `nothing`, each required one missing,
    /// where it is not there, and none where it could not be read.
    pub fn required_map<'b>(
        &'b self,
        key: &'static str,
        path: &'b str,
        nothing: &'b Node,
    ) -> Option<Fields<'b>> {
        self.known.borrow_mut().push(key);
        let node = match self.node.get(key) {
            Some(Node { value: Value::Unread, .. }) => return None,
            None | Some(Node { value: Value::Null, .. }) => nothing,
            Some(node) => node,
        };
        Fields::new(node, path, self.faults)
    }

    /// Optional text.
    pub fn text(&self, key: &'static str) -> Option<Text> {
        let node = self.get(key)?;
        let text = text(node);
        if text.is_none() {
            self.faults.wrong_type(node, &self.name(key), "chữ");
        }
        text
    }

    /// Optional text without styles, its characters as read.
    pub fn string(&self, key: &'static str) -> Option<Sourced<String>> {
        let node = self.get(key)?;
        let plain = match &node.value {
            Value::Text(raw) => raw.text.clone(),
            Value::Merged(text) => text.to_plain(),
            _ => {
                self.faults.wrong_type(node, &self.name(key), "chữ");
                return None;
            }
        };
        Some(Sourced::new(plain, node.origin.clone()))
    }

    /// Text that must be there; blank text stands in for what is missing.
    pub fn required_text(&self, key: &'static str) -> Text {
        let missing = || Text::blank(self.origin());
        self.required(key).and_then(|_| self.text(key)).unwrap_or_else(missing)
    }

    /// An optional list, each member read by `read`.
    pub fn list<T>(&self, key: &'static str, read: impl FnMut(&'a Node) -> Option<T>) -> Vec<T> {
        let Some(node) = self.get(key) else { return Vec::new() };
        match &node.value {
            Value::List(items) => items.iter().filter_map(read).collect(),
            _ => {
                self.faults.wrong_type(node, &self.name(key), "danh sách [ ]");
                Vec::new()
            }
        }
    }

    /// An optional yes or no.
    pub fn flag(&self, key: &'static str) -> bool {
        let Some(node) = self.get(key) else { return false };
        match node.value {
            Value::Bool(value) => value,
            _ => {
                let expected = if is_json(&node.origin) {
                    "true hoặc false"
                } else {
                    "“có” hoặc “không”"
                };
                self.faults.wrong_type(node, &self.name(key), expected);
                false
            }
        }
    }

    /// An optional number above 0: a JSON number, or digits in a workbook's cell.
    pub fn positive(&self, key: &'static str) -> Option<f64> {
        let node = self.get(key)?;
        let number = number(node).filter(|number| *number > 0.0);
        if number.is_none() {
            self.faults.wrong_type(node, &self.name(key), "số lớn hơn 0");
        }
        number
    }

    /// An optional whole number within `range`.
    pub fn whole(
        &self,
        key: &'static str,
        range: std::ops::RangeInclusive<usize>,
    ) -> Option<usize> {
        let node = self.get(key)?;
        let value = number(node).filter(|n| n.fract() == 0.0 && *n >= 0.0).map(|n| n as usize);
        if let Some(value) = value.filter(|v| range.contains(v)) {
            return Some(value);
        }
        let expected = format!("số nguyên từ {} đến {}", range.start(), range.end());
        self.faults.wrong_type(node, &self.name(key), &expected);
        None
    }

    /// One of the words of an enumeration, whatever its case and diacritics.
    pub fn word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(T, &'static [&'static str])],
    ) -> Option<Sourced<T>> {
        let Sourced { value: given, origin } = self.string(key)?;
        let folded = fold(&given);
        let found = words.iter().find(|(_, names)| names.iter().any(|n| fold(n) == folded));
        if let Some((value, _)) = found {
            return Some(Sourced::new(*value, origin));
        }
        let all = words.iter().flat_map(|(_, names)| choices(names, &origin));
        let all: Vec<&str> = all.copied().collect();
        let mut fault = Diagnostic::error(
            "unknown-word",
            &origin,
            format!("“{}” không nhận giá trị “{given}”.", self.name(key)),
        )
        .hint(format!("ghi một trong các giá trị: {}", all.join(", ")));
        if let Some(close) = closest(&given, all.iter().copied()) {
            fault = fault.hint(suggestion(close));
        }
        self.faults.push(fault);
        None
    }

    /// Reports every member that was never asked for.
    pub fn finish(self) {
        let Value::Map(entries) = &self.node.value else { return };
        let known = self.known.into_inner();
        for entry in entries.iter().filter(|e| !known.contains(&e.key.as_str())) {
            let mut fault = Diagnostic::error(
                "unknown-key",
                &entry.origin,
                format!("Không có mục nào tên “{}” ở đây.", entry.key),
            );
            fault = match closest(&entry.key, known.iter().copied()) {
                Some(close) => fault.hint(suggestion(close)),
                None => fault.hint(format!("các mục có thể dùng: {}", known.join(", "))),
            };
            self.faults.push(fault);
        }
    }
}

/// Whether the place is, or would be, in a JSON file.
fn is_json(origin: &Origin) -> bool {
    matches!(origin.place(), Place::Pointer { .. } | Place::Absent)
}

/// The words to offer: in JSON the English key too.
fn choices(names: &'static [&'static str], origin: &Origin) -> &'static [&'static str] {
    if is_json(origin) { names } else { clerk_words(names) }
}

/// The text that a node is; `None` for anything else.
pub fn text(node: &Node) -> Option<Text> {
    match &node.value {
        Value::Text(raw) => Some(Text::new(raw, &node.origin)),
        Value::Merged(text) => Some(text.clone()),
        _ => None,
    }
}

/// A JSON number, or digits in a workbook's cell (with a decimal comma).
pub fn number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Number(text) => text.parse().ok(),
        Value::Text(raw) => raw.text.trim().replace(',', ".").parse().ok(),
        _ => None,
    }
    .filter(|n: &f64| n.is_finite())
}
