//! The sheet *Nội dung*: one block of the plan's body a row.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, suggestion};
use crate::model::fields::{closest, fold};
use crate::model::marker::split_marker;
use crate::model::node::{Entry, Node, RawText, Value};
use crate::model::values::{Datum, Typed};
use crate::model::vocabulary::{NO_MARKER, column};
use crate::origin::Origin;

use super::book::Book;
use super::grid::Grid;
use super::labels::{self, Headings, entry, word};
use super::table::{self, Settings};

/// Sheets among which the one that was meant is looked for.
const SHEETS_COMPARED: usize = 100;

/// The body as a list of blocks; unread where its columns are not to be found.
pub fn read(grid: &Grid, book: &mut Book) -> Node {
    let value = match Sheet::of(grid, &mut book.diagnostics) {
        Some(sheet) => Value::List(sheet.blocks(book)),
        None => Value::Unread,
    };
    Node { value, origin: grid.sheet() }
}

/// The blocks of rows of an appendix, if the first of them holds the headings of
/// this sheet, Nội dung and Kiểu among them, and nothing else.
pub fn headed(grid: &Grid, rows: &[u32], book: &mut Book) -> Option<Vec<Node>> {
    let headings = Headings::only(grid, *rows.first()?, column::BLOCKS)?;
    let text = headings.column(column::TEXT)?;
    headings.column(column::KIND)?;
    headings.check_doubled(grid, None, &mut book.diagnostics);
    let columns: Vec<u32> = grid.cells(headings.row).map(|(column, _)| column).collect();
    let rows = rows.get(1..).unwrap_or_default().to_vec();
    labels::report_outside(grid, rows.iter().copied(), &columns, &mut book.diagnostics);
    let sheet = Sheet { grid, headings: Some(headings), text, pasted: false, rows };
    Some(sheet.blocks(book))
}

/// The block of a row of pasted text, with the marker taken from the start of
/// the text.
pub fn pasted(grid: &Grid, row: u32, column: u32) -> Node {
    let origin = grid.origin(row, column);
    let mut members = Vec::new();
    split_into(grid.node(row, column), &origin, &mut members);
    Node { value: Value::Map(members), origin }
}

/// Adds `marker` and `text`, told apart by the grammar of markers.
fn split_into(node: Node, key_origin: &Origin, members: &mut Vec<Entry>) {
    if let Value::Text(raw) = &node.value
        && let Some((marker, at)) = split_marker(&raw.text)
    {
        let text = Value::Text(raw.slice(at..raw.text.len()));
        members.push(entry("marker", key_origin.clone(), word(marker, &node.origin)));
        members.push(entry("text", key_origin.clone(), Node { value: text, origin: node.origin }));
        return;
    }
    members.push(entry("text", key_origin.clone(), node));
}

/// The sheet with its columns found.
struct Sheet<'a> {
    grid: &'a Grid,
    headings: Option<Headings>,
    text: u32,
    /// Markers stand at the start of the texts, Mục being empty throughout.
    pasted: bool,
    /// The rows of blocks.
    rows: Vec<u32>,
}

