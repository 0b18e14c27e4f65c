//! `report.csv`: a line for each document, for people to read in a spreadsheet
//! and for the next run to read back.
//!
//! UTF-8 with its mark, without which Excel takes it for another encoding. A
//! cell that a spreadsheet would run as a formula has an apostrophe before it.
//! Notes, codes and hints are in `report.json` alone. A new column is a heading
//! in [`HEADINGS`], a cell in [`row`] and a line in [`record`]. Depends on
//! `diagnostic`, `origin` and the crate csv, whose types stay in here.

use std::io;
use std::sync::Arc;

use csv::{ReaderBuilder, StringRecord, Terminator, WriterBuilder};

use super::record::{Finding, Record, Status};
use crate::diagnostic::{Diagnostic, Severity};
use crate::origin::{Origin, Place};

const BOM: &str = "\u{FEFF}";
const COLUMNS: usize = 10;
const HEADINGS: [&str; COLUMNS] = [
    "Mã",
    "Tên",
    "Tệp",
    "Kết quả",
    "Số trang",
    "Số byte",
    "SHA-256",
    "Dấu dữ liệu",
    "Cảnh báo",
    "Lỗi",
];
const RESULTS: [(Status, &str); 3] =
    [(Status::Done, "Đã tạo"), (Status::Skipped, "Giữ nguyên"), (Status::Failed, "Lỗi")];
/// What separates cells; Excel writes the others, depending on the country.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// A cell that begins so is a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The line of headings, with which the file begins.
pub fn head() -> io::Result<Vec<u8>> {
    Ok([BOM.as_bytes(), &cells(HEADINGS)?].concat())
}

/// The line of one document.
pub fn line(record: &Record) -> io::Result<Vec<u8>> {
    cells(row(record).iter().map(|cell| defused(cell)))
}

fn cells<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells)?;
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// The cells of a document, as they are read back.
pub fn row(record: &Record) -> [String; COLUMNS] {
    [
        record.key.clone(),
        record.name.clone(),
        record.file.clone(),
        RESULTS
            .iter()
            .filter(|(status, _)| *status == record.status)
            .map(|(_, word)| *word)
            .collect(),
        record.pages.to_string(),
        record.bytes.to_string(),
        record.sha256.clone(),
        record.inputs.clone(),
        told(&record.findings, Severity::Warning),
        told(&record.findings, Severity::Error),
    ]
}

/// Reads the file back, in the order of its lines. The last line is left out
/// where it was cut off, as when the run was killed.
pub fn read(file: &Arc<str>, bytes: &[u8]) -> Result<Vec<Record>, Diagnostic> {
    let bytes = bytes.strip_prefix(BOM.as_bytes()).unwrap_or(bytes);
    let text = match str::from_utf8(bytes) {
        Ok(text) => text,
        // The last character was cut off.
        Err(error) if error.error_len().is_none() => bytes
            .get(..error.valid_up_to())
            .and_then(|valid| str::from_utf8(valid).ok())
            .unwrap_or(""),
        Err(_) => return Err(not_a_report(file, "không phải UTF-8")),
    };
    let separator = SEPARATORS.into_iter().find(|separator| {
        records(text, *separator).next().is_some_and(|first| first.iter().eq(HEADINGS))
    });
    let Some(separator) = separator else {
        return Err(not_a_report(file, "dòng đầu không phải dòng tiêu đề của báo cáo"));
    };
    let mut lines: Vec<(u32, StringRecord)> = (0..).zip(records(text, separator)).skip(1).collect();
    if !text.ends_with('\n') || text.matches('"').count() % 2 == 1 {
        lines.pop();
    }
    let read = |(row, cells): &(u32, StringRecord)| {
        record(cells).ok_or_else(|| damaged(&Origin::cell(file, &"".into(), *row, 0)))
    };
    lines.iter().map(read).collect()
}

/// The records of `text`. It is held in memory and checked, so none is refused.
fn records(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    let mut reader = ReaderBuilder::new();
    reader.delimiter(separator).has_headers(false).flexible(true);
    reader.from_reader(text.as_bytes()).into_records().map_while(Result::ok)
}

fn record(line: &StringRecord) -> Option<Record> {
    let cells: Vec<&str> = line.iter().map(restored).collect();
    let [key, name, file, result, pages, bytes, sha256, inputs, warnings, errors] =
        <[&str; COLUMNS]>::try_from(cells).ok()?;
    let (status, _) = RESULTS.iter().find(|(_, word)| *word == result)?;
    let warnings = findings(warnings, Severity::Warning);
    let errors = findings(errors, Severity::Error);
    Some(Record {
        key: key.to_owned(),
        name: name.to_owned(),
        file: file.to_owned(),
        status: *status,
        pages: pages.parse().ok()?,
        bytes: bytes.parse().ok()?,
        sha256: sha256.to_owned(),
        inputs: inputs.to_owned(),
        findings: warnings.chain(errors).collect(),
    })
}

/// The findings of one severity, a line each.
fn told(findings: &[Finding], severity: Severity) -> String {
    let lines = findings.iter().filter(|finding| finding.severity == severity).map(|finding| {
        let place = finding.place.as_ref().map(|place| format!(" (tại: {place})"));
        format!("{}{}", finding.message, place.unwrap_or_default()).replace(['\r', '\n'], " ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn findings(cell: &str, severity: Severity) -> impl Iterator<Item = Finding> {
    cell.lines().map(move |line| {
        let placed = line.strip_suffix(')').and_then(|line| line.rsplit_once(" (tại: "));
        let (message, place) = placed.map_or((line, None), |(text, at)| (text, Some(at)));
        Finding {
            severity,
            code: String::new(),
            place: place.map(str::to_owned),
            message: message.to_owned(),
            hints: Vec::new(),
        }
    })
}

/// `cell` as text to a spreadsheet; [`restored`] undoes it.
fn defused(cell: &str) -> String {
    let mark = if is_defusable(cell) { "'" } else { "" };
    format!("{mark}{cell}")
}

fn restored(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_defusable(rest)).unwrap_or(cell)
}

/// Whether `cell` is a formula, or a formula behind apostrophes: those get one
/// more, so that it is known which one was added.
fn is_defusable(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA)
}

fn not_a_report(file: &Arc<str>, reason: &str) -> Diagnostic {
    let message = format!("Không đọc lại được báo cáo này: {reason}.");
    Diagnostic::error("report-unreadable", &Origin::new(file, Place::File), message)
        .hint("nếu tệp đã được lưu lại trong Excel: mở tệp, chọn Save As, loại “CSV UTF-8”")
        .hint("hoặc chuyển báo cáo đi chỗ khác; khi đó mọi văn bản được làm lại từ đầu")
}

fn damaged(origin: &Origin) -> Diagnostic {
    Diagnostic::error("report-unreadable", origin, "Dòng này của báo cáo đã bị sửa hoặc hỏng.")
        .hint("xóa cả dòng này rồi chạy lại; văn bản của dòng đó được làm lại")
}
