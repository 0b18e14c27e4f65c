//! One document for each commune: checked all together before the first page,
//! then laid out by several threads and written by one, so that memory holds a
//! few documents only.
//!
//! Threads are plain ones with stacks of their own: as jobs of the pool that
//! Typst uses, a waiting document would start another one on its stack.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use super::communes::{self, Communes};
use super::{BuildOptions, read_tree, typesetter};
use crate::diagnostic::{Diagnostic, has_errors};
use crate::merge::template::{Line, grouped};
use crate::model::list::List;
use crate::origin::Origin;
use crate::output::Format;
use crate::output::batch::{
    Folder, Packer, Record, Records, Refused, Report, Shard, Status, Summary, clashes, load, safe,
    sha256,
};
use crate::typeset::{Typesetter, Worker, forget_old};

/// As in `main.rs`: Typst's layout is recursive.
const STACK: usize = 16 << 20;

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
    let mut writer = Writer {
        folder: &folder,
        report,
        packer,
        packed: 0,
        records: vec![None; run.jobs.len()],
        fatal: None,
    };
    run.make_all(&folder, &old, stop, &mut writer, on);
    let stopped = stop.load(Ordering::Relaxed);
    let Writer { report, packer, records, fatal, .. } = writer;
    let known = |(record, job): (Option<Record>, &Job)| record.or(old.get(&job.key).cloned());
    let records: Vec<Record> = records.into_iter().zip(&run.jobs).filter_map(known).collect();
    let finished = report.finish(&records, start.elapsed().as_secs_f64());
    if let Some(fatal) = fatal {
        return Err(fatal);
    }
    let summary = finished?;
    if let (Some(packer), false) = (packer, stopped) {
        packer.finish()?;
    }
    Ok(Done { summary: Some(summary), stopped })
}

/// A document to be made.
struct Job {
    /// The row of the list.
    row: usize,
    key: String,
    /// The commune's name, for people.
    name: String,
    /// The file's name.
    file: String,
    /// What was found before any page.
    found: Vec<Diagnostic>,
}

/// A run with all that is known before the first page.
struct Run<'a> {
    communes: Communes,
    typesetter: &'a Typesetter,
    options: &'a BatchOptions,
    threads: usize,
    jobs: Vec<Job>,
}

