//! Tables: rows of cells with spans, and what each row is.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

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
#[derive(Clone, Debug)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// The cells that start in this row, left to right.
    pub cells: Vec<Cell>,
}

/// What a row of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug)]
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
