//! The rows of labels and values on top of a sheet that holds an appendix or a
//! table: title, orientation, column widths …

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::fields::closest;
use crate::model::node::{Entry, Node, Value};

use super::grid::Grid;
use super::labels::{self, LABEL_COLUMNS, entry};
use super::table::widths;

/// Labels, and the keys that they give.
const LABELS: &[(&str, &str)] = &[
    ("Nhãn", "label"),
    ("Tiêu đề", "title"),
    ("Dòng kèm theo", "reference"),
    ("Khổ giấy", "orientation"),
    ("Số dòng tiêu đề", "header_rows"),
    ("Độ rộng", "widths"),
];

/// What the rows on top say.
#[derive(Default)]
pub struct Settings {
    /// Members of the appendix: label, title, reference, orientation.
    pub members: Vec<Entry>,
    /// Header rows of its tables.
    pub header_rows: Option<Entry>,
    /// Column widths of its tables.
    pub widths: Option<Entry>,
    /// The first row that is not one of settings.
    pub end: u32,
}

impl Settings {
    /// Reads the rows on top of the sheet up to the first empty row; a sheet
    /// that does not begin with a known label, or one close to it, has none.
    pub fn read(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut settings = Self::default();
        let Some((first, last)) = top_block(grid) else {
            return settings;
        };
        let label_column = grid.cells(first).next().map_or(0, |(column, _)| column);
        let label = |row| grid.cell(row, label_column).map_or("", |cell| cell.text.text.as_str());
        let heads = |row| LABEL_COLUMNS.iter().any(|name| labels::is(label(row), name));
        let narrow = (first..=last).all(|row| grid.cells(row).count() <= 2);
        let is_known = |row| known(label(row)).is_some();
        let is_close = |row| closest(label(row), LABELS.iter().map(|(name, _)| *name)).is_some();
        let begins = heads(first) || is_known(first) || is_close(first);
        if !(begins && narrow && (first..=last).any(|row| is_known(row) || is_close(row))) {
            return settings;
        }
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        for row in (first..=last).filter(|row| !(*row == first && heads(*row))) {
            let origin = grid.origin(row, label_column);
            match known(label(row)) {
                None => {
                    let names = LABELS.iter().map(|(name, _)| *name);
                    diagnostics.push(labels::unknown(label(row), names, &origin));
                }
                Some((name, key)) => match seen.insert(name, row) {
                    Some(earlier) => {
                        diagnostics.push(labels::doubled(name, earlier, label_column, &origin));
                    }
                    None => settings.set(key, grid, row, label_column, diagnostics),
                },
            }
        }
        settings.end = last + 1;
        settings
    }

    /// The number of header rows, if it is set to a number.
    pub fn header_count(&self) -> Option<usize> {
        match &self.header_rows.as_ref()?.value.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    fn set(
        &mut self,
        key: &str,
        grid: &Grid,
        row: u32,
        label_column: u32,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let column = grid.cells(row).nth(1).map_or(label_column + 1, |(column, _)| column);
        let key_origin = grid.origin(row, label_column);
        let node = grid.plain_node(row, column);
        let text = match &node.value {
            Value::Text(text) => text.text.clone(),
            _ => String::new(),
        };
        match key {
            _ if text.is_empty() => {}
            "header_rows" => {
                let is_count = text.parse::<u32>().is_ok();
                let value = if is_count { Value::Number(text) } else { node.value };
                let node = Node { value, origin: node.origin };
                self.header_rows = Some(entry(key, key_origin, node));
            }
            "widths" => {
                let list = widths(&text, &node.origin, diagnostics);
                let node = Node { value: Value::List(list), origin: node.origin };
                self.widths = Some(entry(key, key_origin, node));
            }
            _ => self.members.push(entry(key, key_origin, grid.node(row, column))),
        }
    }
}

fn known(label: &str) -> Option<(&'static str, &'static str)> {
    LABELS.iter().find(|(name, _)| labels::is(label, name)).copied()
}

/// The first and last row of the rows before the first empty one.
fn top_block(grid: &Grid) -> Option<(u32, u32)> {
    let first = grid.rows().next()?;
    let last = (first..).zip(grid.rows()).take_while(|(expected, row)| expected == row).last()?.0;
    Some((first, last))
}
