//! PNG: a picture a page, for looking at and for comparing.

use typst::utils::Scalar;
use typst_render::{RenderOptions, render};

use super::Exported;
use crate::diagnostic::Diagnostic;
use crate::typeset::Typeset;

/// 2 pixels a point: 144 dpi.
const PIXELS_PER_POINT: f64 = 2.0;

/// One PNG a page.
pub fn export(typeset: &Typeset) -> Exported {
    let options =
        RenderOptions { pixel_per_pt: Scalar::new(PIXELS_PER_POINT), ..Default::default() };
    let pages = typeset.document.pages().iter().enumerate();
    pages
        .map(|(index, page)| {
            render(page, &options).encode_png().map_err(|error| {
                let message = format!("Không tạo được ảnh PNG của trang {} ({error}).", index + 1);
                vec![Diagnostic::general("png-export", message).hint("dùng --format pdf")]
            })
        })
        .collect()
}
