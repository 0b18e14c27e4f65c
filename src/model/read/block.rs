//! The blocks of the body and of appendices.

use super::fields::{Faults, Fields};
use super::table;
use crate::diagnostic::Diagnostic;
use crate::model::node::Node;
use crate::model::outline::{self, Numbering};
use crate::model::plan::{Block, BlockKind, Content, Image, Marker, Paragraph};
use crate::origin::Sourced;

/// Reads one block, the one at `place` (from 1) of its list.
pub fn read(node: &Node, place: usize, faults: &Faults) -> Option<Block> {
    let fields = Fields::new(node, "block.", faults)?;
    let condition = fields.string("condition");
    let kind = fields.word("kind", BlockKind::WORDS).map(|kind| kind.value);
    let content = match kind {
        Some(BlockKind::Table) => Content::Table(table::read(fields)?),
        Some(BlockKind::Image) => Content::Image(image(fields.renamed("image."))),
        kind => text_block(fields, kind),
    };
    Some(Block { content, inferred: kind.is_none(), condition, place })
}

fn text_block(fields: Fields, kind: Option<BlockKind>) -> Content {
    let text = fields.required_text("text");
    let marker = marker(&fields);
    fields.finish();
    let paragraph = Paragraph { marker, text };
    match kind {
        None => paragraph.inferred(),
        Some(BlockKind::Heading) => Content::Heading(paragraph),
        Some(BlockKind::LegalBasis) => Content::LegalBasis(paragraph),
        Some(_) => Content::Paragraph(paragraph),
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
