//! A sheet while its file is read: whatever the format, its cells, merged areas,
//! hidden rows and pictures are given to [`Sheet`], which turns them into a
//! [`Grid`] as a person sees it and holds the limits.
//!
//! Knows nothing of any file format. A new kind of contents is a variant of
//! [`Content`].

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::input::clean;
use crate::model::values::Typed;
use crate::origin::{Origin, column_letters};

use super::format::DateSystem;
use super::grid::{Grid, Merge, cell_name};
use super::reading::Reading;
use super::rich::{CellStyle, Rich};
use crate::input::package::Fault;

/// Rows and columns beyond which nothing may stand.
const ROWS_LIMIT: u32 = 100_000;
/// See [`ROWS_LIMIT`].
pub const COLUMNS_LIMIT: u32 = 500;
/// Merged areas of a sheet.
const MERGES_LIMIT: usize = 20_000;
/// Drawings reported of a sheet, of which a hostile file has millions.
const DRAWINGS_SHOWN: usize = 1_000;
/// Hidden rows and columns named in a message.
const NAMES_SHOWN: usize = 10;

/// What may still be read of a workbook; all its sheets share it.
#[derive(Debug)]
pub struct Allowance {
    /// Cells of tables, blank ones counted.
    tables: Rc<Cell<usize>>,
    cells: usize,
    text: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self { tables: Rc::new(Cell::new(400_000)), cells: 200_000, text: 16 << 20 }
    }
}

/// What a cell holds, as its file has it.
#[derive(Clone)]
pub enum Content {
    /// Nothing but formatting.
    Empty,
    /// Text.
    Text(Rich),
    /// Text whose look is written as marks, `**bold**`.
    Marked(String),
    /// A number, of which a date is one.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// A date or date-time as ISO 8601 has it.
    IsoDate(String),
    /// An error value, such as `#REF!`.
    Error(String),
    /// A formula without its result.
    NotCalculated,
    /// What cannot be understood, and why: a whole Vietnamese sentence.
    Unreadable(&'static str),
}

/// Something on a sheet that is no cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// A picture.
    Picture,
    /// A chart.
    Chart,
    /// A shape, a line, a form control.
    Shape,
    /// A box with text of its own.
    TextBox,
}

impl Drawing {
    /// What a person calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Picture => "một hình",
            Self::Chart => "một biểu đồ",
            Self::Shape => "một hình vẽ (shape)",
            Self::TextBox => "một hộp văn bản (text box)",
        }
    }
}