impl<'a> Sheet<'a> {
    fn of(grid: &'a Grid, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let Some(headings) = Headings::find(grid, column::BLOCKS, column::TEXT) else {
            let used = grid.columns(grid.rows());
            let (Some(&text), 1) = (used.first(), used.len()) else {
                diagnostics.push(without_headings(grid, used.is_empty()));
                return None;
            };
            let rows = grid.rows().collect();
            return Some(Self { grid, headings: None, text, pasted: true, rows });
        };
        headings.check(grid, None, diagnostics);
        headings.check_columns(grid, column::BLOCKS, diagnostics);
        let marker = headings.column(column::MARKER);
        let below = || grid.rows_from(headings.row + 1);
        let pasted = marker.is_none_or(|column| !grid.columns(below()).contains(&column));
        let text = headings.column(column::TEXT)?;
        let is_known = |c: u32| column::BLOCKS.iter().any(|name| headings.column(name) == Some(c));
        let known = |row: &u32| grid.cells(*row).any(|(column, _)| is_known(column));
        let rows = below().filter(known).collect();
        Some(Self { grid, headings: Some(headings), text, pasted, rows })
    }

    fn column(&self, name: &str) -> Option<u32> {
        self.headings.as_ref().and_then(|headings| headings.column(name))
    }

    /// The cell of `row` under the heading `name`, if it holds anything.
    fn cell(&self, row: u32, name: &str) -> Option<(u32, &'a Typed)> {
        let column = self.column(name)?;
        Some((column, self.grid.cell(row, column)?))
    }

    /// Where the heading of a column stands, or the cell itself without headings.
    fn key_origin(&self, row: u32, column: u32) -> Origin {
        self.grid.origin(self.headings.as_ref().map_or(row, |h| h.row), column)
    }

    fn blocks(&self, book: &mut Book) -> Vec<Node> {
        let mut markers = Markers::default();
        self.rows.iter().map(|row| self.block(*row, &mut markers, book)).collect()
    }

    fn block(&self, row: u32, markers: &mut Markers, book: &mut Book) -> Node {
        let mut members = Vec::new();
        if let Some((column, _)) = self.cell(row, column::CONDITION) {
            let node = self.grid.node(row, column);
            members.push(entry("condition", self.key_origin(row, column), node));
        }
        let kind = self.cell(row, column::KIND).map_or("", |(_, cell)| &cell.text.text);
        match fold(kind).as_str() {
            "bang" | "table" => {
                let names = [column::MARKER, column::LEVEL, column::ALTERNATIVE, column::WIDTH];
                self.report_stray(row, &names, kind, &mut book.diagnostics);
                self.table(row, &mut members, book);
            }
            "hinh" | "image" => {
                let names = [column::MARKER, column::LEVEL];
                self.report_stray(row, &names, kind, &mut book.diagnostics);
                self.image(row, &mut members);
            }
            _ => {
                let names = [column::ALTERNATIVE, column::WIDTH];
                self.report_stray(row, &names, kind, &mut book.diagnostics);
                self.marker(row, markers, &mut members, &mut book.diagnostics);
                self.text(row, &mut members, &mut book.diagnostics);
            }
        }
        Node { value: Value::Map(members), origin: self.grid.origin(row, self.text) }
    }

    /// Reports cells in columns that a row of this kind has no use for.
    fn report_stray(&self, row: u32, names: &[&str], kind: &str, found: &mut Vec<Diagnostic>) {
        for name in names {
            if let Some((column, _)) = self.cell(row, name) {
                let message = if kind.is_empty() {
                    format!("Cột {name} không dùng cho dòng để trống cột Kiểu.")
                } else {
                    format!("Cột {name} không dùng cho dòng có Kiểu là “{kind}”.")
                };
                found.push(
                    Diagnostic::error("stray-cell", &self.grid.origin(row, column), message)
                        .hint("xóa ô này, hoặc sửa lại ô ở cột Kiểu"),
                );
            }
        }
    }

    fn text(&self, row: u32, members: &mut Vec<Entry>, diagnostics: &mut Vec<Diagnostic>) {
        let key_origin = self.key_origin(row, self.text);
        let mut node = self.grid.node(row, self.text);
        if node.value == Value::Null
            && let Some(merge) = self.grid.covering(row, self.text)
        {
            diagnostics.push(merged(&self.grid.origin(merge.top, merge.left)));
            node.value = Value::Unread;
        }
        if self.pasted {
            split_into(node, &key_origin, members);
        } else {
            members.push(entry("text", key_origin, node));
        }
        if let Some((column, _)) = self.cell(row, column::KIND) {
            let node = self.grid.node(row, column);
            members.push(entry("kind", self.key_origin(row, column), node));
        }
        self.level(row, members);
    }

    fn level(&self, row: u32, members: &mut Vec<Entry>) {
        if let Some((column, _)) = self.cell(row, column::LEVEL) {
            let mut node = self.grid.plain_node(row, column);
            if let Value::Text(text) = &node.value
                && text.text.parse::<u32>().is_ok()
            {
                node.value = Value::Number(text.text.clone());
            }
            members.push(entry("level", self.key_origin(row, column), node));
        }
    }

    fn marker(
        &self,
        row: u32,
        markers: &mut Markers,
        members: &mut Vec<Entry>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some((column, cell)) = self.cell(row, column::MARKER) else {
            return;
        };
        if labels::is(&cell.text.text, NO_MARKER) {
            return;
        }
        let origin = self.grid.origin(row, column);
        let (marker, doubtful) = marker_of(cell);
        if matches!(cell.datum, Datum::Date(_)) {
            diagnostics.push(
                Diagnostic::error(
                    "marker-is-date",
                    &origin,
                    "Excel đã đổi số mục ở ô này thành ngày tháng.",
                )
                .hint("định dạng cột Mục là Văn bản (Text) rồi gõ lại số mục"),
            );
        } else if markers.repeats(&marker.text) && doubtful {
            let message = format!(
                "Số mục {0} có hai lần; có thể đã gõ {0}0 và Excel bỏ số 0 ở cuối.",
                marker.text
            );
            diagnostics.push(
                Diagnostic::error("marker-repeated", &origin, message)
                    .hint("định dạng cột Mục là Văn bản (Text) rồi gõ lại số mục"),
            );
        }
        let node = Node { value: Value::Text(marker), origin };
        members.push(entry("marker", self.key_origin(row, column), node));
    }

    fn image(&self, row: u32, members: &mut Vec<Entry>) {
        let origin = self.cell(row, column::KIND).map(|(column, _)| self.grid.origin(row, column));
        let origin = origin.unwrap_or_else(|| self.grid.origin(row, self.text));
        members.push(entry("kind", origin.clone(), word("image", &origin)));
        let key_origin = self.key_origin(row, self.text);
        members.push(entry("file", key_origin, self.grid.node(row, self.text)));
        if let Some((column, _)) = self.cell(row, column::ALTERNATIVE) {
            let node = self.grid.node(row, column);
            members.push(entry("text", self.key_origin(row, column), node));
        }
        if let Some((column, _)) = self.cell(row, column::WIDTH) {
            let node = self.grid.plain_node(row, column);
            members.push(entry("width", self.key_origin(row, column), node));
        }
    }

    fn table(&self, row: u32, members: &mut Vec<Entry>, book: &mut Book) {
        let origin = self.grid.origin(row, self.text);
        let name = self.grid.cell(row, self.text).map_or("", |cell| cell.text.text.trim());
        let Some(index) = book.find(name) else {
            book.diagnostics.push(missing_table(name, book.names(), &origin));
            members.extend(table::without_rows(&origin, Value::Unread));
            return;
        };
        if let Some(sheet) = book.load(index) {
            let settings = Settings::read(&sheet, &mut book.diagnostics);
            let rows = match settings.rows {
                Some(count) => {
                    table::fixed_rows(&sheet, settings.end, count, true, &mut book.diagnostics)
                }
                None => sheet.rows_from(settings.end).collect(),
            };
            members.extend(table::members(&sheet, &rows, &settings, &mut book.diagnostics));
        } else {
            members.extend(table::without_rows(&origin, Value::Unread));
        }
    }
}

