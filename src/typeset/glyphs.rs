//! Whether the font can draw every character, before anything is laid out:
//! Typst would leave a box, or nothing, without naming the cell.

use super::fonts::Fonts;
use crate::diagnostic::Diagnostic;
use crate::model::document::{Document, Part, Reference};
use crate::model::text::Text;

/// An error for each text with a character that the font lacks.
pub(super) fn check(document: &Document, fonts: &Fonts) -> Vec<Diagnostic> {
    texts(document).filter_map(|text| check_text(text, fonts)).collect()
}

fn check_text(text: &Text, fonts: &Fonts) -> Option<Diagnostic> {
    let mut missing: Vec<char> =
        text.runs().flat_map(|(run, _)| run.chars()).filter(|c| !fonts.covers(*c)).collect();
    missing.sort_unstable();
    missing.dedup();
    let shown: Vec<String> =
        missing.iter().map(|c| format!("“{c}” (U+{:04X})", *c as u32)).collect();
    (!missing.is_empty()).then(|| {
        Diagnostic::error(
            "missing-glyph",
            &text.origin,
            format!("Phông chữ {} không có ký tự {}.", fonts.family(), shown.join(", ")),
        )
        .hint("thay bằng ký tự khác")
        .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.4")
    })
}

/// Every text that is printed.
fn texts(document: &Document) -> impl Iterator<Item = &Text> {
    let issuers = document.issuers.iter().flat_map(|issuer| {
        let signature = issuer.signature.iter().flat_map(|signature| {
            std::iter::once(&signature.position)
                .chain(&signature.authority)
                .chain(&signature.other_position)
                .chain(&signature.name)
        });
        std::iter::once(&issuer.agency).chain(&issuer.parent).chain(&issuer.symbol).chain(signature)
    });
    let appendices = document.appendices.iter().flat_map(|appendix| {
        let reference = match &appendix.reference {
            Reference::Given(text) | Reference::IssuedWith(text) => Some(text),
            Reference::Composed { .. } => None,
        };
        std::iter::once(&appendix.label)
            .chain(&appendix.title)
            .chain(reference)
            .chain(parts(&appendix.parts))
    });
    std::iter::once(&document.subject)
        .chain(&document.place)
        .chain(&document.issued_with)
        .chain(&document.drafter)
        .chain(issuers)
        .chain(parts(&document.body))
        .chain(&document.recipients)
        .chain(appendices)
        .chain(&document.footnotes)
}

fn parts(parts: &[Part]) -> impl Iterator<Item = &Text> {
    parts.iter().flat_map(|part| -> Vec<&Text> {
        match part {
            Part::Heading { text, .. } | Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
                vec![text]
            }
            Part::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).collect()
            }
            Part::Image(_) => Vec::new(),
        }
    })
}
