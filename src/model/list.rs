//! A list of communes (the sheet *Danh sách xã* or a file of its own): one row a
//! commune, from which `merge` makes a document each.
//!
//! `input` reads lists; what a column means in a plan is `merge`'s affair.

use super::fields::{FIELDS, Field, fold};
use super::values::Datum;
use crate::origin::Origin;

/// The heading of the column whose values tell the communes apart.
pub const KEY: &str = "Mã xã";

/// A list of communes, or the rows that one commune has in a list of JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The columns from the left; two of the same name have been reported. A list
    /// inside another has none where it has no rows.
    pub columns: Vec<Column>,
    /// The rows from the top, none of them blank; only a list inside another may
    /// have none.
    pub rows: Vec<Row>,
    /// The column that tells the rows apart: [`KEY`], else the first.
    pub key: usize,
    /// The list as a whole.
    pub origin: Origin,
}

/// A column of a [`List`].
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The heading as it stands.
    pub heading: String,
    /// The folded name ([`name`]).
    pub name: String,
    /// Where the heading stands.
    pub origin: Origin,
}

/// A row of a [`List`].
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// Where the row begins.
    pub origin: Origin,
}

/// A cell of a [`List`].
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The text as a person sees it, cleaned; blank if there is none.
    pub text: String,
    /// What the cell holds beside that text.
    pub datum: Datum,
    /// Where it stands.
    pub origin: Origin,
}

impl Column {
    /// The field of *Thông tin* that the column replaces.
    pub fn field(&self) -> Option<&'static Field> {
        FIELDS.iter().find(|field| name(field.label) == self.name)
    }
}

impl Row {
    /// Whether no cell holds anything, not even what could not be read.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.is_blank() && cell.datum != Datum::Unread)
    }
}

impl Cell {
    /// Whether the cell holds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && !matches!(self.datum, Datum::Rows(_))
    }
}

impl List {
    /// The list of these columns and rows.
    pub fn new(columns: Vec<Column>, rows: Vec<Row>, origin: Origin) -> Self {
        let is_key = |column: &Column| column.name == name(KEY);
        let key = columns.iter().position(is_key).unwrap_or(0);
        Self { columns, rows, key, origin }
    }

    /// The texts of all cells, each with its origin.
    pub fn texts(&self) -> Vec<(&str, &Origin)> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        let texts = cells.flat_map(|cell| match &cell.datum {
            Datum::Rows(list) => list.texts(),
            _ => vec![(cell.text.as_str(), &cell.origin)],
        });
        texts.collect()
    }

    /// The column called so: its heading or its folded name, whatever the case
    /// and diacritics.
    pub fn column(&self, called: &str) -> Option<usize> {
        let called = name(called);
        self.columns.iter().position(|column| column.name == called)
    }

    /// The key of a row as it is shown.
    pub fn key_of(&self, row: &Row) -> String {
        row.cells.get(self.key).map(|cell| cell.text.clone()).unwrap_or_default()
    }
}

/// A heading as a name in templates: folded, and all that is no letter or digit
/// an underscore: "Tên xã" is `ten_xa`, "Tỷ lệ (%)" is `ty_le`.
pub fn name(heading: &str) -> String {
    let folded = fold(heading);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn headings_become_names() {
        for (heading, expected) in
            [("Tên xã", "ten_xa"), ("TỶ LỆ  (%)", "ty_le"), ("so_ho", "so_ho"), ("Đ/c 1", "d_c_1")]
        {
            assert_eq!(name(heading), expected);
        }
    }
}
