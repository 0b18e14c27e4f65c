//! Cells of an .xlsx workbook: where they stand in its parts, and their text put right.
//!
//! [`book`] knows the sheets, [`cells`] one sheet, [`strings`] the runs of a text,
//! [`styles`] the fonts.

pub mod book;
pub mod cells;
pub mod strings;
pub mod styles;

use std::collections::BTreeMap;

use super::package::Package;
use super::splice::{is_as_read, rewritten, splice};
use super::xml::{Edits, Element, element, elements, escape, text};
use super::{Amended, Change, Left, OLD, Reading, Stored, damaged};
use crate::diagnostic::{Diagnostic, Mend};
use crate::origin::{Origin, Place};
use book::Book;
use strings::Run;
use styles::Styles;

/// The mends of the cells of a sheet.
type OfSheet<'m> = BTreeMap<(u32, u32), Vec<&'m Mend>>;

/// Whether this is such a workbook.
pub fn recognises(bytes: &[u8]) -> bool {
    Package::open(bytes).is_ok_and(|package| package.has(book::WORKBOOK))
}

/// Changes cells of the workbook in `bytes`.
///
/// # Errors
/// It is damaged.
pub fn mend(bytes: &[u8], mends: &[Mend], reading: &Reading) -> Result<Amended, Diagnostic> {
    let mut package = Package::open(bytes)?;
    let book = Book::open(&mut package)?;
    let shared = match book.part("sharedStrings") {
        Some(part) => package.text(part)?.unwrap_or_default(),
        None => String::new(),
    };
    let strings = match shared.is_empty() {
        true => Vec::new(),
        false => elements(&shared, &["sst", "si"])?,
    };
    let styles = match book.part("styles") {
        Some(part) => Styles::read(&package.text(part)?.unwrap_or_default())?,
        None => Styles::default(),
    };
    let mut writer =
        Writer { shared: &shared, strings, styles, reading, done: vec![], left: vec![] };
    for (sheet, mends) in writer.by_sheet(mends) {
        let Some(part) = book.sheet(sheet) else {
            writer.refuse(mends.into_values().flatten(), "không có trang này");
            continue;
        };
        let xml = package.required(part)?;
        let mut edits = Edits::default();
        let heads = book::table_heads(&mut package, part)?;
        let is_head = |place: &(u32, u32)| heads.iter().any(|head| head.contains(place));
        let (of_tables, mends) = mends.into_iter().partition(|(place, _)| is_head(place));
        let of_tables: OfSheet = of_tables;
        // The table has the name of its column in a part of its own.
        writer.refuse(of_tables.into_values().flatten(), "ô là tiêu đề cột của một Table");
        writer.sheet(&xml, &mends, &mut edits)?;
        if !edits.is_empty() {
            package.put(part, edits.apply(&xml));
        }
    }
    let Writer { done, left, .. } = writer;
    Ok(Amended { bytes: package.finish()?, done, left })
}

/// What changes cells, and what it has done.
struct Writer<'a> {
    shared: &'a str,
    strings: Vec<Element<'a>>,
    styles: Styles,
    reading: &'a Reading,
    done: Vec<Change>,
    left: Vec<Left>,
}

