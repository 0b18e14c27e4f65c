//! A hash of all that can be seen of a page and nothing else: the same page is
//! made of other sources when a row is added before it, and its tags and spans
//! change with them.

use std::hash::{Hash, Hasher};

use typst::layout::{Frame, FrameItem};
use typst::utils::hash128;
use typst_layout::Page;

/// Equal for pages that look the same.
pub(super) fn look(page: &Page) -> u128 {
    hash128(&(Seen(&page.frame), &page.fill))
}

/// A frame, hashed by what is seen of it.
struct Seen<'a>(&'a Frame);

impl Hash for Seen<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.size().hash(state);
        for (at, item) in self.0.items() {
            match item {
                FrameItem::Group(group) => {
                    (at, group.transform, &group.clip).hash(state);
                    Seen(&group.frame).hash(state);
                }
                FrameItem::Text(text) => {
                    (at, &text.font, text.size, &text.fill, &text.stroke).hash(state);
                    for glyph in &text.glyphs {
                        (glyph.id, glyph.x_advance, glyph.x_offset).hash(state);
                        (glyph.y_advance, glyph.y_offset).hash(state);
                    }
                }
                FrameItem::Shape(shape, _) => (at, shape).hash(state),
                FrameItem::Image(image, size, _) => (at, image, size).hash(state),
                FrameItem::Link(..) | FrameItem::Tag(_) => {}
            }
        }
    }
}
