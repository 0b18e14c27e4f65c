//! What minijinja sees of a commune: each name that [`super::expression`] writes
//! is answered here, with a cell's text (`t3`), the cell for a filter (`v3`), its
//! number (`n3`), whether it holds anything (`h3`), its own rows (`r3`); with the
//! rows of a table (`k1`) and the sum of a column (`s1_2`).
//!
//! What cannot be answered is noted for the text at hand and answered with
//! nothing, so that one pass finds all of it. Depends on `say` and `model`.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{Error, Output, State};

use super::text::{BLANK, MARKED};
use crate::merge::say::figures::so;
use crate::merge::say::number::{Number, NumberError};
use crate::model::list::{Cell, List, Row, name};
use crate::model::values::Datum;
use crate::origin::Origin;

/// Something that a text needs and a commune does not have.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Failure {
    /// A sentence; the same for every commune.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// The commune's cell.
    pub cell: Option<Origin>,
}

/// What happens while a text is rendered: minijinja's filters have no other way
/// to tell more than their first error.
#[derive(Default)]
struct Notes {
    failures: Vec<Failure>,
    origins: Vec<Origin>,
}

thread_local! {
    static NOTES: RefCell<Notes> = RefCell::default();
}

/// Forgets what was noted for the text before.
pub(super) fn begin() {
    NOTES.take();
}

/// What failed since [`begin`].
pub(super) fn failures() -> Vec<Failure> {
    NOTES.with_borrow_mut(|notes| std::mem::take(&mut notes.failures))
}

/// Notes a failure.
pub(super) fn fail(message: impl Into<String>, hint: impl Into<String>, cell: Option<&Origin>) {
    let failure = Failure { message: message.into(), hint: hint.into(), cell: cell.cloned() };
    NOTES.with_borrow_mut(|notes| {
        if !notes.failures.contains(&failure) {
            notes.failures.push(failure);
        }
    });
}

/// The place with this number, as minijinja wrote it.
pub(super) fn origin(number: &str) -> Option<Origin> {
    let number: usize = number.parse().ok()?;
    NOTES.with_borrow(|notes| notes.origins.get(number).cloned())
}

/// The rows that a table has for a commune.
#[derive(Debug)]
pub(super) struct TableRows {
    /// All rows of data.
    pub all: Arc<List>,
    /// Those that no other commune has.
    pub own: Arc<List>,
}

/// A commune with the rows of the plan's tables that are left for it.
#[derive(Debug)]
pub(super) struct Scope {
    /// The list.
    pub list: Arc<List>,
    /// The commune's row in it.
    pub row: usize,
    /// The rows of each table; empty until the tables are done.
    pub tables: Arc<Vec<TableRows>>,
    /// The number of the table's row in which a text stands, from 1.
    pub number: Option<usize>,
}

impl Object for Scope {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.as_str()?;
        let (manner, number) = key.split_at_checked(1)?;
        match (manner, key) {
            (_, "nothing") => Some(Value::from_object(Nothing)),
            (_, "stt") => Some(Value::from(self.number.unwrap_or_default())),
            ("k", _) => self.tables.get(number.parse::<usize>().ok()?).map(|t| rows_of(&t.own)),
            ("s", _) => {
                let (table, column) = number.split_once('_')?;
                let table = self.tables.get(table.parse::<usize>().ok()?)?;
                Some(sum(&table.all, column.parse().ok()?))
            }
            _ => cell_value(&self.list, self.row, number.parse().ok()?, manner),
        }
    }
}

/// A row of a list that a loop is at.
#[derive(Debug)]
struct ListRow {
    list: Arc<List>,
    row: usize,
}

impl Object for ListRow {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let (manner, called) = key.as_str()?.split_once('_')?;
        let column = self.list.columns.iter().position(|column| column.name == called);
        let Some(column) = column else {
            let known: Vec<&str> = self.list.columns.iter().map(|c| c.heading.as_str()).collect();
            let hint = format!("các cột của những dòng ấy: {}", known.join(", "));
            fail(format!("Các dòng riêng của xã không có cột “{called}”."), hint, None);
            return Some(Value::from_object(Nothing));
        };
        cell_value(&self.list, self.row, column, manner)
    }
}

/// A cell as a filter takes it.
#[derive(Debug)]
pub(super) struct CellValue {
    /// The cell.
    pub cell: Cell,
    /// The heading of its column.
    pub heading: String,
}

impl Object for CellValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cell.text)
    }
}

/// Text whose own marks count (the filter `danh_dau`).
#[derive(Debug)]
pub(super) struct Marked(pub String);

impl Object for Marked {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
}

/// Prints nothing, on purpose or because what is wrong has been noted.
#[derive(Debug)]
pub(super) struct Nothing;

impl Object for Nothing {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }
}

