//! How a run goes, for a person: a bar on a terminal, a line now and then where
//! the output goes to a file.

use std::io::Write;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::batch::Teller;
use super::say;
use crate::diagnostic::render;
use crate::output::batch::{Record, Status, Summary};
use crate::pipeline::Event;

/// Where there is no terminal, a line for each tenth of a run.
const LINES: usize = 10;

/// Tells a person.
pub struct Progress<'a> {
    stderr: &'a mut dyn Write,
    report: PathBuf,
    terminal: bool,
    bar: Option<ProgressBar>,
    total: usize,
    done: usize,
    failed: usize,
}

impl<'a> Progress<'a> {
    /// Tells on `stderr` of a run whose report will be `report`; with a bar if that
    /// is a `terminal`.
    pub fn new(stderr: &'a mut dyn Write, report: PathBuf, terminal: bool) -> Self {
        Self { stderr, report, terminal, bar: None, total: 0, done: 0, failed: 0 }
    }

    fn start(&mut self, total: usize) {
        self.total = total;
        if !self.terminal {
            return;
        }
        let style =
            ProgressStyle::with_template("{bar:30} {pos}/{len} văn bản, {per_sec}, còn {eta}{msg}");
        if let Ok(style) = style {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(total as u64), target);
            self.bar = Some(bar.with_style(style));
        }
    }

    fn document(&mut self, record: &Record) {
        self.done += 1;
        if record.status == Status::Failed {
            self.failed += 1;
            let reasons: Vec<&str> = record.findings.iter().map(|f| f.message.as_str()).collect();
            self.line(&format!("lỗi: {} ({}): {}", record.name, record.key, reasons.join(" ")));
        }
        if let Some(bar) = &self.bar {
            bar.inc(1);
            if self.failed > 0 {
                bar.set_message(format!(", {} lỗi", self.failed));
            }
        } else if self.total >= LINES && self.done * LINES % self.total < LINES {
            self.line(&format!("{}/{} văn bản, {} lỗi", self.done, self.total, self.failed));
        }
    }

    fn line(&mut self, text: &str) {
        match &self.bar {
            Some(bar) => bar.println(text),
            None => say(self.stderr, &format!("{text}\n")),
        }
    }
}

impl Teller for Progress<'_> {
    fn tell(&mut self, event: &Event) {
        match event {
            Event::Checked(found) => say(self.stderr, &render(found)),
            Event::Started(total) => self.start(*total),
            Event::Document(record) => self.document(record),
        }
    }

    fn end(&mut self, summary: Option<&Summary>, stopped: bool) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        let Some(summary) = summary else {
            return say(self.stderr, "Chưa làm văn bản nào: sửa các lỗi trên rồi chạy lại.\n");
        };
        let skipped = match summary.skipped {
            0 => String::new(),
            skipped => format!(", {skipped} văn bản giữ nguyên từ lần trước"),
        };
        let seconds = format!("{:.1}", summary.seconds).replace('.', ",");
        let rate = format!("{:.1}", summary.documents_per_second).replace('.', ",");
        let faulty = match summary.faulty {
            0 => String::new(),
            faulty => format!(", {faulty} văn bản có chỗ sai quy tắc"),
        };
        let text = format!(
            "Đã ghi {} văn bản trong {seconds} giây ({rate} văn bản/giây){skipped}, {} lỗi{faulty}; xem {}.\n",
            summary.done,
            summary.failed,
            self.report.display()
        );
        say(self.stderr, &text);
        if stopped {
            say(self.stderr, "Đã dừng theo yêu cầu; chạy lại với --resume để làm tiếp.\n");
        }
    }
}
