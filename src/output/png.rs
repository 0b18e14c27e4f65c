//! PNG: a picture a page, for looking at and for comparing.

use std::ops::Range;

use typst::layout::{Abs, Frame, Point, Size};
use typst::utils::Scalar;
use typst_render::{RenderOptions, render};

use super::Exported;
use crate::diagnostic::Diagnostic;
use crate::typeset::Typeset;

/// 2 pixels a point: 144 dpi.
const PIXELS_PER_POINT: f64 = 2.0;

/// 100 dpi.
const SMALL: f64 = 100.0 / 72.0;

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

/// A small PNG of a band of the page with this index, from 0: all of its width, and
/// its height from where to where in mm.
pub fn band(typeset: &Typeset, index: usize, mm: Range<f64>) -> Option<Vec<u8>> {
    let mut page = typeset.document.pages().get(index)?.clone();
    let (top, height) = (Abs::mm(mm.start), Abs::mm(mm.end - mm.start));
    let mut frame = Frame::soft(Size::new(page.frame.width(), height));
    frame.push_frame(Point::with_y(-top), page.frame);
    page.frame = frame;
    let options = RenderOptions { pixel_per_pt: Scalar::new(SMALL), ..Default::default() };
    let mut picture = render(&page, &options);
    // With fewer shades it takes less than half of the bytes and reads as well.
    picture.data_mut().iter_mut().for_each(|channel| *channel = shade(*channel));
    picture.encode_png().ok()
}

/// The nearest of eight shades, from 0 to 255.
fn shade(channel: u8) -> u8 {
    let step = (u16::from(channel) * 7 + 127) / 255;
    u8::try_from(step * 255 / 7).unwrap_or(u8::MAX)
}