impl<'a> Run<'a> {
    /// Reads and checks everything; `None` where errors leave nothing to make.
    fn prepare(
        plan: &Path,
        options: &'a BatchOptions,
        typesetter: &'a Typesetter,
        on: &mut dyn FnMut(Event),
    ) -> Result<Option<Self>, Diagnostic> {
        let build = &options.build;
        let (node, mut found) = read_tree(plan, &build.set, build.convert_legacy)?;
        let list = communes::list(plan, build, &mut found)?;
        if list.is_none() && !has_errors(&found) {
            return Err(communes::without_list());
        }
        let (Some(node), Some(list)) = (node, list) else {
            on(Event::Checked(&found));
            return Ok(None);
        };
        let jobs = jobs(&list, options);
        let (communes, more) = Communes::new(plan, &node, list, build.draft, typesetter);
        found.extend(more);
        let jobs = jobs.map_err(|faults| found.extend(faults));
        let (Some(communes), Ok(jobs), false) = (communes, jobs, has_errors(&found)) else {
            on(Event::Checked(&found));
            return Ok(None);
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = options.jobs.unwrap_or(cores).clamp(1, jobs.len().max(1));
        let mut run = Self { communes, typesetter, options, threads, jobs };
        run.check();
        let of_communes = run.jobs.iter().map(|job| job.found.clone());
        found.extend(grouped(of_communes, run.jobs.len()));
        on(Event::Checked(&found));
        Ok((!options.strict || !has_errors(&found)).then_some(run))
    }

    /// Checks every commune's document, without a page.
    fn check(&mut self) {
        let count = self.jobs.len();
        let checked: Vec<(usize, Vec<Diagnostic>)> = self.in_threads(|run, next| {
            let mut worker = run.typesetter.worker();
            let mut found = Vec::new();
            while let Some(index) = next.take(count) {
                let row = run.jobs.get(index).map_or(0, |job| job.row);
                let check = || {
                    let (document, mut faults) = run.communes.document(row);
                    if let Some(document) = document {
                        run.communes.pictures.of(&document, &mut faults);
                        faults.extend(worker.missing_glyphs(&document));
                    }
                    faults
                };
                found.push((index, caught(check).unwrap_or_else(|panic| vec![panic])));
            }
            found
        });
        for (index, found) in checked {
            if let Some(job) = self.jobs.get_mut(index) {
                job.found.extend(found);
            }
        }
    }

    /// Does `work` in each of the threads and gives all that they found.
    fn in_threads<T: Send>(&self, work: impl Fn(&Self, &Next) -> Vec<T> + Sync) -> Vec<T> {
        let next = Next::default();
        thread::scope(|scope| {
            let spawn = |_| {
                let builder = thread::Builder::new().stack_size(STACK);
                builder.spawn_scoped(scope, || work(self, &next)).ok()
            };
            let threads: Vec<_> = (0..self.threads).filter_map(spawn).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
        })
    }

    /// Makes the documents and hands each to the writer.
    fn make_all(
        &self,
        folder: &Folder,
        old: &Records,
        stop: &AtomicBool,
        writer: &mut Writer,
        on: &mut dyn FnMut(Event),
    ) {
        // A document more than there are threads may wait for the disk.
        let (sender, receiver) = sync_channel(self.threads);
        let next = Next::default();
        let halted = AtomicBool::new(false);
        let is_over = || stop.load(Ordering::Relaxed) || halted.load(Ordering::Relaxed);
        thread::scope(|scope| {
            for _ in 0..self.threads {
                let (sender, next, is_over) = (sender.clone(), &next, &is_over);
                let work = move || {
                    let mut worker = self.typesetter.worker();
                    while let Some(index) = next.take(self.jobs.len()).filter(|_| !is_over()) {
                        self.make_one(index, folder, old, &mut worker, &sender);
                    }
                };
                let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
                if let Err(error) = spawned {
                    writer.fatal.get_or_insert(no_thread(&error));
                }
            }
            drop(sender);
            writer.write_all(self, receiver, &halted, on);
        });
    }

    fn make_one(
        &self,
        index: usize,
        folder: &Folder,
        old: &Records,
        worker: &mut Worker,
        sender: &SyncSender<Made>,
    ) {
        let Some(job) = self.jobs.get(index) else { return };
        let made = caught(|| self.make(job, folder, old, worker)).unwrap_or_else(|panic| {
            let mut record = job.record();
            record.findings.push((&panic).into());
            (record, Vec::new())
        });
        forget_old(self.threads);
        let (record, files) = made;
        // The writer is gone only when the run is over.
        let _ = sender.send(Made { index, record, files });
    }

    /// The document of one commune: its record, and its files where they must be
    /// written.
    fn make(
        &self,
        job: &Job,
        folder: &Folder,
        old: &Records,
        worker: &mut Worker,
    ) -> (Record, Vec<Vec<u8>>) {
        let mut record = job.record();
        if has_errors(&job.found) {
            return (record, Vec::new());
        }
        let Communes { pictures, tables, .. } = &self.communes;
        let Some(document) = self.communes.document(job.row).0 else { return (record, Vec::new()) };
        let mut found = Vec::new();
        let pictures = pictures.of(&document, &mut found);
        let made = worker.prepare(&document, &pictures, tables, 0).and_then(|prepared| {
            record.inputs = self.inputs(prepared.fingerprint());
            let before = old.get(&job.key).filter(|before| before.file == job.file);
            if let Some(before) = before.filter(|before| before.unchanged(&record.inputs, folder)) {
                record = Record { status: Status::Skipped, ..before.clone() };
                return Ok(None);
            }
            let (typeset, more) = worker.complete(&document, &pictures, tables, prepared);
            found.extend(more);
            let Some(typeset) = typeset else { return Err(std::mem::take(&mut found)) };
            let files = (self.options.format.export)(&typeset)?;
            Ok(Some((typeset.document.pages().len(), files)))
        });
        match made {
            Ok(None) => return (record, Vec::new()),
            Ok(Some((pages, files))) => {
                record.status = Status::Done;
                record.pages = pages;
                record.bytes = files.iter().map(|file| file.len() as u64).sum();
                record.sha256 = sha256(&files);
                record.add(&found);
                return (record, files);
            }
            Err(faults) => found.extend(faults),
        }
        record.add(&found);
        (record, Vec::new())
    }

    /// The fingerprint of all that a document is made of.
    fn inputs(&self, pages: u128) -> String {
        format!("{}-{}-{pages:032x}", env!("CARGO_PKG_VERSION"), self.options.format.name)
    }
}

/// The next job to be done, for all threads.
#[derive(Default)]
struct Next(AtomicUsize);

impl Next {
    /// Its index, below `count`.
    fn take(&self, count: usize) -> Option<usize> {
        Some(self.0.fetch_add(1, Ordering::Relaxed)).filter(|index| *index < count)
    }
}

/// A document that has been made, or not.
struct Made {
    index: usize,
    record: Record,
    files: Vec<Vec<u8>>,
}

/// Writes files and lines of the report, in one thread.
struct Writer<'a> {
    folder: &'a Folder,
    report: Report<'a>,
    packer: Option<Packer>,
    /// How many jobs, from the first, are packed or need not be.
    packed: usize,
    records: Vec<Option<Record>>,
    /// Why the run cannot go on.
    fatal: Option<Diagnostic>,
}

