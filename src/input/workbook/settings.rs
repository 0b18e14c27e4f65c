//! The rows of labels and values on top of a sheet that holds an appendix or a
//! table, and right before a table of an appendix: title, orientation, column
//! widths …

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::fields::closest;
use crate::model::node::{Entry, Node, Value};
use crate::model::vocabulary::{column, setting};

use super::grid::Grid;
use super::labels::{self, entry};
use super::table::widths;

/// A label and the key that it gives.
type Label = (&'static str, &'static str);

/// What rows of settings say.
#[derive(Clone, Default)]
pub struct Settings {
    /// Members of the appendix: label, title, reference, orientation.
    pub members: Vec<Entry>,
    /// Header rows of the tables that follow.
    pub header_rows: Option<Entry>,
    /// Column widths of the tables that follow.
    pub widths: Option<Entry>,
    /// How many rows the table has, blank ones counted.
    pub rows: Option<u32>,
    /// The first column of the table and how many it has.
    pub columns: Option<(u32, u32)>,
    /// The first row that is not one of settings.
    pub end: u32,
}

impl Settings {
    /// Reads the rows on top of the sheet up to the first empty row; a sheet
    /// that does not begin with a known label, or one close to it, has none.
    pub fn read(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut settings = Self::default();
        let rows = top_block(grid);
        let Some(first) = rows.first() else { return settings };
        let labels = Labels::of(grid, *first);
        let narrow = rows.iter().all(|row| grid.cells(*row).count() <= 2);
        let is_close = |row| labels.known(row).is_some() || labels.is_close(row);
        let begins = labels.heads(*first) || is_close(*first);
        if begins && narrow && rows.iter().any(|row| is_close(*row)) {
            settings.take(&labels, &rows, diagnostics);
        }
        settings
    }

    /// The settings of the table that follows, if these rows of an appendix are
    /// nothing else; what they do not say is as on top of the sheet.
    pub fn before_table(
        &self,
        grid: &Grid,
        rows: &[u32],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let labels = Labels::of(grid, *rows.first()?);
        let of_table = |row: &u32| {
            let known = labels.known(*row);
            known.is_some_and(|known| setting::OF_TABLE.contains(&known))
                && grid.cells(*row).count() <= 2
        };
        rows.iter().all(of_table).then(|| {
            let mut settings = self.clone();
            settings.take(&labels, rows, diagnostics);
            settings
        })
    }

    /// The number of header rows, if it is set to a number.
    pub fn header_count(&self) -> Option<usize> {
        match &self.header_rows.as_ref()?.value.value {
            Value::Number(number) => number.parse().ok(),
            _ => None,
        }
    }

    fn take(&mut self, labels: &Labels, rows: &[u32], diagnostics: &mut Vec<Diagnostic>) {
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        for (nth, row) in rows.iter().enumerate() {
            self.end = row + 1;
            if nth == 0 && labels.heads(*row) {
                continue;
            }
            let origin = labels.grid.origin(*row, labels.column);
            let Some((name, key)) = labels.known(*row) else {
                let names = all().map(|(name, _)| *name);
                diagnostics.push(labels::unknown(labels.text(*row), names, &origin));
                continue;
            };
            match seen.insert(name, *row) {
                Some(earlier) => {
                    diagnostics.push(labels::doubled(name, earlier, labels.column, &origin));
                }
                None => self.set(key, labels, *row, diagnostics),
            }
        }
    }

    fn set(&mut self, key: &str, labels: &Labels, row: u32, diagnostics: &mut Vec<Diagnostic>) {
        let grid = labels.grid;
        let column = grid.cells(row).nth(1).map_or(labels.column + 1, |(column, _)| column);
        let key_origin = grid.origin(row, labels.column);
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
            "rows" | "columns" => match text.parse().ok().filter(|n| (1..=100_000).contains(n)) {
                Some(count) if key == "rows" => self.rows = Some(count),
                Some(count) => self.columns = Some((labels.column, count)),
                None => {
                    let message = format!("“{text}” không phải là số dòng, số cột của một bảng.");
                    diagnostics.push(
                        Diagnostic::error("bad-count", &node.origin, message)
                            .hint("ghi một số nguyên từ 1, hoặc xóa dòng này"),
                    );
                }
            },
            _ => self.members.push(entry(key, key_origin, grid.node(row, column))),
        }
    }
}

/// The column of labels of a block of settings.
struct Labels<'a> {
    grid: &'a Grid,
    column: u32,
}

impl<'a> Labels<'a> {
    /// The labels of the block that begins at the row `first`.
    fn of(grid: &'a Grid, first: u32) -> Self {
        Self { grid, column: grid.cells(first).next().map_or(0, |(column, _)| column) }
    }

    fn text(&self, row: u32) -> &'a str {
        self.grid.cell(row, self.column).map_or("", |cell| cell.text.text.as_str())
    }

    fn known(&self, row: u32) -> Option<Label> {
        all().find(|(name, _)| labels::is(self.text(row), name)).copied()
    }

    fn is_close(&self, row: u32) -> bool {
        closest(self.text(row), all().map(|(name, _)| *name)).is_some()
    }

    /// Whether the row holds the headings Mục and Giá trị.
    fn heads(&self, row: u32) -> bool {
        column::FIELDS.iter().any(|name| labels::is(self.text(row), name))
    }
}

fn all() -> impl Iterator<Item = &'static Label> {
    setting::OF_APPENDIX.iter().chain(setting::OF_TABLE)
}

/// The rows before the first empty one.
fn top_block(grid: &Grid) -> Vec<u32> {
    let Some(first) = grid.rows().next() else { return Vec::new() };
    (first..).zip(grid.rows()).take_while(|(expected, row)| expected == row).map(|p| p.1).collect()
}
