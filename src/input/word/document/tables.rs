//! Tables: their grid made whole, then the cells' contents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::blocks::{UNDERSTOOD, prompt};
use super::look::{Look, twips};
use super::reader::{Reader, Spot, Stream};
use super::tree::Element;
use crate::input::package::Fault;
use crate::input::word::flow::{Cell, Item, Row, Table};

/// Columns of a table.
const COLUMNS_LIMIT: usize = 200;
/// Tables in one another.
const DEPTH_LIMIT: usize = 8;

/// What words in a cell that a merged one covers are left out for.
const COVERED: &str = "chữ trong ô bị gộp";
const DELETED: &str = "chữ trong ô đã xóa";

/// What stands in a cell, and why it is left out if it is.
type Content<'a> = (&'a Element, Option<&'static str>);

/// A row with its cells in their places.
#[derive(Default)]
struct Laid<'a> {
    header: bool,
    cells: Vec<Placed<'a>>,
    /// The columns that they, and those that reach into the row from above, cover.
    end: usize,
}

/// A cell in its place, with what stands in it and in those it covers; a blank one that
/// fills a gap has nothing.
struct Placed<'a> {
    column: usize,
    span: usize,
    rows: usize,
    contents: Vec<Content<'a>>,
}

/// A cell as the file has it, with those that are merged into it from its right.
struct Raw<'a> {
    span: usize,
    down: Merge,
    contents: Vec<Content<'a>>,
}

/// How a cell is merged with those above or to the left of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Merge {
    None,
    Begins,
    GoesOn,
}

impl Reader<'_> {
    /// Reads a table; one without rows is none.
    ///
    /// # Errors
    /// It is too wide, too deep in other tables, or holds more than can be right.
    pub fn table(&mut self, table: &Element, spot: &Spot, out: &mut Stream) -> Result<(), Fault> {
        if spot.depth >= DEPTH_LIMIT {
            return Err(self.too_large("Văn bản Word có bảng lồng quá sâu nên không được đọc."));
        }
        let mut rows = Vec::new();
        self.rows(table, spot, &mut rows)?;
        let mut grid = Grid::default();
        for row in rows {
            if grid.add(row).is_none() {
                let message = "Văn bản Word có bảng rộng hơn 200 cột nên không được đọc.";
                return Err(self.too_large(message));
            }
        }
        if grid.width == 0 {
            return Ok(());
        }
        let widths = grid.finish(&widths(table));
        let words = self.table_words(spot);
        let style = table.child("tblPr").and_then(|own| own.value_of("tblStyle"));
        let look = style.map(|style| self.styles.styled(style).look).unwrap_or_default();
        let place = Place { words: &words, look, spot };
        let origin = self.origin(&words);
        let mut rows = Vec::new();
        for (index, row) in grid.rows.iter().enumerate() {
            rows.push(self.row(row, index, &place)?);
        }
        let begins = |item: &Item| matches!(item, Item::Paragraph(first) if first.new_page);
        let first = rows.first().and_then(|row| row.cells.first()?.items.first());
        let new_page = std::mem::take(&mut out.new_page) || first.is_some_and(begins);
        let table = Table { origin, widths, rows, new_page, landscape: false };
        out.items.push(Item::Table(table));
        Ok(())
    }

    fn table_words(&mut self, spot: &Spot) -> Arc<str> {
        if spot.is_body() {
            self.tables += 1;
            return format!("bảng {}", self.tables).into();
        }
        match spot.depth {
            0 => format!("bảng trong {}", spot.words).into(),
            _ => format!("{}, bảng trong ô", spot.words).into(),
        }
    }

    /// The rows in `parent`, those in content controls and the like too, deleted ones left
    /// out.
    fn rows<'a>(
        &mut self,
        parent: &'a Element,
        spot: &Spot,
        rows: &mut Vec<&'a Element>,
    ) -> Result<(), Fault> {
        for child in &parent.children {
            match child.name() {
                "tr" => {
                    let properties = child.child("trPr");
                    let has = |name| properties.is_some_and(|own| own.child(name).is_some());
                    if has("del") || has("ins") {
                        self.change(spot);
                    }
                    if !has("del") {
                        self.charge()?;
                        rows.push(child);
                    }
                }
                "AlternateContent" => {
                    if let Some(branch) = child.branch(UNDERSTOOD) {
                        self.rows(branch, spot, rows)?;
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    self.rows(child, spot, rows)?;
                }
                "del" | "moveFrom" => self.change(spot),
                _ => {}
            }
        }
        Ok(())
    }

    fn row(&mut self, laid: &Laid, index: usize, place: &Place) -> Result<Row, Fault> {
        let mut row = Row { header: laid.header, cells: Vec::new() };
        for cell in &laid.cells {
            let column = cell.column + 1;
            let words: Arc<str> =
                format!("{}, dòng {}, cột {column}", place.words, index + 1).into();
            let origin = self.origin(&words);
            let mut items = Vec::new();
            for (content, left) in &cell.contents {
                items.extend(self.cell(content, *left, &words, place)?);
            }
            if items.is_empty() {
                self.charge()?;
            }
            let (column, colspan, rowspan) = (cell.column, cell.span, cell.rows);
            row.cells.push(Cell { origin, column, colspan, rowspan, items });
        }
        Ok(row)
    }

    fn cell(
        &mut self,
        content: &Element,
        left: Option<&'static str>,
        words: &Arc<str>,
        place: &Place,
    ) -> Result<Vec<Item>, Fault> {
        let spot = place.spot.clone();
        let mut spot = Spot { depth: spot.depth + 1, look: place.look.clone(), ..spot };
        spot.words = words.clone();
        spot.left = spot.left.or(left);
        let mut stream = Stream::default();
        self.blocks(content, &spot, &mut stream)?;
        self.end_carry(&spot, &mut stream)?;
        if left.is_some() {
            stream.items.clear();
        }
        Ok(stream.items)
    }
}

