//! Word documents (.docx): what an office has written, read as a plan.

mod blocks;
mod document;
mod drawings;
pub mod faults;
mod fields;
mod flow;
mod inline;
mod line;
mod look;
mod notes;
mod numbering;
mod numerals;
mod reader;
mod sections;
mod styles;
mod symbols;
mod tables;
mod tally;
mod tree;