/// The cell in the manner asked for.
fn cell_value(list: &Arc<List>, row: usize, column: usize, manner: &str) -> Option<Value> {
    let cell = list.rows.get(row)?.cells.get(column)?;
    let heading = &list.columns.get(column)?.heading;
    match manner {
        "t" => Some(Value::from(cell.text.as_str())),
        "h" => Some(Value::from(!cell.is_blank())),
        "v" => {
            let value = CellValue { cell: cell.clone(), heading: heading.clone() };
            Some(Value::from_object(value))
        }
        "n" => Some(match number_of(cell) {
            Ok(number) => value_of(number),
            Err(reason) => {
                not_a_number(heading, reason, &cell.origin);
                Value::from(0)
            }
        }),
        "o" => NOTES.with_borrow_mut(|notes| {
            notes.origins.push(cell.origin.clone());
            Some(Value::from((notes.origins.len() - 1).to_string()))
        }),
        "r" => match &cell.datum {
            Datum::Rows(list) => Some(rows_of(list)),
            _ if cell.is_blank() => Some(Value::from(Vec::<Value>::new())),
            _ => {
                fail(
                    format!("“{heading}” của xã không phải là một bảng con."),
                    "trong tệp JSON ghi một mảng các đối tượng: [{…}, {…}]",
                    Some(&cell.origin),
                );
                Some(Value::from(Vec::<Value>::new()))
            }
        },
        _ => None,
    }
}

/// What is said of a cell that holds no number where one is needed.
pub(super) fn not_a_number(heading: &str, reason: NumberError, cell: &Origin) {
    let message = format!("“{heading}”: {reason}.");
    fail(message, "sửa ô này trong danh sách; ô trống thì điền số 0", Some(cell));
}

/// The rows of a list for a loop.
fn rows_of(list: &Arc<List>) -> Value {
    let rows = (0..list.rows.len()).map(|row| ListRow { list: list.clone(), row });
    rows.map(Value::from_object).collect()
}

/// The number that a cell holds, whatever it looks like.
pub(super) fn number_of(cell: &Cell) -> Result<Number, NumberError> {
    match &cell.datum {
        Datum::Number(plain) => Number::plain(plain),
        _ => Number::shown(&cell.text),
    }
}

/// A number as minijinja counts with it.
pub(super) fn value_of(number: Number) -> Value {
    let float = number.to_f64();
    // Beyond this a float skips whole numbers.
    let exact = number.is_whole() && float.abs() < 9e15;
    if exact { Value::from(float as i64) } else { Value::from(float) }
}

/// A number of minijinja's; decimals beyond the sixth are dust of its sums.
pub(super) fn number_from(value: &Value) -> Option<Number> {
    if let Some(whole) = value.as_i64() {
        return Number::plain(&whole.to_string()).ok();
    }
    let float = f64::try_from(value.clone()).ok().filter(|float| float.is_finite())?;
    Number::plain(&format!("{float:.6}")).ok()
}

/// The sum of a column of a table; blank cells count nothing.
fn sum(table: &List, column: usize) -> Value {
    let heading = table.columns.get(column).map_or("", |column| column.heading.as_str());
    let cell = |row: &Row| row.cells.get(column).filter(|cell| !cell.is_blank()).cloned();
    let cells: Vec<Cell> = table.rows.iter().filter_map(cell).collect();
    let mut numbers = Vec::new();
    for cell in &cells {
        match Number::shown(&cell.text) {
            Ok(number) => numbers.push(number),
            Err(reason) => not_a_number(heading, reason, &cell.origin),
        }
    }
    match Number::sum(&numbers) {
        Ok(sum) if sum.is_percent() => {
            let message = format!("Cột “{heading}” là phần trăm, không cộng được.");
            fail(message, "bỏ thẻ tong ở đây", None);
            Value::from_object(Nothing)
        }
        Ok(sum) => value_of(sum),
        Err(reason) => {
            fail(format!("Tổng của cột “{heading}”: {reason}."), "xem lại các số của cột", None);
            Value::from_object(Nothing)
        }
    }
}

/// minijinja's formatter: how a value stands in a text.
pub(super) fn format(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    let written = if let Some(text) = value.as_str() {
        if text.is_empty() { out.write_char(BLANK) } else { out.write_str(text) }
    } else if let Some(marked) = value.downcast_object_ref::<Marked>() {
        write!(out, "{MARKED}{}{MARKED}", marked.0)
    } else if value.downcast_object_ref::<Nothing>().is_some() {
        Ok(())
    } else if let Ok(truth) = bool::try_from(value.clone()) {
        out.write_str(if truth { "có" } else { "không" })
    } else if let Some(number) = number_from(value) {
        out.write_str(&so(number, None))
    } else {
        fail(
            "Thẻ này cho ra cả một danh sách, không in được.",
            "dùng {% for dong in … %}{{ dong.ten_cot }}{% endfor %}",
            None,
        );
        Ok(())
    };
    written.map_err(Error::from)
}

/// The list of the rows that a table keeps for a commune.
pub(super) fn table_list(headings: &[String], rows: Vec<Row>, origin: &Origin) -> List {
    let columns = headings.iter().map(|heading| crate::model::list::Column {
        heading: heading.clone(),
        name: name(heading),
        origin: origin.clone(),
    });
    List { columns: columns.collect(), rows, key: 0, origin: origin.clone() }
}
