//! The parts of a document that offices set in two columns (the letterhead, the
//! recipients beside the signature) as lines, each with the side on which it stands:
//! whether a table, tabs, spaces or text boxes keep the sides apart.
//!
//! Depends on `origin` and `model`.

use std::cmp::Ordering;

use super::body::is_filled;
use super::making::Passage;
use super::words::{begins, is_bold, is_upper};
use crate::input::word::flow::{Align, Cell, Item, Paragraph, Table, join};
use crate::model::fields::fold;
use crate::model::node::RawText;
use crate::origin::Origin;

/// A line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text and place.
    pub passage: Passage,
    /// Where it stands, as far as the document tells.
    pub side: Side,
    /// The number or bullet that Word has made, on the first line of a paragraph.
    pub label: Option<String>,
    /// Whether all of it is bold.
    pub bold: bool,
    /// Whether it is centered.
    pub centred: bool,
    /// Blank lines between this line and the one before on its side.
    pub gap: usize,
}

/// The side of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The left half.
    Left,
    /// The right half.
    Right,
    /// The whole width, or not known.
    Whole,
}

/// So many spaces in a row part two columns.
const PARTING: &str = "   ";
/// A paragraph that is indented further stands on the right half (twips).
const RIGHT_HALF: i32 = 3400;

impl Line {
    /// Its characters.
    pub fn text(&self) -> &str {
        &self.passage.text.text
    }

    /// Where it stands.
    pub fn origin(&self) -> &Origin {
        &self.passage.origin
    }

    /// Whether its letters are capitals.
    pub fn upper(&self) -> bool {
        is_upper(self.text())
    }
}

/// The lines of items, those of a table column by column.
pub fn lines<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<Line> {
    let mut lines = Lines::default();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => lines.paragraph(paragraph, None),
            Item::Table(table) => lines.table(table),
        }
    }
    lines.found
}

/// The lines of one paragraph.
pub fn of_paragraph(paragraph: &Paragraph) -> Vec<Line> {
    let mut lines = Lines::default();
    lines.paragraph(paragraph, None);
    lines.found
}

#[derive(Default)]
struct Lines {
    found: Vec<Line>,
    gap: usize,
}

impl Lines {
    fn table(&mut self, table: &Table) {
        let columns = table.widths.len().max(1);
        let mut cells: Vec<&Cell> = table.rows.iter().flat_map(|row| &row.cells).collect();
        let first = cells.iter().filter(|cell| cell.items.iter().any(is_filled));
        let first = first.map(|cell| cell.column).min().unwrap_or(0);
        // Sorting is stable: rows stay in order within a column.
        cells.sort_by_key(|cell| side_of(cell, columns, first) as usize);
        for cell in cells {
            self.items(&cell.items, Some(side_of(cell, columns, first)));
            self.gap += 1;
        }
    }

    fn items(&mut self, items: &[Item], side: Option<Side>) {
        for item in items {
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph, side),
                Item::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| self.items(&cell.items, side));
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph, side: Option<Side>) {
        if paragraph.is_blank() {
            self.gap += 1;
            return;
        }
        let mut label = paragraph.label.clone();
        let pieces: Vec<(usize, RawText)> = pieces(paragraph);
        let many = pieces.iter().map(|(column, _)| *column).max().unwrap_or(0) > 0;
        for (column, text) in pieces {
            let own = match (column, many) {
                (0, true) => Side::Left,
                (_, true) => Side::Right,
                _ => alone(paragraph),
            };
            self.broken(&text, paragraph, side.unwrap_or(own), &mut label);
        }
        if let Some(label) = label {
            let text = RawText::default();
            self.push(text, paragraph, side.unwrap_or(Side::Whole), Some(label));
        }
    }

    /// The lines into which the author broke a text.
    fn broken(&mut self, text: &RawText, of: &Paragraph, side: Side, label: &mut Option<String>) {
        let mut start = 0;
        for part in text.text.split('\n') {
            let line = text.slice(start..start + part.len()).trim();
            start += part.len() + 1;
            if line.is_blank() {
                self.gap += 1;
            } else {
                self.push(line, of, side, label.take());
            }
        }
    }

    fn push(&mut self, text: RawText, of: &Paragraph, side: Side, label: Option<String>) {
        self.found.push(Line {
            bold: is_bold(&text),
            centred: of.align == Align::Center,
            passage: Passage { text, origin: of.origin.clone() },
            side,
            label,
            gap: std::mem::take(&mut self.gap),
        });
    }
}