/// A marker as typed: of a number, what is shown if that is the same number
/// (1.10 shown by a format of two decimals), else its shortest decimal. The
/// truth value tells whether final zeros may have been lost.
fn marker_of(cell: &Typed) -> (RawText, bool) {
    let Datum::Number(plain) = &cell.datum else {
        return (cell.text.clone(), false);
    };
    let shown = cell.text.text.replace(',', ".");
    let same = shown.parse::<f64>().ok() == plain.parse::<f64>().ok();
    let marker = if same { &shown } else { plain };
    (RawText::plain(marker), marker.contains('.'))
}

/// The decimal markers seen since the last marker of a higher rank.
#[derive(Default)]
struct Markers(BTreeSet<String>);

impl Markers {
    /// Whether `marker` has been there since a part or section began.
    fn repeats(&mut self, marker: &str) -> bool {
        let bare = marker.trim_end_matches('.');
        if bare.contains('.') {
            return !self.0.insert(bare.to_owned());
        }
        let is_point = marker.ends_with(')') || bare.chars().any(char::is_lowercase);
        if !is_point && bare.chars().any(char::is_alphanumeric) {
            self.0.clear();
        }
        false
    }
}

fn without_headings(grid: &Grid, empty: bool) -> Diagnostic {
    if empty {
        return Diagnostic::error("empty-sheet", &grid.sheet(), "Sheet này không có nội dung.")
            .hint("ghi mỗi đoạn của kế hoạch vào một dòng, cột Mục và cột Nội dung");
    }
    let message = "Không tìm thấy dòng tiêu đề có cột Nội dung.";
    Diagnostic::error("missing-headings", &grid.sheet(), message)
        .hint("ghi “Mục” và “Nội dung” vào hai ô đầu của dòng đầu tiên")
}

/// A row whose text would stand under a merged area that begins at `origin`.
fn merged(origin: &Origin) -> Diagnostic {
    let message = "Vùng ô gộp bắt đầu ở ô này che mất ô Nội dung của một dòng.";
    Diagnostic::error("merged-row", origin, message)
        .hint("bỏ gộp ô, ghi ký hiệu vào cột Mục và chữ vào cột Nội dung, mỗi đoạn một dòng")
}

fn missing_table(name: &str, sheets: &[std::sync::Arc<str>], origin: &Origin) -> Diagnostic {
    if sheets.is_empty() {
        let message = format!("Không lấy được bảng “{name}”: tệp .csv chỉ có phần Nội dung.");
        return Diagnostic::error("missing-table-sheet", origin, message)
            .hint(format!("lưu kế hoạch thành bảng tính .xlsx có sheet “{name}” chứa bảng"))
            .hint("hoặc đưa bảng vào một phụ lục (appendices) trong tệp .json cạnh tệp .csv");
    }
    let message = format!("Không có sheet nào tên là “{name}” để lấy bảng.");
    let error = Diagnostic::error("missing-table-sheet", origin, message);
    match closest(name, sheets.iter().take(SHEETS_COMPARED).map(|name| &**name)) {
        Some(close) => error.hint(suggestion(close)),
        None => error.hint("ghi đúng tên sheet chứa bảng vào cột Nội dung"),
    }
}
