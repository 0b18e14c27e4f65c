//! Phần, chương, mục of their own line: numerals, and titles in capitals.

use crate::check::citation::nd30;
use crate::check::layout::facets;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{is_upper, lowered, with_first};
use crate::diagnostic::Severity;
use crate::model::outline::{Rank, from_roman, rank, roman};

pub const RULE: Rule = Rule {
    id: "B07",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6đ"),
    page: include_str!("b07.md"),
    checks: &[Check::Document(look), Check::Pages(facets::b07)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, passage) in view.of(Role::Heading) {
        let Some(marker) = passage.marker.map(|marker| marker.to_plain()) else { continue };
        let kind = match rank(&marker) {
            Some(Rank::Part | Rank::Chapter) => "phần, chương",
            Some(Rank::Section | Rank::Subsection) => "mục, tiểu mục",
            _ => continue,
        };
        let right = right_marker(&marker, kind == "phần, chương");
        if let Some(right) = right.filter(|right| *right != marker.trim_end_matches(['.', ':'])) {
            found.push(
                Found::new(At::Marker(at), format!("Số của {kind} viết “{marker}”."))
                    .hint(format!("viết “{right}”")),
            );
        }
        let text = passage.plain();
        if text.trim().is_empty() {
            found.push(
                Found::new(At::Marker(at), format!("“{marker}” không có tiêu đề."))
                    .hint(format!("{kind} phải có tiêu đề")),
            );
        } else if !is_upper(text) && text.chars().any(char::is_alphabetic) {
            let upper = text.to_uppercase();
            found.push(
                Found::new(
                    At::Text(at, 0..text.len()),
                    format!("Tiêu đề của {kind} chưa viết chữ in hoa."),
                )
                .hint(format!("viết “{upper}”"))
                .mend(upper),
            );
        }
    }
    found
}

/// "Phần I", "Chương II", "Mục 1", "Tiểu mục 2"; `None` where the number is in words.
fn right_marker(marker: &str, is_roman: bool) -> Option<String> {
    let (word, number) = marker.rsplit_once(' ')?;
    let bare = number.trim_end_matches(['.', ':']);
    let value = match bare.parse::<usize>() {
        Ok(value) => value,
        Err(_) => from_roman(bare, 100)?,
    };
    let number = if is_roman { roman(value) } else { value.to_string() };
    let word = with_first(&lowered(word), true);
    (value > 0 && !number.is_empty()).then(|| format!("{word} {number}"))
}
