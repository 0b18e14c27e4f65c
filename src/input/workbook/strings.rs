//! The shared string table of a workbook of any format, within limits.

use super::rich::Rich;
use super::sheet::Content;

/// Strings of a shared string table, their runs, and the bytes of all of them.
const STRINGS_LIMIT: usize = 500_000;
const RUNS_LIMIT: usize = 600_000;
const TEXT_LIMIT: usize = 32 << 20;

/// The strings by the index that a cell gives.
#[derive(Default)]
pub struct Strings {
    all: Vec<Rich>,
    runs: usize,
    text: usize,
}

impl Strings {
    /// Appends a string; `None` where the table then holds more than can be right.
    pub fn push(&mut self, string: Rich) -> Option<()> {
        self.runs += string.runs();
        self.text += string.len();
        self.all.push(string);
        let fits =
            self.all.len() <= STRINGS_LIMIT && self.runs <= RUNS_LIMIT && self.text <= TEXT_LIMIT;
        fits.then_some(())
    }

    /// What a cell holds that points to the string of this index.
    pub fn content(&self, index: Option<usize>) -> Content {
        match index.and_then(|index| self.all.get(index)) {
            Some(string) => Content::Text(string.clone()),
            None => Content::Unreadable("Ô trỏ tới một chuỗi không có trong tệp."),
        }
    }
}
