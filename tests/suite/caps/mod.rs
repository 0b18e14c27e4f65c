//! Files made to exhaust a program: each must be refused, by the whole program
//! in a process of its own, with a message and within the memory that the
//! program may take. A new way to be hostile is a line in a table here.

mod documents;
mod packages;
mod text;

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What reading may take (bytes of resident memory).
const MEMORY: u64 = 300 << 20;
/// How long it may take at least before it is ended (ms), on a machine that is busy with
/// other tests.
const TIME: usize = 60_000;

/// Contents of a file or a part: `unit` so many times between two texts.
struct Flood<'a> {
    name: &'a str,
    head: &'a str,
    unit: &'a str,
    count: usize,
    tail: &'a str,
}

const fn flood<'a>(
    name: &'a str,
    head: &'a str,
    unit: &'a str,
    count: usize,
    tail: &'a str,
) -> Flood<'a> {
    Flood { name, head, unit, count, tail }
}

impl Flood<'_> {
    fn write(&self, out: &mut dyn Write) {
        let block = self.unit.repeat(1000);
        out.write_all(self.head.as_bytes()).unwrap();
        for _ in 0..self.count / 1000 {
            out.write_all(block.as_bytes()).unwrap();
        }
        out.write_all(self.unit.repeat(self.count % 1000).as_bytes()).unwrap();
        out.write_all(self.tail.as_bytes()).unwrap();
    }
}

/// Runs `kehoach build` on `path`: what it says, its exit code, and the most
/// memory that it took (bytes; 0 where the system does not tell). It is ended where it
/// takes too long.
fn build(path: &Path) -> (String, Option<i32>, u64) {
    let said = path.with_extension("stderr");
    let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
        .arg("build")
        .arg(path)
        .arg("-o")
        .arg(path.with_extension("pdf"))
        .stdout(Stdio::null())
        .stderr(File::create(&said).unwrap())
        .spawn()
        .unwrap();
    let (mut memory, mut waited) = (0, 0);
    let status = loop {
        memory = peak(child.id()).unwrap_or_default().max(memory);
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None if waited > TIME => child.kill().unwrap(),
            None => {
                waited += 1;
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    };
    (std::fs::read_to_string(said).unwrap(), status.code(), memory)
}

/// The most memory that a running process has had resident so far. What the
/// system counts for a finished child would include that of this process, from
/// which it was forked.
fn peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<u64>().ok()? << 10)
}

/// Every file must be refused with the message given, within the memory.
fn refused(path: &Path, name: &str, message: &str) -> Result<(), String> {
    let (said, code, memory) = build(path);
    if std::env::var_os("KEHOACH_CAPS").is_some() {
        eprintln!("{:>4} MB  {name}", memory >> 20);
    }
    let start: String = said.chars().take(400).collect();
    match code {
        Some(1 | 2) if memory > MEMORY => Err(format!("{name}: {} MB", memory >> 20)),
        Some(1 | 2) if said.contains(message) => Ok(()),
        code => Err(format!("{name}: exit code {code:?}, not “{message}” but:\n{start}")),
    }
}
