//! Tables: rows of cells with spans, and what each row is.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::block::CONDITION;
use super::text::Text;
use crate::origin::Origin;

/// A table of the body or of an appendix. Every row covers all columns,
/// counting the spans that reach into it from above; `model::read` checks it.
#[derive(Clone, Debug)]
pub struct Table {
    /// The number of columns, at least 1.
    pub columns: usize,
    /// The number of rows, from the top, that repeat on every page.
    pub header_rows: usize,
    /// Relative widths of the columns (Độ rộng), if given: one for each.
    pub widths: Option<Vec<f64>>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Where the table starts.
    pub origin: Origin,
}

/// A row of a [`Table`].
#[derive(Clone, Debug, Hash)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// The cells that start in this row, left to right.
    pub cells: Vec<Cell>,
    /// Its place among the rows of the plan's table, from 1.
    pub place: usize,
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// Repeated at the top of every page.
    Header,
    /// "(1) (2) (3)": a header row that numbers the columns.
    ColumnNumbers,
    /// The title of the rows below it.
    Group,
    /// An ordinary row.
    Data,
}

/// A cell of a [`Table`].
#[derive(Clone, Debug, Hash)]
pub struct Cell {
    /// The leftmost column it covers, from 0.
    pub column: usize,
    /// The number of columns it covers, at least 1.
    pub colspan: usize,
    /// The number of rows it covers, at least 1.
    pub rowspan: usize,
    /// The text; may be blank.
    pub text: Text,
}

/// A row of column numbers stands among the first so many rows.
const NUMBER_ROW_SEARCH: usize = 6;

/// The header rows of a table of `rows` rows for which no number is given: down
/// to the row of column numbers, if there is one, else as far as cells merged
/// downwards reach from the first row, else one. One rule for every format.
///
/// `numbers_columns` tells it of a row; `reach` tells the row after the last one
/// that the cells starting in a row cover.
pub fn default_header_rows(
    rows: usize,
    numbers_columns: impl Fn(usize) -> bool,
    reach: impl Fn(usize) -> usize,
) -> usize {
    if let Some(row) = (0..rows.min(NUMBER_ROW_SEARCH)).find(|row| numbers_columns(*row)) {
        return row + 1;
    }
    let mut end = rows.min(1);
    let mut row = 0;
    while row < end {
        end = end.max(reach(row));
        row += 1;
    }
    // Cells merged down the whole table are no header.
    if end < rows { end } else { rows.min(1) }
}

/// Whether a row, given as its cells that are not blank with their columns, only
/// numbers the columns: `(1) (2) (3)=(1)+(2)`, or a bare `1 2 3 4` without a gap
/// (shorter ones may well be data).
pub fn numbers_columns(cells: &[(usize, &str)]) -> bool {
    let in_brackets = cells.len() > 1
        && cells.iter().all(|(_, text)| is_column_formula(text))
        && cells.iter().filter(|(_, text)| is_bracketed_number(text)).count() > 1;
    let first = cells.first().map_or(0, |(column, _)| *column);
    let counted = cells.len() > 3
        && (1..)
            .zip(cells)
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

impl JsonSchema for Table {
    fn schema_name() -> Cow<'static, str> {
        "Table".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "Bảng. Ô bị ô gộp che thì không ghi, như trong HTML.",
            "required": ["kind", "rows"],
            "additionalProperties": false,
            "properties": {
                "kind": { "enum": ["table", "bảng"] },
                "condition": { "type": "string", "description": CONDITION },
                "header_rows": {
                    "type": "integer",
                    "minimum": 0,
                    "description": "Số dòng tiêu đề lặp lại ở đầu mỗi trang; bỏ trống là 1, hoặc đến hết dòng (1) (2) (3)."
                },
                "widths": {
                    "type": "array",
                    "items": { "type": "number", "exclusiveMinimum": 0 },
                    "description": "Độ rộng tương đối của từng cột; bỏ trống thì tính theo nội dung."
                },
                "rows": {
                    "type": "array",
                    "items": { "type": "array", "items": { "anyOf": [
                        { "type": ["string", "null"] },
                        {
                            "type": "object",
                            "additionalProperties": false,
                            "properties": {
                                "text": { "type": ["string", "null"] },
                                "rowspan": { "type": "integer", "minimum": 1 },
                                "colspan": { "type": "integer", "minimum": 1 }
                            }
                        }
                    ] } }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{default_header_rows, numbers_columns};

    #[test]
    fn the_header_ends_with_column_numbers_or_with_the_spans() {
        // Cells that start in row 0 reach over row 1, those of row 1 over row 2.
        let reach = |row: usize| if row < 2 { row + 2 } else { row + 1 };
        assert_eq!(default_header_rows(9, |_| false, reach), 3);
        assert_eq!(default_header_rows(9, |row| row == 3, reach), 4);
        assert_eq!(default_header_rows(3, |_| false, reach), 1, "no header but merged cells");
        assert_eq!(default_header_rows(0, |_| false, reach), 0);
    }

    #[test]
    fn column_numbers_are_told_from_data() {
        let row = |texts: &[&'static str]| -> bool {
            numbers_columns(&texts.iter().copied().enumerate().collect::<Vec<_>>())
        };
        assert!(row(&["(1)", "(2)", "(3)=(1)+(2)"]));
        assert!(row(&["1", "2", "3", "4"]));
        assert!(!row(&["1", "2", "3"]), "may be data");
        assert!(!row(&["1", "2", "3", "5"]));
        assert!(!row(&["(1)", "Việc"]));
    }
}
