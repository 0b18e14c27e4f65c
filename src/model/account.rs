//! The account of words between a document that was read and the plan made of it: what
//! stands in one and not in the other, so that nothing is lost in silence.

use crate::origin::Origin;

/// Words of the document that are not in the plan, or words of the plan that are not
/// in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where they stand, or what they were made of.
    pub origin: Origin,
    /// The words; empty for what has none, a picture for one.
    pub text: String,
    /// What became of them.
    pub fate: Fate,
}

/// What became of words that are not in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Not in the plan: the program prints them by itself ("Số:", "Nơi nhận:").
    Printed,
    /// Not in the plan, for the reason given, in a person's words.
    Left(&'static str),
    /// Only in the plan: Word numbers by itself, or the same is written otherwise.
    Added,
}
