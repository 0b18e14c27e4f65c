//! How many rows at the top of a table on a sheet are its header.

use crate::model::table::{default_header_rows, numbers_columns};

use super::grid::Grid;

/// The number of header rows of the table in these rows, by the rule of
/// [`default_header_rows`].
pub fn rows(grid: &Grid, lines: &[u32]) -> usize {
    let numbers = |nth: usize| {
        let cells = lines.get(nth).into_iter().flat_map(|row| grid.cells(*row));
        let cells = cells.map(|(column, cell)| (column as usize, cell.text.text.as_str()));
        numbers_columns(&cells.collect::<Vec<_>>())
    };
    let reach = |nth: usize| {
        let (Some(first), Some(row)) = (lines.first(), lines.get(nth)) else { return nth };
        let starting = grid.merges.iter().filter(|merge| (*first..=*row).contains(&merge.top));
        let bottom = starting.map(|merge| merge.bottom).max().unwrap_or(*row);
        lines.partition_point(|row| *row <= bottom)
    };
    default_header_rows(lines.len(), numbers, reach)
}
