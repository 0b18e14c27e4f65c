//! Labels and headings: found whatever their case, spaces and diacritics, with
//! what is said of those that are unknown, doubled or out of place.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::{FIELDS, Field, closest, fold};
use crate::model::node::{Entry, Node, RawText, Value};
use crate::origin::Origin;

use super::grid::{Grid, cell_name};

/// A heading row stands among the first so many rows that hold text.
const HEADING_SEARCH: usize = 10;

/// The form in which a label is compared; a colon or star around it is
/// tolerated (`Số:`, `Người ký *`).
pub fn key(label: &str) -> String {
    fold(label.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '*'))
}

/// Bytes of a text that may be a label; longer ones are not even folded.
const LABEL_LIMIT: usize = 300;

/// The field whose label a cell's text is.
pub fn field(text: &str) -> Option<&'static Field> {
    static BY_KEY: LazyLock<BTreeMap<String, &Field>> =
        LazyLock::new(|| FIELDS.iter().map(|field| (key(field.label), field)).collect());
    (text.len() <= LABEL_LIMIT).then(|| BY_KEY.get(&key(text)).copied()).flatten()
}

/// Whether a cell's text is this label.
pub fn is(text: &str, label: &str) -> bool {
    text.len() <= LABEL_LIMIT && key(text) == key(label)
}

/// The heading row of a sheet.
pub struct Headings {
    /// Its row.
    pub row: u32,
    /// Known headings and their columns, from the left; a name may come twice.
    columns: Vec<(&'static str, u32)>,
}

impl Headings {
    /// Finds the first row with the heading `key_heading` that has a second
    /// known heading too or is the first row of the sheet.
    pub fn find(grid: &Grid, known: &'static [&'static str], key_heading: &str) -> Option<Self> {
        grid.rows().take(HEADING_SEARCH).enumerate().find_map(|(nth, row)| {
            let columns: Vec<_> = grid
                .cells(row)
                .filter_map(|(column, cell)| {
                    let name = known.iter().find(|name| is(&cell.text.text, name))?;
                    Some((*name, column))
                })
                .collect();
            let has_key = columns.iter().any(|(name, _)| *name == key_heading);
            (has_key && (columns.len() > 1 || nth == 0)).then_some(Self { row, columns })
        })
    }

    /// The headings of `row`, if every one of them is known.
    pub fn only(grid: &Grid, row: u32, known: &'static [&'static str]) -> Option<Self> {
        let name = |text: &str| known.iter().copied().find(|name| is(text, name));
        let columns = grid.cells(row).map(|(column, cell)| Some((name(&cell.text.text)?, column)));
        Some(Self { row, columns: columns.collect::<Option<_>>()? })
    }

    /// The column of the heading `name`.
    pub fn column(&self, name: &str) -> Option<u32> {
        self.columns.iter().find(|(known, _)| *known == name).map(|(_, column)| *column)
    }

    /// All columns of the heading `name`.
    pub fn all(&self, name: &str) -> Vec<u32> {
        self.columns.iter().filter(|(known, _)| *known == name).map(|(_, column)| *column).collect()
    }

    /// Reports headings that are unknown or doubled and rows above the heading
    /// row. `twice` is the heading that may stand over two columns.
    pub fn check(&self, grid: &Grid, twice: Option<&str>, diagnostics: &mut Vec<Diagnostic>) {
        self.check_doubled(grid, twice, diagnostics);
        report_above(grid, self.row, diagnostics);
    }

    /// Reports headings that are doubled, but for `twice`.
    pub fn check_doubled(
        &self,
        grid: &Grid,
        twice: Option<&str>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let mut first: BTreeMap<&str, u32> = BTreeMap::new();
        for (name, column) in self.columns.iter().filter(|(name, _)| Some(*name) != twice) {
            let origin = grid.origin(self.row, *column);
            match first.get(name) {
                Some(earlier) => diagnostics.push(doubled(name, self.row, *earlier, &origin)),
                None => {
                    first.insert(name, *column);
                }
            }
        }
    }

    /// Reports headings of this row that are not among `known`, each an error
    /// since the column below would be lost, and text in columns without any
    /// heading.
    pub fn check_columns(&self, grid: &Grid, known: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        let headed: Vec<u32> = grid.cells(self.row).map(|(column, _)| column).collect();
        for (column, cell) in grid.cells(self.row) {
            let heading = &cell.text.text;
            if !known.iter().any(|name| is(heading, name)) {
                let origin = grid.origin(self.row, column);
                diagnostics.push(unknown_column(heading, known, &origin));
            }
        }
        report_outside(grid, grid.rows().filter(|row| *row > self.row), &headed, diagnostics);
    }
}

