//! The sample of a plan for many communes: the template, as JSON and as a
//! workbook, and the list of a dozen communes that it is made for.
//!
//! `tests/fixtures/communes` holds `plan.json` (the plan of Bình Lư with merge
//! fields, its appendix with the rows that all communes have) and
//! `communes.json` (the columns and rows of the list, and each commune's own
//! rows of the appendix).

use std::path::PathBuf;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet, XlsxError,
};
use serde_json::{Value, json};

use super::json::{list, text};
use super::{look, read_json, root, workbook};

/// The template's name in `data/`, without extension.
pub const TEMPLATE: &str = "ke-hoach-mau-xa";

/// The list's name in `data/`.
pub const LIST: &str = "danh-sach-xa-mau.xlsx";

/// The columns that stay on the screen: codes and names.
const FROZEN: u16 = 4;

/// The columns and rows of the list, and the communes' own tasks.
pub fn communes() -> Value {
    read_json(&root().join("tests/fixtures/communes/communes.json"))
}

/// The template with the communes' own rows.
pub fn plan() -> Value {
    let mut plan = read_json(&root().join("tests/fixtures/communes/plan.json"));
    let communes = communes();
    let rows = plan.pointer_mut("/appendices/0/blocks/0/rows").and_then(Value::as_array_mut);
    let rows = rows.expect("the table of the appendix");
    for (code, tasks) in communes["tasks"].as_object().unwrap() {
        for task in list(tasks) {
            let cells = list(task).iter().map(|cell| match cell.as_str() {
                Some(words) => words.to_owned(),
                None => cell.to_string(),
            });
            let number = std::iter::once("{{ stt }}".to_owned());
            rows.push(number.chain(cells).chain([code.clone()]).collect());
        }
    }
    plan
}

/// Every file of the sample with its bytes.
pub fn files() -> Vec<(PathBuf, Vec<u8>)> {
    let plan = plan();
    let text = format!("{}\n", serde_json::to_string_pretty(&plan).unwrap());
    let added = json!({ "punctuated_markers": false, "table_sheets": [] });
    let file = |name: &str| root().join("data").join(name);
    vec![
        (file(&format!("{TEMPLATE}.json")), text.into_bytes()),
        (file(&format!("{TEMPLATE}.xlsx")), workbook::bytes(&plan, &added).unwrap()),
        (file(LIST), sheet_of_communes(&communes()).unwrap()),
    ]
}

/// The workbook of the list; the same bytes every time.
fn sheet_of_communes(communes: &Value) -> Result<Vec<u8>, XlsxError> {
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let mut book = Workbook::new();
    let title = "Danh sách xã mẫu (số liệu minh họa)";
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&created));
    let sheet = workbook::sheet(&mut book, "Danh sách xã")?;
    // A3: forty columns on A4 are too small to read.
    sheet.set_landscape().set_paper_size(8).set_repeat_rows(0, 0)?.set_repeat_columns(2, 3)?;
    let columns = list(&communes["columns"]);
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_width(at, column["width"].as_f64().unwrap())?;
        sheet.set_column_format(at, &format_of(column))?;
        sheet.write_string_with_format(0, at, text(column, "heading"), &look::title())?;
    }
    sheet.set_row_height(0, 52)?.set_freeze_panes(1, FROZEN)?;
    let mut row = 0;
    for cells in list(&communes["rows"]) {
        row += 1;
        for ((at, column), cell) in (0..).zip(columns).zip(list(cells)) {
            write_cell(sheet, (row, at), column, cell)?;
        }
        sheet.set_row_height(row, 34)?;
    }
    let last = columns.len() as u16 - 1;
    sheet.autofilter(0, 0, row, last)?;
    sheet.ignore_error_range(1, 0, row, last, IgnoreError::NumberStoredAsText)?;
    book.save_to_buffer()
}

/// How the cells of a column look; codes are texts, so that Excel keeps their
/// zeros.
fn format_of(column: &Value) -> Format {
    match text(column, "kind") {
        "text" => look::cell().set_num_format("@"),
        "date" => look::center().set_num_format(text(column, "format")),
        _ => look::right().set_num_format(text(column, "format")),
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, at): (u32, u16),
    column: &Value,
    cell: &Value,
) -> Result<(), XlsxError> {
    let format = format_of(column);
    match (cell.as_f64(), text(column, "kind")) {
        (Some(number), _) => sheet.write_number_with_format(row, at, number, &format)?,
        (None, "date") => {
            let date = ExcelDateTime::parse_from_str(cell.as_str().unwrap())?;
            sheet.write_datetime_with_format(row, at, &date, &format)?
        }
        _ => sheet.write_string_with_format(row, at, cell.as_str().unwrap(), &format)?,
    };
    Ok(())
}
