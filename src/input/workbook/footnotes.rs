//! The sheet *Chú thích*: the mark and the text of each footnote.

use crate::diagnostic::Diagnostic;
use crate::model::node::{Node, Value};
use crate::model::vocabulary::column;

use super::grid::Grid;
use super::labels::{self, Headings, entry};

/// The footnotes as a list of maps `mark`, `text`. Without headings the first
/// two columns in use are taken.
pub fn read(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let headings = Headings::find(grid, column::FOOTNOTES, column::TEXT);
    let mut used = grid.columns(grid.rows()).into_iter();
    let (first_row, mark, text) = match &headings {
        Some(headings) => {
            headings.check(grid, None, diagnostics);
            headings.check_columns(grid, column::FOOTNOTES, diagnostics);
            (headings.row + 1, headings.column(column::NUMBER), headings.column(column::TEXT))
        }
        None => (0, used.next(), used.next()),
    };
    let rows = || grid.rows().filter(|row| *row >= first_row);
    let columns: Vec<u32> = [mark, text].into_iter().flatten().collect();
    if headings.is_none() {
        labels::report_outside(grid, rows(), &columns, diagnostics);
    }
    let notes = rows()
        .filter(|row| columns.iter().any(|column| grid.cell(*row, *column).is_some()))
        .map(|row| {
            let parts = [("mark", mark), ("text", text)];
            let members = parts.into_iter().filter_map(|(key, column)| {
                let heading = headings.as_ref().map_or(row, |h| h.row);
                let value = match key {
                    "mark" => grid.plain_node(row, column?),
                    _ => grid.node(row, column?),
                };
                Some(entry(key, grid.origin(heading, column?), value))
            });
            let origin = grid.origin(row, columns.first().copied().unwrap_or(0));
            Node { value: Value::Map(members.collect()), origin }
        });
    Node { value: Value::List(notes.collect()), origin: grid.sheet() }
}
