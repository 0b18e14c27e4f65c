//! Blocks as printed: markers numbered, headings placed in their tree.

use crate::diagnostic::Diagnostic;
use crate::model::document::{Part, Placed};
use crate::model::outline::{Numbering, Rank, rank};
use crate::model::plan::{Block, Content, Marker, Paragraph};
use crate::model::text::Text;

/// The parts of the body (`above` is 0) or of an appendix (`above` is 1, the
/// depth of its title).
pub fn parts(blocks: &[Block], above: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Placed> {
    let mut numbering = Numbering::default();
    let mut open: Vec<Rank> = Vec::new();
    let mut parts = Vec::new();
    for block in blocks {
        let mut marker = |paragraph: &Paragraph| printed(paragraph, &mut numbering, diagnostics);
        let part = match &block.content {
            Content::Heading(paragraph) => {
                let marker = marker(paragraph);
                // A heading without a marker stands beside the Roman ones.
                let rank = marker.as_ref().and_then(|m| rank(&m.to_plain())).unwrap_or(Rank::Roman);
                open.retain(|higher| *higher < rank);
                open.push(rank);
                Part::Heading {
                    depth: above + open.len(),
                    centred: rank <= Rank::Subsection,
                    marker,
                    text: paragraph.text.clone(),
                }
            }
            Content::Paragraph(paragraph) => {
                Part::Paragraph { marker: marker(paragraph), text: paragraph.text.clone() }
            }
            Content::LegalBasis(paragraph) => match marker(paragraph) {
                // A basis with a dash in front is still a basis.
                Some(marker) => {
                    Part::LegalBasis(marker.wrapped("", " ").followed_by(&paragraph.text))
                }
                None => Part::LegalBasis(paragraph.text.clone()),
            },
            Content::Table(table) => Part::Table(table.clone()),
            Content::Image(image) => Part::Image(image.clone()),
        };
        parts.push(Placed { place: block.place, part });
    }
    parts
}

fn printed(
    paragraph: &Paragraph,
    numbering: &mut Numbering,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    match paragraph.marker.as_ref()? {
        Marker::Given(marker) => {
            numbering.given(&marker.value);
            Some(Text::plain(&marker.value, &marker.origin))
        }
        Marker::Level(level) => {
            let marker = numbering.next(level.value);
            if marker.is_none() {
                diagnostics.push(
                    Diagnostic::error(
                        "letters-used-up",
                        &level.origin,
                        "Hết chữ cái để đánh số (a, b, c, d, đ … y): quá 23 điểm trong một khoản.",
                    )
                    .hint("chia khoản, hoặc ghi ký hiệu vào cột Mục")
                    .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.6đ"),
                );
            }
            marker.map(|marker| Text::plain(marker, &level.origin))
        }
    }
}
