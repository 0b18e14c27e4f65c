//! What every sheet of a written workbook has: text that stays text, a page to
//! print on, notes, lists, titles that stay in sight.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    DataValidation, Format, IgnoreError, Note, ObjectMovement, Worksheet, XlsxError,
};

use super::{choices::Choices, look};
use crate::diagnostic::Diagnostic;
use crate::model::text::Text;
use crate::origin::Origin;

/// What writing gives.
pub type Done = Result<(), XlsxError>;

/// Rows below the last one that are ready to be filled in.
pub const SPARE_ROWS: u32 = 500;

/// Letters of a note's line, and the sizes of a note in pixels.
const NOTE_LINE: usize = 44;
const NOTE_WIDTH: u32 = 300;
const NOTE_LINE_HEIGHT: u32 = 17;

/// A line of text in points.
const LINE_HEIGHT: f64 = 15.75;
/// A row is no higher than 409 points.
const MOST_LINES: usize = 25;
/// The last row of a sheet.
const LAST_ROW: u32 = 1_048_575;

/// A sheet being written.
pub struct Sheet {
    inner: Worksheet,
    /// Texts that no cell has room for.
    pub faults: Vec<Diagnostic>,
    /// The row after the last one and the column after the last one in use.
    used: (u32, u16),
    /// The width of each column, in characters.
    widths: Vec<f64>,
    /// The lines of the rows that have texts.
    lines: BTreeMap<u32, usize>,
    /// The first and last cell of the area merged last.
    merged: Option<((u32, u16), (u32, u16))>,
}

/// A column of a sheet of rows: its title, its width in characters, the format
/// of its cells and the note on its title.
pub struct Column {
    /// The title.
    pub title: &'static str,
    /// Characters.
    pub width: f64,
    /// The format of all cells below the title.
    pub format: Format,
    /// What goes there.
    pub note: &'static str,
}

