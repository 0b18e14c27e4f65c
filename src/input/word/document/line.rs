//! A paragraph while it is being read.

use std::mem;
use std::sync::Arc;

use crate::input::legacy::Families;
use crate::input::word::flow::Item;
use crate::model::node::{RawText, Style};
use crate::origin::Origin;

/// Text with the fonts it is in.
#[derive(Debug, Default)]
pub struct Pen {
    /// The text, not yet cleaned.
    pub raw: RawText,
    /// The families of its fonts.
    pub families: Families,
    /// The calls of footnotes in it.
    pub calls: usize,
}

impl Pen {
    /// Appends text.
    pub fn write(&mut self, text: &str, style: Style, family: Option<Arc<str>>) {
        if text.is_empty() {
            return;
        }
        let start = self.raw.text.len();
        self.raw.text.push_str(text);
        let range = start..self.raw.text.len();
        if let Some(family) = family {
            match self.families.last_mut() {
                Some((last, same)) if *same == family && last.end == start => last.end = range.end,
                _ => self.families.push((range.clone(), family)),
            }
        }
        if style != Style::default() {
            match self.raw.styles.last_mut() {
                Some((last, same)) if *same == style && last.end == start => last.end = range.end,
                _ => self.raw.styles.push((range, style)),
            }
        }
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        self.raw.is_blank()
    }

    /// Whether a line break stands last.
    fn begins_line(&self) -> bool {
        self.raw.text.ends_with('\n')
    }
}

/// What of a paragraph stands on one page.
#[derive(Debug)]
pub struct Page {
    /// The text between tabs.
    pub parts: Vec<Pen>,
}

impl Default for Page {
    fn default() -> Self {
        Self { parts: vec![Pen::default()] }
    }
}

impl Page {
    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        self.parts.iter().all(Pen::is_blank)
    }
}

/// A paragraph with all that is tied to it.
#[derive(Debug)]
pub struct Line {
    /// Where it stands.
    pub origin: Origin,
    /// Its text, cut at page breaks.
    pub pages: Vec<Page>,
    /// What stands in text boxes.
    pub boxes: Vec<Item>,
    /// What is not printed, each with the reason.
    pub left: Vec<(&'static str, Pen)>,
}

impl Line {
    /// A paragraph without text.
    pub fn new(origin: Origin) -> Self {
        Self { origin, pages: vec![Page::default()], boxes: Vec::new(), left: Vec::new() }
    }

    /// Appends text.
    pub fn write(&mut self, text: &str, style: Style, family: Option<Arc<str>>) {
        if let Some(part) = self.pages.last_mut().and_then(|page| page.parts.last_mut()) {
            part.write(text, style, family);
        }
    }

    /// Appends the call of a footnote.
    pub fn call(&mut self, number: usize) {
        self.write(&format!("[^{number}]"), Style::default(), None);
        if let Some(part) = self.pages.last_mut().and_then(|page| page.parts.last_mut()) {
            part.calls += 1;
        }
    }

    /// Ends the part; a tab after a line break only indents the line.
    pub fn tab(&mut self) {
        let Some(page) = self.pages.last_mut() else { return };
        if !page.parts.last().is_some_and(Pen::begins_line) {
            page.parts.push(Pen::default());
        }
    }

    /// Ends the page.
    pub fn page(&mut self) {
        self.pages.push(Page::default());
    }

    /// Notes text that is not printed.
    pub fn leave(&mut self, reason: &'static str, text: &str, family: Option<Arc<str>>) {
        match self.left.last_mut() {
            Some((last, pen)) if *last == reason => pen.write(text, Style::default(), family),
            _ => {
                let mut pen = Pen::default();
                pen.write(text, Style::default(), family);
                self.left.push((reason, pen));
            }
        }
    }

    /// Parts what is left out for this reason from what comes next.
    pub fn part(&mut self, reason: &str) {
        if let Some((_, pen)) = self.left.last_mut().filter(|(last, _)| *last == reason) {
            pen.write(" ", Style::default(), None);
        }
    }

    /// Whether nothing of it is printed.
    pub fn is_blank(&self) -> bool {
        self.pages.iter().all(Page::is_blank)
    }

    /// Whether words of it are not printed, for this reason.
    pub fn has_left(&self, reason: &str) -> bool {
        self.left.iter().any(|(own, pen)| *own == reason && !pen.is_blank())
    }

    /// Takes its pages, blank ones at its start and end left out, and whether one was left
    /// out there. At least one page stays.
    pub fn take_pages(&mut self) -> (bool, Vec<Page>, bool) {
        let mut pages = mem::take(&mut self.pages);
        let count = pages.len();
        let first = pages.iter().position(|page| !page.is_blank());
        let Some(first) = first else {
            pages.truncate(1);
            return (false, pages, count > 1);
        };
        let end = pages.iter().rposition(|page| !page.is_blank()).map_or(count, |last| last + 1);
        pages.truncate(end);
        (first > 0, pages.split_off(first), end < count)
    }
}
