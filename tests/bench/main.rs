//! How long a plan takes, and how much of that is not Typst's: `cargo bench`.
//!
//! Only ratios within one run are judged, so that the machine does not matter:
//! in a fresh process, all that is not Typst's layout and export (start, fonts,
//! reading, writing the file); in a warm one, whose caches are emptied before
//! each run, reading, checking, merging and templating. Exits with 1 where a
//! limit is missed.
#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "a benchmark measures time")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use kehoach::merge::document;
use kehoach::model::document::Document;
use kehoach::model::read::read;
use kehoach::output::DEFAULT;
use kehoach::typeset::{Fonts, Tables, Templates, Typesetter};
use kehoach::{diagnostic, input};

/// The greatest share, in percent, of what is not Typst's.
const FRESH_LIMIT: f64 = 40.0;
const WARM_LIMIT: f64 = 15.0;

/// Runs of each kind; the median counts.
const RUNS: usize = 15;

/// As in `main.rs` of the program.
const STACK: usize = 16 << 20;

/// Makes this program the child that measures Typst alone in a fresh process.
const BARE: &str = "--bare";

fn main() -> ExitCode {
    let run = || {
        let args: Vec<String> = env::args().collect();
        match args.iter().position(|arg| arg == BARE).and_then(|at| args.get(at + 1)) {
            Some(plan) => bare(Path::new(plan)),
            None => compare(),
        }
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().unwrap_or(ExitCode::FAILURE)
}

/// The child: prepares a plan as the program does, then prints how many
/// nanoseconds Typst alone takes for it.
fn bare(plan: &Path) -> ExitCode {
    let typesetter = typesetter();
    let document = merged(plan);
    let mut worker = typesetter.worker();
    let prepared = worker.prepare(&document, &[], &Tables::default(), 0).expect("sources");
    let start = Instant::now();
    let typeset = worker.lay_out(&document, &prepared).expect("pages");
    let files = (DEFAULT.export)(&typeset).expect("a PDF");
    println!("{}", start.elapsed().as_nanos());
    assert!(!files.is_empty());
    ExitCode::SUCCESS
}

fn typesetter() -> Typesetter {
    Typesetter::new(Fonts::embedded().expect("fonts"), &Templates::embedded()).expect("templates")
}

fn merged(plan: &Path) -> Document {
    let input = input::read(plan).expect("a file");
    let (plan, _) = read(&input.node.expect("a tree"));
    document(&plan.expect("a plan")).0
}

/// Every sample in `data/`.
fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let entries = fs::read_dir(folder).expect("data/").flatten().map(|entry| entry.path());
    let known = |path: &PathBuf| path.extension().is_some_and(|e| e == "json" || e == "xlsx");
    let mut samples: Vec<PathBuf> = entries.filter(known).collect();
    samples.sort();
    samples
}

fn compare() -> ExitCode {
    println!("{:<28} {:<24} {:>7} {:>8}", "plan", "stage", "ms", "share");
    let mut kept = true;
    for plan in samples() {
        kept &= fresh(&plan).print(&plan, FRESH_LIMIT);
        kept &= warm(&plan).print(&plan, WARM_LIMIT);
    }
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How long the stages of a plan took in each run.
struct Figures {
    name: &'static str,
    /// What is not Typst's.
    own: Vec<(&'static str, Vec<Duration>)>,
    /// What is.
    typst: Vec<(&'static str, Vec<Duration>)>,
}

impl Figures {
    /// Prints a line a stage; whether the program's own stages are within the
    /// limit.
    fn print(&self, plan: &Path, limit: f64) -> bool {
        let name = plan.file_name().unwrap_or_default().to_string_lossy();
        for (stage, times) in self.own.iter().chain(&self.typst) {
            let share = self.share(&[times]);
            let stage = format!("{}: {stage}", self.name);
            let ms = median(times.clone()).as_secs_f64() * 1000.0;
            println!("{name:<28} {stage:<24} {ms:>7.1} {share:>6.1} %");
        }
        let own: Vec<&Vec<Duration>> = self.own.iter().map(|(_, times)| times).collect();
        let share = self.share(&own);
        let verdict = if share <= limit { "within" } else { "MORE THAN" };
        println!("{name:<28} {}: not Typst's {share:>19.1} %, {verdict} {limit} %", self.name);
        share <= limit
    }

    /// The part of these stages in the whole, in percent: the median of the
    /// runs' own shares, since a slow moment slows all stages of a run.
    fn share(&self, stages: &[&Vec<Duration>]) -> f64 {
        let at = |times: &Vec<Duration>, run: usize| {
            times.get(run).copied().unwrap_or_default().as_secs_f64()
        };
        let all = || self.own.iter().chain(&self.typst).map(|(_, times)| times);
        let share = |run| {
            let part: f64 = stages.iter().map(|times| at(times, run)).sum();
            100.0 * part / all().map(|times| at(times, run)).sum::<f64>()
        };
        let mut shares: Vec<f64> = (0..RUNS).map(share).collect();
        shares.sort_by(f64::total_cmp);
        shares.get(RUNS / 2).copied().unwrap_or_default()
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn timed<T>(into: &mut Vec<Duration>, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    into.push(start.elapsed());
    result
}

/// The program as a clerk runs it, beside Typst alone in a process as fresh.
fn fresh(plan: &Path) -> Figures {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut whole, mut typst) = (Vec::new(), Vec::new());
    let this = env::current_exe().expect("this program");
    for _ in 0..RUNS {
        let mut program = Command::new(env!("CARGO_BIN_EXE_kehoach"));
        program.arg("build").arg(plan).arg("-o").arg(folder.path().join("a.pdf"));
        program.stderr(Stdio::null());
        let status = timed(&mut whole, || program.status());
        assert!(status.expect("the program").success());

        let output = Command::new(&this).arg(BARE).arg(plan).output().expect("this program");
        let nanoseconds = String::from_utf8_lossy(&output.stdout);
        typst.push(Duration::from_nanos(nanoseconds.trim().parse().expect("nanoseconds")));
    }
    let rest = whole.iter().zip(&typst).map(|(whole, typst)| whole.saturating_sub(*typst));
    Figures {
        name: "fresh",
        own: vec![("all else", rest.collect())],
        typst: vec![("layout and export", typst)],
    }
}

/// One process that makes the same plan again and again, without what Typst
/// remembers.
fn warm(plan: &Path) -> Figures {
    let typesetter = typesetter();
    let [mut reading, mut checking, mut merging, mut preparing, mut layout, mut export] =
        [const { Vec::new() }; 6];
    for _ in 0..RUNS {
        comemo::evict(0);
        let input = timed(&mut reading, || input::read(plan)).expect("a file");
        let (checked, found) =
            timed(&mut checking, || input.node.map(|node| read(&node))).expect("a tree");
        assert!(!diagnostic::is_withheld(&found));
        let (document, _) =
            timed(&mut merging, || checked.map(|plan| document(&plan))).expect("a plan");
        // A new worker remembers nothing.
        let mut worker = typesetter.worker();
        let tables = Tables::default();
        let prepared = timed(&mut preparing, || worker.prepare(&document, &[], &tables, 0));
        let prepared = prepared.expect("sources");
        let typeset = timed(&mut layout, || worker.lay_out(&document, &prepared));
        let typeset = typeset.expect("pages");
        timed(&mut export, || (DEFAULT.export)(&typeset)).expect("a PDF");
    }
    Figures {
        name: "warm",
        own: vec![
            ("read", reading),
            ("check", checking),
            ("merge", merging),
            ("widths, sources", preparing),
        ],
        typst: vec![("layout", layout), ("export", export)],
    }
}
