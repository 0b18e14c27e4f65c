//! Widths of text from the fonts' own figures, for what is decided before
//! Typst runs: column widths, balanced lines of a subject, lengths of rules.
//! Kerning is left out; it only makes text narrower.

use std::cell::RefCell;

use super::fonts::Fonts;
use super::pieces::{pieces, words};
use crate::model::text::Text;

/// Measures text in one family.
pub(super) struct Metrics<'a> {
    fonts: &'a Fonts,
    /// Advances in em by face, filled as characters turn up.
    cache: RefCell<[Vec<f64>; 4]>,
}

/// Characters below this are cached.
const CACHED: usize = 0x2100;

/// Stands for "not looked up yet".
const UNKNOWN: f64 = -1.0;

impl<'a> Metrics<'a> {
    /// Measures in the family of `fonts`.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, cache: RefCell::new(std::array::from_fn(|_| vec![UNKNOWN; CACHED])) }
    }

    /// The advance of a character in em.
    fn advance(&self, c: char, bold: bool, italic: bool) -> f64 {
        let face = usize::from(bold) + 2 * usize::from(italic);
        let index = c as usize;
        if let Some(known) = self.cache.borrow()[face].get(index).filter(|a| **a != UNKNOWN) {
            return *known;
        }
        let advance = self.fonts.advance(c, bold, italic);
        if let Some(slot) = self.cache.borrow_mut()[face].get_mut(index) {
            *slot = advance;
        }
        advance
    }

    /// The width of `text` on one line, in pt, at `size` pt.
    pub fn width(&self, text: &str, size: f64, bold: bool, italic: bool) -> f64 {
        text.chars().map(|c| self.advance(c, bold, italic)).sum::<f64>() * size
    }

    /// The text cut into what a line can hold: unbreakable pieces with the
    /// width of each and of the space before it. Runs keep their own weight;
    /// `bold` makes all of it bold.
    pub fn measure(&self, text: &Text, size: f64, bold: bool) -> Measured {
        let mut measured = Measured::default();
        for (run, style) in text.runs() {
            let bold = bold || style.bold;
            for (index, line) in run.split('\n').enumerate() {
                if index > 0 {
                    measured.items.push(Item::Break);
                }
                self.measure_run(line, size, bold, style.italic, &mut measured);
            }
        }
        let marks = text.footnote_marks().count();
        if let (true, Some(Item::Piece { width, .. })) = (marks > 0, measured.items.last_mut()) {
            *width += marks as f64 * 0.35 * size;
        }
        measured
    }

    fn measure_run(
        &self,
        line: &str,
        size: f64,
        bold: bool,
        italic: bool,
        measured: &mut Measured,
    ) {
        let space = self.width(" ", size, bold, italic);
        let mut glued = !line.starts_with(char::is_whitespace);
        for (piece, kept) in pieces(line) {
            let mut spans = if kept { vec![(0, piece.len())] } else { words(piece) };
            if spans.is_empty() {
                glued = false;
            }
            let leading_space = piece.starts_with(char::is_whitespace);
            for (index, (start, end)) in spans.drain(..).enumerate() {
                let width = self.width(&piece[start..end], size, bold, italic);
                let joined = index == 0 && glued && !leading_space;
                match measured.items.last_mut() {
                    Some(Item::Piece { width: before, .. }) if joined => *before += width,
                    _ => measured.items.push(Item::Piece { width, space }),
                }
            }
            glued = !piece.ends_with(char::is_whitespace);
        }
    }
}

/// Text as a row of unbreakable pieces.
#[derive(Clone, Debug, Default)]
pub(super) struct Measured {
    items: Vec<Item>,
}

#[derive(Clone, Copy, Debug)]
enum Item {
    /// Width of the piece and of the space that parts it from the one before.
    Piece { width: f64, space: f64 },
    /// A line break of the author.
    Break,
}

impl Measured {
    /// Hands the width of each line to `line`, filled into `width` pt, first fit.
    fn fill(&self, width: f64, mut line: impl FnMut(f64)) {
        let mut filled = None;
        for item in &self.items {
            filled = match (item, filled) {
                (Item::Break, _) => {
                    line(filled.unwrap_or(0.0));
                    None
                }
                (Item::Piece { width: piece, .. }, None) => Some(*piece),
                (Item::Piece { width: piece, space }, Some(before)) => {
                    if before + space + piece <= width {
                        Some(before + (space + piece))
                    } else {
                        line(before);
                        Some(*piece)
                    }
                }
            };
        }
        line(filled.unwrap_or(0.0));
    }

    /// Widths of the lines when filled into `width` pt.
    pub fn lines(&self, width: f64) -> Vec<f64> {
        let mut lines = Vec::new();
        self.fill(width, |line| lines.push(line));
        lines
    }

    /// How many lines there are at `width` pt; a piece wider than that is
    /// counted as broken.
    pub fn line_count(&self, width: f64) -> usize {
        let mut count = 0;
        self.fill(width, |line| count += (line / width).ceil().max(1.0) as usize);
        count
    }

    /// The widest unbreakable piece, in pt.
    pub fn widest_piece(&self) -> f64 {
        self.items
            .iter()
            .map(|item| match item {
                Item::Piece { width, .. } => *width,
                Item::Break => 0.0,
            })
            .fold(0.0, f64::max)
    }

    /// The width on as few lines as the author allows, in pt.
    pub fn natural(&self) -> f64 {
        let mut longest = 0.0;
        self.fill(f64::INFINITY, |line| longest = f64::max(longest, line));
        longest
    }

    /// The narrowest width, in pt, that needs no more lines than `width` does:
    /// lines of nearly equal length.
    pub fn balanced(&self, width: f64) -> f64 {
        let count = self.lines(width).len();
        let (mut low, mut high) = (self.widest_piece().min(width), width);
        for _ in 0..24 {
            let middle = (low + high) / 2.0;
            if self.lines(middle).len() <= count { high = middle } else { low = middle }
        }
        high
    }
}
