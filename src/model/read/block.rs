//! The blocks of the body and of appendices.

use super::fields::{Faults, Fields};
use super::table;
use crate::diagnostic::Diagnostic;
use crate::model::node::Node;
use crate::model::outline::{self, Numbering};
use crate::model::plan::{Block, BlockKind, Image, Marker, Paragraph};
use crate::origin::Sourced;

/// Reads one block.
pub fn read(node: &Node, faults: &Faults) -> Option<Block> {
    let fields = Fields::new(node, "block.", faults)?;
    match fields.word("kind", BlockKind::WORDS).map(|kind| kind.value) {
        Some(BlockKind::Table) => table::read(fields).map(Block::Table),
        Some(BlockKind::Image) => Some(Block::Image(image(fields.renamed("image.")))),
        kind => Some(text_block(fields, kind)),
    }
}

fn text_block(fields: Fields, kind: Option<BlockKind>) -> Block {
    let text = fields.required_text("text");
    let marker = marker(&fields);
    fields.finish();
    let paragraph = Paragraph { marker, text };
    let kind = kind.unwrap_or(if paragraph.reads_as_heading() {
        BlockKind::Heading
    } else {
        BlockKind::Paragraph
    });
    match kind {
        BlockKind::Heading => Block::Heading(paragraph),
        BlockKind::LegalBasis => Block::LegalBasis(paragraph),
        _ => Block::Paragraph(paragraph),
    }
}

fn marker(fields: &Fields) -> Option<Marker> {
    let level = fields.get("level").and_then(|node| {
        let value = fields.whole("level", 1..=Numbering::LEVELS)?;
        Some(Marker::Level(Sourced::new(value, node.origin.clone())))
    });
    let given = fields.string("marker").map(|mut marker| {
        marker.value = outline::punctuated(&marker.value);
        marker
    });
    if let (Some(_), Some(given)) = (&level, &given) {
        fields.faults.push(
            Diagnostic::error(
                "marker-and-level",
                &given.origin,
                format!("Dòng này vừa ghi ký hiệu “{}” vừa ghi cấp.", given.value),
            )
            .hint("chỉ để lại một: ký hiệu (cột Mục) thì in như đã ghi, cấp (cột Cấp) thì chương trình tự đánh số"),
        );
    }
    given.map(Marker::Given).or(level)
}

fn image(fields: Fields) -> Image {
    let file = fields.required_text("file");
    let alternative = fields.required_text("text").to_plain();
    let width = fields.positive("width");
    fields.finish();
    Image { file, alternative, width }
}
