//! A sheet as the readers of its contents see it: cells with text, by their
//! absolute place, and merged areas.
//!
//! Knows nothing of .xlsx: another workbook format fills the same grid.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use crate::model::node::{Node, RawText, Value};
use crate::model::values::{Datum, Typed};
use crate::origin::{Origin, Place, column_letters};

/// A sheet's cells that hold text, and its merged areas. Rows and columns count
/// from 0.
pub struct Grid {
    file: Arc<str>,
    name: Arc<str>,
    rows: BTreeSet<u32>,
    /// By row and column. A map for each row would take many times the memory
    /// on a sheet of one column.
    cells: BTreeMap<(u32, u32), Typed>,
    /// Cells, blank ones counted, that tables of the workbook may still have.
    budget: Rc<Cell<usize>>,
    /// Merged areas of more than one cell, in the file's order.
    pub merges: Vec<Merge>,
}

/// A merged area; all four limits belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Grid {
    /// An empty sheet called `name`; `budget` is how many cells, blank ones
    /// counted, tables of the workbook may have together.
    pub fn new(file: &Arc<str>, name: &Arc<str>, budget: &Rc<Cell<usize>>) -> Self {
        Self {
            file: file.clone(),
            name: name.clone(),
            rows: BTreeSet::new(),
            cells: BTreeMap::new(),
            budget: budget.clone(),
            merges: Vec::new(),
        }
    }

    /// Whether a table of so many cells may still be made.
    pub fn allows(&self, cells: usize) -> bool {
        let left = self.budget.get().checked_sub(cells);
        self.budget.set(left.unwrap_or(self.budget.get()));
        left.is_some()
    }

    /// Puts a value in; blank text is left out, what could not be read stays.
    pub fn insert(&mut self, row: u32, column: u32, cell: Typed) {
        if !cell.text.is_blank() || cell.datum == Datum::Unread {
            self.rows.insert(row);
            self.cells.insert((row, column), cell);
        }
    }

    /// The value of a cell, if it has any.
    pub fn cell(&self, row: u32, column: u32) -> Option<&Typed> {
        self.cells.get(&(row, column))
    }

    /// Whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The rows that hold text, from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.rows.iter().copied()
    }

    /// The rows that hold text from `start` on.
    pub fn rows_from(&self, start: u32) -> impl Iterator<Item = u32> + '_ {
        self.rows.range(start..).copied()
    }

    /// The cells of a row that hold text, from the left.
    pub fn cells(&self, row: u32) -> impl DoubleEndedIterator<Item = (u32, &Typed)> + '_ {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), cell)| (*column, cell))
    }

    /// The columns that hold text in these rows.
    pub fn columns(&self, rows: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        rows.into_iter().flat_map(|row| self.cells(row)).map(|(column, _)| column).collect()
    }

    /// The merged area that covers a cell other than its own first one.
    pub fn covering(&self, row: u32, column: u32) -> Option<&Merge> {
        self.merges.iter().find(|merge| {
            (merge.top..=merge.bottom).contains(&row)
                && (merge.left..=merge.right).contains(&column)
                && (merge.top, merge.left) != (row, column)
        })
    }

    /// The place of a cell.
    pub fn origin(&self, row: u32, column: u32) -> Origin {
        Origin::cell(&self.file, &self.name, row, column)
    }

    /// The place of the sheet.
    pub fn sheet(&self) -> Origin {
        Origin::new(&self.file, Place::Sheet(self.name.clone()))
    }

    /// The text of a cell as a node, [`Value::Null`] where it is blank.
    pub fn node(&self, row: u32, column: u32) -> Node {
        let value = match self.cell(row, column) {
            Some(cell) if cell.datum == Datum::Unread => Value::Unread,
            Some(cell) => Value::Text(cell.text.clone()),
            None => Value::Null,
        };
        Node { value, origin: self.origin(row, column) }
    }

    /// Like [`Grid::node`], but a number is its bare decimal (`1.1`, `5`).
    pub fn plain_node(&self, row: u32, column: u32) -> Node {
        match self.cell(row, column).map(|cell| &cell.datum) {
            Some(Datum::Number(plain)) => {
                Node { value: Value::Text(RawText::plain(plain)), origin: self.origin(row, column) }
            }
            _ => self.node(row, column),
        }
    }
}

/// The name of a cell inside its sheet: `B7`.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_letters(column), u64::from(row) + 1)
}

/// The row and column of a cell's name, from 0; `None` for anything else.
pub fn parse_cell(name: &str) -> Option<(u32, u32)> {
    let name = name.replace('$', "");
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = name.bytes().take(letters).try_fold(0u32, |column, letter| {
        let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(digit)
    })?;
    let row: u32 = name.get(letters..)?.parse().ok()?;
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}
