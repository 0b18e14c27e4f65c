//! The sheet *Thông tin*: labels on the left, values on the right, and for a
//! joint plan those of the second issuer beside them.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::fields::{FIELDS, Field};
use crate::model::node::Node;
use crate::model::values;
use crate::model::vocabulary::column;

use super::grid::{Grid, cell_name};
use super::labels::{self, Headings};

/// Where the labels and values stand.
struct Columns {
    label: u32,
    value: u32,
    joint: u32,
    first_row: u32,
}

/// Puts the fields of the sheet into `root` at their paths. A label whose value
/// is blank gives a null at the value's cell.
pub fn read(grid: &Grid, root: &mut Node, diagnostics: &mut Vec<Diagnostic>) {
    let columns = columns(grid, diagnostics);
    let rows = || grid.rows().filter(|row| *row >= columns.first_row);
    let used = [columns.label, columns.value, columns.joint];
    labels::report_outside(grid, rows(), &used, diagnostics);
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows() {
        let Some(label) = grid.cell(row, columns.label) else {
            for column in [columns.value, columns.joint] {
                if grid.cell(row, column).is_some() {
                    diagnostics.push(without_label(grid, row, column));
                }
            }
            continue;
        };
        let (label, origin) = (&label.text.text, grid.origin(row, columns.label));
        let Some(field) = labels::field(label) else {
            diagnostics.push(labels::unknown(label, FIELDS.iter().map(|f| f.label), &origin));
            continue;
        };
        if let Some(earlier) = seen.insert(field.label, row) {
            diagnostics.push(labels::doubled(field.label, earlier, columns.label, &origin));
            continue;
        }
        put(grid, root, field, row, &columns, diagnostics);
    }
}

/// By the heading row where there is one, else by the first column that holds
/// a known label; the values stand right of it.
fn columns(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Columns {
    if let Some(headings) = Headings::find(grid, column::FIELDS, column::VALUE) {
        headings.check(grid, Some(column::VALUE), diagnostics);
        let values = headings.all(column::VALUE);
        let value = values.first().copied().unwrap_or(1);
        return Columns {
            label: headings.column(column::MARKER).unwrap_or(value.saturating_sub(1)),
            value,
            joint: values.get(1).copied().unwrap_or(value + 1),
            first_row: headings.row + 1,
        };
    }
    let is_label = |text: &str| labels::field(text).is_some();
    let labelled = |row: &u32| grid.cells(*row).any(|(_, cell)| is_label(&cell.text.text));
    let rows: Vec<u32> = grid.rows().filter(labelled).collect();
    let cells = || rows.iter().flat_map(|row| grid.cells(*row));
    let label =
        cells().filter(|(_, cell)| is_label(&cell.text.text)).map(|(column, _)| column).min();
    let label = label.unwrap_or(0);
    // Columns may stand empty between, as under merged labels.
    let value = cells().map(|(column, _)| column).filter(|column| *column > label).min();
    let value = value.unwrap_or(label + 1);
    // A title above has no value; a label misspelt has.
    let counts = |row: &u32| labelled(row) || grid.cells(*row).count() > 1;
    let first_row = grid.rows().find(counts).unwrap_or(0);
    labels::report_above(grid, first_row, diagnostics);
    Columns { label, value, joint: value + 1, first_row }
}

fn put(
    grid: &Grid,
    root: &mut Node,
    field: &Field,
    row: u32,
    columns: &Columns,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let key_origin = grid.origin(row, columns.label);
    let typed = |column| grid.cell(row, column).cloned().unwrap_or_default();
    let origin = grid.origin(row, columns.value);
    let value = values::node(field.path, &typed(columns.value), &origin);
    values::put(root, field.path, &key_origin, &grid.sheet(), value);
    if grid.cell(row, columns.joint).is_none() {
        return;
    }
    let origin = grid.origin(row, columns.joint);
    match field.joint {
        Some(path) => {
            let value = values::node(path, &typed(columns.joint), &origin);
            values::put(root, path, &key_origin, &grid.sheet(), value);
        }
        None => {
            let message =
                format!("Mục “{}” chỉ có một giá trị cho cả kế hoạch liên tịch.", field.label);
            diagnostics.push(
                Diagnostic::error("second-value", &origin, message)
                    .hint("xóa ô này; cột Giá trị thứ hai chỉ dành cho cơ quan ban hành thứ hai"),
            );
        }
    }
}

fn without_label(grid: &Grid, row: u32, column: u32) -> Diagnostic {
    let message =
        format!("Ô {} có giá trị nhưng dòng này không có tên mục.", cell_name(row, column));
    Diagnostic::error("value-without-label", &grid.origin(row, column), message)
        .hint("ghi tên mục ở cột bên trái, hoặc xóa ô này")
}
