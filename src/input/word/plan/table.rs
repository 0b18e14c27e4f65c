//! The tables of a document as those of a plan.
//!
//! Depends on `model`.

use super::lines::lines;
use super::making::{Making, Map, Passage, number};
use super::words::without;
use crate::input::word::flow::{Cell, Item, Paragraph, Table, join};
use crate::model::node::{Node, RawText, Value};

/// Twips in a mm.
const TWIPS: f64 = 56.7;
/// More columns than a plan can have.
const COLUMNS: usize = 60;
/// More header rows than a plan can have.
const HEADER: usize = 10;

/// The block that a table is; `None` where a plan has no room for it.
pub fn block(table: &Table, making: &mut Making) -> Option<Node> {
    if table.widths.len() > COLUMNS {
        let texts: Vec<String> = texts(table).into_iter().map(|text| text.text).collect();
        let why = "bảng có quá 60 cột";
        making.left(&texts.join("\n"), &table.origin, why, "chia bảng thành nhiều bảng ít cột hơn");
        return None;
    }
    let header = table.rows.iter().take_while(|row| row.header).count().min(HEADER);
    let mut map = Map::new(&table.origin);
    map.word("kind", "table", &table.origin);
    if header > 0 && header < table.rows.len() {
        map.add("header_rows", number(header, &table.origin));
    } else if begins_to_count(table) {
        map.add("header_rows", number(0, &table.origin));
    }
    if table.widths.iter().all(|width| *width > 0) {
        let mm = |width: &u32| number((f64::from(*width) / TWIPS).round().max(1.0), &table.origin);
        map.list("widths", table.widths.iter().map(mm).collect());
    }
    let heads = if begins_to_count(table) { header } else { header.max(1) };
    let rows = table.rows.iter().enumerate().map(|(index, row)| {
        let cells: Vec<Node> =
            row.cells.iter().map(|given| cell(given, index < heads, making)).collect();
        let origin = row.cells.first().map_or(&table.origin, |cell| &cell.origin).clone();
        Node { value: Value::List(cells), origin }
    });
    let rows: Vec<Node> = rows.collect();
    if rows.is_empty() {
        return None;
    }
    map.list("rows", rows);
    Some(map.node())
}

/// Whether the first row is number 1 of a list and so no header, nor the row that numbers
/// the columns.
fn begins_to_count(table: &Table) -> bool {
    let Some(row) = table.rows.first() else { return false };
    let is = |at: usize, number: &str| {
        let first = row.cells.get(at).and_then(|cell| lines(&cell.items).into_iter().next());
        first.is_some_and(|line| {
            let label = line.label.clone().unwrap_or_default();
            let text = if label.is_empty() { line.text() } else { label.as_str() };
            let rest = text.strip_prefix(number);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ')']))
        })
    };
    is(0, "1") && !is(1, "2")
}

fn cell(given: &Cell, header: bool, making: &mut Making) -> Node {
    let mut lines = Vec::new();
    let mut inner = false;
    collect(&given.items, &mut lines, &mut inner, making);
    if inner {
        let message =
            "Bảng nằm trong ô của bảng khác được đọc thành các dòng chữ của ô.".to_owned();
        making.doubt(&given.origin, message, "xem lại ô này; cần thì tách thành bảng riêng");
    }
    let text = join(lines.iter().filter(|line| !line.is_blank()), "\n");
    let text = if header { without(text, true, false) } else { text };
    let text = Passage { text, origin: given.origin.clone() };
    if (given.colspan, given.rowspan) == (1, 1) {
        return text.node();
    }
    let mut map = Map::new(&given.origin);
    map.text("text", text);
    if given.rowspan > 1 {
        map.add("rowspan", number(given.rowspan, &given.origin));
    }
    if given.colspan > 1 {
        map.add("colspan", number(given.colspan, &given.origin));
    }
    map.node()
}

fn collect(items: &[Item], lines: &mut Vec<RawText>, inner: &mut bool, making: &mut Making) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => lines.push(labelled(paragraph, making)),
            Item::Table(table) => {
                *inner = true;
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    collect(&cell.items, lines, inner, making);
                }
            }
        }
    }
}

/// The text of a paragraph after the number that Word has made: in a cell both are text.
fn labelled(paragraph: &Paragraph, making: &mut Making) -> RawText {
    let text = paragraph.text();
    let Some(label) = &paragraph.label else { return text };
    making.added(label, &paragraph.origin);
    // A number alone in its cell needs no punctuation.
    let label = match text.is_blank() {
        true => label.trim_end_matches(['.', ')']),
        false => label,
    };
    let label = RawText::plain(label);
    join([&label, &text].into_iter().filter(|text| !text.is_blank()), " ")
}

/// The texts of all cells.
pub fn texts(table: &Table) -> Vec<RawText> {
    let mut lines = Vec::new();
    let mut pending: Vec<&Item> =
        table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.items).rev().collect();
    while let Some(item) = pending.pop() {
        match item {
            Item::Paragraph(paragraph) => lines.push(paragraph.text()),
            Item::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                let items: Vec<&Item> = cells.flat_map(|cell| &cell.items).collect();
                pending.extend(items.into_iter().rev());
            }
        }
    }
    lines.retain(|text| !text.is_blank());
    lines
}