/// The heading row of a sheet whose headings are whatever its author chose: the
/// first with two cells at least, since a title above has one, else the first.
pub fn heading_row(grid: &Grid) -> Option<u32> {
    let is_wide = |row: &u32| grid.cells(*row).nth(1).is_some();
    grid.rows().take(HEADING_SEARCH).find(is_wide).or_else(|| grid.rows().next())
}

/// One note on the cells above the first row that counts.
pub fn report_above(grid: &Grid, first_row: u32, diagnostics: &mut Vec<Diagnostic>) {
    let above: Vec<String> = grid
        .rows()
        .take_while(|row| *row < first_row)
        .flat_map(|row| grid.cells(row).map(move |(column, _)| cell_name(row, column)))
        .collect();
    if !above.is_empty() {
        let message =
            format!("Nội dung phía trên dòng tiêu đề cột không được dùng: ô {}.", above.join(", "));
        diagnostics.push(Diagnostic::note("text-above-headings", &grid.sheet(), message));
    }
}

/// Reports every cell of these rows that stands outside `columns`.
pub fn report_outside(
    grid: &Grid,
    rows: impl IntoIterator<Item = u32>,
    columns: &[u32],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for row in rows {
        for (column, _) in grid.cells(row).filter(|(column, _)| !columns.contains(column)) {
            diagnostics.push(outside(&grid.origin(row, column)));
        }
    }
}

/// A cell that no column of its sheet accounts for.
pub fn outside(origin: &Origin) -> Diagnostic {
    Diagnostic::error(
        "text-outside-columns",
        origin,
        "Ô có nội dung nhưng nằm ngoài các cột được dùng.",
    )
    .hint("chuyển nội dung vào đúng cột, hoặc xóa ô này")
}

/// A label that no field has.
pub fn unknown<'a>(
    label: &str,
    known: impl IntoIterator<Item = &'a str>,
    origin: &Origin,
) -> Diagnostic {
    let message = format!("Không có mục nào tên là “{label}”; dòng này không được dùng.");
    let warning = Diagnostic::warning("unknown-label", origin, message);
    match closest(label, known) {
        Some(close) => warning.hint(suggestion(close)),
        None => warning.hint("sửa lại tên mục theo mẫu, hoặc xóa dòng này"),
    }
}

/// A label or heading that stands a second time, at `origin`.
pub fn doubled(label: &str, row: u32, column: u32, origin: &Origin) -> Diagnostic {
    let first = cell_name(row, column);
    let message = format!("“{label}” có hai lần: lần đầu ở ô {first}, lần sau ở ô này.");
    Diagnostic::error("duplicate-label", origin, message).hint("giữ một và xóa một")
}

fn unknown_column(heading: &str, known: &[&str], origin: &Origin) -> Diagnostic {
    let message = format!("Không có cột nào tên là “{heading}”.");
    let error = Diagnostic::error("unknown-column", origin, message);
    match closest(heading, known.iter().copied()) {
        Some(close) => error.hint(suggestion(close)),
        None => error.hint(format!("xóa cột này; các cột dùng được: {}", known.join(", "))),
    }
}

/// A member of a map.
pub fn entry(key: &str, origin: Origin, value: Node) -> Entry {
    Entry { key: key.to_owned(), origin, value }
}

/// A text that the program itself puts into the tree, at `origin`.
pub fn word(text: &str, origin: &Origin) -> Node {
    Node { value: Value::Text(RawText::plain(text)), origin: origin.clone() }
}

/// A count that the program itself puts into the tree, at `origin`.
pub fn count(number: impl ToString, origin: &Origin) -> Node {
    Node { value: Value::Number(number.to_string()), origin: origin.clone() }
}