/// Where a cell's text stands.
enum Source<'x> {
    /// In the runs of a string: its XML and the prefix of its names.
    Runs(&'x str, String),
    /// In the cell, without runs.
    Plain(String),
    /// Not text, and what it is.
    Other(&'static str),
}

impl<'a> Writer<'a> {
    fn refuse<'m>(&mut self, mends: impl IntoIterator<Item = &'m Mend>, why: &'static str) {
        let left = mends.into_iter().map(|mend| Left { origin: mend.origin.clone(), why });
        self.left.extend(left);
    }

    fn by_sheet<'m>(&mut self, mends: &'m [Mend]) -> BTreeMap<&'m str, OfSheet<'m>> {
        let mut sorted: BTreeMap<&str, OfSheet> = BTreeMap::new();
        for mend in mends {
            match mend.origin.place() {
                Place::Cell { sheet, row, column } => {
                    let sheet = sorted.entry(sheet).or_default();
                    sheet.entry((*row, *column)).or_default().push(mend);
                }
                _ => self.refuse([mend], "không phải ô của bảng tính"),
            }
        }
        sorted
    }

    fn sheet(&mut self, xml: &str, mends: &OfSheet, edits: &mut Edits) -> Result<(), Diagnostic> {
        let grid = cells::read(xml)?;
        for (place, mends) in mends {
            let Some(cell) = grid.cells.get(place) else {
                self.refuse(mends.iter().copied(), "ô trống");
                continue;
            };
            match self.source(xml, cell)? {
                Source::Other(why) => self.refuse(mends.iter().copied(), why),
                Source::Plain(text) => {
                    let runs = vec![Run { properties: None, text }];
                    self.cell(cell, runs, cell.prefix(), mends, edits)?;
                }
                Source::Runs(string, prefix) => {
                    self.cell(cell, strings::runs(string)?, &prefix, mends, edits)?;
                }
            }
        }
        Ok(())
    }

    fn source<'x>(&self, xml: &'x str, cell: &Element) -> Result<Source<'x>, Diagnostic>
    where
        'a: 'x,
    {
        let style = cells::style(cell);
        let inside = xml.get(cell.inner.clone()).unwrap_or_default();
        let inside = children(inside)?;
        let child = |name: &str| {
            let found = inside.iter().find(|(local, _)| local == name);
            found.map(|(_, range)| cell.inner.start + range.start..cell.inner.start + range.end)
        };
        if child("f").is_some() {
            return Ok(Source::Other("ô là công thức"));
        }
        if self.styles.alters_text(style) {
            return Ok(Source::Other("định dạng của ô thêm chữ vào nội dung"));
        }
        let value = match child("v") {
            Some(range) => text(xml.get(range).unwrap_or_default())?,
            None => String::new(),
        };
        Ok(match cell.attribute("t").as_deref() {
            Some("s") => {
                let index = value.trim().parse::<usize>().ok();
                let string = index.and_then(|index| self.strings.get(index));
                let string = string.ok_or_else(|| damaged("ô chỉ đến chuỗi không có"))?;
                let inner = self.shared.get(string.inner.clone()).unwrap_or_default();
                Source::Runs(inner, string.prefix().to_owned())
            }
            Some("inlineStr") => match child("is") {
                Some(range) => {
                    let whole = xml.get(range).unwrap_or_default();
                    Source::Runs(strings::inner(whole), cell.prefix().to_owned())
                }
                None => Source::Other("ô trống"),
            },
            Some("str") => Source::Plain(value),
            _ => Source::Other("ô là số, ngày hoặc giá trị không phải chữ"),
        })
    }

    /// Changes one cell, whose runs have names with `prefix`.
    fn cell(
        &mut self,
        cell: &Element,
        mut runs: Vec<Run>,
        prefix: &str,
        mends: &[&Mend],
        edits: &mut Edits,
    ) -> Result<(), Diagnostic> {
        let style = cells::style(cell);
        let own = self.styles.family(style);
        let stored: Vec<Stored> = runs
            .iter()
            .map(|run| {
                let family = match &run.properties {
                    Some(properties) => strings::family(properties).ok().flatten(),
                    None => own.clone(),
                };
                (run.text.clone(), family)
            })
            .collect();
        if !mends.iter().any(|mend| is_as_read(mend)) && (self.reading.is_old)(&stored) {
            self.refuse(mends.iter().copied(), OLD);
            return Ok(());
        }
        let before: String = stored.iter().map(|(text, _)| text.as_str()).collect();
        let mut pieces = (self.reading.cell)(&stored);
        let read = pieces.concat();
        let (done, left) = splice(&mut pieces, mends);
        self.left.extend(left);
        self.done.extend(done);
        let is_old =
            |family: &Option<String>| family.as_deref().is_some_and(self.reading.is_old_font);
        let old_fonts = stored.iter().any(|(_, family)| is_old(family));
        if pieces.concat() == before && !old_fonts {
            return Ok(());
        }
        self.done.extend(
            mends.iter().find(|mend| is_as_read(mend)).map(|mend| rewritten(mend, &before, &read)),
        );
        for ((run, piece), (_, family)) in runs.iter_mut().zip(pieces).zip(&stored) {
            run.text = piece;
            if is_old(family) {
                let font = self.styles.font(style);
                run.properties = Some(strings::in_times(run.properties.as_deref(), font, prefix)?);
            }
        }
        let string = strings::write(&runs, cell.prefix(), prefix);
        let tag = cell.tag(&[("t", Some("inlineStr"))]);
        edits.replace(cell.range.clone(), format!("{tag}{string}{}", cell.end_tag()));
        Ok(())
    }
}

/// The elements directly in the inside of an element: local name and place.
fn children(inside: &str) -> Result<Vec<(String, std::ops::Range<usize>)>, Diagnostic> {
    let mut found = Vec::new();
    super::xml::walk(inside, |_, element| {
        if element.depth == 0 {
            found.push((element.local().to_owned(), element.range));
        }
    })?;
    Ok(found)
}

/// The cell `B7`, from 0; `None` for what is no cell.
pub fn parse_cell(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at_checked(digits)?;
    let column = letters.bytes().try_fold(0u32, |column, letter| {
        let value = letter.is_ascii_alphabetic().then(|| letter.to_ascii_uppercase() - b'A' + 1)?;
        column.checked_mul(26)?.checked_add(u32::from(value))
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// `B7`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", crate::origin::column_letters(column), u64::from(row) + 1)
}

/// The sheet and place of a cell of the file called `file`.
pub fn cell_of<'o>(origin: &'o Origin, file: &str) -> Option<(&'o str, (u32, u32))> {
    match origin.place() {
        Place::Cell { sheet, row, column } if origin.file() == file => {
            Some((sheet, (*row, *column)))
        }
        _ => None,
    }
}

/// The first element of this path, where there may be none.
pub fn first<'x>(xml: &'x str, path: &[&str]) -> Option<Element<'x>> {
    element(xml, path).ok()
}

/// Text of an element, for XML: characters that XML cannot hold are left out, and what
/// looks like Excel's own escapes is escaped.
pub fn cell_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let hex = after.get(2..6).is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        out.push_str(if hex && after.get(6..7) == Some("_") { "_x005F_x" } else { "_x" });
        rest = after.get(2..).unwrap_or_default();
    }
    out.push_str(rest);
    escape(&out)
}
