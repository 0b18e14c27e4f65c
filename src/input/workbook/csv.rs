//! A .csv: the sheet *Nội dung* alone, or a list of communes, as Excel,
//! LibreOffice or an export of another system writes it.
//!
//! Cells are text without a format, so marks (`**bold**`) count in them. A row
//! is called as Excel shows it, a record each and blank lines counted; the
//! separator and the encoding are told by the contents. Depends on the crate
//! csv, whose types stay in here.

use std::rc::Rc;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord};

use crate::diagnostic::Diagnostic;
use crate::input::Input;
use crate::input::foreign::SAVE_AS_UTF8;
use crate::input::list::ListInput;
use crate::input::source::too_large;
use crate::model::node::{Node, RawText, Value};
use crate::model::values::Typed;
use crate::model::vocabulary::column;
use crate::origin::{Origin, Place};

use super::book::Book;
use super::grid::Grid;
use super::labels::{self, Headings};
use super::rich::CellStyle;
use super::sheet::{self, Allowance, COLUMNS_LIMIT, Content, Sheet};
use super::{File, SheetInfo, add, body, communes};
use crate::input::package::Fault;

/// A larger file is not read (bytes); it is held twice, once decoded.
const SIZE_LIMIT: usize = 16 << 20;
const UTF8_BOM: &[u8] = b"\xEF\xBB\xBF";
/// The heading row is looked for in so many bytes at the start.
const HEAD: usize = 64 << 10;
/// Separators; with a heading row of one column any would do, and only the tab
/// is none that running text contains.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Whether the first rows have the heading *Nội dung*.
pub fn recognises(bytes: &[u8]) -> bool {
    separator(bytes).is_some()
}

/// Reads the body of a plan, the only member of the tree.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Input {
    let whole = Origin::new(file, Place::File);
    if bytes.len() > SIZE_LIMIT {
        return Input::unreadable(too_large(&whole, SIZE_LIMIT as u64));
    }
    let mut book = Book::new(file, Box::new(Alone));
    let separator = separator(bytes).unwrap_or(b',');
    let body = match grid(file, bytes, separator, &mut book.diagnostics) {
        Ok(grid) => body::read(&grid, &mut book),
        Err(fault) => {
            book.diagnostics.push(*fault);
            Node { value: Value::Unread, origin: whole.clone() }
        }
    };
    let mut root = Node { value: Value::Map(Vec::new()), origin: whole };
    add(&mut root, "body", body);
    Input::read(root, book.diagnostics)
}

/// Reads a list of communes, which any text may be.
pub fn read_list(file: &Arc<str>, bytes: &[u8]) -> ListInput {
    let mut diagnostics = Vec::new();
    let list = if bytes.len() > SIZE_LIMIT {
        let whole = Origin::new(file, Place::File);
        Err(too_large(&whole, SIZE_LIMIT as u64).into())
    } else {
        let separator = list_separator(bytes).unwrap_or(b',');
        let grid = grid(file, bytes, separator, &mut diagnostics);
        grid.map(|grid| communes::list(&grid, &mut diagnostics))
    };
    let list = list.unwrap_or_else(|fault: Fault| {
        diagnostics.push(*fault);
        None
    });
    ListInput { list, diagnostics }
}

/// A .csv is a sheet and has none beside it.
struct Alone;

impl File for Alone {
    fn sheets(&self) -> &[SheetInfo] {
        &[]
    }

    fn read(&mut self, _: usize, _: &mut Sheet) -> Result<(), Fault> {
        Ok(())
    }
}

fn grid(
    file: &Arc<str>,
    bytes: &[u8],
    separator: u8,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Grid, Fault> {
    let table = Table { file, separator };
    let text = match decode(bytes) {
        Ok(text) => text,
        Err((valid, encoding)) => {
            table.check(&valid, false)?;
            return Err(not_encoded(encoding, &table.place(&valid)));
        }
    };
    table.check(&text, true)?;
    let mut allowance = Allowance::default();
    let mut sheet = Sheet::new(file, &"".into(), &mut allowance, diagnostics);
    for (row, record) in records(&text, separator) {
        for (column, field) in (0..).zip(&record).filter(|(_, field)| !field.is_empty()) {
            let content = Content::Marked(field.to_owned());
            sheet.cell(row, column, content, &CellStyle::default())?;
        }
    }
    Ok(sheet.finish())
}

/// The separator by which the heading row has the most columns that are known.
fn separator(bytes: &[u8]) -> Option<u8> {
    best_separator(bytes, |grid| {
        let headings = Headings::find(grid, column::BLOCKS, column::TEXT)?;
        Some(column::BLOCKS.iter().filter(|name| headings.column(name).is_some()).count())
    })
}

/// The separator by which the heading row of a list has the most columns.
fn list_separator(bytes: &[u8]) -> Option<u8> {
    best_separator(bytes, |grid| Some(grid.cells(labels::heading_row(grid)?).count()))
}

/// The separator by which the first rows have the most `columns`.
fn best_separator(bytes: &[u8], columns: impl Fn(&Grid) -> Option<usize>) -> Option<u8> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let text = decode(head).unwrap_or_else(|(valid, _)| valid);
    let count = |separator: u8| {
        let mut grid = Grid::new(&"".into(), &"".into(), &Rc::default());
        for (row, record) in records(&text, separator) {
            for (column, field) in (0..COLUMNS_LIMIT).zip(&record) {
                let text = RawText::plain(field);
                grid.insert(row, column, Typed { text, ..Typed::default() });
            }
        }
        columns(&grid)
    };
    let found = SEPARATORS.into_iter().filter_map(|s| Some((s, count(s)?)));
    found.max_by_key(|(_, columns)| *columns).map(|(separator, _)| separator)
}

