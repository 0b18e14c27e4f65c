//! Tables: where each cell lies, and what each row is.

use super::fields::{Faults, Fields, number};
use crate::diagnostic::Diagnostic;
use crate::model::node::{Node, Value};
use crate::model::outline::{Rank, rank};
use crate::model::table::{Cell, Row, RowKind, Table, default_header_rows, numbers_columns};
use crate::model::text::Text;
use crate::origin::Origin;

/// More columns than any page can hold.
const MAX_COLUMNS: usize = 60;

/// Reads a table; `None` if it has no rows or a row does not fit.
pub fn read(fields: Fields) -> Option<Table> {
    let origin = fields.origin().clone();
    let header_rows = fields.whole("header_rows", 0..=10);
    let widths = fields.get("widths").map(|node| {
        (fields.list("widths", |node| Some(width(node, fields.faults))), node.origin.clone())
    });
    let given = fields.required("rows");
    let rows: Vec<(Vec<Cell>, Origin)> = fields.list("rows", |node| row(node, fields.faults));
    let faults = fields.faults;
    fields.finish();
    if let Some(node) = given.filter(|node| matches!(&node.value, Value::List(l) if l.is_empty())) {
        faults.push(
            Diagnostic::error("empty-table", &node.origin, "Bảng không có dòng nào.")
                .hint("điền bảng, hoặc bỏ khối này"),
        );
        return None;
    }

    let mut cells: Vec<Vec<Cell>> = rows.iter().map(|(cells, _)| cells.clone()).collect();
    let columns = place(&mut cells);
    let origins: Vec<&Origin> = rows.iter().map(|(_, origin)| origin).collect();
    check_grid(&cells, &origins, columns, faults)?;
    let widths = match widths {
        Some((widths, origin)) => Some(check_widths(widths, columns, &origin, faults)?),
        None => None,
    };
    let header_rows = header_rows.unwrap_or_else(|| default_header(&cells)).min(cells.len());
    let kinds: Vec<RowKind> =
        (0..cells.len()).map(|at| row_kind(&cells, at, header_rows, columns)).collect();
    // A header is bold by its role, and only what goes beyond the role is a style.
    for cell in cells.iter_mut().take(header_rows).flatten() {
        cell.text = cell.text.clone().without_bold();
    }
    let rows = (1..).zip(cells).zip(kinds);
    let mut rows: Vec<Row> =
        rows.map(|((place, cells), kind)| Row { kind, cells, place }).collect();
    for (row, origin) in rows.iter_mut().zip(&origins) {
        merge_group_title(row, columns, origin, faults);
    }
    Some(Table { columns, header_rows, widths, rows, origin })
}

/// The widths, if there is one for each column. A width that was refused has
/// been reported and needs no second message.
fn check_widths(
    widths: Vec<Option<f64>>,
    columns: usize,
    origin: &Origin,
    faults: &Faults,
) -> Option<Vec<f64>> {
    if widths.len() != columns {
        faults.push(
            Diagnostic::error(
                "bad-widths",
                origin,
                format!("“Độ rộng” có {} số, nhưng bảng có {columns} cột.", widths.len()),
            )
            .hint("ghi một số cho mỗi cột, hoặc bỏ trống để chương trình tính"),
        );
        return None;
    }
    widths.into_iter().collect()
}

fn width(node: &Node, faults: &Faults) -> Option<f64> {
    let width = number(node).filter(|w| *w > 0.0);
    if width.is_none() {
        faults.wrong_type(node, "Độ rộng", "số lớn hơn 0");
    }
    width
}

fn row(node: &Node, faults: &Faults) -> Option<(Vec<Cell>, Origin)> {
    let Value::List(items) = &node.value else {
        faults.wrong_type(node, "dòng của bảng", "danh sách [ ] các ô");
        return None;
    };
    Some((items.iter().map(|item| cell(item, faults)).collect(), node.origin.clone()))
}

fn cell(node: &Node, faults: &Faults) -> Cell {
    let plain = |text| Cell { column: 0, colspan: 1, rowspan: 1, text };
    match &node.value {
        Value::Null | Value::Unread => plain(Text::blank(&node.origin)),
        Value::Text(raw) => plain(Text::new(raw, &node.origin)),
        Value::Map(_) => {
            let Some(fields) = Fields::new(node, "", faults) else {
                return plain(Text::blank(&node.origin));
            };
            let cell = Cell {
                column: 0,
                colspan: fields.whole("colspan", 1..=MAX_COLUMNS).unwrap_or(1),
                rowspan: fields.whole("rowspan", 1..=100_000).unwrap_or(1),
                text: fields.text("text").unwrap_or_else(|| Text::blank(&node.origin)),
            };
            fields.finish();
            cell
        }
        _ => {
            faults.wrong_type(node, "ô của bảng", "chữ");
            plain(Text::blank(&node.origin))
        }
    }
}

/// Gives every cell its column, as HTML does: the next one that no cell from
/// above reaches into. Returns the number of columns.
fn place(rows: &mut [Vec<Cell>]) -> usize {
    let mut busy: Vec<usize> = Vec::new();
    for row in rows {
        let mut column = 0;
        for cell in row.iter_mut() {
            while busy.get(column).is_some_and(|left| *left > 0) {
                column += 1;
            }
            cell.column = column;
            let end = column + cell.colspan;
            if busy.len() < end {
                busy.resize(end, 0);
            }
            for left in &mut busy[column..end] {
                *left = (*left).max(cell.rowspan);
            }
            column = end;
        }
        for left in &mut busy {
            *left = left.saturating_sub(1);
        }
    }
    busy.len()
}

