//! How soon an edit is seen: `cargo bench --bench preview`.
//!
//! The program runs as a clerk starts it; a tab's line and requests are made as the
//! page makes them. A file is replaced, and from the moment that the program begins
//! to read it (the watcher has waited until all is quiet) it is measured until the
//! last byte has come of the pages that can be seen, and of all that have changed.
//! What Typst alone takes for the same plan without its memory stands beside it.
//! Exits with 1 where a limit is missed.
#![allow(clippy::disallowed_methods, clippy::expect_used, reason = "a benchmark measures time")]

#[path = "../../suite/preview/client.rs"]
#[allow(dead_code, reason = "tests say more to the server")]
mod client;
mod plans;
mod program;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use client::Line;
use plans::Sample;
use program::Program;
use serde_json::Value;

/// Edits of each plan.
const EDITS: usize = 60;
/// Edits over which memory is watched, and when it is looked at first.
const MANY: usize = 2000;
const FIRST: usize = 200;
/// Starts of the program.
const STARTS: usize = 15;

fn main() -> ExitCode {
    println!("| measured | figures | result | limit | |\n| --- | --- | ---: | ---: | --- |");
    let mut kept = true;
    let folder = tempfile::tempdir().expect("a folder");
    let small = Sample::of_office(folder.path());
    let large = Sample::with_table(folder.path());
    kept &= start(&small);
    for (sample, seen, all) in [(&small, 60.0, 800.0), (&large, 300.0, 800.0)] {
        let bare = sample.bare();
        let mut program = Program::start(sample);
        let edits = edits(sample, &mut program, EDITS);
        let pages = program.pages.len();
        let name = format!("{pages} pages, {} rows", sample.rows);
        let p95 = |of: fn(&Edit) -> Duration| percentile(edits.iter().map(of).collect(), 95);
        let (visible, changed) = (p95(|edit| edit.visible), p95(|edit| edit.all));
        let median = percentile(edits.iter().map(|edit| edit.visible).collect(), 50);
        let ratio = visible / bare;
        kept &= row(
            &format!("edit, visible pages, {name}"),
            &format!("median {median:.0} ms; Typst alone without memory {bare:.0} ms: {ratio:.2}×"),
            visible,
            seen,
        );
        let most = edits.iter().map(|edit| edit.changed).max().unwrap_or_default();
        let figures = format!("at most {most} pages changed");
        kept &= row(&format!("edit, all changed pages, {name}"), &figures, changed, all);
        let clicks = (0..EDITS).map(|_| program.click()).collect();
        kept &= row(&format!("click on a word, {name}"), "", percentile(clicks, 95), 20.0);
    }
    kept &= memory(&small);
    if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One line of the table; whether the limit is kept.
fn row(name: &str, figures: &str, result: f64, limit: f64) -> bool {
    let kept = result <= limit;
    let verdict = if kept { "kept" } else { "MISSED" };
    println!("| {name} | {figures} | {result:.1} ms | ≤ {limit:.0} ms | {verdict} |");
    kept
}

/// What became of an edit.
struct Edit {
    /// Until the last byte of the pages that can be seen.
    visible: Duration,
    /// Until the last byte of all that have changed.
    all: Duration,
    /// How many have changed.
    changed: usize,
}

/// Makes edits one after another and waits for the pages of each.
fn edits(sample: &Sample, program: &mut Program, count: usize) -> Vec<Edit> {
    (0..count).map(|number| edit(sample, program, number)).collect()
}

fn edit(sample: &Sample, program: &mut Program, number: usize) -> Edit {
    sample.edit(number);
    program.line.wait("reading");
    let start = Instant::now();
    let pages = program.line.wait("pages");
    assert_eq!(pages["stale"], false, "{}", pages["diagnostics"]);
    let changed = program.changed(&pages);
    assert!(!changed.is_empty(), "nothing has changed");
    // Two pages can be seen: that of the edit and the next.
    let (seen, others) = changed.split_at(changed.len().min(2));
    program.fetch(seen);
    let visible = start.elapsed();
    program.fetch(others);
    Edit { visible, all: start.elapsed(), changed: changed.len() }
}

/// From the start of the process to the last byte of the first page.
fn start(sample: &Sample) -> bool {
    let starts = (0..STARTS).map(|_| {
        let start = Instant::now();
        let program = Program::start(sample);
        program.fetch(&[0]);
        start.elapsed()
    });
    let starts: Vec<Duration> = starts.collect();
    let figures = format!("median {:.0} ms", percentile(starts.clone(), 50));
    row("first page of a fresh start, 18 pages", &figures, percentile(starts, 95), 300.0)
}

/// Whether memory stays as it is.
fn memory(sample: &Sample) -> bool {
    let mut program = Program::start(sample);
    edits(sample, &mut program, FIRST);
    let first = program.memory();
    edits(sample, &mut program, MANY - FIRST);
    let last = program.memory();
    let growth = last - first;
    let kept = growth <= 10.0;
    let verdict = if kept { "kept" } else { "MISSED" };
    println!(
        "| memory over {MANY} edits, 18 pages | {first:.0} MB after {FIRST}, {last:.0} MB at the end | {growth:.1} MB | ≤ 10 MB | {verdict} |"
    );
    kept
}

/// The duration in ms that so many percent do not exceed.
fn percentile(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or_default().as_secs_f64() * 1000.0
}

/// The pages that a message names.
fn named(message: &Value) -> Vec<(String, String)> {
    let name = |page: &Value, key: &str| page[key].as_str().unwrap_or_default().to_owned();
    let pages = message["pages"].as_array().cloned().unwrap_or_default();
    pages.iter().map(|page| (name(page, "svg"), name(page, "text"))).collect()
}

/// Waits for the first pages of a line.
fn first_pages(line: &mut Line) -> Vec<(String, String)> {
    named(&line.wait_for(|message| message["type"] == "pages" && message["pages"][0].is_object()))
}
