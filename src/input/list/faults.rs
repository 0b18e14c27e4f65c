//! What holds of every list of communes, whatever its file: columns with names
//! of their own, at least one row, and rows with keys of their own.
//!
//! May depend on `origin`, `diagnostic` and `model`. A further rule for all
//! lists is a check in [`columns`] or [`whole`].

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::list::{Column, List, name};
use crate::model::values::Datum;
use crate::origin::Origin;

/// Cells of a list and of those inside it, blank ones counted.
pub const CELLS_LIMIT: usize = 400_000;

/// The columns of these headings. One that cannot be called by its name is
/// reported and stays.
pub fn columns(
    headings: impl IntoIterator<Item = (String, Origin)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Column> {
    let headings = headings.into_iter();
    let columns: Vec<Column> = headings
        .map(|(heading, origin)| Column { name: name(&heading), heading, origin })
        .collect();
    let mut first: BTreeMap<&str, &Column> = BTreeMap::new();
    for column in &columns {
        if !column.name.starts_with(char::is_alphabetic) {
            diagnostics.push(nameless(column));
            continue;
        }
        match first.get(column.name.as_str()) {
            Some(earlier) => diagnostics.push(doubled(column, earlier)),
            None => {
                first.insert(&column.name, column);
            }
        }
    }
    columns
}

/// The list of all communes once it is complete: each row has a key, and no
/// other row has the same. `None`, and an error, if there are no rows.
pub fn whole(list: List, diagnostics: &mut Vec<Diagnostic>) -> Option<List> {
    if list.rows.is_empty() {
        diagnostics.push(empty(&list.origin));
        return None;
    }
    let mut first: BTreeMap<&str, &Origin> = BTreeMap::new();
    for key in list.rows.iter().filter_map(|row| row.cells.get(list.key)) {
        match first.get(key.text.as_str()) {
            _ if key.datum == Datum::Unread => {}
            _ if key.text.is_empty() => diagnostics.push(without_key(&list, &key.origin)),
            Some(earlier) => diagnostics.push(same_key(&key.text, earlier, &key.origin)),
            None => {
                first.insert(&key.text, &key.origin);
            }
        }
    }
    Some(list)
}

/// The diagnostic of a list without rows.
pub fn empty(origin: &Origin) -> Diagnostic {
    Diagnostic::error("empty-list", origin, "Danh sách không có xã nào.")
        .hint("ghi mỗi xã một dòng dưới dòng tiêu đề cột; trong JSON mỗi xã là một đối tượng { }")
}

/// The diagnostic of a list beyond [`CELLS_LIMIT`].
pub fn too_large(origin: &Origin) -> Diagnostic {
    let message = "Danh sách có hơn 400.000 ô, kể cả ô trống, nên không được đọc.";
    Diagnostic::error("list-too-large", origin, message)
        .hint("bỏ bớt dòng hoặc cột, hoặc chia thành nhiều danh sách")
}

fn nameless(column: &Column) -> Diagnostic {
    let message = format!("Tiêu đề cột “{}” phải bắt đầu bằng một chữ cái.", column.heading);
    Diagnostic::error("column-without-name", &column.origin, message)
        .hint("đổi tiêu đề, ví dụ “2025” thành “Năm 2025”")
}

fn doubled(column: &Column, earlier: &Column) -> Diagnostic {
    let message = format!("Cột “{}” trùng tên với cột “{}”.", column.heading, earlier.heading);
    Diagnostic::error("duplicate-column", &column.origin, message)
        .hint(format!("đổi tên hoặc xóa một trong hai; cột đầu ở {}", earlier.origin))
}

fn without_key(list: &List, origin: &Origin) -> Diagnostic {
    let heading = list.columns.get(list.key).map_or("", |column| &column.heading);
    let message = format!("Thiếu “{heading}”: cột này phân biệt các xã nên dòng nào cũng phải có.");
    Diagnostic::error("missing-key", origin, message)
        .hint(format!("điền “{heading}”, hoặc xóa dòng này khỏi danh sách"))
}

fn same_key(key: &str, earlier: &Origin, origin: &Origin) -> Diagnostic {
    let message = format!("“{key}” có hai lần trong cột phân biệt các xã.");
    Diagnostic::error("duplicate-commune", origin, message)
        .hint(format!("sửa lại hoặc xóa một trong hai dòng; lần đầu ở {earlier}"))
}
