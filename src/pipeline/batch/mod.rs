//! One document for each commune: checked all together before the first page,
//! then laid out by several threads and written by one, so that memory holds a
//! few documents only.
//!
//! `jobs` says what is to be made, `run` makes it, `writer` writes it.

mod jobs;
mod run;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::{BuildOptions, typesetter};
use crate::diagnostic::Diagnostic;
use crate::output::Format;
use crate::output::batch::{
    Finding, Folder, Packer, Record, Records, Report, Shard, Summary, load,
};
use jobs::Job;
use run::Run;
use writer::Writer;

/// What `kehoach batch` was asked to do.
#[derive(Clone, Debug)]
pub struct BatchOptions {
    /// The plan's own options; `row` is not used.
    pub build: BuildOptions,
    /// The folder to write into.
    pub output: PathBuf,
    /// The template of the files' names, without extension.
    pub name: Option<String>,
    /// The condition by which communes are chosen.
    pub only: Option<String>,
    /// The number of threads, else one for each core.
    pub jobs: Option<usize>,
    /// What to write.
    pub format: &'static Format,
    /// Replace files that are there.
    pub force: bool,
    /// Leave out what an earlier run has made of the same.
    pub resume: bool,
    /// Make nothing if a single commune has an error.
    pub strict: bool,
    /// A .zip of all files.
    pub zip: Option<PathBuf>,
    /// The part of the list to make.
    pub shard: Option<Shard>,
}

/// What happens in a run, in order.
#[derive(Debug)]
pub enum Event<'a> {
    /// All communes have been checked, before any page: everything found, each
    /// once.
    Checked(&'a [Diagnostic]),
    /// So many documents are to be made.
    Started(usize),
    /// A document is done, or has failed, or needed no change.
    Document(&'a Record),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default)]
pub struct Done {
    /// The counts; `None` where nothing was made because of errors.
    pub summary: Option<Summary>,
    /// Whether it was stopped before all were made.
    pub stopped: bool,
}

/// Makes the documents. `stop` ends the run after the documents at hand.
///
/// # Errors
/// The program could not run, or not go on: files that cannot be read or
/// written, options that are wrong. What had been made is whole and in the
/// report.
#[expect(clippy::disallowed_methods, reason = "a run tells how long it took")]
pub fn batch(
    plan: &Path,
    options: &BatchOptions,
    stop: &AtomicBool,
    on: &mut dyn FnMut(Event),
) -> Result<Done, Diagnostic> {
    let start = Instant::now();
    let typesetter = typesetter(&options.build)?;
    let Some(run) = Run::prepare(plan, options, &typesetter, on)? else {
        return Ok(Done::default());
    };
    give_memory_back();
    let folder = Folder::open(&options.output, options.shard)?;
    if !options.force && !options.resume {
        let taken = folder.existing(run.jobs.iter().map(|job| job.file.as_str()));
        if !taken.is_empty() {
            return Err(taken_already(&folder, &taken));
        }
    }
    let old = if options.resume { load(folder.path())? } else { Records::new() };
    let report = Report::start(&folder, &old)?;
    let packer = options.zip.as_deref().map(Packer::new).transpose()?;
    on(Event::Started(run.jobs.len()));
    let mut writer = Writer::new(&folder, report, packer, run.jobs.len());
    run.make_all(&folder, &old, stop, &mut writer, on);
    let stopped = stop.load(Ordering::Relaxed);
    let Writer { report, packer, records, fatal, .. } = writer;
    let of_plan: Vec<Finding> = run.common.iter().map(Finding::from).collect();
    let known = |(record, job): (Option<Record>, &Job)| record.or(old.get(&job.key).cloned());
    let records: Vec<Record> = records.into_iter().zip(&run.jobs).filter_map(known).collect();
    let finished = report.finish(&records, &of_plan, start.elapsed().as_secs_f64());
    if let Some(fatal) = fatal {
        return Err(fatal);
    }
    let summary = finished?;
    if let (Some(packer), false) = (packer, stopped) {
        packer.finish()?;
    }
    Ok(Done { summary: Some(summary), stopped })
}

/// Gives back what reading and checking have used and freed. glibc keeps it for the
/// thread that had it, and other threads do the rest of the work.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn give_memory_back() {
    // SAFETY: it touches nothing but memory that is free.
    unsafe { libc::malloc_trim(0) };
}

/// The allocators of other systems do so by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn give_memory_back() {}

fn taken_already(folder: &Folder, taken: &[String]) -> Diagnostic {
    const SHOWN: usize = 3;
    let shown: Vec<&str> = taken.iter().take(SHOWN).map(String::as_str).collect();
    let more = match taken.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" và {more} tệp khác"),
    };
    let message = format!(
        "Thư mục {} đã có {}{more}; chưa ghi gì.",
        folder.path().display(),
        shown.join(", ")
    );
    Diagnostic::general("already-there", message).hint(
        "làm tiếp phần còn lại: thêm --resume; ghi đè: thêm --force; hoặc cho thư mục khác sau -o",
    )
}
