//! One worksheet part: its XML becomes a [`Grid`].
//!
//! calamine is not used for .xlsx: it joins the runs of a rich text and does not
//! tell which shared string a cell shows, so that the part would have to be read
//! a second time beside it.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::ops::Range;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};
use ssfmt::DateSystem;

use crate::diagnostic::Diagnostic;
use crate::input::clean;
use crate::input::values::{Datum, Typed};
use crate::origin::{Origin, column_letters};

use super::Fault;
use super::format;
use super::grid::{Grid, Merge, parse_cell};
use super::rich::{self, Rich};
use super::styles::{CellStyle, Styles};
use super::xml::{Xml, append_text, attribute, is_on};

/// Rows, columns and cells with contents beyond which a sheet is not read on.
const ROWS_LIMIT: u32 = 200_000;
const COLUMNS_LIMIT: u32 = 500;
const CELLS_LIMIT: usize = 2_000_000;
/// Hidden rows and columns named in a message.
const NAMES_SHOWN: usize = 10;

/// What the cells of all sheets share.
pub struct Shared {
    /// The shared string table.
    pub strings: Vec<Rich>,
    /// The cell styles.
    pub styles: Styles,
    /// Whether days count from 1900 or from 1904.
    pub dates: DateSystem,
}

/// Reads a worksheet; what is wrong with single cells goes to `diagnostics`.
///
/// # Errors
/// The part cannot be read as XML, or the sheet is too large.
pub fn read<R: BufRead>(
    xml: &mut Xml<R>,
    file: &Arc<str>,
    name: &Arc<str>,
    shared: &Shared,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Grid, Fault> {
    let mut grid = Grid::new(file, name);
    let (mut row, mut column, mut count) = (0, 0, 0);
    let mut hidden = Hidden::default();
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "row" => {
                    row = attribute(&e, "r")
                        .and_then(|r| r.parse().ok())
                        .map_or(row, |r: u32| r.saturating_sub(1));
                    column = 0;
                    if is_hidden(&e) {
                        hidden.rows.insert(row);
                    }
                }
                "col" if is_hidden(&e) => {
                    let edge = |name| attribute(&e, name).and_then(|n| n.parse::<u32>().ok());
                    if let (Some(first @ 1..), Some(last)) = (edge("min"), edge("max")) {
                        hidden.columns.push(first - 1..last);
                    }
                }
                "c" => {
                    let place = attribute(&e, "r").and_then(|r| parse_cell(&r));
                    (row, column) = place.unwrap_or((row, column));
                    let stored = Stored::read(&e.to_owned(), xml)?;
                    if !stored.is_empty() {
                        count += 1;
                        let origin = grid.origin(row, column);
                        check_limits(row, column, count, &origin)?;
                        let cell = Reading { shared, origin: &origin, diagnostics }.cell(&stored);
                        grid.insert(row, column, cell);
                    }
                    column = column.saturating_add(1);
                }
                "mergeCell" => grid.merges.extend(attribute(&e, "ref").and_then(|r| merge(&r))),
                _ => {}
            },
            Event::End(e) if e.local_name().as_ref() == "row" => row = row.saturating_add(1),
            Event::Eof => {
                diagnostics.extend(hidden.warning(&grid));
                return Ok(grid);
            }
            _ => {}
        }
    }
}

/// The rows and columns that are not shown; what stands there is read like all
/// other cells.
#[derive(Default)]
struct Hidden {
    rows: BTreeSet<u32>,
    columns: Vec<Range<u32>>,
}

impl Hidden {
    /// A warning if any of them holds something.
    fn warning(&self, grid: &Grid) -> Option<Diagnostic> {
        let in_column = |column: &u32| self.columns.iter().any(|range| range.contains(column));
        let rows = self.rows.iter().filter(|row| grid.cells(**row).next().is_some());
        let rows = rows.map(|row| format!("dòng {}", row + 1));
        let columns = grid.columns(grid.rows()).into_iter().filter(in_column);
        let names: Vec<String> =
            rows.chain(columns.map(|column| format!("cột {}", column_letters(column)))).collect();
        let shown = names.get(..NAMES_SHOWN).unwrap_or(&names).join(", ");
        let more = if names.len() > NAMES_SHOWN { " …" } else { "" };
        (!names.is_empty()).then(|| {
            let message = format!("Sheet có nội dung bị ẩn mà vẫn được dùng: {shown}{more}.");
            Diagnostic::warning("hidden-cells", &grid.sheet(), message)
                .hint("bỏ ẩn (Unhide) để xem lại; nội dung không muốn in thì xóa đi")
        })
    }
}

fn is_hidden(element: &BytesStart) -> bool {
    let flag = attribute(element, "hidden");
    flag.is_some() && is_on(flag.as_deref())
}

fn merge(reference: &str) -> Option<Merge> {
    let (first, last) = reference.split_once(':')?;
    let ((r1, c1), (r2, c2)) = (parse_cell(first)?, parse_cell(last)?);
    let merge = Merge { top: r1.min(r2), left: c1.min(c2), bottom: r1.max(r2), right: c1.max(c2) };
    (merge.top < merge.bottom || merge.left < merge.right).then_some(merge)
}

