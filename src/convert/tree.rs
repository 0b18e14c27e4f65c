//! A plan back to the neutral tree from which `model::read` made it, in one form
//! whatever the file was: what two plans have in common is told from it.

use crate::diagnostic::Diagnostic;
use crate::model::date::PartialDate;
use crate::model::node::{Entry, Node, RawText, Value};
use crate::model::plan::{
    Appendix, Block, Circulation, Content, Footnote, JointIssuer, Letterhead, Marker, Orientation,
    Paragraph, Plan, Signature, Urgency,
};
use crate::model::table::{Cell, Table};
use crate::model::text::Text;
use crate::origin::{Origin, Sourced};

/// Characters of a text that a message shows.
const SHOWN: usize = 60;

/// The plan as a tree, its keys in the order of the schema. Text is written with
/// marks; members that are not there are left out.
pub fn tree(plan: &Plan) -> Node {
    let origin = &plan.origin;
    let mut map = Map::new(origin);
    map.word("kind", plan.kind.name, origin);
    map.add("letterhead", letterhead(&plan.letterhead, origin));
    map.text("subject", &plan.subject);
    map.optional("issued_with", &plan.issued_with);
    map.choice("urgency", &plan.urgency, Urgency::WORDS);
    map.choice("circulation", &plan.circulation, Circulation::WORDS);
    map.optional("drafter", &plan.drafter);
    map.optional("copies", &plan.copies);
    if plan.draft {
        map.add("draft", Node { value: Value::Bool(true), origin: origin.clone() });
    }
    map.list("keywords", &plan.keywords, text);
    map.list("allow", &plan.allow, text);
    map.list("body", &plan.body, |block| self::block(block, origin));
    map.list("recipients", &plan.recipients, text);
    if let Some(given) = &plan.signature {
        map.add("signature", signature(given));
    }
    if let Some(given) = &plan.joint {
        map.add("joint", joint(given));
    }
    map.list("appendices", &plan.appendices, appendix);
    map.list("footnotes", &plan.footnotes, footnote);
    map.node()
}

/// A map being made, member by member.
struct Map {
    entries: Vec<Entry>,
    origin: Origin,
}

impl Map {
    fn new(origin: &Origin) -> Self {
        Self { entries: Vec::new(), origin: origin.clone() }
    }

    fn add(&mut self, key: &str, value: Node) {
        self.entries.push(Entry { key: key.to_owned(), origin: value.origin.clone(), value });
    }

    fn word(&mut self, key: &str, word: &str, origin: &Origin) {
        self.add(key, self::word(word, origin));
    }

    fn sourced(&mut self, key: &str, given: &Option<Sourced<String>>) {
        if let Some(given) = given {
            self.word(key, &given.value, &given.origin);
        }
    }

    fn number(&mut self, key: &str, number: impl ToString, origin: &Origin) {
        let value = Value::Number(number.to_string());
        self.add(key, Node { value, origin: origin.clone() });
    }

    fn text(&mut self, key: &str, given: &Text) {
        self.add(key, text(given));
    }

    fn optional(&mut self, key: &str, given: &Option<Text>) {
        if let Some(given) = given {
            self.text(key, given);
        }
    }

