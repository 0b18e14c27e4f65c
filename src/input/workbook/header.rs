//! How many rows at the top of a table are its header.

use super::grid::Grid;

/// A row of column numbers stands among the first so many rows.
const NUMBER_ROW_SEARCH: usize = 6;

/// The number of header rows of the table in these rows: down to the row of
/// column numbers `(1) (2) …` if there is one, else as far as merged cells
/// reach from the first row, else one.
pub fn rows(grid: &Grid, lines: &[u32]) -> usize {
    let numbered = lines.iter().take(NUMBER_ROW_SEARCH).position(|row| numbers_columns(grid, *row));
    if let Some(nth) = numbered {
        return nth + 1;
    }
    let Some(&first) = lines.first() else {
        return 0;
    };
    let mut last = first;
    while let Some(bottom) = grid
        .merges
        .iter()
        .filter(|merge| (first..=last).contains(&merge.top) && merge.bottom > last)
        .map(|merge| merge.bottom)
        .max()
    {
        last = bottom;
    }
    let reached = lines.iter().filter(|row| **row <= last).count();
    // Cells merged down the whole table are no header.
    if reached == lines.len() { 1 } else { reached }
}

/// Whether the row only numbers the columns: `(1) (2) (3)=(1)+(2)`, or a bare
/// `1 2 3 4` without a gap (shorter ones may well be data).
fn numbers_columns(grid: &Grid, row: u32) -> bool {
    let cells: Vec<(u32, &str)> = grid.cells(row).map(|(c, t)| (c, t.text.text.as_str())).collect();
    let in_brackets = cells.len() > 1
        && cells.iter().all(|(_, text)| is_column_formula(text))
        && cells.iter().filter(|(_, text)| is_bracketed_number(text)).count() > 1;
    let first = cells.first().map_or(0, |(column, _)| *column);
    let counted = cells.len() > 3
        && (1u32..)
            .zip(&cells)
            .all(|(n, (column, text))| *column == first + n - 1 && text.parse() == Ok(n));
    in_brackets || counted
}

fn is_bracketed_number(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|number| number.parse::<u8>().is_ok())
}

/// `(3)`, `(A)`, `(3)=(1)+(2)`, `(5=3/4)`.
fn is_column_formula(text: &str) -> bool {
    let of_formula = |c: char| c.is_ascii_alphanumeric() || "()=+-*/×:% ".contains(c);
    text.starts_with('(') && text.len() <= 24 && text.chars().all(of_formula)
}