fn check_limits(row: u32, column: u32, count: usize, origin: &Origin) -> Result<(), Fault> {
    if row < ROWS_LIMIT && column < COLUMNS_LIMIT && count <= CELLS_LIMIT {
        return Ok(());
    }
    let message = format!(
        "Sheet quá lớn: nội dung ở ô này vượt giới hạn {ROWS_LIMIT} dòng, {COLUMNS_LIMIT} cột \
         hoặc {CELLS_LIMIT} ô."
    );
    Err(Diagnostic::error("sheet-too-large", origin, message)
        .hint("xóa nội dung ở ô này nếu do gõ nhầm, hoặc chia sheet thành nhiều sheet")
        .into())
}

/// A cell as its XML has it.
struct Stored {
    kind: String,
    style: usize,
    formula: bool,
    value: Option<String>,
    inline: Option<Rich>,
}

impl Stored {
    /// Reads the cell that starts with `element`, up to its end.
    fn read<R: BufRead>(element: &BytesStart, xml: &mut Xml<R>) -> Result<Self, Fault> {
        let mut stored = Self {
            kind: attribute(element, "t").unwrap_or_default(),
            style: attribute(element, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
            formula: false,
            value: None,
            inline: None,
        };
        let mut in_value = false;
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "f" => stored.formula = true,
                    "v" => {
                        in_value = true;
                        stored.value.get_or_insert_default();
                    }
                    "is" => stored.inline = Some(rich::string(xml, "is")?),
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "v" => in_value = false,
                    "c" => return Ok(stored),
                    _ => {}
                },
                Event::Eof => return Err(xml.fault("ô không có kết thúc")),
                event if in_value => append_text(&event, stored.value.get_or_insert_default()),
                _ => {}
            }
        }
    }

    /// Whether there is nothing but formatting.
    fn is_empty(&self) -> bool {
        !self.formula && self.inline.is_none() && self.value.as_deref().unwrap_or("").is_empty()
    }
}

/// Turns one stored cell into what a person sees.
struct Reading<'a> {
    shared: &'a Shared,
    origin: &'a Origin,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Reading<'_> {
    fn cell(&mut self, stored: &Stored) -> Typed {
        let style = self.shared.styles.get(stored.style);
        let value = stored.value.as_deref().unwrap_or("");
        match stored.kind.as_str() {
            "inlineStr" => self.text(stored.inline.clone().unwrap_or_default(), style, Datum::Text),
            // An empty string is a valid result of a formula.
            "str" => self.text(Rich::plain(value), style, Datum::Text),
            _ if value.is_empty() => self.not_calculated(stored.formula),
            "s" => {
                match value.trim().parse().ok().and_then(|i: usize| self.shared.strings.get(i)) {
                    Some(string) => self.text(string.clone(), style, Datum::Text),
                    None => self.unreadable("Ô trỏ tới một chuỗi không có trong tệp."),
                }
            }
            "b" => {
                let truth = matches!(value.trim(), "1" | "true");
                let shown = if truth { "TRUE" } else { "FALSE" };
                self.text(Rich::plain(shown), style, Datum::Bool(truth))
            }
            "e" => self.error_value(value),
            "d" => match format::serial(value.trim(), self.shared.dates) {
                Some(serial) => self.number(serial, style),
                None => self.text(Rich::plain(value), style, Datum::Text),
            },
            _ => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => self.number(number, style),
                _ => self.unreadable("Ô chứa một số không đọc được."),
            },
        }
    }

    fn text(&mut self, rich: Rich, style: &CellStyle, datum: Datum) -> Typed {
        let text = clean::text(&rich.styled(style.font), self.origin, self.diagnostics);
        Typed { text, datum }
    }

    fn number(&mut self, number: f64, style: &CellStyle) -> Typed {
        let dates = self.shared.dates;
        let Some(shown) = style.format.show(number, dates) else {
            let message = "Định dạng số của ô không hiển thị được giá trị này.";
            self.diagnostics
                .push(Diagnostic::error("unreadable-format", self.origin, message).hint(
                "chọn định dạng khác cho ô (Ctrl+1), hoặc đổi ô thành Văn bản (Text) rồi gõ lại",
            ));
            return Typed::unread();
        };
        let datum = match style.format.date(number, dates) {
            Some(date) => Datum::Date(date),
            None => Datum::Number(format::plain(number)),
        };
        self.text(Rich::plain(&shown), style, datum)
    }

    fn not_calculated(&mut self, formula: bool) -> Typed {
        if formula {
            let message = "Ô có công thức nhưng tệp không lưu kết quả của công thức.";
            self.diagnostics.push(
                Diagnostic::error("formula-without-value", self.origin, message)
                    .hint("mở tệp bằng Excel, bấm Lưu rồi chạy lại"),
            );
            return Typed::unread();
        }
        Typed::default()
    }

    fn error_value(&mut self, value: &str) -> Typed {
        let message = format!("Ô có giá trị lỗi {value}.");
        self.diagnostics.push(
            Diagnostic::error("error-cell", self.origin, message)
                .hint("sửa công thức của ô, hoặc thay bằng giá trị đúng"),
        );
        Typed::unread()
    }

    fn unreadable(&mut self, message: &str) -> Typed {
        self.diagnostics.push(
            Diagnostic::error("unreadable-cell", self.origin, message).hint("xóa ô rồi gõ lại"),
        );
        Typed::unread()
    }
}
