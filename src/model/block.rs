//! The blocks of a plan's body and appendices: headings, paragraphs, legal bases,
//! tables, pictures.
//!
//! A new kind of block is a variant of [`Content`], a word of
//! [`super::plan::BlockKind`] and an arm in `read/block.rs`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::outline;
use super::table::Table;
use super::text::Text;
use crate::origin::Sourced;

/// A part of the body or of an appendix.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub content: Content,
    /// Whether what it is follows from its marker and text, nothing else being
    /// said.
    pub inferred: bool,
    /// For which communes it is printed (Điều kiện), for all if `None`.
    pub condition: Option<Sourced<String>>,
    /// Its place among the blocks of the plan, from 1.
    pub place: usize,
}

/// What a [`Block`] is.
#[derive(Clone, Debug)]
pub enum Content {
    /// Tiêu đề.
    Heading(Paragraph),
    /// Đoạn, có hoặc không có ký hiệu đầu mục.
    Paragraph(Paragraph),
    /// Căn cứ.
    LegalBasis(Paragraph),
    /// Bảng.
    Table(Table),
    /// Hình.
    Image(Image),
}

/// Text with what stands in front of it.
#[derive(Clone, Debug)]
pub struct Paragraph {
    /// What stands in front.
    pub marker: Option<Marker>,
    /// The text.
    pub text: Text,
}

/// What stands in front of a block.
#[derive(Clone, Debug)]
pub enum Marker {
    /// "I.", "1.", "a)", "-" … as printed.
    Given(Sourced<String>),
    /// A level (Cấp), from 1: the program numbers it.
    Level(Sourced<usize>),
}

impl Block {
    /// The text and its marker, of a block that is neither table nor picture.
    pub fn paragraph(&self) -> Option<&Paragraph> {
        match &self.content {
            Content::Heading(given) | Content::Paragraph(given) | Content::LegalBasis(given) => {
                Some(given)
            }
            Content::Table(_) | Content::Image(_) => None,
        }
    }

    /// The table, of a block that is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.content {
            Content::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.content {
            Content::Table(table) => Some(table),
            _ => None,
        }
    }
}

impl Paragraph {
    /// Whether a block that does not say what it is reads as a heading.
    pub fn reads_as_heading(&self) -> bool {
        let shown = match &self.marker {
            Some(Marker::Given(given)) => Some(given.value.as_str()),
            // A level has the rank of the marker that it will get.
            Some(Marker::Level(level)) => {
                ["I", "1", "1.1"].get(level.value.saturating_sub(1)).copied()
            }
            None => None,
        };
        outline::is_heading(shown, self.text.last_char())
    }

    /// The heading or paragraph that it is where nothing is said.
    pub fn inferred(self) -> Content {
        if self.reads_as_heading() { Content::Heading(self) } else { Content::Paragraph(self) }
    }
}

/// A picture.
#[derive(Clone, Debug)]
pub struct Image {
    /// Name of a PNG or JPEG file in the plan's folder.
    pub file: Text,
    /// What a screen reader says in its place.
    pub alternative: String,
    /// Width on paper in mm; the text's width if `None`.
    pub width: Option<f64>,
}

/// What the schema says of a block's condition, tables' too.
pub(super) const CONDITION: &str =
    "Điều kiện theo danh sách xã, ví dụ: loai == \"phường\"; không thỏa thì khối này không in.";

impl JsonSchema for Block {
    fn schema_name() -> Cow<'static, str> {
        "Block".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<Table>();
        let condition = json_schema!({ "type": "string", "description": CONDITION });
        json_schema!({ "anyOf": [
            {
                "type": "object",
                "description": "Tiêu đề, đoạn hoặc căn cứ.",
                "required": ["text"],
                "additionalProperties": false,
                "properties": {
                    "kind": {
                        "enum": ["heading", "tiêu đề", "paragraph", "đoạn", "legal_basis", "căn cứ"],
                        "description": "Bỏ trống: I, 1, 1.1 là tiêu đề, trừ khi chữ kết thúc bằng . ; hoặc :"
                    },
                    "marker": { "type": "string", "description": "I, 1, 1.1, a, -, +, Phần I, Chương I, Mục 1, Điều 1 …" },
                    "level": { "type": "integer", "minimum": 1, "maximum": 6, "description": "Thay cho marker: chương trình tự đánh số I. 1. 1.1. a) - +" },
                    "condition": condition,
                    "text": { "type": "string" }
                }
            },
            table,
            {
                "type": "object",
                "description": "Hình.",
                "required": ["kind", "file", "text"],
                "additionalProperties": false,
                "properties": {
                    "kind": { "enum": ["image", "hình"] },
                    "condition": condition,
                    "file": { "type": "string", "description": "Tệp PNG hoặc JPEG trong thư mục của kế hoạch." },
                    "text": { "type": "string", "description": "Mô tả hình cho người dùng phần mềm đọc màn hình." },
                    "width": { "type": "number", "exclusiveMinimum": 0, "description": "Bề rộng, mm." }
                }
            }
        ] })
    }
}
