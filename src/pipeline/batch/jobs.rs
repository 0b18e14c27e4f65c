//! What a run is to make: which communes, under which names.

use std::sync::Arc;

use super::BatchOptions;
use crate::diagnostic::{Diagnostic, is_withheld};
use crate::merge::template::{Line, grouped};
use crate::model::list::List;
use crate::origin::Origin;
use crate::output::batch::{Record, Status, clashes, safe};
use crate::pipeline::communes;

/// A document to be made.
pub(super) struct Job {
    /// The row of the list.
    pub row: usize,
    /// The commune's key.
    pub key: String,
    /// The commune's name, for people.
    pub name: String,
    /// The file's name.
    pub file: String,
    /// What was found before any page; documents share what is the same.
    pub found: Vec<Arc<Diagnostic>>,
}

impl Job {
    /// What was found before any page.
    pub fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter().map(|found| &**found)
    }

    /// The record of a document that has not been made.
    pub fn record(&self) -> Record {
        let mut record = Record {
            key: self.key.clone(),
            name: self.name.clone(),
            file: self.file.clone(),
            status: Status::Failed,
            pages: 0,
            bytes: 0,
            sha256: String::new(),
            inputs: String::new(),
            findings: Vec::new(),
        };
        record.add(self.found());
        record
    }
}

/// What to make of the list: the communes of `--only` and `--shard`, each with
/// the name of its file.
///
/// # Errors
/// The list's own: communes without a name for their file, or with the same.
pub(super) fn jobs(
    list: &Arc<List>,
    Lines { only, names }: &Lines,
    options: &BatchOptions,
) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let called = list.column("Tên xã");
    let mut jobs = Vec::new();
    for (at, row) in list.rows.iter().enumerate() {
        match only.as_ref().map(|only| only.of(at)) {
            Some(Ok(chosen)) if chosen.is_empty() => continue,
            Some(Err(more)) => faults.extend(more),
            _ => {}
        }
        let key = list.key_of(row);
        let name = called.and_then(|column| row.cells.get(column)).map(|cell| cell.text.clone());
        let name = name.unwrap_or_else(|| key.clone());
        match names.of(at).map(|stem| safe(&stem)) {
            Ok(Some(stem)) => {
                let file = format!("{stem}.{}", options.format.name);
                jobs.push(Job { row: at, key, name, file, found: Vec::new() });
            }
            Ok(None) => faults.push(nameless(&row.origin)),
            Err(more) => faults.extend(more),
        }
    }
    faults = grouped(faults.into_iter().map(|fault| vec![fault]), list.rows.len());
    let origin = |job: &Job| list.rows.get(job.row).map(|row| row.origin.clone());
    let named: Vec<_> = jobs.iter().filter_map(|job| Some((&job.file, origin(job)?))).collect();
    faults.extend(clashes(named.iter().map(|(file, origin)| (file.as_str(), origin))));
    if is_withheld(&faults) {
        return Err(faults);
    }
    jobs.retain(|job| options.shard.is_none_or(|shard| shard.has(&job.key)));
    Ok(jobs)
}

/// What the options say of communes, as lines of template.
pub(super) struct Lines {
    only: Option<Line>,
    names: Line,
}

impl Lines {
    /// The lines of `--only` and `--name`.
    ///
    /// # Errors
    /// Everything in them that is unknown or means nothing.
    pub fn new(list: &Arc<List>, options: &BatchOptions) -> Result<Self, Vec<Diagnostic>> {
        let only = options.only.as_deref().map(|only| {
            let origin = Origin::option(&format!("--only {only}"));
            Line::condition(only, &origin, list)
        });
        match (only.transpose(), communes::names(list, options.name.as_deref())) {
            (Ok(only), Ok(names)) => Ok(Self { only, names }),
            (only, names) => Err(only.err().into_iter().chain(names.err()).flatten().collect()),
        }
    }
}

fn nameless(row: &Origin) -> Diagnostic {
    Diagnostic::error("file-nameless", row, "Tên tệp của xã này không còn chữ nào dùng được.")
        .hint("sửa mẫu tên tệp sau --name, hoặc sửa dữ liệu của xã")
}
