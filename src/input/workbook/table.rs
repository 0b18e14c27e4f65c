//! Tables: a stretch of a sheet's rows with its merged cells becomes rows of
//! cells with spans, covered cells left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Diagnostic;
use crate::model::node::{Entry, Node, Value};
use crate::model::vocabulary::setting;
use crate::origin::Origin;

use super::grid::Grid;
use super::header;
use super::labels::{self, count, entry, word};

pub use super::settings::Settings;

/// The members of a table's map: `kind`, `header_rows`, `widths` and `rows`,
/// from the rows of `grid` given (ascending).
pub fn members(
    grid: &Grid,
    rows: &[u32],
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let is_width_row = |row: u32| settings.rows.is_none() && is_width_row(grid, row);
    let (width_rows, lines): (Vec<u32>, Vec<u32>) =
        rows.iter().partition(|row| is_width_row(**row));
    let own = width_rows.first().map(|row| widths_of_row(grid, *row, diagnostics));
    let Some(table) = Table::of(grid, lines, settings) else {
        return without_rows(&grid.sheet(), Value::List(Vec::new()));
    };
    let origin = table.origin();
    if !grid.allows(table.lines.len() * (table.right - table.left + 1) as usize) {
        diagnostics.push(too_large(&origin));
        return without_rows(&origin, Value::Unread);
    }
    let header = match &settings.header_rows {
        Some(set) => set.clone(),
        None => entry("header_rows", origin.clone(), count(table.header, &origin)),
    };
    let mut members = vec![entry("kind", origin.clone(), word("table", &origin)), header];
    members.extend(own.or_else(|| settings.widths.clone()));
    members.push(entry("rows", origin.clone(), table.rows(diagnostics)));
    members
}

/// So many rows from the first one with text at or after `start`, blank ones
/// counted. Text right below them, or anywhere below where the table is `alone`
/// on its sheet, is reported: the number must be wrong.
pub fn fixed_rows(
    grid: &Grid,
    start: u32,
    count: u32,
    alone: bool,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<u32> {
    let Some(first) = grid.rows_from(start).next() else { return Vec::new() };
    let end = first.saturating_add(count);
    if let Some(row) = grid.rows_from(end).next().filter(|row| alone || *row == end) {
        let column = grid.cells(row).next().map_or(0, |(column, _)| column);
        let message = format!("“{}” là {count}, nhưng sau đó còn dòng có nội dung.", setting::ROWS);
        diagnostics.push(
            Diagnostic::error("table-rows-differ", &grid.origin(row, column), message)
                .hint("sửa lại số dòng, hoặc chuyển nội dung này đi nơi khác"),
        );
    }
    (first..end).collect()
}

/// The members of a table that has none (an empty list) or whose rows could not
/// be read ([`Value::Unread`]).
pub fn without_rows(origin: &Origin, rows: Value) -> Vec<Entry> {
    let rows = Node { value: rows, origin: origin.clone() };
    let kind = entry("kind", origin.clone(), word("table", origin));
    vec![kind, entry("rows", origin.clone(), rows)]
}

/// Whether the row gives the column widths instead of cells of the table.
fn is_width_row(grid: &Grid, row: u32) -> bool {
    grid.cells(row).next().is_some_and(|(_, cell)| labels::is(&cell.text.text, setting::WIDTHS))
}

fn widths_of_row(grid: &Grid, row: u32, diagnostics: &mut Vec<Diagnostic>) -> Entry {
    let mut cells = grid.cells(row);
    let label = cells.next().map_or(0, |(column, _)| column);
    let values: Vec<(u32, &str)> = cells.map(|(c, cell)| (c, cell.text.text.as_str())).collect();
    let first = values.first().map_or(label, |(column, _)| *column);
    let mut numbers = Vec::new();
    for (column, text) in values {
        numbers.extend(widths(text, &grid.origin(row, column), diagnostics));
    }
    let list = Node { value: Value::List(numbers), origin: grid.origin(row, first) };
    entry("widths", grid.origin(row, label), list)
}

/// The numbers of a list of widths ("10; 40; 12,5"), separated by semicolons or
/// white space.
pub fn widths(text: &str, origin: &Origin, diagnostics: &mut Vec<Diagnostic>) -> Vec<Node> {
    let mut numbers = Vec::new();
    let parts = text.split(|c: char| c == ';' || c.is_whitespace()).filter(|part| !part.is_empty());
    for part in parts {
        let number = part.replace(',', ".");
        if number.parse::<f64>().is_ok_and(|width| width.is_finite() && width > 0.0) {
            numbers.push(count(number, origin));
        } else {
            let message = format!("Độ rộng cột “{part}” không phải là số.");
            diagnostics.push(
                Diagnostic::error("bad-widths", origin, message)
                    .hint("ghi các số cách nhau bằng dấu chấm phẩy, ví dụ: 10; 40; 30"),
            );
        }
    }
    numbers
}

/// A table's box on its sheet.
struct Table<'a> {
    grid: &'a Grid,
    /// Its rows, ascending; rows of widths and blank rows between are not there.
    lines: Vec<u32>,
    left: u32,
    right: u32,
    header: usize,
}

/// Row and column of a cell.
type Place = (u32, u32);

/// A merged area as far as it lies in the table's box.
struct Span {
    /// The cell that holds its text.
    anchor: Place,
    rowspan: usize,
    colspan: usize,
}

