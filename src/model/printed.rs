//! What can be measured on typeset pages, whatever set them: `typeset` fills it,
//! `check` holds it against the decree. Lengths in mm from the page's upper left
//! corner, sizes of type in pt.

/// The pages of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Printed {
    /// The pages in order.
    pub pages: Vec<Page>,
}

/// A typeset page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Width of the paper in mm.
    pub width: f64,
    /// Height of the paper in mm.
    pub height: f64,
}
