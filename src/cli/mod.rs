//! The command line: what was typed, in Vietnamese, to an exit code.
//!
//! Depends on `preview`, `pipeline`, `convert` and `output`; nothing depends on it.
//! A new subcommand is a variant and a struct in `args`, a file beside `build.rs`,
//! and an arm in `run_command`.

mod amend;
mod args;
mod batch;
mod build;
mod check;
mod convert;
mod init;
mod preview;
mod progress;
mod report;
mod rules;
mod schema;
mod usage;

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use crate::diagnostic::{Diagnostic, io_reason, render};
use crate::pipeline::{BuildOptions, plan_files};
use args::{Args, Command};

/// How a run ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// What was asked for is done.
    Done = 0,
    /// The plan was read and its data has errors; each was reported with its place.
    DataErrors = 1,
    /// The program could not run: a wrong command line, a plan that cannot be
    /// read at all (missing, locked, damaged, of no known format), a result that
    /// cannot be written.
    Failed = 2,
}

/// What `build` and `batch` do alike; the list and its row are each command's own.
impl From<&args::Common> for BuildOptions {
    fn from(common: &args::Common) -> Self {
        Self {
            set: common.set.clone(),
            draft: common.draft,
            font_dir: common.font_dir.clone(),
            templates: common.templates.clone(),
            convert_legacy: common.convert_legacy,
            allow: common.allow.clone(),
            ..Self::default()
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Runs the program on `args` (the first is the program's own name).
///
/// Results that were asked for go to `stdout`, everything said to a person goes
/// to `stderr`. A reader that closed either of them is no error.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Exit {
    match Args::try_parse_from(args) {
        Ok(Args { command: None, .. }) => preview::app(&args::App::default(), stdout, stderr),
        Ok(Args { command: Some(command), .. }) => run_command(command, stdout, stderr),
        Err(error) => match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                print(error.render().to_string().as_bytes(), stdout, stderr)
            }
            _ => {
                say(stderr, &usage::explain(&error));
                Exit::Failed
            }
        },
    }
}

fn run_command(command: Command, stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    match command {
        Command::App(args) => preview::app(&args, stdout, stderr),
        Command::Preview(args) => preview::plan(&args, stdout, stderr),
        Command::Build(args) => build::run(&args, stdout, stderr),
        Command::Batch(args) => batch::run(&args, stdout, stderr),
        Command::Check(args) => check::run(&args, stdout, stderr),
        Command::Rules(args) => rules::run(&args, stdout, stderr),
        Command::Report(args) => report::run(&args, stderr),
        Command::Convert(args) => convert::run(&args, stderr),
        Command::Init(args) => init::run(&args, stderr),
        Command::Schema(_) => schema::run(stdout, stderr),
    }
}

/// Writes a result to standard output.
fn print(bytes: &[u8], stdout: &mut dyn Write, stderr: &mut dyn Write) -> Exit {
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let message = format!("Không ghi được ra đầu ra chuẩn: {}.", io_reason(&error));
            let hint = "ghi vào một tệp bằng tùy chọn -o rồi chạy lại";
            say(stderr, &render(&[Diagnostic::general("stdout", message).hint(hint)]));
            Exit::Failed
        }
        _ => Exit::Done,
    }
}

/// Refuses to write over the plan itself.
fn check_not_plan(target: &Path, plan: &Path) -> Result<(), Diagnostic> {
    let same = |file: &Path| match (fs::canonicalize(target), fs::canonicalize(file)) {
        (Ok(target), Ok(file)) => target == file,
        _ => false,
    };
    if !plan_files(plan).iter().any(|file| same(file)) {
        return Ok(());
    }
    let message = format!("Tệp ghi ra {} chính là tệp kế hoạch.", target.display());
    Err(Diagnostic::general("output-is-plan", message)
        .hint("cho tên khác sau -o; tệp kế hoạch chưa bị thay đổi"))
}

/// Says that the program could not run.
fn fail(stderr: &mut dyn Write, diagnostic: Diagnostic) -> Exit {
    say(stderr, &render(&[diagnostic]));
    Exit::Failed
}

/// Says something to the person at the terminal. That nobody listens is no
/// reason to fail.
fn say(stderr: &mut dyn Write, text: &str) {
    let _ = stderr.write_all(text.as_bytes());
}
