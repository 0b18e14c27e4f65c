//! Reports of earlier runs: read back to go on with them, or joined into one.
//!
//! The .csv counts, for it is there however a run ended; where the .json has the
//! same line it adds what the .csv has no column for. Depends on `diagnostic`
//! and the crate serde_json, whose types stay in here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Deserialize;

use super::record::{Finding, Record};
use super::report::{self, Summary, csv_name, json_name};
use super::shard::Shard;
use super::store::Folder;
use super::table;
use crate::diagnostic::{Diagnostic, io_reason};

/// Records by their keys.
pub type Records = BTreeMap<String, Record>;

/// `report.json` as it is read.
#[derive(Deserialize)]
struct Json {
    summary: Summary,
    #[serde(default)]
    findings: Vec<Finding>,
    documents: Vec<Record>,
}

/// The report of one run.
struct Saved {
    shard: Option<Shard>,
    records: Records,
    /// What concerns every document.
    findings: Vec<Finding>,
    seconds: f64,
}

/// What earlier runs in `folder` have made, as their reports say; nothing where
/// there are none.
///
/// Of several lines with one key the last counts. The reports of parts count more
/// than one of the whole: a run of the whole removes them.
pub fn load(folder: &Path) -> Result<Records, Diagnostic> {
    Ok(overlaid(read_all(folder)?))
}

/// Joins the reports in `folders` into `report.csv` and `report.json` in `into`,
/// in the order of the keys. Of two records with one key that of a document that
/// was made counts, else the later.
pub fn merge(folders: &[PathBuf], into: &Path) -> Result<Summary, Diagnostic> {
    let (mut joined, mut findings, mut seconds) = (Records::new(), Vec::new(), 0.0);
    for folder in folders {
        let saved = read_all(folder)?;
        if saved.is_empty() {
            return Err(missing(folder));
        }
        // Beside reports of parts, that of the whole is what an earlier merge made.
        let in_parts = saved.iter().any(|saved| saved.shard.is_some());
        for counted in saved.iter().filter(|saved| saved.shard.is_some() == in_parts) {
            seconds += counted.seconds;
            let new = counted.findings.iter().filter(|found| !findings.contains(*found));
            findings.extend(new.cloned().collect::<Vec<Finding>>());
        }
        join(&mut joined, overlaid(saved));
    }
    let records: Vec<Record> = joined.into_values().collect();
    report::write(&Folder::open(into, None)?, &records, &findings, seconds)
}

/// The files in `folder` that are reports: the part each is of, and its name;
/// those of the whole first.
pub(super) fn report_files(folder: &Path) -> Vec<(Option<Shard>, String)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut files: Vec<_> = names.filter_map(|name| Some((shard_of(&name)?, name))).collect();
    files.sort();
    files
}

/// The part that the report called `name` is of; none if it is no report.
fn shard_of(name: &str) -> Option<Option<Shard>> {
    let stem = name.strip_suffix(".csv").or_else(|| name.strip_suffix(".json"))?;
    match stem.strip_prefix("report")? {
        "" => Some(None),
        suffix => Shard::from_suffix(suffix).map(Some),
    }
}

/// Every report in `folder`, that of the whole first.
fn read_all(folder: &Path) -> Result<Vec<Saved>, Diagnostic> {
    let files = report_files(folder).into_iter();
    let journals = files.filter(|(shard, name)| *name == csv_name(*shard));
    journals.map(|(shard, name)| read(folder, shard, &name)).collect()
}

fn read(folder: &Path, shard: Option<Shard>, name: &str) -> Result<Saved, Diagnostic> {
    let path = folder.join(name);
    let file: Arc<str> = path.display().to_string().into();
    let bytes = fs::read(&path).map_err(|error| unreadable(&file, &io_reason(&error)))?;
    // Without its .json, or with a damaged one, a report is only shorter.
    let json = fs::read(folder.join(json_name(shard))).ok();
    let json: Option<Json> = json.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let seconds = json.as_ref().map_or(0.0, |json| json.summary.seconds);
    let (documents, findings) =
        json.map(|json| (json.documents, json.findings)).unwrap_or_default();
    let mut complete: Records = documents.into_iter().map(|r| (r.key.clone(), r)).collect();
    let mut records = Records::new();
    for record in table::read(&file, &bytes)? {
        records.insert(record.key.clone(), record);
    }
    for (key, record) in &mut records {
        let same = complete.remove(key).filter(|full| table::row(full) == table::row(record));
        if let Some(full) = same {
            *record = full;
        }
    }
    Ok(Saved { shard, records, findings, seconds })
}

/// The reports of one folder as one.
fn overlaid(saved: Vec<Saved>) -> Records {
    let (mut whole, mut parts) = (Records::new(), Records::new());
    for saved in saved {
        match saved.shard {
            None => whole = saved.records,
            Some(_) => join(&mut parts, saved.records),
        }
    }
    whole.extend(parts);
    whole
}

fn join(joined: &mut Records, more: Records) {
    for (key, record) in more {
        if joined.get(&key).is_none_or(|known| known.status <= record.status) {
            joined.insert(key, record);
        }
    }
}

fn unreadable(file: &str, reason: &str) -> Diagnostic {
    Diagnostic::general("report-unreadable", format!("Không đọc được báo cáo {file}: {reason}."))
        .hint("đóng tệp nếu nó đang mở trong chương trình khác, rồi chạy lại")
}

fn missing(folder: &Path) -> Diagnostic {
    let message = format!("Không có báo cáo report.csv nào trong thư mục {}.", folder.display());
    Diagnostic::general("report-missing", message)
        .hint("cho đúng thư mục mà kehoach batch đã ghi vào")
}
