//! How fast `kehoach batch` is, and on what: `cargo bench --bench batch`.
//!
//! A plan of about 18 pages for communes with a letterhead, names, figures and
//! rows of a table of their own. Each line of the table that is printed compares
//! within one run, so that the machine matters little; exits with 1 where a limit
//! is missed. `-- --peers` also installs docxtpl and LibreOffice and compares with
//! them, `-- --all` also makes the documents of all communes. Needs Linux, which
//! tells of a process what others do not.
#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "a benchmark measures time")]

mod bare;
mod peers;
mod process;
mod program;
mod rules;
mod sample;

use std::process::ExitCode;
use std::time::Duration;
use std::{env, thread};

use bare::{Spent, Task};
use sample::{ALL, Sample};
use tempfile::TempDir;

/// As in `main.rs` of the program.
const STACK: usize = 16 << 20;

/// How often the program and Typst alone are compared; the median counts.
const ROUNDS: usize = 3;
/// Documents of a run; also of a shorter one, since the difference between the two
/// is without the start.
const MANY: usize = 200;
const FEW: usize = 50;
/// Documents in each process without reuse, and of the peers.
const WITHOUT_REUSE: usize = 12;
const PEERS: usize = 24;

/// The least speed, as a multiple of the other's.
const REUSE_LIMIT: f64 = 2.5;
const PEERS_LIMIT: f64 = 20.0;
/// The most time on the processors, as a multiple of Typst's own.
const CPU_LIMIT: f64 = 1.2;
/// The least share of the processors in use, in percent.
const BUSY_LIMIT: f64 = 85.0;
/// The most memory, and the most that it may grow, in MB.
const PEAK_LIMIT: f64 = 128.0;
const GROWTH_LIMIT: f64 = 5.0;
/// The most that the rules may add to a batch, in percent.
const RULES_LIMIT: f64 = 10.0;
/// The most that a text four times as long may take, as a multiple.
const GROWTH_OF_RULES: f64 = 6.0;
/// The most time, in seconds, until all communes are checked.
const CHECK_LIMIT: f64 = 2.0;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().collect();
    let bare = args.iter().position(|arg| arg == bare::BARE);
    if let Some(args) = bare.and_then(|at| args.get(at + 1..)) {
        return bare::child(args);
    }
    let asked = |option: &str| args.iter().any(|arg| arg == option);
    let folder = folder();
    let mut table = Table::new();
    let [sample, few] = [MANY, FEW].map(|count| Sample::write(folder.path(), count));
    let (rate, own) = speed(&sample, &few, &mut table);
    if asked("--peers") {
        against_peers(&sample, rate, &mut table);
    }
    checked_by_rules(&sample, own, &mut table);
    let all = Sample::write(folder.path(), ALL);
    checking(&all, &mut table);
    if asked("--all") {
        memory(&all, &mut table);
    }
    println!("\nLoad averages at the end: {}.", process::load());
    if table.kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The program against Typst without reuse and against Typst alone; gives the
/// program's documents in a second, and the milliseconds of the processors for one.
fn speed(many: &Sample, few: &Sample, table: &mut Table) -> (f64, f64) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let rounds: Vec<Round> = (0..ROUNDS).map(|_| Round::new(many, few, threads)).collect();

    let round = median(&rounds, |round| round.rate / round.alone);
    let figures =
        format!("{:.1} documents/s, start included, against {:.2}", round.rate, round.alone);
    let result = round.rate / round.alone;
    table.at_least("speed against one process without reuse", &figures, result, REUSE_LIMIT, "×");
    let round = median(&rounds, |round| round.rate / round.without);
    let figures = format!("{:.1} documents/s against {:.2}", round.rate, round.without);
    let result = round.rate / round.without;
    table.told("speed against such a process for each core", &figures, result, "×");

    let round = median(&rounds, |round| round.own / round.typst);
    let figures = format!(
        "{:.1} ms/document against {:.1}: {MANY} documents less {FEW}",
        round.own, round.typst
    );
    let result = round.own / round.typst;
    table.at_most("CPU against layout and export", &figures, result, CPU_LIMIT, "×");

    let round = median(&rounds, |round| round.busy);
    let figures = format!(
        "{threads} cores without the time that others had them; with it {:.0} %, load averages {}",
        round.share,
        process::load()
    );
    table.at_least("busy from first to last document", &figures, round.busy, BUSY_LIMIT, " %");
    let own = median(&rounds, |round| round.own).own;
    (median(&rounds, |round| round.rate).rate, own)
}

/// What is measured at about the same time.
struct Round {
    /// Documents of the program in a second, and of Typst without reuse: in one
    /// process, and in one for each core together.
    rate: f64,
    alone: f64,
    without: f64,
    /// Milliseconds of the processors for a document of the program, and of Typst
    /// with reuse.
    own: f64,
    typst: f64,
    /// The share of the processors that the program used, in percent: of the time
    /// that nobody else did, and of all time.
    busy: f64,
    share: f64,
}

