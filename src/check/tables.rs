//! Tables as rules read them.

use crate::model::table::{RowKind, Table};

/// What the header says of a column, from the top, in lower case.
pub fn header(table: &Table, column: usize) -> String {
    let rows = table.rows.iter().take_while(|row| row.kind == RowKind::Header);
    let cells = rows.flat_map(|row| &row.cells);
    let over = cells.filter(|cell| (cell.column..cell.column + cell.colspan).contains(&column));
    over.map(|cell| cell.text.to_plain().to_lowercase()).collect::<Vec<_>>().join(" ")
}
