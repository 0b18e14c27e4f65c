//! The report of a run: `report.csv` and `report.json`, or for a part of a list
//! `report-2-4.csv` and `.json`.
//!
//! While the run lasts the .csv is its journal, a line for each document as it is
//! made; at the end both are written whole. Depends on `diagnostic` and the
//! crate serde_json, whose types stay in here.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};

use serde::{Deserialize, Serialize};

use super::record::{Finding, Record, Status};
use super::saved::{Records, report_files};
use super::shard::Shard;
use super::store::Folder;
use super::table;
use crate::diagnostic::{Diagnostic, Severity, io_reason};

/// The journal of a run that lasts.
#[derive(Debug)]
pub struct Report<'a> {
    folder: &'a Folder,
    journal: File,
    length: u64,
}

/// The counts of a run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// All documents.
    pub total: usize,
    /// Those made in this run.
    pub done: usize,
    /// Those that could not be made.
    pub failed: usize,
    /// Those made in which a rule finds an error.
    #[serde(default)]
    pub faulty: usize,
    /// Those of an earlier run that needed no change.
    pub skipped: usize,
    /// How long the run took.
    pub seconds: f64,
    /// Those made in a second.
    pub documents_per_second: f64,
}

/// `report.json` as it is written.
#[derive(Serialize)]
struct Json<'a> {
    program: &'static str,
    version: &'static str,
    summary: Summary,
    findings: &'a [Finding],
    documents: &'a [Record],
}

impl<'a> Report<'a> {
    /// Begins the journal of the run in `folder`, with the lines of the run that
    /// it goes on with, if any. With a shard only the lines of its rows stay.
    pub fn start(folder: &'a Folder, old: &Records) -> Result<Self, Diagnostic> {
        let name = csv_name(folder.shard());
        let refused = |error: io::Error| unwritten(&name, &error);
        let mut bytes = table::head().map_err(refused)?;
        let belongs = |key: &str| folder.shard().is_none_or(|shard| shard.has(key));
        for record in old.values().filter(|record| belongs(&record.key)) {
            bytes.extend(table::line(record).map_err(refused)?);
        }
        folder.write(&name, bytes)?;
        remove_outdated(folder);
        let open = || {
            let mut journal = File::options().write(true).open(folder.path().join(&name))?;
            let length = journal.seek(SeekFrom::End(0))?;
            Ok((journal, length))
        };
        let (journal, length) = open().map_err(refused)?;
        Ok(Self { folder, journal, length })
    }

    /// Adds the line of one document. To be called before the document's files
    /// get their names: then every file that is there has its line. A fault ends
    /// the run.
    pub fn append(&mut self, record: &Record) -> Result<(), Diagnostic> {
        self.write(record).map_err(|error| unwritten(&csv_name(self.folder.shard()), &error))
    }

    fn write(&mut self, record: &Record) -> io::Result<()> {
        let line = table::line(record)?;
        let written = self.journal.write_all(&line).and_then(|()| self.journal.flush());
        match &written {
            Ok(()) => self.length += line.len() as u64,
            // Half a line would spoil the next one.
            Err(_) => {
                self.journal.set_len(self.length)?;
                self.journal.seek(SeekFrom::Start(self.length))?;
            }
        }
        written
    }

    /// Ends the run: writes both files anew, with `records` in their order and the
    /// `findings` that concern every document. If that fails the journal stays.
    pub fn finish(
        self,
        records: &[Record],
        findings: &[Finding],
        seconds: f64,
    ) -> Result<Summary, Diagnostic> {
        let Self { folder, journal, .. } = self;
        // Windows would not replace a file that is open.
        drop(journal);
        write(folder, records, findings, seconds)
            .map_err(|fault| unfinished(fault, &csv_name(folder.shard())))
    }
}

impl Summary {
    fn new(records: &[Record], findings: &[Finding], seconds: f64) -> Self {
        let count = |status| records.iter().filter(|record| record.status == status).count();
        let done = count(Status::Done);
        // What is said of every document is in no record.
        let all = findings.iter().any(|finding| finding.severity == Severity::Error);
        let is_faulty =
            |record: &&Record| record.is_faulty() || all && record.status != Status::Failed;
        let documents_per_second = if seconds > 0.0 { done as f64 / seconds } else { 0.0 };
        Self {
            total: records.len(),
            done,
            failed: count(Status::Failed),
            faulty: records.iter().filter(is_faulty).count(),
            skipped: count(Status::Skipped),
            seconds,
            documents_per_second,
        }
    }
}

/// Writes both files of the report whole.
pub(super) fn write(
    folder: &Folder,
    records: &[Record],
    findings: &[Finding],
    seconds: f64,
) -> Result<Summary, Diagnostic> {
    let (csv, json) = (csv_name(folder.shard()), json_name(folder.shard()));
    let summary = Summary::new(records, findings, seconds);
    let lines = records.iter().map(table::line).collect::<io::Result<Vec<_>>>();
    let table = table::head().and_then(|head| Ok([head, lines?.concat()].concat()));
    let table = table.map_err(|error| unwritten(&csv, &error))?;
    let document = Json {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        summary,
        findings,
        documents: records,
    };
    let mut text = serde_json::to_vec_pretty(&document)
        .map_err(|error| unwritten(&json, &io::Error::from(error)))?;
    text.push(b'\n');
    let staged = folder.stage(&csv, &[table]).and_then(|table| {
        let text = folder.stage(&json, &[text])?;
        table.commit()?;
        text.commit()
    });
    staged.map_err(Diagnostic::from)?;
    Ok(summary)
}

/// Removes the reports that the new one stands for: its own .json, which is of an
/// earlier run, and those of parts where the whole is made. One that cannot be
/// removed does no harm.
fn remove_outdated(folder: &Folder) {
    let own = csv_name(folder.shard());
    for (shard, name) in report_files(folder.path()) {
        let replaced = folder.shard().is_none() || shard == folder.shard();
        if replaced && name != own {
            let _ = fs::remove_file(folder.path().join(name));
        }
    }
}

/// The name of the .csv of a run.
pub fn csv_name(shard: Option<Shard>) -> String {
    format!("report{}.csv", shard.map(|shard| shard.suffix()).unwrap_or_default())
}

/// The name of the .json of a run.
pub(super) fn json_name(shard: Option<Shard>) -> String {
    format!("report{}.json", shard.map(|shard| shard.suffix()).unwrap_or_default())
}

fn unwritten(name: &str, error: &io::Error) -> Diagnostic {
    let message = format!("Không ghi được báo cáo {name}: {}.", io_reason(error));
    Diagnostic::general("report-unwritten", message)
        .hint("xem ổ đĩa còn đủ chỗ không, rồi chạy lại với --resume để làm tiếp")
}

/// The report could not be written anew, for the reason that `fault` tells.
fn unfinished(fault: Diagnostic, csv: &str) -> Diagnostic {
    let hint = format!("{csv} vẫn còn mọi dòng đã ghi trong lúc chạy, theo thứ tự làm xong");
    let message = format!("Chưa ghi xong báo cáo. {}", fault.message);
    Diagnostic { code: "report-unfinished", message, ..fault }.hint(hint)
}
