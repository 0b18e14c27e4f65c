//! What a rule of the decree has to show for what it found: the words, the spot on
//! the page, the mend.
//!
//! Depends on `origin` only.

use std::fmt;
use std::ops::Range;

use crate::origin::Origin;

/// What a rule has to show for a finding; empty for one that concerns no single
/// place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The words it is about.
    pub excerpt: Option<Excerpt>,
    /// Where it is on the typeset pages.
    pub spot: Option<Spot>,
    /// The changes of cells that put it right for certain, if there are such.
    pub mends: Vec<Mend>,
}

/// A stretch of a text as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The whole text of the paragraph, cell or field.
    pub text: String,
    /// The bytes of it that the finding is about; empty for a place between two
    /// characters.
    pub range: Range<usize>,
}

/// An area of a typeset page, in tenths of mm from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 1.
    pub page: usize,
    /// The left edge.
    pub left: i32,
    /// The upper edge.
    pub top: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// Page and distance from its upper edge, as a person finds it with a ruler:
/// `trang 2, cách mép trên 3,5 cm`; without it where the area begins at the edge.
impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millimetres = self.top / 10;
        if millimetres <= 0 {
            return write!(f, "trang {}", self.page);
        }
        let (centimetres, rest) = (millimetres / 10, millimetres % 10);
        write!(f, "trang {}, cách mép trên {centimetres},{rest} cm", self.page)
    }
}

/// A change of a cell: these bytes of its text, as read, become others. A change of
/// nothing (an empty range, no text) writes the cell as it was read: NFC, Unicode,
/// without what cannot be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mend {
    /// The cell or JSON value.
    pub origin: Origin,
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What takes their place.
    pub with: String,
}