/// Checks that the cells cover every place of the grid exactly once.
fn check_grid(
    rows: &[Vec<Cell>],
    origins: &[&Origin],
    columns: usize,
    faults: &Faults,
) -> Option<()> {
    let mut whole = columns > 0 && columns <= MAX_COLUMNS;
    if columns > MAX_COLUMNS {
        if let Some(origin) = origins.first() {
            let message = format!("Bảng có {columns} cột, nhiều nhất là {MAX_COLUMNS}.");
            faults.push(
                Diagnostic::error("table-too-wide", origin, message).hint("chia thành nhiều bảng"),
            );
        }
        return None;
    }
    let mut reach = vec![0_usize; columns];
    for (at, (row, origin)) in rows.iter().zip(origins).enumerate() {
        let mut covered: Vec<usize> = reach.iter().map(|left| usize::from(*left > 0)).collect();
        for cell in row {
            for column in cell.column..cell.column + cell.colspan {
                covered[column] += 1;
                reach[column] = reach[column].max(cell.rowspan);
            }
            if at + cell.rowspan > rows.len() {
                faults.push(
                    Diagnostic::error(
                        "span-too-long",
                        &cell.text.origin,
                        "Ô gộp dài quá dòng cuối của bảng.",
                    )
                    .hint("giảm rowspan, hoặc thêm dòng cho đủ"),
                );
                whole = false;
            }
        }
        if covered.iter().any(|count| *count != 1) {
            let count: usize = covered.iter().sum();
            faults.push(
                Diagnostic::error(
                    "ragged-row",
                    origin,
                    format!(
                        "Dòng này của bảng có {count} ô (kể cả ô gộp), các dòng khác có {columns}."
                    ),
                )
                .hint("thêm ô trống cho đủ cột, hoặc sửa colspan, rowspan"),
            );
            whole = false;
        }
        for left in &mut reach {
            *left = left.saturating_sub(1);
        }
    }
    whole.then_some(())
}

/// Header rows where none are given.
fn default_header(rows: &[Vec<Cell>]) -> usize {
    let numbers = |at: usize| rows.get(at).is_some_and(|row| is_column_numbers(row));
    let spans = |at: usize| rows.get(at).into_iter().flatten().map(|cell| cell.rowspan).max();
    default_header_rows(rows.len(), numbers, |at| at + spans(at).unwrap_or(1))
}

fn is_column_numbers(row: &[Cell]) -> bool {
    let texts: Vec<(usize, String)> = row
        .iter()
        .filter(|cell| !cell.text.is_blank())
        .map(|cell| (cell.column, cell.text.to_plain().trim().to_owned()))
        .collect();
    let texts: Vec<(usize, &str)> = texts.iter().map(|(at, text)| (*at, text.as_str())).collect();
    numbers_columns(&texts)
}

fn row_kind(rows: &[Vec<Cell>], at: usize, header_rows: usize, columns: usize) -> RowKind {
    let row = &rows[at];
    if at < header_rows {
        return if is_column_numbers(row) { RowKind::ColumnNumbers } else { RowKind::Header };
    }
    kind_below_header(row, columns)
}

/// Tells the rows below a table's header anew, after one of its columns went.
pub fn regroup(table: &mut Table) {
    let columns = table.columns;
    for row in &mut table.rows {
        if matches!(row.kind, RowKind::Group | RowKind::Data) {
            row.kind = kind_below_header(&row.cells, columns);
            merge_title(row, columns);
        }
    }
}

fn kind_below_header(row: &[Cell], columns: usize) -> RowKind {
    let spanning = |cell: &Cell| {
        cell.colspan > 1 && cell.column + cell.colspan == columns && cell.rowspan == 1
    };
    match row {
        [only] if columns > 1 && spanning(only) => RowKind::Group,
        [number, title]
            if columns > 2 && number.colspan == 1 && number.rowspan == 1 && spanning(title) =>
        {
            RowKind::Group
        }
        // A row that cells reach into from above has no room for the title to spread.
        _ if columns > 2 && row.len() == columns && has_group_shape(row) => RowKind::Group,
        _ => RowKind::Data,
    }
}

/// Only a number and a title, all else blank: a group typed without merging.
/// The number must be one that groups use (A, I) or the title bold, else it is
/// a row that waits to be filled in.
fn has_group_shape(row: &[Cell]) -> bool {
    let [number, title, rest @ ..] = row else { return false };
    let single = |cell: &Cell| cell.colspan == 1 && cell.rowspan == 1;
    let grouping = matches!(rank(&number.text.to_plain()), Some(Rank::Roman | Rank::Capital))
        || title.text.is_all_bold();
    row.iter().all(single)
        && !rest.is_empty()
        && !number.text.is_blank()
        && !title.text.is_blank()
        && rest.iter().all(|cell| cell.text.is_blank())
        && grouping
}

/// A group typed without merging gets its title spread over the blank cells,
/// with a note.
fn merge_group_title(row: &mut Row, columns: usize, origin: &Origin, faults: &Faults) {
    if let Some(title) = merge_title(row, columns) {
        let message = format!("Dòng “{title}” chỉ có số và tên, được in như dòng nhóm.");
        faults.push(
            Diagnostic::note("group-row", origin, message)
                .hint("gộp các ô của dòng nhóm để chương trình không phải đoán"),
        );
    }
}

/// Spreads the title of a group typed without merging, and gives it.
fn merge_title(row: &mut Row, columns: usize) -> Option<String> {
    if row.kind != RowKind::Group || row.cells.len() <= 2 {
        return None;
    }
    row.cells.truncate(2);
    let [_, title] = row.cells.as_mut_slice() else { return None };
    title.colspan = columns - title.column;
    Some(title.text.to_plain())
}