/// The text with every line break but a lone CR as LF. What is not of its
/// encoding gives the text before it and the encoding's name.
fn decode(bytes: &[u8]) -> Result<String, (String, &'static str)> {
    let utf16 = |bytes: &[u8], from: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| from(*pair));
        let mut text = String::new();
        for c in char::decode_utf16(units) {
            match c {
                Ok(c) => text.push(c),
                Err(_) => return Err((text, "UTF-16")),
            }
        }
        if rest.is_empty() { Ok(text) } else { Err((text, "UTF-16")) }
    };
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            let rest = bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes);
            std::str::from_utf8(rest).map(str::to_owned).map_err(|error| {
                let valid = rest.get(..error.valid_up_to()).unwrap_or_default();
                (String::from_utf8_lossy(valid).into_owned(), "UTF-8")
            })
        }
    };
    let unix = |text: String| text.replace("\r\n", "\n");
    decoded.map(unix).map_err(|(valid, encoding)| (unix(valid), encoding))
}

/// The records with their rows from 0. The crate skips blank lines, which are
/// rows to Excel.
fn records(text: &str, separator: u8) -> impl Iterator<Item = (u32, StringRecord)> {
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(separator);
    let records = reader.from_reader(text.as_bytes()).into_records().map_while(Result::ok);
    let mut next = 0u32;
    records.map(move |record| {
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let rest = text.as_bytes().get(start..).unwrap_or_default();
        let blank = rest.iter().take_while(|byte| is_break(**byte)).count();
        let row = next.saturating_add(blank as u32);
        next = row.saturating_add(1);
        (row, record)
    })
}

fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// The text of a file as a table.
struct Table<'a> {
    file: &'a Arc<str>,
    separator: u8,
}

impl Table<'_> {
    /// The place of the field in which `before`, the start of the text, ends.
    fn place(&self, before: &str) -> Origin {
        // A letter more, so that an empty field or row at the end counts.
        let last = records(&format!("{before}x"), self.separator).last();
        let (row, fields) = last.map_or((0, 1), |(row, record)| (row, record.len()));
        Origin::cell(self.file, &"".into(), row, fields.saturating_sub(1) as u32)
    }

    /// Finds what the crate would read in silence in some other way than meant:
    /// a quoted field that does not end where it should, and records with more
    /// fields than a sheet may have columns. A text that is not `complete` may
    /// end inside quotes.
    fn check(&self, text: &str, complete: bool) -> Result<(), Fault> {
        let bytes = text.as_bytes();
        let before = |at: usize| text.get(..at).unwrap_or_default();
        let ends = |byte: u8| byte == self.separator || is_break(byte);
        let (mut at, mut fields, mut starts) = (0, 1, true);
        while let Some(byte) = bytes.get(at) {
            if starts && *byte == b'"' {
                let end = closing_quote(bytes, at);
                let after = end.map_or(bytes.len(), |end| end + 1);
                let closed = bytes.get(after).map_or(end.is_some(), |next| ends(*next));
                if !closed && (complete || end.is_some()) {
                    return Err(unclosed(&self.place(before(at))));
                }
                (at, starts) = (after, false);
                continue;
            }
            starts = ends(*byte);
            fields = match *byte {
                byte if byte == self.separator => fields + 1,
                byte if is_break(byte) => 1,
                _ => fields,
            };
            if fields > COLUMNS_LIMIT {
                return Err(sheet::beyond_limits(&self.place(before(at + 1))));
            }
            at += 1;
        }
        Ok(())
    }
}

/// Where the quote is that closes the one at `at`; doubled ones are text.
fn closing_quote(bytes: &[u8], at: usize) -> Option<usize> {
    let mut from = at + 1;
    loop {
        let quote = from + bytes.get(from..)?.iter().position(|byte| *byte == b'"')?;
        if bytes.get(quote + 1) != Some(&b'"') {
            return Some(quote);
        }
        from = quote + 2;
    }
}

fn unclosed(origin: &Origin) -> Fault {
    let message = "Dấu ngoặc kép (\") mở ở đầu ô này không được đóng ở cuối ô.";
    Diagnostic::error("unclosed-quote", origin, message)
        .hint("thêm dấu \" ở cuối ô; dấu ngoặc kép là chữ trong ô thì gõ hai lần: \"\"")
        .into()
}

fn not_encoded(encoding: &str, origin: &Origin) -> Fault {
    let message = format!("Từ ô này trở đi tệp không ở bảng mã {encoding}.");
    Diagnostic::error("not-utf8", origin, message).hint(SAVE_AS_UTF8).into()
}
