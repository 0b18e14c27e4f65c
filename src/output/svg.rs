//! SVG: a drawing a page; letters are outlines, so no font is needed to show it.

use typst_svg::{SvgOptions, svg};

use super::Exported;
use crate::typeset::Typeset;

/// One SVG a page.
pub fn export(typeset: &Typeset) -> Exported {
    let options = SvgOptions::default();
    Ok(typeset.document.pages().iter().map(|page| svg(page, &options).into_bytes()).collect())
}