impl<'a> Table<'a> {
    fn of(grid: &'a Grid, lines: Vec<u32>, settings: &Settings) -> Option<Self> {
        let header = settings.header_count().unwrap_or_else(|| header::rows(grid, &lines));
        // Without a header all columns in use make the table.
        let count = if header == 0 { lines.len() } else { header };
        let heading = || lines.iter().copied().take(count);
        if let Some((left, count)) = settings.columns {
            let right = left.saturating_add(count - 1);
            return Some(Self { grid, lines, left, right, header });
        }
        let used = grid.columns(heading());
        let (mut left, mut right) = (*used.first()?, *used.last()?);
        for merge in &grid.merges {
            let is_heading = lines
                .get(..count.min(lines.len()))
                .is_some_and(|lines| lines.binary_search(&merge.top).is_ok());
            if is_heading && grid.cell(merge.top, merge.left).is_some() {
                (left, right) = (left.min(merge.left), right.max(merge.right));
            }
        }
        Some(Self { grid, lines, left, right, header })
    }

    fn origin(&self) -> Origin {
        self.grid.origin(self.lines.first().copied().unwrap_or(0), self.left)
    }

    fn rows(&self, diagnostics: &mut Vec<Diagnostic>) -> Node {
        let (starts, covered) = self.spans(diagnostics);
        self.report_outside(diagnostics);
        let mut rows = Vec::new();
        for row in &self.lines {
            let mut cells = Vec::new();
            for column in self.left..=self.right {
                match starts.get(&(*row, column)) {
                    Some(span) => cells.push(self.spanning(span)),
                    None if covered.contains(&(*row, column)) => {}
                    None => cells.push(self.grid.node(*row, column)),
                }
            }
            let origin = self.grid.origin(*row, self.left);
            rows.push(Node { value: Value::List(cells), origin });
        }
        Node { value: Value::List(rows), origin: self.origin() }
    }

    fn lines_between(&self, top: u32, bottom: u32) -> &[u32] {
        let start = self.lines.partition_point(|row| *row < top);
        let end = self.lines.partition_point(|row| *row <= bottom).max(start);
        self.lines.get(start..end).unwrap_or_default()
    }

    /// The merged areas clipped to the box, by the cell that they start at in
    /// it, and all cells that lie in one; hidden values and areas that overlap
    /// are reported.
    fn spans(&self, diagnostics: &mut Vec<Diagnostic>) -> (BTreeMap<Place, Span>, BTreeSet<Place>) {
        let (mut starts, mut covered) = (BTreeMap::new(), BTreeSet::new());
        for merge in &self.grid.merges {
            let rows = self.lines_between(merge.top, merge.bottom);
            let columns = merge.left.max(self.left)..=merge.right.min(self.right);
            let Some(&first) = rows.first().filter(|_| !columns.is_empty()) else {
                continue;
            };
            let anchor = (merge.top, merge.left);
            let span = Span { anchor, rowspan: rows.len(), colspan: columns.clone().count() };
            let mut under = Vec::new();
            for place in rows.iter().flat_map(|row| columns.clone().map(|column| (*row, column))) {
                if !covered.insert(place) {
                    diagnostics.push(overlapping(&self.grid.origin(place.0, place.1)));
                    break;
                }
                if place != anchor && self.grid.cell(place.0, place.1).is_some() {
                    under.push(place);
                }
            }
            if let [(row, column), others @ ..] = under.as_slice() {
                diagnostics.push(hidden(&self.grid.origin(*row, *column), others.len()));
            }
            starts.entry((first, *columns.start())).or_insert(span);
        }
        (starts, covered)
    }

    /// One error for each column that holds text outside the table's headings.
    fn report_outside(&self, diagnostics: &mut Vec<Diagnostic>) {
        let mut seen = BTreeSet::new();
        for row in &self.lines {
            for (column, _) in self.grid.cells(*row) {
                if !(self.left..=self.right).contains(&column) && seen.insert(column) {
                    let message = "Ô có nội dung nhưng nằm ngoài các cột có tiêu đề của bảng.";
                    diagnostics.push(
                        Diagnostic::error(
                            "text-outside-table",
                            &self.grid.origin(*row, column),
                            message,
                        )
                        .hint("ghi tiêu đề cho cột này ở đầu bảng, hoặc xóa nội dung của ô"),
                    );
                }
            }
        }
    }

    fn spanning(&self, span: &Span) -> Node {
        let (row, column) = span.anchor;
        let text = self.grid.node(row, column);
        let (rowspan, colspan) = (span.rowspan, span.colspan);
        if rowspan == 1 && colspan == 1 {
            return text;
        }
        let origin = text.origin.clone();
        let mut members = vec![entry("text", origin.clone(), text)];
        if rowspan > 1 {
            members.push(entry("rowspan", origin.clone(), count(rowspan, &origin)));
        }
        if colspan > 1 {
            members.push(entry("colspan", origin.clone(), count(colspan, &origin)));
        }
        Node { value: Value::Map(members), origin }
    }
}

fn overlapping(origin: &Origin) -> Diagnostic {
    let message = "Vùng ô gộp ở đây chồng lên một vùng ô gộp khác.";
    Diagnostic::error("overlapping-merges", origin, message).hint("bỏ gộp ô ở đây rồi gộp lại")
}

/// `others`: how many more cells are hidden by the same merged area.
fn hidden(origin: &Origin, others: usize) -> Diagnostic {
    let more = if others == 0 { String::new() } else { format!(" (và {others} ô nữa)") };
    let message = format!("Ô bị che dưới một vùng ô gộp nhưng vẫn có nội dung{more}.");
    Diagnostic::error("covered-cell", origin, message)
        .hint("bỏ gộp ô, chuyển hoặc xóa nội dung của ô này rồi gộp lại")
}

fn too_large(origin: &Origin) -> Diagnostic {
    let message = "Các bảng của kế hoạch có hơn 400.000 ô, kể cả ô trống.";
    Diagnostic::error("table-too-large", origin, message)
        .hint("bỏ bớt dòng, cột hoặc vùng ô gộp quá rộng")
}
