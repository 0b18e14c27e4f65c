//! Điểm: a Vietnamese letter with a closing bracket.

use std::ops::Range;

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::view::{Role, View};
use crate::diagnostic::Severity;
use crate::model::outline::{LETTERS, Rank, rank};

pub const RULE: Rule = Rule {
    id: "B09",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6đ"),
    page: include_str!("b09.md"),
    checks: &[Check::Text(typed), Check::Document(markers)],
};

/// Letters that number no điểm.
const FOREIGN: &str = "fjwzăâêôơư";
const SHAPE: &str = "điểm dùng chữ cái tiếng Việt và dấu ngoặc: a) b) c) d) đ) e) g) h)";

/// Markers typed into the text itself: "f) …", "a. …".
fn typed(role: Role, text: &str) -> Vec<Hit> {
    if !matches!(role, Role::Heading | Role::Paragraph | Role::Cell) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start + line.len() - line.trim_start().len();
        start += line.len();
        let Some((letter, range)) = letter_marker(text, from) else { continue };
        let marker = text.get(range.clone()).unwrap_or_default().to_owned();
        if FOREIGN.contains(letter) {
            let message = format!("“{marker}” không phải chữ cái đánh số điểm.");
            hits.push(Hit::new(range, message).hint(SHAPE));
        } else if LETTERS.contains(letter) && !marker.ends_with(')') && role != Role::Cell {
            let right = format!("{letter})");
            let message = format!("Điểm viết “{marker}”.");
            hits.push(Hit::new(range, message).hint(format!("viết “{right}”")));
        }
    }
    hits
}

/// A small letter with its punctuation and a space after it, at this byte.
fn letter_marker(text: &str, from: usize) -> Option<(char, Range<usize>)> {
    let mut chars = text.get(from..)?.chars();
    let letter = chars.next().filter(|c| c.is_lowercase())?;
    chars.next().filter(|c| ".)/".contains(*c))?;
    chars.next().filter(|c| c.is_whitespace())?;
    Some((letter, from..from + letter.len_utf8() + 1))
}

/// Markers that the plan gives as such.
fn markers(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    let mut before = String::new();
    for (at, passage) in view.passages.iter().enumerate() {
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else { continue };
        let bare = marker.trim_end_matches(['.', ')', ':', '/']);
        let mut wrong = |message: String, hint: String| {
            found.push(Found::new(At::Marker(at), message).hint(hint));
        };
        match rank(&marker) {
            Some(Rank::Letter) => {
                if before == "d" && bare == "e" {
                    wrong("Sau “d)” là “e)”, thiếu “đ)”.".to_owned(), SHAPE.to_owned());
                } else if !marker.ends_with(')') {
                    wrong(format!("Điểm viết “{marker}”."), format!("viết “{bare})”"));
                }
                before = bare.to_owned();
            }
            None if bare.chars().count() == 1 && FOREIGN.contains(bare) => {
                wrong(format!("“{marker}” không phải chữ cái đánh số điểm."), SHAPE.to_owned());
            }
            Some(Rank::Dash | Rank::Plus) | None => {}
            Some(_) => before.clear(),
        }
    }
    found
}