/// The table that cells are read of.
struct Place<'a> {
    words: &'a str,
    look: Look,
    spot: &'a Spot,
}

/// The grid of a table while its rows are laid into it.
#[derive(Default)]
struct Grid<'a> {
    rows: Vec<Laid<'a>>,
    /// The cells that may go on in the next row: by their column, the row and the place in
    /// it where they begin.
    open: BTreeMap<usize, (usize, usize)>,
    width: usize,
}

impl<'a> Grid<'a> {
    /// Adds a row; `None` where it is too wide.
    fn add(&mut self, row: &'a Element) -> Option<()> {
        let properties = row.child("trPr");
        let flag = properties.and_then(|own| own.flag("tblHeader")) == Some(true);
        let gap = |name| properties.and_then(|own| own.number_of(name)).unwrap_or(0);
        let header = flag && self.rows.last().is_none_or(|above| above.header);
        let mut laid = Laid { header, ..Laid::default() };
        laid.fill(gap("gridBefore"))?;
        let above = std::mem::take(&mut self.open);
        for Raw { span, down, mut contents } in raw_cells(row) {
            let column = laid.end;
            laid.extend(span)?;
            let open = above.get(&column).copied().filter(|_| down == Merge::GoesOn);
            if let Some(place) = open
                && let Some(covering) = self.cell(place, span)
            {
                contents.iter_mut().for_each(|(_, left)| *left = left.or(Some(COVERED)));
                covering.rows += 1;
                covering.contents.append(&mut contents);
                self.open.insert(column, place);
                continue;
            }
            if down != Merge::None {
                self.open.insert(column, (self.rows.len(), laid.cells.len()));
            }
            laid.cells.push(Placed { column, span, rows: 1, contents });
        }
        laid.fill(gap("gridAfter"))?;
        self.width = self.width.max(laid.end);
        self.rows.push(laid);
        Some(())
    }

