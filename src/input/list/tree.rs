//! A list of communes in JSON: an array of objects, or an object of which one
//! member is such an array. Keys are headings; an array of objects as a value is
//! a list of its own.
//!
//! May depend on `origin`, `diagnostic`, `model` and `clean`. A further kind of
//! value is an arm of [`Reader::cell`].

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::input::clean;
use crate::model::list::{Cell, List, Row};
use crate::model::node::{Entry, Node, RawText, Value};
use crate::model::values::Datum;
use crate::model::vocabulary::{NO, YES};
use crate::origin::Origin;

use super::faults;

/// Characters of a number; a longer one is no quantity of anything.
const NUMBER_LIMIT: usize = 30;

/// The list that `root`, all of a JSON file, is; `None` and an error if it is
/// none.
pub fn read(root: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<List> {
    let communes = communes(root, diagnostics)?;
    let mut reader = Reader { cells: faults::CELLS_LIMIT, diagnostics };
    let list = reader.list(communes)?;
    faults::whole(list, diagnostics)
}

/// The array of the communes.
fn communes<'a>(root: &'a Node, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a Node> {
    if let Value::List(_) = &root.value {
        return Some(root);
    }
    let has_rows = |node: &Node| match &node.value {
        Value::List(nodes) => nodes.is_empty() || nodes.iter().any(is_object),
        _ => false,
    };
    let (lists, others): (Vec<&Entry>, Vec<&Entry>) =
        entries(root).iter().partition(|entry: &&Entry| has_rows(&entry.value));
    let [list] = lists.as_slice() else {
        diagnostics.push(no_list(&root.origin));
        return None;
    };
    if !others.is_empty() {
        diagnostics.push(unused(&others, &root.origin));
    }
    Some(&list.value)
}

fn is_object(node: &Node) -> bool {
    matches!(node.value, Value::Map(_))
}

fn members(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(nodes) => nodes,
        _ => &[],
    }
}

fn entries(node: &Node) -> &[Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

struct Reader<'a> {
    /// Cells that the list and those inside it may still have.
    cells: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The list that an array is; `None`, and an error, if it is too large. Its
    /// columns are the keys of all rows as they first appear: without rows there
    /// are none.
    fn list(&mut self, array: &Node) -> Option<List> {
        let objects = members(array);
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        let mut headings = Vec::new();
        for entry in objects.iter().flat_map(entries) {
            if !places.contains_key(entry.key.as_str()) {
                places.insert(&entry.key, headings.len());
                let heading = RawText::plain(&entry.key);
                let heading = clean::text(&heading, &entry.origin, self.diagnostics);
                headings.push((heading.text, entry.origin.clone()));
            }
        }
        let cells = objects.len().saturating_mul(headings.len());
        let Some(left) = self.cells.checked_sub(cells) else {
            self.diagnostics.push(faults::too_large(&array.origin));
            return None;
        };
        self.cells = left;
        let columns = faults::columns(headings, self.diagnostics);
        let rows = objects.iter().filter_map(|object| self.row(object, &places)).collect();
        Some(List::new(columns, rows, array.origin.clone()))
    }

    /// The row that `object` is, unless it is blank.
    fn row(&mut self, object: &Node, places: &BTreeMap<&str, usize>) -> Option<Row> {
        let origin = &object.origin;
        if !is_object(object) {
            self.diagnostics.push(no_object(origin));
            return None;
        }
        let blank = Cell { text: String::new(), datum: Datum::Text, origin: origin.clone() };
        let mut cells = vec![blank; places.len()];
        for entry in entries(object) {
            let place = places.get(entry.key.as_str());
            if let Some(cell) = place.and_then(|place| cells.get_mut(*place)) {
                *cell = self.cell(&entry.value);
            }
        }
        let row = Row { cells, origin: origin.clone() };
        (!row.is_blank()).then_some(row)
    }

    fn cell(&mut self, node: &Node) -> Cell {
        let origin = &node.origin;
        let (text, datum) = match &node.value {
            Value::Null => Default::default(),
            Value::Unread => (String::new(), Datum::Unread),
            Value::Text(raw) => (raw.text.clone(), Datum::Text),
            Value::Bool(true) => (YES.to_owned(), Datum::Bool(true)),
            Value::Bool(false) => (NO.to_owned(), Datum::Bool(false)),
            Value::Number(written) => self.number(written, origin),
            Value::List(objects) if objects.iter().all(is_object) => {
                let list = self.list(node);
                let rows = |list| Datum::Rows(Arc::new(list));
                (String::new(), list.map_or(Datum::Unread, rows))
            }
            Value::List(_) | Value::Map(_) | Value::Merged(_) => {
                self.diagnostics.push(no_cell(origin));
                (String::new(), Datum::Unread)
            }
        };
        Cell { text, datum, origin: origin.clone() }
    }

    fn number(&mut self, written: &str, origin: &Origin) -> (String, Datum) {
        match plain(written) {
            Some(plain) => (plain.replace('.', ","), Datum::Number(plain)),
            None => {
                self.diagnostics.push(no_number(origin));
                (String::new(), Datum::Unread)
            }
        }
    }
}

/// A JSON number as its shortest decimal; `None` where it is no plain one.
fn plain(written: &str) -> Option<String> {
    if written.len() > NUMBER_LIMIT || written.contains(['e', 'E']) {
        return None;
    }
    let shortest = match written.contains('.') {
        true => written.trim_end_matches('0').trim_end_matches('.'),
        false => written,
    };
    Some(if shortest == "-0" { "0" } else { shortest }.to_owned())
}

fn no_list(origin: &Origin) -> Diagnostic {
    Diagnostic::error("no-list", origin, "JSON này không phải là một danh sách xã.").hint(
        "ghi một mảng [ ] các đối tượng, mỗi xã một đối tượng { }; hoặc một đối tượng có đúng \
         một khóa chứa mảng như vậy",
    )
}

fn unused(entries: &[&Entry], origin: &Origin) -> Diagnostic {
    let keys: Vec<String> = entries.iter().map(|entry| format!("“{}”", entry.key)).collect();
    let message = format!("Các khóa bên ngoài danh sách không được dùng: {}.", keys.join(", "));
    Diagnostic::note("unused-keys", origin, message)
}

fn no_object(origin: &Origin) -> Diagnostic {
    let message = "Mỗi xã trong danh sách phải là một đối tượng JSON.";
    Diagnostic::error("wrong-type", origin, message).hint("viết dạng { \"Mã xã\": \"…\", … }")
}

fn no_cell(origin: &Origin) -> Diagnostic {
    let message = "Giá trị trong danh sách phải là chuỗi, số, true, false, null hoặc mảng các \
                   đối tượng.";
    Diagnostic::error("wrong-type", origin, message)
        .hint("viết thành một chuỗi; bảng riêng của xã thì viết thành mảng [ ] các đối tượng { }")
}

fn no_number(origin: &Origin) -> Diagnostic {
    let message = format!("Số viết dạng lũy thừa (như 1e6) hoặc dài quá {NUMBER_LIMIT} ký tự.");
    Diagnostic::error("unreadable-number", origin, message)
        .hint("viết đủ các chữ số, hoặc đặt trong dấu ngoặc kép nếu là mã")
}
