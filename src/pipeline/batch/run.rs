//! The threads that check and make documents.
//!
//! They are plain ones with stacks of their own: as jobs of the pool that Typst
//! uses, a waiting document would start another one on its stack.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::jobs::{Job, Lines, jobs};
use super::writer::{Made, Writer};
use super::{BatchOptions, Event};
use crate::diagnostic::{Diagnostic, RULE_ALLOWED, caught, has_errors, is_withheld, no_thread};
use crate::merge::template::grouped;
use crate::output::DEFAULT;
use crate::output::batch::{Finding, Folder, Record, Records, Status, sha256};
use crate::pipeline::communes::{self, Communes};
use crate::pipeline::read_tree;
use crate::pipeline::review::{Review, on_pages};
use crate::typeset::{STACK, Typesetter, Worker, forget_old};

/// What a person can do about a fault of the program in one document.
const SEND: &str =
    "các văn bản khác không bị ảnh hưởng; gửi kế hoạch và danh sách cho người phụ trách";

/// Into the PDF of one commune in so many of the list the rules look.
const FILES_LOOKED_INTO: usize = 250;

/// What makes documents and what looks at them.
type Hand<'a> = (Worker<'a>, Review);

/// A run with all that is known before the first page.
pub(super) struct Run<'a> {
    communes: Communes,
    typesetter: &'a Typesetter,
    /// What was asked for.
    pub options: &'a BatchOptions,
    threads: usize,
    /// What is to be made, in the order of the list.
    pub jobs: Vec<Job>,
    /// What no record repeats: what rules find in every document alike, and which of them
    /// the office does without.
    pub common: Vec<Diagnostic>,
}

impl<'a> Run<'a> {
    /// Reads and checks everything; `None` where errors leave nothing to make.
    pub fn prepare(
        plan: &Path,
        options: &'a BatchOptions,
        typesetter: &'a Typesetter,
        on: &mut dyn FnMut(Event),
    ) -> Result<Option<Self>, Diagnostic> {
        let build = &options.build;
        let (node, mut found) = read_tree(plan, &build.set, build.convert_legacy)?;
        let list = communes::list(plan, build, &mut found)?;
        if list.is_none() && !is_withheld(&found) {
            return Err(communes::without_list());
        }
        let (Some(node), Some(list)) = (node, list) else {
            on(Event::Checked(&found));
            return Ok(None);
        };
        let lines = Lines::new(&list, options).map_err(|faults| {
            // The first is what the program ends with; a command line that is wrong
            // is no fault of the data.
            let mut faults = faults.into_iter();
            let first = faults.next().unwrap_or_else(communes::without_list);
            found.extend(faults);
            on(Event::Checked(&found));
            first
        })?;
        let jobs = jobs(&list, &lines, options);
        let (communes, more) = Communes::new(plan, node, list, build.draft, typesetter);
        found.extend(more);
        let jobs = jobs.map_err(|faults| found.extend(faults));
        let (Some(communes), Ok(jobs), false) = (communes, jobs, is_withheld(&found)) else {
            on(Event::Checked(&found));
            return Ok(None);
        };
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = options.jobs.unwrap_or(cores).clamp(1, jobs.len().max(1));
        let common = Vec::new();
        let mut run = Self { communes, typesetter, options, threads, jobs, common };
        run.check();
        // What is found in the files concerns all; so does what the plan allows.
        if let Some(document) = run.jobs.first().and_then(|job| run.communes.document(job.row).0) {
            Review::new(&build.allow).silence(&document, &mut found);
        }
        let of_communes = run.jobs.iter().map(|job| job.found().cloned().collect());
        found.extend(grouped(of_communes, run.jobs.len()));
        run.take_common();
        run.common.extend(found.iter().filter(|found| found.code == RULE_ALLOWED).cloned());
        on(Event::Checked(&found));
        Ok((!options.strict || !has_errors(&found)).then_some(run))
    }

