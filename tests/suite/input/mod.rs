//! The readers: from a file to the neutral tree, with exact origins and
//! messages. Workbooks are made here, by rust_xlsxwriter or, where Excel would
//! never write such a file, from raw XML.

mod around;
mod csv;
mod formats;
mod json;
pub mod kept;
pub mod legacy;
mod list;
mod ods;
mod package;
mod samples;
mod tables;
mod workbook;
mod xls;
pub mod xlsb;

use std::path::Path;

use kehoach::diagnostic::{Diagnostic, Severity};
use kehoach::input::{self, Input};
use kehoach::model::node::{Node, RawText, Script, Value};
use rust_xlsxwriter::{Workbook, Worksheet};

/// Reads `bytes` as a file called `name`.
fn read_bytes(name: &str, bytes: &[u8]) -> Result<Input, Diagnostic> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    input::read(Path::new(&path))
}

/// Reads a workbook of these sheets as `kh.xlsx`.
fn read_sheets(sheets: Vec<Worksheet>) -> Input {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    read_bytes("kh.xlsx", &workbook.save_to_buffer().unwrap()).unwrap()
}

/// A sheet whose cells are these texts; an empty text is no cell.
fn sheet(name: &str, rows: &[&[&str]]) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name(name).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, *text).unwrap();
        }
    }
    sheet
}

/// The least that a workbook needs beside the sheet under test.
fn info() -> Worksheet {
    sheet("Thông tin", &[&["Mục", "Giá trị"], &["Trích yếu", "Thử"]])
}

fn body() -> Worksheet {
    sheet("Nội dung", &[&["Mục", "Nội dung"], &["", "Thử."]])
}

/// One line a value: its path, what it is, and where it stands.
fn dump(node: &Node) -> String {
    let mut lines = Vec::new();
    dump_into(node, "", &mut lines);
    lines.join("\n")
}

/// Only the lines of `dump` under one path, without the file's name.
fn dump_at(input: &Input, key: &str) -> String {
    let node = input.node.as_ref().and_then(|node| node.get(key)).expect(key);
    dump(node).replace("kh.xlsx ▸ ", "")
}

fn dump_into(node: &Node, path: &str, lines: &mut Vec<String>) {
    let origin = &node.origin;
    match &node.value {
        Value::Unread => lines.push(format!("{path} unread @ {origin}")),
        Value::Null => lines.push(format!("{path} null @ {origin}")),
        Value::Bool(truth) => lines.push(format!("{path} {truth} @ {origin}")),
        Value::Number(number) => lines.push(format!("{path} number {number} @ {origin}")),
        Value::Text(text) => lines.push(format!("{path} {} @ {origin}", show(text))),
        Value::Merged(_) => unreachable!("readers merge nothing"),
        Value::List(nodes) => {
            if nodes.is_empty() {
                lines.push(format!("{path} [] @ {origin}"));
            }
            for (index, node) in nodes.iter().enumerate() {
                dump_into(node, &format!("{path}/{index}"), lines);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                dump_into(&entry.value, &format!("{path}/{}", entry.key), lines);
            }
        }
    }
}

/// Text with its styled stretches in angle brackets: `m<^:2>`.
fn show(raw: &RawText) -> String {
    let mut shown = String::new();
    let mut at = 0;
    for (range, style) in &raw.styles {
        shown.push_str(&raw.text[at..range.start]);
        let mut marks = String::new();
        marks.push_str(if style.bold { "b" } else { "" });
        marks.push_str(if style.italic { "i" } else { "" });
        marks.push_str(match style.script {
            Script::Baseline => "",
            Script::Super => "^",
            Script::Sub => "~",
        });
        shown.push_str(&format!("<{marks}:{}>", &raw.text[range.clone()]));
        at = range.end;
    }
    shown.push_str(&raw.text[at..]);
    format!("{shown:?}")
}

/// One line a diagnostic: how bad, where, what, and what to do.
fn messages(diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Error => "lỗi",
            Severity::Warning => "cảnh báo",
            Severity::Note => "ghi chú",
        };
        let place = diagnostic.origin.as_ref().map(|o| o.to_string()).unwrap_or_default();
        let hints = diagnostic.hints.join(" / ");
        format!("{severity} {} @ {place}: {} [{hints}]", diagnostic.code, diagnostic.message)
            .replace("kh.xlsx ▸ ", "")
    });
    lines.collect::<Vec<_>>().join("\n")
}