/// A sheet being read.
pub struct Sheet<'a> {
    grid: Grid,
    dates: DateSystem,
    allowance: &'a mut Allowance,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<Range<u32>>,
    filtered: bool,
    drawings: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Sheet<'a> {
    /// An empty sheet called `name` of `file`; what is wrong with its cells goes
    /// to `diagnostics`.
    pub fn new(
        file: &Arc<str>,
        name: &Arc<str>,
        allowance: &'a mut Allowance,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            grid: Grid::new(file, name, &allowance.tables),
            dates: DateSystem::Date1900,
            allowance,
            hidden_rows: BTreeSet::new(),
            hidden_columns: Vec::new(),
            filtered: false,
            drawings: 0,
            diagnostics,
        }
    }

    /// Days count from 1904 (workbooks of old Macs), not from 1900.
    pub fn count_from_1904(&mut self) {
        self.dates = DateSystem::Date1904;
    }

    /// Puts in the cell at `row` and `column` (from 0).
    ///
    /// # Errors
    /// The cell lies beyond the limits of a sheet, or the workbook holds more
    /// than its [`Allowance`].
    pub fn cell(
        &mut self,
        row: u32,
        column: u32,
        content: Content,
        style: &CellStyle,
    ) -> Result<(), Fault> {
        if matches!(content, Content::Empty) {
            return Ok(());
        }
        let content = match content {
            Content::Text(rich) => Content::Text(style.format.show_text(rich)),
            content => content,
        };
        let origin = self.grid.origin(row, column);
        let text = match &content {
            Content::Text(rich) => rich.len(),
            Content::Marked(text) => text.len(),
            _ => 0,
        };
        self.check_limits(row, column, text, &origin)?;
        if text > clean::TEXT_LIMIT {
            self.diagnostics.push(clean::too_long(&origin));
            self.grid.insert(row, column, Typed::unread());
            return Ok(());
        }
        let dates = self.dates;
        let cell = Reading { dates, style, origin: &origin, diagnostics: self.diagnostics };
        let cell = cell.typed(content);
        self.grid.insert(row, column, cell);
        Ok(())
    }

    /// Puts in a merged area; one of a single cell is none.
    ///
    /// # Errors
    /// The sheet has more merged areas than can be right.
    pub fn merge(&mut self, merge: Merge) -> Result<(), Fault> {
        if merge.top == merge.bottom && merge.left == merge.right {
            return Ok(());
        }
        if self.grid.merges.len() >= MERGES_LIMIT {
            let message = format!("Sheet có hơn {MERGES_LIMIT} vùng ô gộp nên không được đọc.");
            return Err(too_large(&self.grid.sheet(), message));
        }
        self.grid.merges.push(merge);
        Ok(())
    }

    /// The row is not shown.
    pub fn hide_row(&mut self, row: u32) {
        if row < ROWS_LIMIT {
            self.hidden_rows.insert(row);
        }
    }

    /// The columns are not shown.
    pub fn hide_columns(&mut self, columns: Range<u32>) {
        if self.hidden_columns.len() < COLUMNS_LIMIT as usize {
            self.hidden_columns.push(columns);
        }
    }

    /// The sheet has a filter: hidden rows are rows filtered out.
    pub fn filter(&mut self) {
        self.filtered = true;
    }

    /// Reports something that is no cell and would be lost, at its top left cell.
    pub fn drawing(&mut self, drawing: Drawing, row: u32, column: u32) {
        self.drawings += 1;
        if self.drawings > DRAWINGS_SHOWN {
            return;
        }
        let origin = self.grid.origin(row, column);
        let message = format!(
            "Ở ô {} có {} đặt trên sheet; phần này không đọc được.",
            cell_name(row, column),
            drawing.name()
        );
        let hint = match drawing {
            Drawing::TextBox => "chuyển chữ vào ô rồi xóa hộp văn bản",
            Drawing::Picture | Drawing::Chart => {
                "lưu thành tệp PNG cạnh kế hoạch, thêm dòng có Kiểu là “hình” ghi tên tệp, \
                 rồi xóa khỏi sheet"
            }
            Drawing::Shape => "xóa hình vẽ khỏi sheet, hoặc chuyển sang sheet không dùng",
        };
        self.diagnostics.push(Diagnostic::error("drawing-on-sheet", &origin, message).hint(hint));
    }

    /// The finished grid. What stands in hidden rows and columns is there like
    /// all other cells; a warning names them.
    pub fn finish(self) -> Grid {
        let warning = self.hidden_warning();
        self.diagnostics.extend(warning);
        self.grid
    }

    fn hidden_warning(&self) -> Option<Diagnostic> {
        let grid = &self.grid;
        let in_column = |column: &u32| self.hidden_columns.iter().any(|r| r.contains(column));
        let rows = self.hidden_rows.iter().filter(|row| grid.cells(**row).next().is_some());
        let rows = rows.map(|row| format!("dòng {}", row + 1));
        let columns = grid.columns(grid.rows()).into_iter().filter(in_column);
        let names: Vec<String> =
            rows.chain(columns.map(|column| format!("cột {}", column_letters(column)))).collect();
        let shown = names.get(..NAMES_SHOWN).unwrap_or(&names).join(", ");
        let more = if names.len() > NAMES_SHOWN { " …" } else { "" };
        let how = if self.filtered { "bị ẩn hoặc bị lọc" } else { "bị ẩn" };
        (!names.is_empty()).then(|| {
            let message = format!("Sheet có nội dung {how} mà vẫn được dùng: {shown}{more}.");
            let hint = if self.filtered {
                "bỏ lọc (Clear) và bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi"
            } else {
                "bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi"
            };
            Diagnostic::warning("hidden-cells", &grid.sheet(), message).hint(hint)
        })
    }

    fn check_limits(
        &mut self,
        row: u32,
        column: u32,
        text: usize,
        origin: &Origin,
    ) -> Result<(), Fault> {
        if row >= ROWS_LIMIT || column >= COLUMNS_LIMIT {
            return Err(beyond_limits(origin));
        }
        let left = self.allowance.cells.checked_sub(1).zip(self.allowance.text.checked_sub(text));
        let Some((cells, text)) = left else {
            let message = "Bảng tính quá lớn: từ ô này trở đi không được đọc (giới hạn 200.000 ô \
                           và 16 MB chữ cho các sheet được dùng).";
            return Err(too_large(origin, message.to_owned()));
        };
        (self.allowance.cells, self.allowance.text) = (cells, text);
        Ok(())
    }
}

/// The diagnostic of a cell that lies too far from the first one.
pub fn beyond_limits(origin: &Origin) -> Fault {
    let message = "Ô có nội dung nằm ngoài giới hạn 100.000 dòng, 500 cột của một sheet.";
    too_large(origin, message.to_owned())
}

fn too_large(origin: &Origin, message: String) -> Fault {
    Diagnostic::error("sheet-too-large", origin, message)
        .hint("xóa nội dung ở đây nếu do gõ nhầm, hoặc chỉ giữ phần cần dùng trong bảng tính")
        .into()
}