    /// Checks every commune's document, without a page.
    fn check(&mut self) {
        let count = self.jobs.len();
        let checked: Vec<(usize, Vec<Arc<Diagnostic>>)> = self.in_threads(|run, next| {
            let mut worker = run.typesetter.worker();
            let mut review = Review::new(&run.options.build.allow);
            let (mut found, mut shared) = (Vec::new(), Shared::default());
            while let Some(index) = next.take(count) {
                let row = run.jobs.get(index).map_or(0, |job| job.row);
                let check = || {
                    let (document, mut faults) = run.communes.document(row);
                    if let Some(document) = document {
                        run.communes.pictures.of(&document, &mut faults);
                        faults.extend(worker.missing_glyphs(&document));
                        faults.extend(review.content(&document));
                    }
                    faults
                };
                let faults = caught(SEND, check).unwrap_or_else(|panic| vec![panic]);
                found.push((index, faults.into_iter().map(|fault| shared.get(fault)).collect()));
            }
            found
        });
        for (index, found) in checked {
            if let Some(job) = self.jobs.get_mut(index) {
                job.found.extend(found);
            }
        }
    }

    /// Takes what is the same in all documents out of them: the plan's own.
    fn take_common(&mut self) {
        let [first, second, ..] = self.jobs.as_slice() else { return };
        let of_plan = |found: &&Diagnostic| found.evidence.is_some();
        let is_in = |job: &Job, found: &Diagnostic| job.found().any(|other| other == found);
        let candidates = first.found().filter(of_plan).filter(|found| is_in(second, found));
        let is_common = |found: &&Diagnostic| self.jobs.iter().all(|job| is_in(job, found));
        self.common = candidates.filter(is_common).cloned().collect();
        for job in &mut self.jobs {
            job.found.retain(|found| !self.common.contains(found));
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
    pub fn make_all(
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
                    let worker = self.typesetter.worker();
                    let mut hand = (worker, Review::new(&self.options.build.allow));
                    while let Some(index) = next.take(self.jobs.len()).filter(|_| !is_over()) {
                        self.make_one(index, folder, old, &mut hand, &sender);
                    }
                };
                let spawned = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
                if let Err(error) = spawned {
                    writer.fatal.get_or_insert(no_thread(&error).hint("chạy lại với --jobs 1"));
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
        hand: &mut Hand,
        sender: &SyncSender<Made>,
    ) {
        let Some(job) = self.jobs.get(index) else { return };
        let made = caught(SEND, || self.make(job, folder, old, hand)).unwrap_or_else(|panic| {
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
        (worker, review): &mut Hand,
    ) -> (Record, Vec<Vec<u8>>) {
        let mut record = job.record();
        if is_withheld(job.found()) {
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
                let mut findings = std::mem::take(&mut record.findings);
                let kept = self.kept(before).filter(|found| !findings.contains(found));
                findings.extend(kept.cloned().collect::<Vec<_>>());
                record = Record { status: Status::Skipped, findings, ..before.clone() };
                return Ok(None);
            }
            let (typeset, more) = worker.complete(&document, &pictures, tables, prepared);
            found.extend(more);
            let Some(typeset) = typeset else { return Err(std::mem::take(&mut found)) };
            let files = (self.options.format.export)(&typeset)?;
            found.extend(review.pages(&document, &typeset));
            if self.is_sample(job) {
                found.extend(files.iter().flat_map(|file| review.file(&document, file)));
            }
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

    /// What an earlier run found on the pages of a document that is not made again. A rule
    /// on pages may look at contents too.
    fn kept<'b>(&'b self, before: &'b Record) -> impl Iterator<Item = &'b Finding> {
        let allowed = &self.options.build.allow;
        let counts = |found: &&Finding| on_pages(&found.code) && !allowed.contains(&found.code);
        before.findings.iter().filter(counts)
    }

    /// Whether the PDF of this document is looked into: they are all made alike.
    fn is_sample(&self, job: &Job) -> bool {
        self.options.format.name == DEFAULT.name && job.row.is_multiple_of(FILES_LOOKED_INTO)
    }

    /// The fingerprint of all that a document is made of.
    fn inputs(&self, pages: u128) -> String {
        format!("{}-{}-{pages:032x}", env!("CARGO_PKG_VERSION"), self.options.format.name)
    }
}

/// Findings, each kept once however many documents have it.
#[derive(Default)]
struct Shared(BTreeMap<String, Vec<Arc<Diagnostic>>>);

impl Shared {
    fn get(&mut self, found: Diagnostic) -> Arc<Diagnostic> {
        let known = self.0.entry(found.message.clone()).or_default();
        match known.iter().find(|known| ***known == found) {
            Some(known) => known.clone(),
            None => {
                let found = Arc::new(found);
                known.push(found.clone());
                found
            }
        }
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
