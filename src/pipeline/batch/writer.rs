//! The one thread that writes documents, lines of the report and the .zip.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use super::run::Run;
use super::{Event, give_memory_back};
use crate::diagnostic::Diagnostic;
use crate::output::batch::{Folder, Packer, Record, Refused, Report, Status};

/// Free memory is given back each time that so many documents are made.
const TRIMMED_EVERY: usize = 16;

/// A document that has been made, or not.
pub(super) struct Made {
    /// Its job.
    pub index: usize,
    /// What the report says of it.
    pub record: Record,
    /// Its files where they must be written.
    pub files: Vec<Vec<u8>>,
}

/// Writes files and lines of the report, in one thread.
pub(super) struct Writer<'a> {
    folder: &'a Folder,
    /// The journal.
    pub report: Report<'a>,
    /// The .zip.
    pub packer: Option<Packer>,
    /// How many documents have come.
    seen: usize,
    /// How many jobs, from the first, are packed or need not be.
    packed: usize,
    /// What is made so far, by job.
    pub records: Vec<Option<Record>>,
    /// Why the run cannot go on.
    pub fatal: Option<Diagnostic>,
}

impl<'a> Writer<'a> {
    /// Writes into `folder` what becomes of so many jobs.
    pub fn new(
        folder: &'a Folder,
        report: Report<'a>,
        packer: Option<Packer>,
        jobs: usize,
    ) -> Self {
        Self { folder, report, packer, seen: 0, packed: 0, records: vec![None; jobs], fatal: None }
    }

    /// Writes all that is made; `halted` tells the threads that no more can be.
    pub fn write_all(
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
            self.seen += 1;
            if self.seen.is_multiple_of(TRIMMED_EVERY) {
                give_memory_back();
            }
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