/// The side of a cell; a middle column is the left one where no other is filled there, as
/// beside a logo. `first` is the first filled column.
fn side_of(cell: &Cell, columns: usize, first: usize) -> Side {
    let middle = cell.column * 2 + cell.colspan;
    match middle.cmp(&columns) {
        _ if cell.colspan == columns => Side::Whole,
        Ordering::Less => Side::Left,
        Ordering::Equal if cell.column == first => Side::Left,
        _ if cell.column == 0 => Side::Left,
        _ => Side::Right,
    }
}

/// The side of a paragraph that stands alone in its line.
fn alone(paragraph: &Paragraph) -> Side {
    if paragraph.align == Align::Right || paragraph.indent >= RIGHT_HALF {
        return Side::Right;
    }
    // A tab before the text, or several, take it to the right half.
    let tabs = paragraph.parts.iter().take_while(|part| part.is_blank()).count();
    if tabs > 2 { Side::Right } else { Side::Whole }
}

/// The stretches of a paragraph that tabs or rows of spaces part, each with its column:
/// 0 for the first.
fn pieces(paragraph: &Paragraph) -> Vec<(usize, RawText)> {
    let filled = paragraph.parts.iter().filter(|part| !part.is_blank());
    let mut pieces: Vec<RawText> = Vec::new();
    for piece in filled.flat_map(parted) {
        match pieces.last_mut().filter(|last| waits(&last.text, &piece.text)) {
            Some(last) => *last = join([&*last, &piece], " "),
            None => pieces.push(piece),
        }
    }
    pieces.into_iter().enumerate().collect()
}

/// Whether a gap and no border stands between these words: "Số:" and "/KH-UBND", "ngày" and
/// "tháng 6".
fn waits(before: &str, after: &str) -> bool {
    let (before, after) = (fold(before), fold(after));
    let is_number = before.trim_end_matches(|c: char| !c.is_alphabetic()) == "so";
    let date = ["ngay", "thang", "nam"];
    is_number && after.contains('/')
        || date.iter().any(|word| before.ends_with(word))
        || ["thang", "nam"].iter().any(|word| begins(&after, word)) && before.contains("ngay")
}

/// A text cut where a row of spaces stands before the words of the other column: never
/// between "Số:" and what follows, or inside a date with blanks.
fn parted(text: &RawText) -> Vec<RawText> {
    let mut cuts = vec![0];
    let mut from = 0;
    while let Some(found) = text.text.get(from..).and_then(|rest| rest.find(PARTING)) {
        let at = from + found;
        let rest = text.text.get(at..).unwrap_or_default();
        from = at + rest.len() - rest.trim_start_matches(' ').len();
        let before = text.text.get(cuts.last().copied().unwrap_or(0)..at).unwrap_or_default();
        if parts_columns(before, text.text.get(from..).unwrap_or_default()) {
            cuts.push(from);
        }
    }
    // The name of the country, spaced or not, begins the other column.
    let nation = text.text.find("CỘNG H").filter(|at| *at > 0 && !cuts.contains(at));
    cuts.extend(nation);
    cuts.push(text.text.len());
    cuts.sort_unstable();
    cuts.windows(2)
        .map(|cut| text.slice(cut[0]..cut[1]).trim())
        .filter(|part| !part.is_blank())
        .collect()
}

/// Whether these words stand in two columns: the second one begins with what the right
/// side of a letterhead or a signature has, or both are in capitals.
fn parts_columns(before: &str, after: &str) -> bool {
    let next = after.split(PARTING).next().unwrap_or_default();
    let folded = fold(next);
    let is_date = next.contains(',') && folded.contains("ngay") && !folded.starts_with("ngay");
    let is_national = ["cong hoa xa hoi", "doc lap"].iter().any(|words| folded.starts_with(words));
    let is_signature = ["tm.", "kt.", "tl.", "tuq."].iter().any(|words| folded.starts_with(words));
    let words = next.split_whitespace().filter(|word| word.chars().count() > 1).count();
    let upper = is_upper(before) && is_upper(next) && words > 1;
    let entry = before.trim_start().strip_prefix('-').is_some_and(|entry| !entry.trim().is_empty());
    let listed = entry || begins(before, "noi nhan");
    !before.trim().is_empty()
        && (is_date || is_national || is_signature || upper || listed && !next.is_empty())
}
