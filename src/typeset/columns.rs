//! Widths and alignments of a table's columns, from the plan's own table and
//! the fonts' figures: equal for every commune, so that Typst can reuse its
//! work, and decided once for .xlsx and JSON alike.

use std::hash::{Hash, Hasher};

use super::metrics::{Measured, Metrics};
use crate::model::table::{Cell, RowKind, Table};

/// Left and right inset of a cell in pt, as in nd30/table.typ.
const INSET: f64 = 8.0;

/// Spare width is handed out in steps of this many pt.
const STEP: f64 = 4.0;

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Align {
    /// Running text.
    Left,
    /// Short text.
    Center,
    /// Figures, decimal commas below each other.
    Number,
}

impl Align {
    /// The name that nd30/table.typ knows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Number => "right",
        }
    }
}

/// How a table is set.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Widths in pt.
    pub widths: Vec<f64>,
    /// Alignment of the data in each column.
    pub aligns: Vec<Align>,
    /// Font size in pt: 13, or 12 for wide tables.
    pub size: f64,
    /// For number columns: width in pt of the longest part from the decimal
    /// comma on, and of the longest number.
    pub numbers: Vec<(f64, f64)>,
}

/// Chooses widths for a table that may be `available` pt wide.
pub(super) fn columns(table: &Table, metrics: &Metrics, available: f64) -> Columns {
    let aligns = aligns(table);
    let mut size = if table.columns >= 7 { 12.0 } else { 13.0 };
    let mut sheet = Sheet::new(table, metrics, size);
    if size > 12.0 && sheet.least.iter().sum::<f64>() > available {
        size = 12.0;
        sheet = Sheet::new(table, metrics, size);
    }
    let widths = match &table.widths {
        Some(given) => scaled(given, available, size),
        None => sheet.widths(available),
    };
    let numbers =
        (0..table.columns).map(|column| number_widths(table, metrics, size, column)).collect();
    Columns { widths, aligns, size, numbers }
}

/// The given proportions; no column becomes narrower than a character.
fn scaled(given: &[f64], available: f64, size: f64) -> Vec<f64> {
    let least = INSET + size;
    let spare = available - least * given.len() as f64;
    let sum: f64 = given.iter().sum();
    let plain = |width: &f64| width / sum * available;
    if given.iter().all(|width| plain(width) >= least) || spare <= 0.0 {
        return given.iter().map(|width| round(plain(width))).collect();
    }
    given.iter().map(|width| round(least + width / sum * spare)).collect()
}

/// Widths are written into the source, so they are short decimals.
fn round(width: f64) -> f64 {
    (width * 10.0).floor() / 10.0
}

/// The cells of a table as measured text.
struct Sheet {
    /// The cells that lie in one column, by column.
    cells: Vec<Vec<Measurement>>,
    /// Width below which a word of the column would be cut, inset included.
    least: Vec<f64>,
    /// Width beyond which the column gains nothing.
    most: Vec<f64>,
    /// How much a line of each row counts: header rows repeat.
    weights: Vec<f64>,
}

/// A cell of one column.
#[derive(Clone)]
struct Measurement {
    row: usize,
    measured: Measured,
    /// Width without line breaks.
    natural: f64,
}

impl Measurement {
    /// Whole lines, and a little for the text's area, so that a step that does
    /// not yet save a line still counts.
    fn height(&self, width: f64) -> f64 {
        let inner = (width - INSET).max(1.0);
        self.measured.line_count(inner) as f64 + 0.3 * self.natural / inner
    }
}

/// Heights of the cells, by column, then by row: at the column's width, and one
/// step wider.
struct Heights {
    now: Vec<Vec<f64>>,
    wider: Vec<Vec<f64>>,
}

/// A header row stands on every page.
const HEADER_WEIGHT: f64 = 3.0;

impl Sheet {
    fn new(table: &Table, metrics: &Metrics, size: f64) -> Self {
        let mut sheet = Self {
            cells: vec![Vec::new(); table.columns],
            least: vec![INSET + size; table.columns],
            most: vec![INSET + size; table.columns],
            weights: table
                .rows
                .iter()
                .map(|row| if row.kind == RowKind::Header { HEADER_WEIGHT } else { 1.0 })
                .collect(),
        };
        let mut spanning = Vec::new();
        for (index, row) in table.rows.iter().enumerate() {
            let bold = row.kind != RowKind::Data;
            for cell in &row.cells {
                let measured = metrics.measure(&cell.text, size, bold);
                if cell.colspan > 1 {
                    spanning.push((cell.column, cell.colspan, measured.widest_piece() + INSET));
                    continue;
                }
                let column = cell.column;
                // Half a point of slack for rounding.
                sheet.least[column] =
                    sheet.least[column].max(measured.widest_piece() + INSET + 0.5);
                let natural = measured.natural();
                sheet.most[column] = sheet.most[column].max(natural + INSET + 0.5);
                sheet.cells[column].push(Measurement { row: index, measured, natural });
            }
        }
        for (column, span, width) in spanning {
            let range = column..column + span;
            let missing = width - sheet.least[range.clone()].iter().sum::<f64>();
            if missing > 0.0 {
                for least in &mut sheet.least[range] {
                    *least += missing / span as f64;
                }
            }
        }
        for (most, least) in sheet.most.iter_mut().zip(&sheet.least) {
            *most = most.max(*least);
        }
        sheet
    }

