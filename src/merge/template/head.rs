//! *Thông tin* of a commune: texts with tags, and columns of the list that
//! replace fields. It is small and checked anew for each commune, since a number
//! or date may come from the list.
//!
//! Depends on `compile`, `text` and `model`.

use super::Merging;
use super::compile::{Compiler, Place, has_tag};
use super::lexer::{Headings, Token, keyword, tokens};
use super::text::TextTemplate;
use crate::model::list::List;
use crate::model::node::{Entry, Node, RawText, Value};
use crate::model::plan::Parts;
use crate::model::tags::{self, Kind};
use crate::model::text::Text;
use crate::model::values::{self, Typed};
use crate::origin::{Origin, Place as OriginPlace};

/// *Thông tin* with the templates of its texts.
pub(super) struct Head {
    /// The plan's tree without its parts.
    node: Node,
    /// For each text of the tree in order, its template.
    templates: Vec<Option<TextTemplate>>,
    /// The columns that replace fields, with the fields' paths and the headings.
    columns: Vec<(usize, &'static str, String)>,
}

/// The fields that are no text: in a draft a tag there leaves them blank.
const TYPED: &[&str] = &[
    "kind",
    "letterhead.number",
    "letterhead.date",
    "joint.number",
    "urgency",
    "circulation",
    "draft",
];

impl Head {
    pub fn new(mut node: Node, list: Option<&List>, compiler: &mut Compiler) -> Self {
        if let Value::Map(entries) = &mut node.value {
            entries.retain(|entry| !Parts::KEYS.contains(&entry.key.as_str()));
        }
        let columns = list.map_or_else(Vec::new, |list| replacing(list, &node));
        compiler.used.extend(columns.iter().map(|(column, ..)| *column));
        let mut templates = Vec::new();
        walk(&mut node, "", &mut |node, path| {
            let Value::Text(raw) = &node.value else { return };
            let text = Text::new(raw, &node.origin);
            let replaced = columns.iter().any(|(_, field, _)| *field == path);
            let template = if replaced { None } else { compiler.text(&text, Place::default()) };
            templates.push(template);
        });
        Self { node, templates, columns }
    }

    /// The tree for a commune.
    pub fn merge(&self, merging: &mut Merging) -> Node {
        let mut node = self.filled(|template, _| {
            let text = merging.text(template);
            if text.is_blank() { Value::Null } else { Value::Merged(text) }
        });
        let Some(row) = merging.list.rows.get(merging.row) else { return node };
        for (column, path, _) in &self.columns {
            let (Some(cell), Some(column)) =
                (row.cells.get(*column), merging.list.columns.get(*column))
            else {
                continue;
            };
            let text = RawText::plain(cell.text.as_str());
            let typed = Typed { text, datum: cell.datum.clone() };
            let value = values::node(path, &typed, &cell.origin);
            let parent = node.origin.clone();
            values::put(&mut node, path, &column.origin, &parent, value);
        }
        node
    }

    pub fn draft(&self) -> Node {
        let mut node = self.filled(|template, path| match TYPED.contains(&path) {
            true => Value::Null,
            false => Value::Merged(template.draft()),
        });
        for (_, path, heading) in &self.columns {
            let origin = node.origin.clone();
            let value = match TYPED.contains(path) {
                true => Value::Null,
                false => Value::Merged(Text::plain(format!("«{heading}»"), &origin)),
            };
            let value = Node { value, origin: origin.clone() };
            values::put(&mut node, path, &origin, &origin, value);
        }
        node
    }

    fn filled(&self, mut value: impl FnMut(&TextTemplate, &str) -> Value) -> Node {
        let mut node = self.node.clone();
        let mut templates = self.templates.iter();
        walk(&mut node, "", &mut |node, path| {
            if let Some(Some(template)) = templates.next() {
                node.value = value(template, path);
                node.origin = place(node);
            }
        });
        node
    }

    pub fn counts(&self) -> bool {
        self.templates.iter().flatten().any(|template| template.counts)
    }
}

/// The columns of the list that replace a field of *Thông tin*: not those given
/// on the command line, which counts more than any file.
fn replacing(list: &List, node: &Node) -> Vec<(usize, &'static str, String)> {
    let is_typed = |path: &str| {
        let found = path.split('.').try_fold(node, |node, key| node.get(key));
        found.is_some_and(|node| matches!(node.origin.place(), OriginPlace::Option(_)))
    };
    let columns = list.columns.iter().enumerate();
    let fields = columns.filter_map(|(at, column)| Some((at, column.field()?.path, column)));
    let fields = fields.filter(|(_, path, _)| !is_typed(path));
    fields.map(|(at, path, column)| (at, path, column.heading.clone())).collect()
}

/// Where the value of a node comes from: the commune's cell, if it is all its.
fn place(node: &Node) -> Origin {
    match &node.value {
        Value::Merged(text) => match text.segments_of(0..usize::MAX).as_slice() {
            [only] => only.origin.clone(),
            _ => node.origin.clone(),
        },
        _ => node.origin.clone(),
    }
}

/// Calls `visit` with every text of the tree, in order, with its path.
fn walk(node: &mut Node, path: &str, visit: &mut impl FnMut(&mut Node, &str)) {
    match &mut node.value {
        Value::Text(_) => visit(node, path),
        Value::List(nodes) => nodes.iter_mut().for_each(|node| walk(node, path, visit)),
        Value::Map(entries) => {
            for Entry { key, value, .. } in entries {
                let dot = if path.is_empty() { "" } else { "." };
                walk(value, &format!("{path}{dot}{key}"), visit);
            }
        }
        _ => {}
    }
}

/// The first place of a plan that only a list of communes can complete: a tag
/// that names something, or a condition. What merely looks like a tag
/// (`{{ 7*7 }}`) is text where no list is used.
pub fn first_field(node: &Node) -> Option<Origin> {
    match &node.value {
        Value::Text(raw) => names_field(&raw.text).then(|| node.origin.clone()),
        Value::List(nodes) => nodes.iter().find_map(first_field),
        Value::Map(entries) => {
            let condition = entries.iter().find(|entry| entry.key == "condition");
            let condition = condition.filter(|entry| !entry.value.is_blank());
            let condition = condition.map(|entry| entry.value.origin.clone());
            condition.or_else(|| entries.iter().find_map(|entry| first_field(&entry.value)))
        }
        _ => None,
    }
}

fn names_field(text: &str) -> bool {
    let starts = text.match_indices('{').filter_map(|(at, _)| tags::tag(text.get(at..)?));
    has_tag(text)
        && starts.into_iter().any(|tag| match tag.kind {
            Kind::Value => is_named(tag.inside),
            Kind::Statement => {
                let word = tag.inside.split_whitespace().next().unwrap_or_default();
                ["if", "for"].contains(&word)
            }
            Kind::Word => false,
        })
}

/// Whether it is a name, with or without filters.
fn is_named(inside: &str) -> bool {
    match tokens(inside, &Headings::default()).as_slice() {
        [Token::Name(name)] => keyword(name).is_none(),
        [Token::Name(_), Token::Operator("|" | "("), ..] => true,
        _ => false,
    }
}
