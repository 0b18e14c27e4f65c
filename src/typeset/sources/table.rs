//! Tables: one source for each row.

use minijinja::context;
use minijinja::value::Value;
use typst::utils::hash128;

use super::{Writer, Written};
use crate::diagnostic::Diagnostic;
use crate::model::node::Style;
use crate::model::table::{Row, RowKind, Table};
use crate::model::text::Text;
use crate::origin::Origin;
use crate::typeset::columns::{Columns, columns};
use crate::typeset::literal::{Calls, Chunks, TextLiteral};

/// Beyond this many rows, a table's rows share sources.
const ROWS_OF_THEIR_OWN: usize = 300;
const SHARED_ROWS: usize = 20;

impl Writer<'_, '_> {
    pub(super) fn table(
        &mut self,
        path: &str,
        table: &Table,
        available: f64,
        split: usize,
    ) -> Written<()> {
        let columns = match self.tables.0.get(path) {
            Some(shared) => shared.clone(),
            None => columns(table, self.metrics, available),
        };
        let look = hash128(&columns);
        let folder = path.trim_end_matches(".typ").to_owned();
        let last = table.rows.last().map_or(0, |row| row.place);
        let chunk = if last > ROWS_OF_THEIR_OWN { SHARED_ROWS } else { 1 };
        let file_of = |row: &Row| row.place.div_ceil(chunk);
        let mut header_notes = header_notes(table);
        let mut files = Vec::new();
        for rows in table.rows.chunk_by(|row, next| file_of(row) == file_of(next)) {
            let file = format!("{folder}/row-{:03}.typ", rows.first().map_or(0, file_of));
            self.rows(&file, rows, &columns, look, &mut header_notes)?;
            files.push(format!("/{file}"));
        }
        let broken = std::mem::take(&mut self.broken);
        self.warnings.extend(broken_words(&broken));
        let from = (&files, look, split);
        self.remembered("parts/table.typ.jinja", path, from, std::iter::empty(), |_| {
            let aligns: Vec<&str> = columns.aligns.iter().map(|align| align.name()).collect();
            let (widths, size) = (&columns.widths, columns.size);
            context! { files => &files, widths, aligns, size, split }
        })
    }

    /// The source of these rows, which share it; `look` stands for `columns`, and
    /// `header_notes` belong to the first row below the header.
    fn rows(
        &mut self,
        file: &str,
        rows: &[Row],
        columns: &Columns,
        look: u128,
        header_notes: &mut Option<Text>,
    ) -> Written<()> {
        let repeats = |row: &Row| matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers);
        // Where a footnote's text stands depends on the texts before.
        let calls = |row: &Row| row.cells.iter().any(|c| c.text.footnote_marks().next().is_some());
        let has_notes =
            rows.iter().any(|row| calls(row) || !repeats(row) && header_notes.is_some());
        let mut values = |writer: &mut Self| {
            let mut written = Vec::new();
            for row in rows {
                let notes = if repeats(row) { None } else { header_notes.take() };
                written.push(writer.row(row, columns, repeats(row), notes));
            }
            context! { rows => written }
        };
        const TEMPLATE: &str = "parts/rows.typ.jinja";
        if has_notes {
            let values = values(self);
            return self.render(TEMPLATE, file, values);
        }
        let texts = rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text);
        self.remembered(TEMPLATE, file, (rows, look), texts, values)
    }

    fn row(
        &mut self,
        row: &Row,
        columns: &Columns,
        repeats: bool,
        mut notes: Option<Text>,
    ) -> Value {
        let calls = if repeats { Calls::NumberOnly } else { Calls::Full };
        let cells: Vec<Value> = row
            .cells
            .iter()
            .map(|cell| {
                let bold = row.kind != RowKind::Data;
                let measure = |piece: &str, style: Style| {
                    self.metrics.width(piece, columns.size, bold || style.bold, style.italic)
                };
                let (chunks, long) = Chunks::within(&cell.text, columns.inner_width(cell), measure);
                self.broken.extend(long.into_iter().map(|word| (cell.text.origin.clone(), word)));
                let notes = notes.take().map_or(Value::from(()), |text| {
                    TextLiteral::value(&text, &self.notes, Calls::NotesOnly, Chunks::default())
                });
                context! {
                    text => TextLiteral::value(&cell.text, &self.notes, calls, chunks),
                    colspan => cell.colspan,
                    rowspan => cell.rowspan,
                    shift => if row.kind == RowKind::Data { columns.shift(self.metrics, cell) } else { 0.0 },
                    notes,
                }
            })
            .collect();
        let kind = match row.kind {
            RowKind::Header | RowKind::ColumnNumbers => "header",
            RowKind::Group => "group",
            RowKind::Data => "data",
        };
        context! { kind, cells }
    }
}

/// One warning for all the words of a table that had to be broken, at the first
/// of them.
fn broken_words(broken: &[(Origin, String)]) -> Option<Diagnostic> {
    let (first, word) = broken.first()?;
    let more = match broken.len() - 1 {
        0 => String::new(),
        more => format!(" và {more} chữ khác của bảng này"),
    };
    let message = format!("“{word}”{more} dài hơn cột của bảng nên bị ngắt sang dòng dưới.");
    Some(Diagnostic::warning("word-broken", first, message).hint(
        "viết ngắn lại, cho cột rộng hơn bằng “Độ rộng”, chia bảng, hoặc dùng phụ lục khổ ngang",
    ))
}

/// The footnotes called in a table's header, as a text of nothing but calls.
fn header_notes(table: &Table) -> Option<Text> {
    let header = table
        .rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers));
    let mut texts = header
        .flat_map(|row| &row.cells)
        .map(|cell| &cell.text)
        .filter(|t| t.footnote_marks().next().is_some());
    let mut notes = texts.next()?.clone();
    for text in texts {
        notes.inlines.extend(text.inlines.iter().cloned());
    }
    Some(notes)
}
