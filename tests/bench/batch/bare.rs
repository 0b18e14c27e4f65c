//! Typst's layout and export alone, of documents that were prepared before, in a
//! process of their own.

use std::ops::Range;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};
use std::{env, thread};

use kehoach::output::DEFAULT;
use kehoach::typeset::{Fonts, Templates, Typesetter, forget_old};

use super::sample::Sample;
use super::{STACK, process};

/// Makes this program such a process.
pub const BARE: &str = "--bare";

/// What to lay out.
#[derive(Clone, Debug)]
pub struct Task {
    /// The rows of the list.
    pub rows: Range<usize>,
    /// The number of threads.
    pub threads: usize,
    /// Whether documents reuse what is in memory of those before.
    pub reuse: bool,
}

/// What it took.
#[derive(Clone, Copy, Debug)]
pub struct Spent {
    pub documents: usize,
    pub wall: Duration,
    pub cpu: Duration,
}

impl Spent {
    /// Documents in a second.
    pub fn rate(&self) -> f64 {
        self.documents as f64 / self.wall.as_secs_f64()
    }
}

/// Does each of `tasks` in a process of its own, all at the same time.
pub fn measure(sample: &Sample, tasks: &[Task]) -> Vec<Spent> {
    let spawn = |task: &Task| -> Child {
        let mut child = Command::new(env::current_exe().expect("this program"));
        child.arg(BARE).args([&sample.plan, &sample.list]);
        let numbers = [task.rows.start, task.rows.end, task.threads, task.reuse.into()];
        child.args(numbers.map(|number| number.to_string())).stdout(Stdio::piped());
        child.spawn().expect("this program")
    };
    let children: Vec<Child> = tasks.iter().map(spawn).collect();
    let spent = |(child, task): (Child, &Task)| {
        let output = child.wait_with_output().expect("this program");
        let text = String::from_utf8_lossy(&output.stdout);
        let mut times = text.split_whitespace().map(|time| time.parse().expect("nanoseconds"));
        let mut time = || Duration::from_nanos(times.next().expect("a time"));
        Spent { documents: task.rows.len(), wall: time(), cpu: time() }
    };
    children.into_iter().zip(tasks).map(spent).collect()
}

/// The process: prepares the documents, then prints how many nanoseconds of the
/// clock and of the processors the rest takes.
pub fn child(args: &[String]) -> ExitCode {
    let [plan, list, numbers @ ..] = args else { return ExitCode::FAILURE };
    let sample = Sample { plan: plan.into(), list: list.into() };
    let numbers: Vec<usize> = numbers.iter().map(|n| n.parse().expect("a number")).collect();
    let [start, end, threads, reuse] = numbers[..] else { return ExitCode::FAILURE };
    let fonts = Fonts::embedded().expect("fonts");
    let typesetter = Typesetter::new(fonts, &Templates::embedded()).expect("templates");
    let read = sample.read(&typesetter);
    let mut worker = typesetter.worker();
    let prepare = |row| {
        let document = read.document(row);
        let prepared = worker.prepare(&document, &[], &read.tables, 0).expect("sources");
        (document, prepared)
    };
    let documents = Mutex::new((start..end).map(prepare).collect::<Vec<_>>().into_iter());
    let work = || {
        let worker = typesetter.worker();
        let next = || documents.lock().expect("documents").next();
        while let Some((document, prepared)) = next() {
            let typeset = worker.lay_out(&document, &prepared).expect("pages");
            let files = (DEFAULT.export)(&typeset).expect("a PDF");
            assert!(!files.is_empty());
            if reuse == 1 { forget_old(threads) } else { comemo::evict(0) }
        }
    };
    let (clock, cpu) = (Instant::now(), process::cpu("self"));
    thread::scope(|scope| {
        for _ in 0..threads {
            let builder = thread::Builder::new().stack_size(STACK);
            builder.spawn_scoped(scope, work).expect("a thread");
        }
    });
    let cpu = process::cpu("self") - cpu;
    println!("{} {}", clock.elapsed().as_nanos(), cpu.as_nanos());
    ExitCode::SUCCESS
}
