//! From a plan in the program's schema to the workbook that a good clerk would
//! keep: figures as figures with a format, dates as dates, merged headers.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, IgnoreError, Workbook, Worksheet,
    XlsxError,
};
use serde_json::Value;

use super::json::{list, text};
use super::{look, table};

type Done = Result<(), XlsxError>;

/// Rows of the sheet Thông tin: label and JSON pointer.
const FIELDS: &[(&str, &str)] = &[
    ("Tên loại", "/kind"),
    ("Cơ quan chủ quản", "/letterhead/parent_agency"),
    ("Cơ quan ban hành", "/letterhead/agency"),
    ("Số", "/letterhead/number"),
    ("Ký hiệu", "/letterhead/symbol"),
    ("Địa danh", "/letterhead/place"),
    ("Ngày ban hành", "/letterhead/date"),
    ("Trích yếu", "/subject"),
    ("Thẩm quyền ký", "/signature/authority"),
    ("Chức vụ", "/signature/position"),
    ("Người ký", "/signature/name"),
];

/// Words of the column Kiểu, after the kinds of the schema.
const KINDS: &[(&str, &str)] = &[
    ("heading", "tiêu đề"),
    ("paragraph", "đoạn"),
    ("legal_basis", "căn cứ"),
    ("table", "bảng"),
    ("image", "hình"),
];

/// Rows below the last one that a clerk may still fill in with the drop-down.
const SPARE_ROWS: u32 = 200;

/// The workbook of a plan; the same bytes for the same plan.
pub fn bytes(plan: &Value, added: &Value) -> Result<Vec<u8>, XlsxError> {
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new().set_title(text(plan, "subject")).set_creation_datetime(&created),
    );
    information(sheet(&mut book, "Thông tin")?, plan)?;
    content(sheet(&mut book, "Nội dung")?, plan, added)?;
    let tables = list(&plan["body"]).iter().filter(|b| text(b, "kind") == "table");
    for (name, rows) in list(&added["table_sheets"]).iter().zip(tables) {
        let sheet = sheet(&mut book, name.as_str().unwrap())?;
        sheet.set_landscape();
        table::write(sheet, 0, rows)?;
    }
    for appendix in list(&plan["appendices"]) {
        let label = appendix["label"].as_str().unwrap_or("Phụ lục");
        appendix_sheet(sheet(&mut book, label)?, appendix)?;
    }
    footnotes(&mut book, plan)?;
    recipients(sheet(&mut book, "Nơi nhận")?, plan)?;
    book.save_to_buffer()
}

/// A new sheet that prints on A4, as wide as the page.
pub fn sheet<'a>(book: &'a mut Workbook, name: &str) -> Result<&'a mut Worksheet, XlsxError> {
    Ok(book.add_worksheet().set_name(name)?.set_paper_size(9).set_print_fit_to_pages(1, 0))
}