    fn widths(&self, available: f64) -> Vec<f64> {
        let mut widths = self.fitting(available);
        let mut spare = available - widths.iter().sum::<f64>();
        let at = |column: usize, width: f64| self.heights(column, width);
        let mut heights = Heights {
            now: widths.iter().enumerate().map(|(c, width)| at(c, *width)).collect(),
            wider: widths.iter().enumerate().map(|(c, width)| at(c, width + STEP)).collect(),
        };
        while spare >= STEP {
            let Some(best) = self.best_step(&widths, &heights) else { break };
            widths[best] += STEP;
            spare -= STEP;
            let wider = at(best, widths[best] + STEP);
            heights.now[best] = std::mem::replace(&mut heights.wider[best], wider);
        }
        self.spread(&mut widths, spare);
        widths.into_iter().map(round).collect()
    }

    /// The least widths; where they do not fit side by side, the greatest are
    /// cut down until a seventh of the page is free to be given out: their long
    /// words will be broken.
    fn fitting(&self, available: f64) -> Vec<f64> {
        let mut widths = self.least.clone();
        let mut limit = available;
        while widths.iter().sum::<f64>() > available {
            limit *= 0.95;
            widths = self.least.iter().map(|least| least.min(limit)).collect();
        }
        if limit < available {
            let limit = limit * 0.85;
            widths = self.least.iter().map(|least| least.min(limit)).collect();
        }
        widths
    }

    /// How tall each row is in a column of this width.
    fn heights(&self, column: usize, width: f64) -> Vec<f64> {
        let mut heights = vec![0.0; self.weights.len()];
        for cell in &self.cells[column] {
            heights[cell.row] = cell.height(width);
        }
        heights
    }

    /// The column in which one more step saves most: it is the tallest cell of
    /// a row that counts, the others a little.
    fn best_step(&self, widths: &[f64], heights: &Heights) -> Option<usize> {
        let tallest: Vec<f64> = (0..self.weights.len())
            .map(|row| heights.now.iter().map(|column| column[row]).fold(0.0, f64::max))
            .collect();
        let gain = |column: usize| -> f64 {
            if widths[column] > self.most[column] {
                return 0.0;
            }
            self.cells[column]
                .iter()
                .map(|cell| {
                    let before = heights.now[column][cell.row];
                    let saved = before - heights.wider[column][cell.row];
                    let weight = if before + 0.01 >= tallest[cell.row] { 1.0 } else { 0.05 };
                    saved * weight * self.weights[cell.row]
                })
                .sum()
        };
        let gains: Vec<f64> = (0..widths.len()).map(gain).collect();
        let best = (0..gains.len()).max_by(|a, b| gains[*a].total_cmp(&gains[*b]))?;
        (gains[best] > 0.0).then_some(best)
    }

    /// What is left when no step saves anything goes to all columns alike.
    fn spread(&self, widths: &mut [f64], spare: f64) {
        let share = spare / widths.len().max(1) as f64;
        for width in widths {
            *width += share;
        }
    }
}

fn data_cells(table: &Table, column: usize) -> impl Iterator<Item = &Cell> {
    table
        .rows
        .iter()
        .filter(|row| row.kind == RowKind::Data)
        .flat_map(|row| &row.cells)
        .filter(move |cell| cell.column == column && cell.colspan == 1)
}

fn aligns(table: &Table) -> Vec<Align> {
    let align = |column: usize| {
        let texts: Vec<String> = data_cells(table, column)
            .map(|cell| cell.text.to_plain().trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect();
        let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        if !texts.is_empty() && texts.iter().all(|text| is_number(text)) && column > 0 {
            Align::Number
        } else if longest <= 16 {
            Align::Center
        } else {
            Align::Left
        }
    };
    (0..table.columns).map(align).collect()
}

/// "1.234,5", "-3", "89,47%", "86 %".
fn is_number(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '−']).trim_end_matches('%').trim_end();
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c))
}

/// The part of a number from its decimal comma (or percent sign) on.
fn fraction(text: &str) -> &str {
    let end = text.find([',', '%']).unwrap_or(text.len());
    text.get(end..).unwrap_or_default()
}

fn number_widths(table: &Table, metrics: &Metrics, size: f64, column: usize) -> (f64, f64) {
    data_cells(table, column)
        .map(|cell| {
            let text = cell.text.to_plain();
            let text = text.trim();
            let tail = metrics.width(fraction(text), size, false, false);
            (tail, metrics.width(text, size, false, false) - tail)
        })
        .fold((0.0, 0.0), |most, (tail, whole)| (f64::max(most.0, tail), f64::max(most.1, whole)))
}

impl Hash for Columns {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let numbers = self.numbers.iter().flat_map(|(tail, whole)| [tail, whole]);
        let lengths = self.widths.iter().chain(numbers).chain([&self.size]);
        lengths.for_each(|length| length.to_bits().hash(state));
        self.aligns.hash(state);
    }
}

impl Columns {
    /// The width in pt that a cell's text has.
    pub fn inner_width(&self, cell: &Cell) -> f64 {
        let end = (cell.column + cell.colspan).min(self.widths.len());
        self.widths[cell.column.min(end)..end].iter().sum::<f64>() - INSET
    }

    /// How far a number moves left of its column's right inset, in pt: so that
    /// commas stand below each other and the column's numbers are centred.
    pub fn shift(&self, metrics: &Metrics, cell: &Cell) -> f64 {
        if self.aligns.get(cell.column) != Some(&Align::Number) || cell.colspan > 1 {
            return 0.0;
        }
        let (Some((tail, whole)), Some(width)) =
            (self.numbers.get(cell.column), self.widths.get(cell.column))
        else {
            return 0.0;
        };
        let text = cell.text.to_plain();
        let own = metrics.width(fraction(text.trim()), self.size, false, false);
        let centring = ((width - INSET - tail - whole) / 2.0).max(0.0);
        round(centring + tail - own)
    }
}
