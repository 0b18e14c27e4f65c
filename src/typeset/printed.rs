//! The measures of typeset pages, read from their frames.

use crate::model::printed::{Page, Printed};

impl super::Typeset {
    /// What can be measured on the pages.
    pub fn printed(&self) -> Printed {
        let page = |page: &typst_layout::Page| {
            let size = page.frame.size();
            Page { width: size.x.to_mm(), height: size.y.to_mm() }
        };
        Printed { pages: self.document.pages().iter().map(page).collect() }
    }
}