/// Titles of the columns with their widths, frozen and repeated in print.
fn columns(sheet: &mut Worksheet, titles: &[(&str, u8)]) -> Done {
    for (column, (title, width)) in (0..).zip(titles) {
        sheet.set_column_width(column, *width)?;
        sheet.set_column_format(column, &look::cell())?;
        sheet.write_string_with_format(0, column, *title, &look::title())?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    Ok(())
}

fn information(sheet: &mut Worksheet, plan: &Value) -> Done {
    columns(sheet, &[("Mục", 22), ("Giá trị", 80)])?;
    for (row, (label, pointer)) in (1..).zip(FIELDS) {
        sheet.write_string_with_format(row, 0, *label, &look::cell().set_bold())?;
        let value = plan.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
        match *label {
            "Ngày ban hành" => date(sheet, row, value)?,
            "Số" => look::write_figure_or_text(sheet, (row, 1), value, &look::left())?,
            _ => look::write_text(sheet, (row, 1), value, &look::cell())?,
        }
        look::fit_height(sheet, row, value.lines().map(|line| (line.chars().count(), 80.0)))?;
        if value.lines().count() > 1 {
            sheet.set_row_height(row, 16.0 * value.lines().count() as f64 + 2.0)?;
        }
    }
    Ok(())
}

/// A whole date as a date, a part of one in words.
fn date(sheet: &mut Worksheet, row: u32, iso: &str) -> Done {
    let parts: Vec<u16> = iso.split('-').map(|part| part.parse().unwrap()).collect();
    match parts[..] {
        [year, month, day] => {
            let date = ExcelDateTime::from_ymd(year, month as u8, day as u8)?;
            let format = look::left().set_num_format("dd/mm/yyyy");
            sheet.write_datetime_with_format(row, 1, &date, &format)?;
            Ok(())
        }
        [year, month] => {
            look::write_text(sheet, (row, 1), &format!("tháng {month} năm {year}"), &look::cell())
        }
        _ => look::write_text(sheet, (row, 1), &format!("năm {iso}"), &look::cell()),
    }
}

fn content(sheet: &mut Worksheet, plan: &Value, added: &Value) -> Done {
    let mut titles = vec![("Mục", 8), ("Nội dung", 100), ("Kiểu", 12)];
    if list(&plan["body"]).iter().any(|block| block["condition"].is_string()) {
        titles.extend([("Cấp", 8), ("Điều kiện", 44)]);
    }
    columns(sheet, &titles)?;
    let marker_format = look::center().set_num_format("@");
    sheet.set_column_format(0, &marker_format)?;
    let mut tables = list(&added["table_sheets"]).iter();
    let mut row = 0;
    for block in list(&plan["body"]) {
        row += 1;
        let mut marker = text(block, "marker");
        if added["punctuated_markers"] != true {
            marker = marker.trim_end_matches(['.', ')']);
        }
        look::write_text(sheet, (row, 0), marker, &marker_format)?;
        let words = match text(block, "kind") {
            "table" => tables.next().and_then(Value::as_str).unwrap(),
            _ => text(block, "text"),
        };
        look::write_text(sheet, (row, 1), words, &look::cell())?;
        let condition = text(block, "condition");
        let sizes = [(words.chars().count(), 100.0), (condition.chars().count(), 44.0)];
        look::fit_height(sheet, row, sizes)?;
        if titles.len() > 3 {
            let level = block["level"].as_u64().map(|level| level.to_string()).unwrap_or_default();
            look::write_figure_or_text(sheet, (row, 3), &level, &look::center())?;
            look::write_text(sheet, (row, 4), condition, &look::cell())?;
        }
        let kind = KINDS.iter().find(|(kind, _)| *kind == text(block, "kind"));
        look::write_text(sheet, (row, 2), kind.map_or("", |(_, word)| word), &look::cell())?;
    }
    let words: Vec<&str> = KINDS.iter().map(|(_, word)| *word).collect();
    let drop_down = DataValidation::new().allow_list_strings(&words)?;
    sheet.add_data_validation(1, 2, row + SPARE_ROWS, 2, &drop_down)?;
    sheet.ignore_error_range(1, 0, row + SPARE_ROWS, 0, IgnoreError::NumberStoredAsText)?;
    Ok(())
}

/// About the width of the second column of an appendix's table.
const TASK_WIDTH: f64 = 40.0;

fn appendix_sheet(sheet: &mut Worksheet, appendix: &Value) -> Done {
    let mut fields = vec![("Tiêu đề", text(appendix, "title"))];
    if text(appendix, "orientation") == "landscape" {
        sheet.set_landscape();
        fields.push(("Khổ giấy", "ngang"));
    }
    if let Some(reference) = appendix["reference"].as_str() {
        fields.push(("Dòng kèm theo", reference));
    }
    let mut row = 0;
    for (label, value) in fields {
        sheet.write_string_with_format(row, 0, label, &look::cell().set_bold())?;
        look::write_text(sheet, (row, 1), value, &look::cell())?;
        look::fit_height(sheet, row, [(value.chars().count(), TASK_WIDTH)])?;
        row += 1;
    }
    for block in list(&appendix["blocks"]) {
        row = match text(block, "kind") {
            "table" => table::write(sheet, row + 1, block)?,
            _ => {
                look::write_text(sheet, (row + 1, 0), text(block, "text"), &look::note())?;
                row + 2
            }
        };
    }
    sheet.set_column_width(0, 16)?;
    Ok(())
}

fn footnotes(book: &mut Workbook, plan: &Value) -> Done {
    let notes = list(&plan["footnotes"]);
    if notes.is_empty() {
        return Ok(());
    }
    let sheet = sheet(book, "Chú thích")?;
    columns(sheet, &[("Số", 8), ("Nội dung", 100)])?;
    for (row, note) in (1..).zip(notes) {
        look::write_figure_or_text(sheet, (row, 0), text(note, "mark"), &look::center())?;
        look::write_text(sheet, (row, 1), text(note, "text"), &look::cell())?;
    }
    Ok(())
}

/// One a row, without a title: every row of this sheet is a recipient.
fn recipients(sheet: &mut Worksheet, plan: &Value) -> Done {
    sheet.set_column_width(0, 70)?;
    for (row, recipient) in (0..).zip(list(&plan["recipients"])) {
        let format: Format = look::cell();
        look::write_text(sheet, (row, 0), recipient.as_str().unwrap(), &format)?;
    }
    Ok(())
}