impl Writer<'_> {
    fn write_all(
        &mut self,
        run: &Run,
        made: Receiver<Made>,
        halted: &AtomicBool,
        on: &mut dyn FnMut(Event),
    ) {
        for Made { index, mut record, files } in made {
            if self.fatal.is_some() {
                continue;
            }
            if let Err(fatal) = self.write(&mut record, &files) {
                self.fatal = Some(fatal);
                halted.store(true, Ordering::Relaxed);
                continue;
            }
            on(Event::Document(&record));
            if let Some(slot) = self.records.get_mut(index) {
                *slot = Some(record);
            }
            if let Err(fatal) = self.pack(run) {
                self.fatal = Some(fatal);
                halted.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Writes a document and its line. `Err` ends the run.
    fn write(&mut self, record: &mut Record, files: &[Vec<u8>]) -> Result<(), Diagnostic> {
        if record.status == Status::Skipped {
            return Ok(());
        }
        let refused = if record.status == Status::Done {
            match self.folder.stage(&record.file, files) {
                Ok(staged) => {
                    self.report.append(record)?;
                    staged.commit()
                }
                Err(refused) => Err(refused),
            }
        } else {
            self.report.append(record)?;
            Ok(())
        };
        match refused {
            Ok(()) => Ok(()),
            Err(Refused::Run(fatal)) => Err(fatal),
            Err(Refused::File(fault)) => {
                record.status = Status::Failed;
                (record.pages, record.bytes) = (0, 0);
                record.sha256.clear();
                record.add(&[fault]);
                self.report.append(record)
            }
        }
    }

    /// Packs what is made, in the order of the list whatever was made first.
    fn pack(&mut self, run: &Run) -> Result<(), Diagnostic> {
        let Some(packer) = &mut self.packer else { return Ok(()) };
        while let Some(Some(record)) = self.records.get(self.packed) {
            self.packed += 1;
            if record.status == Status::Failed {
                continue;
            }
            for name in record.files() {
                packer.add(&run.options.output.join(&name), &name)?;
            }
        }
        Ok(())
    }
}

impl Job {
    /// The record of a document that has not been made.
    fn record(&self) -> Record {
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
        record.add(&self.found);
        record
    }
}

/// What to make of the list: the communes of `--only` and `--shard`, each with
/// the name of its file.
fn jobs(list: &Arc<List>, options: &BatchOptions) -> Result<Vec<Job>, Vec<Diagnostic>> {
    let mut faults = Vec::new();
    let only = options.only.as_deref().map(|only| {
        let origin = Origin::option(&format!("--only {only}"));
        Line::condition(only, &origin, list)
    });
    let only = only.transpose().map_err(|more| faults.extend(more)).unwrap_or_default();
    let names = communes::names(list, options.name.as_deref());
    let names = names.map_err(|more| faults.extend(more)).ok();
    let Some(names) = names.filter(|_| faults.is_empty()) else { return Err(faults) };
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
    if has_errors(&faults) {
        return Err(faults);
    }
    jobs.retain(|job| options.shard.is_none_or(|shard| shard.has(&job.key)));
    Ok(jobs)
}

/// Runs `work`; a panic in it is a finding, of one document only.
fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Diagnostic::general("internal", "Chương trình gặp lỗi bên trong ở văn bản này.").hint(
            "các văn bản khác không bị ảnh hưởng; gửi kế hoạch và danh sách cho người phụ trách",
        )
    })
}

fn nameless(row: &Origin) -> Diagnostic {
    Diagnostic::error("file-nameless", row, "Tên tệp của xã này không còn chữ nào dùng được.")
        .hint("sửa mẫu tên tệp sau --name, hoặc sửa dữ liệu của xã")
}

fn no_thread(error: &std::io::Error) -> Diagnostic {
    let reason = crate::diagnostic::io_reason(error);
    Diagnostic::general("no-thread", format!("Không chạy được luồng xử lý: {reason}."))
        .hint("chạy lại với --jobs 1")
}

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
