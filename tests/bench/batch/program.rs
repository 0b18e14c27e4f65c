//! `kehoach batch` as a process, watched while it runs.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use super::{folder, process};

/// The program when it has made so many documents.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The time since it was started.
    pub at: Duration,
    /// Its time on all processors.
    pub cpu: Duration,
    /// The time that they had nothing to do since the machine was started.
    pub idle: Duration,
    /// Its memory in MB.
    pub resident: f64,
    /// The most memory that it has had.
    pub peak: f64,
}

/// A run that is over.
#[derive(Debug)]
pub struct Run {
    /// The program with everything checked, then after each document.
    pub moments: Vec<Moment>,
    /// How long it took from start to end.
    pub wall: Duration,
    /// Its time on all processors.
    pub cpu: Duration,
}

/// Runs it to the end. What it writes is deleted afterwards.
pub fn run(plan: &Path, list: &Path) -> Run {
    let folder = folder();
    let (before, start) = (process::cpu_of_children(), Instant::now());
    let (mut child, lines) = spawn(plan, list, folder.path());
    let id = child.id().to_string();
    let (mut moments, mut failed) = (Vec::new(), false);
    for line in lines.map_while(Result::ok) {
        if is_event(&line, "started") || is_event(&line, "document") {
            let (resident, peak) = process::memory(&id);
            let (cpu, idle) = (process::cpu(&id), process::idle());
            moments.push(Moment { at: start.elapsed(), cpu, idle, resident, peak });
            failed |= line.contains("\"status\":\"failed\"");
        }
    }
    // The plan is a real one, in which the rules find something: exit code 1.
    let code = child.wait().expect("the program").code();
    assert!(matches!(code, Some(0 | 1)) && !failed, "not all documents were made");
    Run { moments, wall: start.elapsed(), cpu: process::cpu_of_children() - before }
}

/// How long it takes to read and to check everything.
pub fn checked(plan: &Path, list: &Path) -> Duration {
    let folder = folder();
    let start = Instant::now();
    let (mut child, lines) = spawn(plan, list, folder.path());
    let started = lines.map_while(Result::ok).any(|line| is_event(&line, "started"));
    let time = start.elapsed();
    child.kill().expect("the program");
    child.wait().expect("the program");
    assert!(started, "something is wrong with the sample");
    time
}

fn spawn(plan: &Path, list: &Path, folder: &Path) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_kehoach"));
    program.arg("batch").arg(plan).arg("--rows").arg(list).arg("-o").arg(folder);
    program.args(["--message-format", "json"]).stdout(Stdio::piped());
    let mut child = program.spawn().expect("the program");
    let stdout = child.stdout.take().expect("a pipe");
    (child, BufReader::new(stdout).lines())
}

fn is_event(line: &str, event: &str) -> bool {
    line.contains(&format!("\"event\":\"{event}\""))
}
