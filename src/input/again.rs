//! What is read of a text once more, for those who change a file in single places.
//!
//! Depends on `clean` and `legacy`, whose rules are the only ones, and on `model::node`.

use std::sync::Arc;

use super::clean;
use super::legacy::{self, Families};
use super::workbook::unescape;
use crate::model::node::{RawText, Script, Style};
use crate::origin::Origin;

/// Looks by which runs are told apart: bold or not, italic or not, three scripts.
const LABELS: usize = 12;

/// What is read of each run of an .xlsx cell, given with the family of its font. A
/// letter that is composed of two runs is the first's.
pub fn cell_text(runs: &[(String, Option<String>)]) -> Vec<String> {
    let (raw, fonts) = labelled(runs);
    let read = clean::text_in_fonts(&raw, &fonts, &Origin::option(""), &mut Vec::new());
    let mut pieces = vec![String::new(); runs.len()];
    let mut at = 0;
    for (start, c) in read.text.char_indices() {
        let next = read.styles.partition_point(|(range, _)| range.end <= start);
        let style = match read.styles.get(next) {
            Some((range, style)) if range.start <= start => *style,
            _ => Style::default(),
        };
        // A run of which nothing is left is passed over.
        at += (0..LABELS).find(|step| label(at + step) == style).unwrap_or(0);
        if let Some(piece) = pieces.get_mut(at) {
            piece.push(c);
        }
    }
    pieces
}

/// Whether these runs are in an encoding of the time before Unicode.
pub fn is_old_text(runs: &[(String, Option<String>)]) -> bool {
    let (raw, fonts) = labelled(runs);
    legacy::convert(&raw, &fonts).is_some()
}

/// The text of runs, each in a look that tells it apart, and their fonts.
fn labelled(runs: &[(String, Option<String>)]) -> (RawText, Families) {
    let (mut raw, mut fonts) = (RawText::default(), Vec::new());
    for (index, (stored, family)) in runs.iter().enumerate() {
        let start = raw.text.len();
        raw.text.push_str(&unescape(stored));
        let range = start..raw.text.len();
        if range.is_empty() {
            continue;
        }
        if let Some(family) = family {
            fonts.push((range.clone(), Arc::from(family.as_str())));
        }
        // Styles stay on their letters, whatever becomes of these.
        raw.styles.push((range, label(index)));
    }
    (raw, fonts)
}

/// What is read of a JSON string.
pub fn json_text(value: &str) -> String {
    let raw = RawText { markup: true, ..RawText::plain(value) };
    clean::text(&raw, &Origin::option(""), &mut Vec::new()).text
}

fn label(run: usize) -> Style {
    let scripts = [Script::Baseline, Script::Super, Script::Sub];
    let run = run % LABELS;
    let script = scripts.get(run / 4).copied().unwrap_or_default();
    Style { bold: run & 1 == 1, italic: run & 2 == 2, script }
}