impl Round {
    fn new(many: &Sample, few: &Sample, threads: usize) -> Self {
        let program = program::run(&many.plan, &many.list);
        let alone = Task { rows: 0..WITHOUT_REUSE, threads: 1, reuse: false };
        let alone = bare::measure(many, &[alone])[0].rate();
        // A process for each core: in one process all threads would lose what one
        // of them forgets.
        let tasks: Vec<Task> = (0..threads)
            .map(|at| WITHOUT_REUSE * at..WITHOUT_REUSE * (at + 1))
            .map(|rows| Task { rows, threads: 1, reuse: false })
            .collect();
        let without = bare::measure(many, &tasks).iter().map(Spent::rate).sum();

        let short = program::run(&few.plan, &few.list);
        let [typst_short, typst] = [FEW, MANY].map(|count| {
            bare::measure(many, &[Task { rows: 0..count, threads, reuse: true }])[0].cpu
        });
        let each = |few: Duration, many: Duration| {
            1000.0 * many.saturating_sub(few).as_secs_f64() / (MANY - FEW) as f64
        };

        let [start, end] = [program.moments[0], program.moments[MANY]];
        let [used, idle] = [end.cpu - start.cpu, end.idle.saturating_sub(start.idle)];
        let all = (end.at - start.at).as_secs_f64() * threads as f64;
        Self {
            rate: MANY as f64 / program.wall.as_secs_f64(),
            alone,
            without,
            own: each(short.cpu, program.cpu),
            typst: each(typst_short, typst),
            busy: 100.0 * used.as_secs_f64() / (used + idle).as_secs_f64(),
            share: 100.0 * used.as_secs_f64() / all,
        }
    }
}

/// The round whose `value` is in the middle.
fn median(rounds: &[Round], value: impl Fn(&Round) -> f64) -> &Round {
    let mut sorted: Vec<&Round> = rounds.iter().collect();
    sorted.sort_by(|a, b| value(a).total_cmp(&value(b)));
    sorted[sorted.len() / 2]
}

fn against_peers(sample: &Sample, rate: f64, table: &mut Table) {
    let measured = "speed against docxtpl and LibreOffice";
    match peers::measure(sample, PEERS) {
        Some((theirs, pages)) => {
            let figures = format!(
                "{rate:.1} documents/s against {theirs:.2} ({PEERS} documents of {pages} pages)"
            );
            table.at_least(measured, &figures, rate / theirs, PEERS_LIMIT, "×");
        }
        None => println!("| {measured} | they cannot be installed here | | | skipped |"),
    }
}

/// What the rules of the decree add to a batch, of which a document takes `own`
/// milliseconds of the processors, the rules included.
fn checked_by_rules(sample: &Sample, own: f64, table: &mut Table) {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let rules::Spent { content, pages } = rules::measure(sample, MANY, threads);
    let rest = own - content - pages;
    let figures = format!(
        "{content:.2} ms/document for contents and {pages:.2} for pages, {rest:.1} for all else"
    );
    let result = 100.0 * (content + pages) / rest;
    table.at_most("rules against the rest of a batch", &figures, result, RULES_LIMIT, " %");
    let figures = "the paragraphs 16 times as long against 4 times, nothing remembered";
    let result = rules::growth(sample);
    table.at_most("rules on longer texts", figures, result, GROWTH_OF_RULES, "×");
}

/// How long it takes until the first page.
fn checking(all: &Sample, table: &mut Table) {
    for list in [all.list.clone(), all.workbook(ALL)] {
        let seconds = program::checked(&all.plan, &list).as_secs_f64();
        let extension = list.extension().unwrap_or_default().display();
        let measured = format!("start, .{extension}");
        let figures = format!("{ALL} rows read, every document checked");
        table.at_most(&measured, &figures, seconds, CHECK_LIMIT, " s");
    }
}

/// The memory of a run for all communes.
fn memory(all: &Sample, table: &mut Table) {
    let run = program::run(&all.plan, &all.list);
    let [start, early, late] = [0, 500, 3000].map(|at| run.moments[at].resident);
    let peak = run.moments[ALL].peak;
    let seconds = run.wall.as_secs_f64();
    let figures = format!("{ALL} documents in {seconds:.0} s, {start:.1} MB before the first");
    table.at_most("most memory", &figures, peak, PEAK_LIMIT, " MB");
    let figures = format!("{early:.1} MB after 500 documents, {late:.1} MB after 3,000");
    table.at_most("growth of memory", &figures, late - early, GROWTH_LIMIT, " MB");
}

/// An empty folder on the disk of the sources, deleted when dropped.
fn folder() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

/// The lines printed so far.
struct Table {
    kept: bool,
}

impl Table {
    fn new() -> Self {
        println!("| measured | figures | result | limit | |");
        println!("| --- | --- | ---: | ---: | --- |");
        Self { kept: true }
    }

    /// A line whose limit was `kept` or not.
    fn line(&mut self, measured: &str, figures: &str, result: &str, limit: &str, kept: bool) {
        let verdict = if kept { "kept" } else { "MISSED" };
        println!("| {measured} | {figures} | {result} | {limit} | {verdict} |");
        self.kept &= kept;
    }

    /// A line without a limit.
    fn told(&mut self, measured: &str, figures: &str, result: f64, unit: &str) {
        println!("| {measured} | {figures} | {result:.2}{unit} | | |");
    }

    fn at_least(&mut self, measured: &str, figures: &str, result: f64, limit: f64, unit: &str) {
        let (shown, bound) = (format!("{result:.2}{unit}"), format!("≥ {limit}{unit}"));
        self.line(measured, figures, &shown, &bound, result >= limit);
    }

    fn at_most(&mut self, measured: &str, figures: &str, result: f64, limit: f64, unit: &str) {
        let (shown, bound) = (format!("{result:.2}{unit}"), format!("≤ {limit}{unit}"));
        self.line(measured, figures, &shown, &bound, result <= limit);
    }
}
