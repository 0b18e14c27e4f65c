//! `kehoach batch`: one document for each commune of a list.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};

use super::progress::Progress;
use super::{Exit, args, fail};
use crate::diagnostic::Diagnostic;
use crate::output::batch::{Finding, Summary, csv_name};
use crate::pipeline::{self, BatchOptions, BuildOptions, Event};

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// Makes the documents and tells of each.
pub fn run(args: &args::Batch, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    let options = BatchOptions {
        build: BuildOptions { rows: args.rows.clone().map(Into::into), ..(&args.common).into() },
        output: args.output.clone(),
        name: args.name.clone(),
        only: args.only.clone(),
        jobs: args.jobs,
        format: args.format,
        force: args.force,
        resume: args.resume,
        strict: args.strict,
        zip: args.zip.clone(),
        shard: args.shard,
    };
    stop_on_interrupt();
    let mut teller: Box<dyn Teller + '_> = if args.message_format == JSON {
        Box::new(Lines { stdout })
    } else {
        {
            let terminal = std::io::stderr().is_terminal();
            let report = csv_name(args.shard);
            Box::new(Progress::new(stderr, args.output.join(report), terminal))
        }
    };
    let ended = pipeline::batch(&args.plan, &options, &STOP, &mut |event| teller.tell(&event));
    match ended {
        Ok(done) => {
            teller.end(done.summary.as_ref(), done.stopped);
            match done.summary {
                _ if done.stopped => Exit::Failed,
                Some(summary) if summary.failed + summary.faulty == 0 => Exit::Done,
                _ => Exit::DataErrors,
            }
        }
        Err(fault) => {
            teller.give_up(&fault);
            drop(teller);
            if args.message_format == JSON { Exit::Failed } else { fail(stderr, fault) }
        }
    }
}

/// The value of `--message-format` for programs.
pub const JSON: &str = "json";

/// Tells somebody how a run goes.
pub trait Teller {
    /// Something has happened.
    fn tell(&mut self, event: &Event);
    /// The run is over.
    fn end(&mut self, summary: Option<&Summary>, stopped: bool);
    /// The run could not go on, for this reason.
    fn give_up(&mut self, _fault: &Diagnostic) {}
}

/// Ctrl-C ends the run after the documents at hand; a second one ends it at once.
fn stop_on_interrupt() {
    // Where there is no such signal, or somebody else listens, Ctrl-C ends the
    // program, and every file is whole all the same.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Failed as i32);
        }
    });
}

/// A line of JSON for each event, for other programs.
struct Lines<'a> {
    stdout: &'a mut dyn Write,
}

impl Lines<'_> {
    fn line(&mut self, line: &Value) {
        // That nobody reads is no reason to stop.
        let _ = writeln!(self.stdout, "{line}").and_then(|()| self.stdout.flush());
    }

    fn finding(&mut self, found: &Diagnostic) {
        let mut line = json!(Finding::from(found));
        line["event"] = "finding".into();
        self.line(&line);
    }
}

impl Teller for Lines<'_> {
    fn tell(&mut self, event: &Event) {
        match event {
            Event::Checked(found) => found.iter().for_each(|found| self.finding(found)),
            Event::Started(total) => self.line(&json!({ "event": "started", "total": total })),
            Event::Document(record) => {
                let mut line = json!(record);
                line["event"] = "document".into();
                self.line(&line);
            }
        }
    }

    fn end(&mut self, summary: Option<&Summary>, stopped: bool) {
        let line = json!({ "event": "finished", "stopped": stopped, "summary": summary });
        self.line(&line);
    }

    fn give_up(&mut self, fault: &Diagnostic) {
        self.finding(fault);
        self.line(&json!({ "event": "finished", "stopped": true, "summary": null }));
    }
}
