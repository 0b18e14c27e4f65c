//! SVG: a drawing a page; letters are outlines, so no font is needed to show it.

use typst_svg::{SvgOptions, svg};

use super::Exported;
use crate::typeset::Typeset;

/// One SVG a page.
pub fn export(typeset: &Typeset) -> Exported {
    let pages = 0..typeset.document.pages().len();
    Ok(pages.filter_map(|index| page(typeset, index)).collect())
}

/// The SVG of the page with this index, from 0.
pub fn page(typeset: &Typeset, index: usize) -> Option<Vec<u8>> {
    let page = typeset.document.pages().get(index)?;
    Some(svg(page, &SvgOptions::default()).into_bytes())
}