impl Sheet {
    /// An empty sheet that prints on A4, as wide as the page.
    pub fn new(name: &str) -> Result<Self, XlsxError> {
        let mut inner = Worksheet::new();
        inner
            .set_name(name)?
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.6, 0.5, 0.6, 0.7, 0.3, 0.3)
            .set_footer("&C&A – trang &P/&N");
        Ok(Self {
            inner,
            faults: Vec::new(),
            used: (0, 0),
            widths: Vec::new(),
            lines: BTreeMap::new(),
            merged: None,
        })
    }

    /// The finished sheet. Numbers typed as text are no mistake on it.
    pub fn into_worksheet(mut self) -> Result<Worksheet, XlsxError> {
        for (row, lines) in &self.lines {
            self.inner.set_row_height(*row, LINE_HEIGHT * *lines as f64 + 2.0)?;
        }
        let (rows, columns) = self.used;
        if columns > 0 {
            let last = rows.saturating_add(SPARE_ROWS);
            let marked = IgnoreError::NumberStoredAsText;
            self.inner.ignore_error_range(0, 0, last.min(LAST_ROW), columns - 1, marked)?;
        }
        Ok(self.inner)
    }

    /// The titles of the columns in the first row, frozen and repeated in print.
    pub fn head(&mut self, columns: &[Column]) -> Done {
        for (at, column) in (0..).zip(columns) {
            self.inner.set_column_width(at, column.width)?;
            self.inner.set_column_format(at, &column.format)?;
        }
        self.widths = columns.iter().map(|column| column.width).collect();
        self.titles(0, columns)?;
        self.inner.set_row_height(0, 22)?.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// The titles of columns in `row`, with their notes.
    pub fn titles(&mut self, row: u32, columns: &[Column]) -> Done {
        for (at, column) in (0..).zip(columns) {
            self.word((row, at), column.title, &look::title())?;
            self.note((row, at), column.note)?;
        }
        Ok(())
    }

    /// The widths of columns that hold text and have no titles. Before their
    /// texts, whose lines they decide.
    pub fn columns(&mut self, widths: &[f64]) -> Done {
        self.widths = widths.to_vec();
        for (at, width) in (0..).zip(widths) {
            self.inner.set_column_width(at, *width)?;
            self.inner.set_column_format(at, &look::cell())?;
        }
        Ok(())
    }

    /// Prints on paper turned sideways.
    pub fn landscape(&mut self) {
        self.inner.set_landscape();
    }

    /// The sheet's tab is not shown.
    pub fn hide(&mut self) {
        self.inner.set_hidden(true);
    }

    /// Keeps the rows above `body` in sight, and repeats those from `first` on
    /// in print.
    pub fn keep_head(&mut self, first: u32, body: u32) -> Done {
        self.inner.set_freeze_panes(body, 0)?.set_repeat_rows(first, body.saturating_sub(1))?;
        Ok(())
    }

    /// A word of the program's own.
    pub fn word(&mut self, at: (u32, u16), word: &str, format: &Format) -> Done {
        self.mark_used(at);
        self.inner.write_string_with_format(at.0, at.1, word, format)?;
        Ok(())
    }

    /// A text of the plan, in the cell's own font where it has one style, else
    /// in runs. A blank one leaves an empty cell.
    pub fn text(&mut self, at: (u32, u16), text: &Text, format: &Format) -> Done {
        self.styled_text(at, text, format, false)
    }

    /// A text in a table's header, which is bold by its role.
    pub fn header_text(&mut self, at: (u32, u16), text: &Text, format: &Format) -> Done {
        self.styled_text(at, text, format, true)
    }

    /// Text that has no styles, from `origin`.
    pub fn plain(&mut self, at: (u32, u16), text: &str, origin: &Origin, format: &Format) -> Done {
        self.text(at, &Text::plain(text, origin), format)
    }

    fn styled_text(
        &mut self,
        at: (u32, u16),
        text: &Text,
        format: &Format,
        in_header: bool,
    ) -> Done {
        self.mark_used(at);
        self.measure(at, &look::shown(text));
        let stretches = look::stretches(text);
        let written = match stretches.as_slice() {
            [] => self.inner.write_blank(at.0, at.1, format),
            [(words, style)] => {
                let format = look::styled(format.clone(), *style);
                self.inner.write_string_with_format(at.0, at.1, words, &format)
            }
            many => {
                let fonts = many.iter().map(|(_, style)| look::run(*style, in_header));
                let fonts: Vec<Format> = fonts.collect();
                let words: Vec<String> = many.iter().map(|(words, _)| escaped(words)).collect();
                let words = words.iter().map(String::as_str);
                let runs: Vec<(&Format, &str)> = fonts.iter().zip(words).collect();
                self.inner.write_rich_string_with_format(at.0, at.1, &runs, format)
            }
        };
        match written {
            Err(XlsxError::MaxStringLengthExceeded) => {
                self.faults.push(too_long(&text.origin));
                Ok(())
            }
            Err(error) => Err(error),
            Ok(_) => Ok(()),
        }
    }

    /// Merges cells; the first one is written right afterwards.
    pub fn merge(&mut self, from: (u32, u16), to: (u32, u16), format: &Format) -> Done {
        self.mark_used(to);
        self.merged = Some((from, to));
        self.inner.merge_range(from.0, from.1, to.0, to.1, "", format)?;
        Ok(())
    }

    /// A note on a cell.
    pub fn note(&mut self, at: (u32, u16), text: &str) -> Done {
        let lines = |line: &str| line.chars().count() / NOTE_LINE + 1;
        let lines: usize = text.lines().map(lines).sum();
        let height = NOTE_LINE_HEIGHT.saturating_mul(u32::try_from(lines + 1).unwrap_or(u32::MAX));
        let note = Note::new(text)
            .add_author_prefix(false)
            .set_width(NOTE_WIDTH)
            .set_height(height)
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        self.inner.insert_note(at.0, at.1, &note)?;
        Ok(())
    }

    /// A list to choose from in the cells of a column.
    pub fn choices(&mut self, rows: (u32, u32), column: u16, choices: Choices) -> Done {
        let list: DataValidation = choices.validation()?;
        self.inner.add_data_validation(rows.0, column, rows.1, column, &list)?;
        Ok(())
    }

    /// Notes how many lines a text takes in its cell. Excel would make the row
    /// high enough by itself, other programs leave it as it is saved.
    fn measure(&mut self, at: (u32, u16), text: &str) {
        let (bottom, right) = match self.merged.take() {
            Some((from, to)) if from == at => to,
            _ => at,
        };
        if bottom > at.0 {
            return;
        }
        let columns = usize::from(at.1)..usize::from(right) + 1;
        let width: f64 = self.widths.get(columns).unwrap_or_default().iter().sum();
        // The unit of widths is a figure of the default font.
        let letter = |c: char| if c.is_uppercase() { 1.2 } else { 0.85 };
        let lines = |line: &str| {
            let letters: f64 = line.chars().map(letter).sum();
            if width > 0.0 { (letters / width).ceil().max(1.0) as usize } else { 1 }
        };
        let lines: usize = text.lines().map(lines).sum();
        let most = self.lines.entry(at.0).or_default();
        *most = lines.clamp(1, MOST_LINES).max(*most);
    }

    fn mark_used(&mut self, (row, column): (u32, u16)) {
        let (rows, columns) = self.used;
        self.used = (rows.max(row.saturating_add(1)), columns.max(column.saturating_add(1)));
    }
}

/// `_x0041_` stands for a character in a workbook's strings. rust_xlsxwriter
/// sees to it where a string has one style, not in runs.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let is_code = match rest {
            [b'_', b'x', digits @ ..] => {
                digits.get(..4).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
                    && digits.get(4) == Some(&b'_')
            }
            _ => false,
        };
        out.push_str(if is_code { "_x005F" } else { "" });
        out.push(c);
    }
    out
}

fn too_long(origin: &Origin) -> Diagnostic {
    let message =
        "Chữ ở đây dài hơn một ô của bảng tính chứa được (32.767 ký tự, kể cả định dạng).";
    Diagnostic::error("cell-too-small", origin, message)
        .hint("chia thành nhiều đoạn, hoặc chuyển sang dạng .json")
}
