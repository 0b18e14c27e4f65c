//! Whether every text can be printed, before anything is laid out: the font has
//! each character (Typst would leave a box, or nothing, without naming the
//! cell), and a PDF can hold the whole.

use std::collections::HashMap;

use super::fonts::Fonts;
use crate::diagnostic::Diagnostic;
use crate::model::document::{Document, Part, Reference};
use crate::model::text::Text;

/// A string of a PDF/A is no longer, nor is a cell of Excel.
const MAX_CHARS: usize = 32_767;

/// An error for each text that is too long or has a character that the font
/// lacks. The font is asked once for each character: a plan has many thousand,
/// few of them different.
pub(super) fn check(document: &Document, fonts: &Fonts) -> Vec<Diagnostic> {
    let mut known = HashMap::new();
    let mut covers = |c: char| *known.entry(c).or_insert_with(|| fonts.covers(c));
    let faults = |text| [too_long(text), lacking(text, fonts, &mut covers)];
    texts(document).flat_map(faults).flatten().collect()
}

fn too_long(text: &Text) -> Option<Diagnostic> {
    let chars: usize = text.runs().map(|(run, _)| run.chars().count()).sum();
    (chars > MAX_CHARS).then(|| {
        let message = format!("Đoạn này dài {chars} ký tự, nhiều nhất là {MAX_CHARS}.");
        Diagnostic::error("text-too-long", &text.origin, message).hint("chia thành nhiều đoạn")
    })
}

fn lacking(
    text: &Text,
    fonts: &Fonts,
    covers: &mut impl FnMut(char) -> bool,
) -> Option<Diagnostic> {
    let mut missing: Vec<char> =
        text.runs().flat_map(|(run, _)| run.chars()).filter(|c| !covers(*c)).collect();
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
