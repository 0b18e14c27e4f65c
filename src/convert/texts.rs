//! The texts of a plan in one order, each with what it is: two plans that are the same
//! have the same texts, whatever files they stand in.

use crate::model::block::{Block, Content, Marker, Paragraph};
use crate::model::fields::label;
use crate::model::plan::{Appendix, Letterhead, Plan, Signature};
use crate::model::table::{RowKind, Table};
use crate::model::text::Text;
use crate::origin::{Origin, Sourced};

/// A text of a plan.
#[derive(Clone, Debug)]
pub struct Said {
    /// What it is, in a clerk's words: `Cơ quan ban hành`, `Tiêu đề`.
    pub what: String,
    /// Its characters, the marker before them.
    pub text: String,
    /// Where it stands.
    pub origin: Origin,
}

/// All texts of a plan that are not blank.
pub fn texts(plan: &Plan) -> Vec<Said> {
    let mut texts = Texts(Vec::new());
    texts.say(label("kind"), plan.kind.name, &plan.kind.origin);
    texts.letterhead(&plan.letterhead);
    texts.text(label("subject"), &plan.subject);
    texts.optional(label("issued_with"), &plan.issued_with);
    texts.blocks(&plan.body);
    plan.recipients.iter().for_each(|text| texts.text(label("recipients"), text));
    plan.signature.iter().for_each(|signature| texts.signature(signature));
    plan.appendices.iter().for_each(|appendix| texts.appendix(appendix));
    for note in &plan.footnotes {
        texts.text(&format!("{} {}", label("footnotes"), note.mark.value), &note.text);
    }
    texts.0
}

struct Texts(Vec<Said>);

impl Texts {
    fn say(&mut self, what: &str, text: &str, origin: &Origin) {
        if !text.trim().is_empty() {
            self.0.push(Said { what: what.into(), text: text.into(), origin: origin.clone() });
        }
    }

    fn text(&mut self, what: &str, text: &Text) {
        self.say(what, &text.to_plain(), &text.origin);
    }

    fn optional(&mut self, what: &str, text: &Option<Text>) {
        if let Some(text) = text {
            self.text(what, text);
        }
    }

    fn letterhead(&mut self, head: &Letterhead) {
        self.optional(label("letterhead.parent_agency"), &head.parent_agency);
        self.text(label("letterhead.agency"), &head.agency);
        if let Some(Sourced { value, origin }) = &head.number {
            self.say(label("letterhead.number"), value, origin);
        }
        self.optional(label("letterhead.symbol"), &head.symbol);
        self.optional(label("letterhead.place"), &head.place);
        if head.date.value != Default::default() {
            self.say(label("letterhead.date"), &head.date.value.to_string(), &head.date.origin);
        }
    }

    fn signature(&mut self, signature: &Signature) {
        self.optional(label("signature.authority"), &signature.authority);
        self.text(label("signature.position"), &signature.position);
        self.optional(label("signature.other_position"), &signature.other_position);
        self.optional(label("signature.name"), &signature.name);
    }

    fn appendix(&mut self, appendix: &Appendix) {
        self.optional(label("appendices.label"), &appendix.label);
        self.optional(label("appendices.title"), &appendix.title);
        self.optional(label("appendices.reference"), &appendix.reference);
        self.blocks(&appendix.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.content {
                Content::Heading(given) => self.paragraph("Tiêu đề", given),
                Content::Paragraph(given) => self.paragraph("Đoạn", given),
                Content::LegalBasis(given) => self.paragraph("Căn cứ", given),
                Content::Table(table) => self.table(table),
                Content::Image(image) => self.text(label("image.file"), &image.file),
            }
        }
    }

    fn paragraph(&mut self, what: &str, given: &Paragraph) {
        let text = given.text.to_plain();
        let text = match &given.marker {
            Some(Marker::Given(marker)) => format!("{} {text}", marker.value),
            _ => text,
        };
        self.say(what, &text, &given.text.origin);
    }

    fn table(&mut self, table: &Table) {
        for (number, row) in (1..).zip(&table.rows) {
            let kind = match row.kind {
                RowKind::Header | RowKind::ColumnNumbers => "Bảng, tiêu đề cột",
                RowKind::Group => "Bảng, dòng nhóm",
                RowKind::Data => "Bảng",
            };
            for cell in &row.cells {
                self.text(&format!("{kind}, dòng {number}, cột {}", cell.column + 1), &cell.text);
            }
        }
    }
}
