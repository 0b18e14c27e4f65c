//! The sheet *Nơi nhận*: one recipient a row.

use crate::diagnostic::Diagnostic;
use crate::model::node::{Node, Value};
use crate::model::vocabulary::sheet::RECIPIENTS;

use super::grid::Grid;
use super::labels;

/// The recipients as a list of texts; a heading "Nơi nhận" is skipped.
pub fn read(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut rows = grid.rows().peekable();
    let first = rows.peek().and_then(|row| Some((*row, grid.cells(*row).next()?)));
    let heading = first
        .filter(|(_, (_, cell))| labels::is(&cell.text.text, RECIPIENTS))
        .map(|(row, (column, _))| (row, column));
    if heading.is_some() {
        rows.next();
    }
    let column = match heading {
        Some((_, column)) => Some(column),
        None => grid.columns(grid.rows()).first().copied(),
    };
    let mut recipients = Vec::new();
    if let Some(column) = column {
        labels::report_outside(grid, grid.rows(), &[column], diagnostics);
        recipients.extend(
            rows.filter(|row| grid.cell(*row, column).is_some()).map(|row| grid.node(row, column)),
        );
    }
    Node { value: Value::List(recipients), origin: grid.sheet() }
}
