//! Tables: one source for each row.

use minijinja::context;
use minijinja::value::Value;

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

impl Writer<'_> {
    pub(super) fn table(
        &mut self,
        path: &str,
        table: &Table,
        available: f64,
        split: usize,
    ) -> Written<()> {
        let columns = columns(table, &self.metrics, available);
        let folder = path.trim_end_matches(".typ").to_owned();
        let chunk = if table.rows.len() > ROWS_OF_THEIR_OWN { SHARED_ROWS } else { 1 };
        let mut header_notes = header_notes(table);
        let mut files = Vec::new();
        for (index, rows) in table.rows.chunks(chunk).enumerate() {
            let mut written = Vec::new();
            for row in rows {
                let repeats = matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers);
                let notes = if repeats { None } else { header_notes.take() };
                written.push(self.row(row, &columns, repeats, notes));
            }
            let file = format!("{folder}/row-{:03}.typ", index + 1);
            self.render("parts/rows.typ.jinja", &file, context! { rows => written })?;
            files.push(format!("/{file}"));
        }
        let broken = std::mem::take(&mut self.broken);
        self.warnings.extend(broken_words(&broken));
        let aligns: Vec<&str> = columns.aligns.iter().map(|align| align.name()).collect();
        let values =
            context! { files, widths => columns.widths, aligns, size => columns.size, split };
        self.render("parts/table.typ.jinja", path, values)
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
                    shift => if row.kind == RowKind::Data { columns.shift(&self.metrics, cell) } else { 0.0 },
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