    /// One of the words of an enumeration: the first that means the value.
    fn choice<T: Copy + PartialEq>(
        &mut self,
        key: &str,
        given: &Option<Sourced<T>>,
        words: &[(T, &[&'static str])],
    ) {
        if let Some(given) = given {
            self.word(key, first_word(given.value, words), &given.origin);
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T], node: impl Fn(&T) -> Node) {
        let nodes: Vec<Node> = items.iter().map(node).collect();
        if let Some(first) = nodes.first() {
            let origin = first.origin.clone();
            self.add(key, Node { value: Value::List(nodes), origin });
        }
    }

    fn node(self) -> Node {
        Node { value: Value::Map(self.entries), origin: self.origin }
    }
}

fn word(word: &str, origin: &Origin) -> Node {
    Node { value: Value::Text(RawText::plain(word)), origin: origin.clone() }
}

fn text(given: &Text) -> Node {
    word(&given.to_marked(), &given.origin)
}

fn first_word<T: Copy + PartialEq>(value: T, words: &[(T, &[&'static str])]) -> &'static str {
    let known = words.iter().find(|(known, _)| *known == value);
    known.and_then(|(_, words)| words.first()).copied().unwrap_or_default()
}

fn letterhead(given: &Letterhead, origin: &Origin) -> Node {
    let mut map = Map::new(origin);
    map.optional("parent_agency", &given.parent_agency);
    map.text("agency", &given.agency);
    map.sourced("number", &given.number);
    map.optional("symbol", &given.symbol);
    map.optional("place", &given.place);
    if given.date.value != PartialDate::default() {
        map.word("date", &date(&given.date), origin);
    }
    map.node()
}

/// ISO 8601 as far as it goes, else words.
fn date(date: &PartialDate) -> String {
    let year = date.year.filter(|year| (1000..=9999).contains(year));
    match (year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year}-{month:02}"),
        (Some(year), None, None) => year.to_string(),
        _ => date.to_string(),
    }
}

fn signature(given: &Signature) -> Node {
    let mut map = Map::new(&given.position.origin);
    map.optional("authority", &given.authority);
    map.text("position", &given.position);
    map.optional("other_position", &given.other_position);
    map.optional("name", &given.name);
    map.optional("signature_image", &given.signature_image);
    map.optional("seal_image", &given.seal_image);
    map.node()
}

fn joint(given: &JointIssuer) -> Node {
    let mut map = Map::new(&given.agency.origin);
    map.optional("parent_agency", &given.parent_agency);
    map.text("agency", &given.agency);
    map.sourced("number", &given.number);
    map.optional("symbol", &given.symbol);
    map.add("signature", signature(&given.signature));
    map.node()
}

fn block(block: &Block, whole: &Origin) -> Node {
    let mut node = content(&block.content, whole);
    if let (Some(condition), Value::Map(entries)) = (&block.condition, &mut node.value) {
        let value = word(&condition.value, &condition.origin);
        entries.push(Entry { key: "condition".into(), origin: value.origin.clone(), value });
    }
    node
}

fn content(content: &Content, whole: &Origin) -> Node {
    match content {
        Content::Heading(given) => {
            paragraph((!given.reads_as_heading()).then_some("heading"), given)
        }
        Content::Paragraph(given) => {
            paragraph(given.reads_as_heading().then_some("paragraph"), given)
        }
        Content::LegalBasis(given) => paragraph(Some("legal_basis"), given),
        Content::Table(given) => table(given),
        Content::Image(given) => {
            let origin = &given.file.origin;
            let mut map = Map::new(origin);
            map.word("kind", "image", origin);
            map.text("file", &given.file);
            map.text("text", &Text::plain(&given.alternative, origin));
            if let Some(width) = given.width {
                map.number("width", width, whole);
            }
            map.node()
        }
    }
}

fn paragraph(kind: Option<&str>, given: &Paragraph) -> Node {
    let origin = &given.text.origin;
    let mut map = Map::new(origin);
    if let Some(kind) = kind {
        map.word("kind", kind, origin);
    }
    match &given.marker {
        Some(Marker::Given(marker)) => map.word("marker", &marker.value, &marker.origin),
        Some(Marker::Level(level)) => map.number("level", level.value, &level.origin),
        None => {}
    }
    map.text("text", &given.text);
    map.node()
}

fn table(given: &Table) -> Node {
    let origin = &given.origin;
    let mut map = Map::new(origin);
    map.word("kind", "table", origin);
    map.number("header_rows", given.header_rows, origin);
    if let Some(widths) = &given.widths {
        let number = |width: &f64| {
            let value = Value::Number(width.to_string());
            Node { value, origin: origin.clone() }
        };
        map.list("widths", widths, number);
    }
    map.list("rows", &given.rows, |row| {
        let cells: Vec<Node> = row.cells.iter().map(cell).collect();
        let origin = cells.first().map_or(origin, |cell| &cell.origin).clone();
        Node { value: Value::List(cells), origin }
    });
    map.node()
}

/// A cell as plain text, as a map only where it spans rows or columns.
fn cell(given: &Cell) -> Node {
    if (given.rowspan, given.colspan) == (1, 1) {
        return text(&given.text);
    }
    let origin = &given.text.origin;
    let mut map = Map::new(origin);
    map.text("text", &given.text);
    if given.rowspan > 1 {
        map.number("rowspan", given.rowspan, origin);
    }
    if given.colspan > 1 {
        map.number("colspan", given.colspan, origin);
    }
    map.node()
}

fn appendix(given: &Appendix) -> Node {
    let mut map = Map::new(&given.origin);
    map.optional("label", &given.label);
    map.optional("title", &given.title);
    map.optional("reference", &given.reference);
    if given.orientation != Orientation::Portrait {
        let word = first_word(given.orientation, Orientation::WORDS);
        map.word("orientation", word, &given.origin);
    }
    map.list("blocks", &given.blocks, |block| self::block(block, &given.origin));
    map.node()
}

fn footnote(given: &Footnote) -> Node {
    let mut map = Map::new(&given.mark.origin);
    map.word("mark", &given.mark.value, &given.mark.origin);
    map.text("text", &given.text);
    map.node()
}

/// Where `plan` differs from what was `read` back from the file that a writer
/// made of it: an error at each place.
pub fn differences(plan: &Plan, read: &Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    compare(&tree(plan), &tree(read), &mut found);
    found
}

fn compare(written: &Node, read: &Node, found: &mut Vec<Diagnostic>) {
    match (&written.value, &read.value) {
        (Value::Map(entries), Value::Map(others)) => {
            for entry in entries {
                match others.iter().find(|other| other.key == entry.key) {
                    Some(other) => compare(&entry.value, &other.value, found),
                    None => found.push(not_kept(&entry.value)),
                }
            }
            if others.iter().any(|other| entries.iter().all(|entry| entry.key != other.key)) {
                found.push(not_kept(written));
            }
        }
        // Where one is missing or too many all behind it are shifted: the first
        // place tells.
        (Value::List(items), Value::List(others)) if items.len() != others.len() => {
            let first = items.iter().zip(others).find_map(|(item, other)| {
                let mut found = Vec::new();
                compare(item, other, &mut found);
                found.into_iter().next()
            });
            let beyond = || not_kept(items.get(others.len()).unwrap_or(written));
            found.push(first.unwrap_or_else(beyond));
        }
        (Value::List(items), Value::List(others)) => {
            items.iter().zip(others).for_each(|(item, other)| compare(item, other, found));
        }
        (value, other) if value == other => {}
        _ => found.push(not_kept(written)),
    }
}

fn not_kept(node: &Node) -> Diagnostic {
    let what = match first_text(node) {
        Some(text) if text.chars().count() > SHOWN => {
            format!("“{}…”", text.chars().take(SHOWN).collect::<String>())
        }
        Some(text) => format!("“{text}”"),
        None => "Phần này".to_owned(),
    };
    let message = format!("{what} không ghi được vào tệp này mà giữ nguyên.");
    Diagnostic::error("not-kept", &node.origin, message)
        .hint("sửa lại chỗ này, hoặc chuyển sang dạng khác (.json giữ được tất cả)")
}

/// The first text with something in it.
fn first_text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Text(raw) => Some(raw.text.as_str()).filter(|text| !text.is_empty()),
        Value::List(nodes) => nodes.iter().find_map(first_text),
        Value::Map(entries) => entries.iter().find_map(|entry| first_text(&entry.value)),
        _ => None,
    }
}
