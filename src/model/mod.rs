//! What a plan is: the neutral tree that readers build ([`node`]), the checked
//! [`plan::Plan`] that [`read::read`] makes of it, the [`document::Document`]
//! of one commune, the [`list::List`] of communes, and the tables of the decree that belong to content
//! ([`kind::KINDS`], [`outline::LETTERS`], [`fields::FIELDS`]), and the words of a
//! workbook ([`vocabulary`]).
//!
//! May depend on `origin` and `diagnostic`. A new field of a plan is a row in
//! `fields.rs`, a field in `plan.rs` and a line in `read/mod.rs`.

pub mod account;
pub mod block;
pub mod date;
pub mod document;
pub mod fields;
pub mod kind;
pub mod list;
pub mod marker;
mod marks;
pub mod node;
pub mod outline;
pub mod plan;
pub mod printed;
pub mod read;
pub mod table;
pub mod tags;
pub mod text;
pub mod values;
pub mod vocabulary;

/// The JSON Schema (2020-12) of a plan, pretty printed, with a final newline.
pub fn schema() -> String {
    let schema = schemars::schema_for!(plan::Plan);
    // A schema is plain JSON data, which always serializes.
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