    /// The cell at a place, if it is as wide as one that goes on with it.
    fn cell(&mut self, (row, index): (usize, usize), span: usize) -> Option<&mut Placed<'a>> {
        let cell = self.rows.get_mut(row)?.cells.get_mut(index)?;
        (cell.span == span).then_some(cell)
    }

    /// Fills the ends of short rows and drops the columns at which no cell begins; gives
    /// the widths of those that stay.
    fn finish(&mut self, widths: &[u32]) -> Vec<u32> {
        for row in &mut self.rows {
            // All rows are as wide as the widest, which is no wider than may be.
            row.fill(self.width - row.end);
        }
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let starts: BTreeSet<usize> = cells.map(|cell| cell.column).collect();
        let starts: Vec<usize> = starts.into_iter().collect();
        let rank = |column: usize| starts.partition_point(|start| *start < column);
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let end = rank(cell.column + cell.span);
            cell.column = rank(cell.column);
            cell.span = end - cell.column;
        }
        let ends = starts.iter().skip(1).copied().chain([self.width]);
        let own = |column: usize| widths.get(column).copied().unwrap_or_default();
        starts.iter().zip(ends).map(|(start, end)| (*start..end).map(own).sum()).collect()
    }
}

impl Laid<'_> {
    /// Adds a blank cell over `span` columns.
    fn fill(&mut self, span: usize) -> Option<()> {
        let column = self.end;
        self.extend(span)?;
        if span > 0 {
            self.cells.push(Placed { column, span, rows: 1, contents: Vec::new() });
        }
        Some(())
    }

    /// Moves the end of the row; `None` where it is then too wide.
    fn extend(&mut self, span: usize) -> Option<()> {
        self.end = self.end.checked_add(span).filter(|end| *end <= COLUMNS_LIMIT)?;
        Some(())
    }
}

/// The cells of a row, with those merged to their left put together.
fn raw_cells(row: &Element) -> Vec<Raw<'_>> {
    let mut cells = Vec::new();
    gather(row, None, &mut cells);
    let mut raw: Vec<Raw> = Vec::new();
    for (cell, left) in cells {
        let properties = cell.child("tcPr");
        let span = properties.and_then(|own| own.number_of("gridSpan")).unwrap_or(1).max(1);
        let is_deleted = properties.is_some_and(|own| own.child("cellDel").is_some());
        let left = left.or(is_deleted.then_some(DELETED));
        match raw.last_mut() {
            Some(last) if merge(properties, "hMerge") == Merge::GoesOn => {
                last.span = last.span.saturating_add(span);
                last.contents.push((cell, Some(COVERED)));
            }
            _ => {
                let down = merge(properties, "vMerge");
                raw.push(Raw { span, down, contents: vec![(cell, left)] });
            }
        }
    }
    raw
}

/// The cells in `parent`, those in content controls and the like too.
fn gather<'a>(parent: &'a Element, left: Option<&'static str>, cells: &mut Vec<Content<'a>>) {
    for child in &parent.children {
        match child.name() {
            "tc" => cells.push((child, left)),
            "sdt" => gather(child, left.or(prompt(child)), cells),
            "sdtContent" | "customXml" | "ins" | "moveTo" => gather(child, left, cells),
            _ => {}
        }
    }
}

fn merge(properties: Option<&Element>, name: &str) -> Merge {
    match properties.and_then(|own| own.child(name)) {
        None => Merge::None,
        Some(merge) if merge.value() == Some("restart") => Merge::Begins,
        Some(_) => Merge::GoesOn,
    }
}

fn widths(table: &Element) -> Vec<u32> {
    let Some(grid) = table.child("tblGrid") else { return Vec::new() };
    let columns = grid.children.iter().filter(|child| child.name() == "gridCol");
    let width = |column: &Element| twips(column.attribute("w")?, 1)?.try_into().ok();
    columns.take(COLUMNS_LIMIT).map(|column| width(column).unwrap_or_default()).collect()
}
