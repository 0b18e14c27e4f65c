//! What Linux tells of a process: its time on the processors, its memory.

use std::fs;
use std::time::Duration;

/// Ticks of a second in `/proc`, the same on every Linux.
const TICKS: u64 = 100;

/// The time that process `id` has had on all processors; `self` is this one.
pub fn cpu(id: &str) -> Duration {
    ticks(id, [13, 14])
}

/// The same of the children of this process that have ended.
pub fn cpu_of_children() -> Duration {
    ticks("self", [15, 16])
}

/// The sum of two fields of `/proc/<id>/stat`, counted from 0.
fn ticks(id: &str, fields: [usize; 2]) -> Duration {
    let text = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    // The name of the program, in parentheses, may hold blanks.
    let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    let all: Vec<&str> = rest.split_whitespace().collect();
    let field = |at: usize| all.get(at - 2).and_then(|field| field.parse::<u64>().ok());
    let ticks: u64 = fields.into_iter().filter_map(field).sum();
    Duration::from_millis(ticks * 1000 / TICKS)
}

/// The time that the processors of the machine have had nothing to do.
pub fn idle() -> Duration {
    let text = fs::read_to_string("/proc/stat").unwrap_or_default();
    // After the name: user, nice, system, idle, and idle until a disk is ready.
    let fields = text.split_whitespace().skip(4).take(2);
    let ticks: u64 = fields.filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1000 / TICKS)
}

/// The resident memory of process `id` and its peak so far, in MB.
pub fn memory(id: &str) -> (f64, f64) {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let megabytes = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let kibibytes = line.trim_start_matches(':').trim_end_matches("kB").trim().parse::<f64>();
        kibibytes.unwrap_or_default() * 1024.0 / 1e6
    };
    (megabytes("VmRSS"), megabytes("VmHWM"))
}

/// The load averages of the machine.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}
