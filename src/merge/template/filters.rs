//! The filters of templates: what `merge::say` can say, for cells, numbers and
//! texts.
//!
//! A blank cell stays blank through any filter but `mac_dinh`, so that the text
//! names it. A new filter is a row in [`FILTERS`], an arm in [`add`] and a row in
//! the guide (docs/huong-dan.md).

use minijinja::Environment;
use minijinja::value::Value;

use super::scope::{self, CellValue, Marked, Nothing, fail};
use crate::merge::say::number::{Number, NumberError};
use crate::merge::say::words::{ZeroTens, bang_chu, tien_bang_chu};
use crate::merge::say::{date, figures, letters, place};
use crate::model::values::Datum;

/// The filters by name, in the order of the guide.
pub(super) const FILTERS: &[&str] = &[
    "so",
    "phan_tram",
    "tien",
    "bang_chu",
    "tien_bang_chu",
    "ngay",
    "ngay_so",
    "in_hoa",
    "in_thuong",
    "hoa_dau",
    "viet_hoa",
    "ten_rieng",
    "trong_cau",
    "slug",
    "mac_dinh",
    "danh_dau",
];

/// Adds the filters to an environment.
pub(super) fn add(environment: &mut Environment) {
    environment.add_filter("so", |value: Value, decimals: Option<u32>| {
        number(&value, "so", |number| Ok(figures::so(number, decimals)))
    });
    environment.add_filter("phan_tram", |value: Value, decimals: Option<u32>| {
        number(&value, "phan_tram", |number| Ok(figures::phan_tram(number, decimals)))
    });
    environment.add_filter("tien", |value: Value| number(&value, "tien", figures::tien));
    environment.add_filter("bang_chu", |value: Value, tens: Option<String>| {
        number(&value, "bang_chu", |number| Ok(bang_chu(number, zero_tens(tens.as_deref()))))
    });
    environment.add_filter("tien_bang_chu", |value: Value, tens: Option<String>| {
        let tens = zero_tens(tens.as_deref());
        number(&value, "tien_bang_chu", |number| tien_bang_chu(number, tens))
    });
    environment.add_filter("ngay", |value: Value| day(&value, date::ngay));
    environment.add_filter("ngay_so", |value: Value| day(&value, date::ngay_so));
    environment.add_filter("in_hoa", |value: Value| text(&value, letters::in_hoa));
    environment.add_filter("in_thuong", |value: Value| text(&value, letters::in_thuong));
    environment.add_filter("hoa_dau", |value: Value| text(&value, letters::hoa_dau));
    environment.add_filter("viet_hoa", |value: Value| text(&value, letters::viet_hoa));
    environment.add_filter("ten_rieng", |value: Value| text(&value, place::ten_rieng));
    environment.add_filter("trong_cau", |value: Value| text(&value, place::trong_cau));
    environment.add_filter("slug", |value: Value| text(&value, letters::slug));
    environment.add_filter("mac_dinh", |value: Value, other: Value| {
        let shown = shown(&value);
        match shown.is_empty() {
            true if other.as_str() == Some("") => Value::from_object(Nothing),
            true => other,
            false => Value::from(shown),
        }
    });
    environment.add_filter("danh_dau", |value: Value| match shown(&value) {
        text if text.is_empty() => Value::from(text),
        text => Value::from_object(Marked(text)),
    });
}

fn zero_tens(word: Option<&str>) -> ZeroTens {
    match word {
        Some("lẻ" | "le") => ZeroTens::Le,
        _ => ZeroTens::Linh,
    }
}

/// The text of a cell or value as it would be printed.
fn shown(value: &Value) -> String {
    if let Some(cell) = value.downcast_object_ref::<CellValue>() {
        return cell.cell.text.clone();
    }
    if let Some(text) = value.as_str() {
        return text.to_owned();
    }
    scope::number_from(value).map(|number| figures::so(number, None)).unwrap_or_default()
}

fn text(value: &Value, say: impl Fn(&str) -> String) -> Value {
    Value::from(say(&shown(value)))
}

/// A number said in some way; what is none is noted, with the cell.
fn number(
    value: &Value,
    filter: &str,
    say: impl Fn(Number) -> Result<String, NumberError>,
) -> Value {
    let cell = value.downcast_object_ref::<CellValue>();
    let shown = shown(value);
    if shown.is_empty() {
        return Value::from(shown);
    }
    let number = match cell {
        Some(cell) => scope::number_of(&cell.cell),
        None => scope::number_from(value).map_or_else(|| Number::shown(&shown), Ok),
    };
    match (number.and_then(say), cell) {
        (Ok(said), _) => Value::from(said),
        (Err(reason), Some(cell)) => {
            scope::not_a_number(&cell.heading, reason, &cell.cell.origin);
            Value::from_object(Nothing)
        }
        (Err(reason), None) => {
            fail(format!("Bộ lọc {filter}: “{shown}” {reason}."), "xem lại thẻ này", None);
            Value::from_object(Nothing)
        }
    }
}

/// A date said in some way.
fn day<E>(value: &Value, say: impl Fn(&str) -> Result<String, E>) -> Value {
    let cell = value.downcast_object_ref::<CellValue>();
    let shown = match cell.map(|cell| &cell.cell.datum) {
        Some(Datum::Date(plain)) => plain.clone(),
        _ => shown(value),
    };
    if shown.is_empty() {
        return Value::from(shown);
    }
    say(&shown).map_or_else(
        |_| {
            let heading = cell.map_or("Giá trị", |cell| cell.heading.as_str());
            let hint = "ghi như 05/02/2026, tháng 02/2026 hoặc năm 2026";
            fail(format!("“{heading}” không phải là ngày."), hint, cell.map(|c| &c.cell.origin));
            Value::from_object(Nothing)
        },
        Value::from,
    )
}
