//! The measures of typeset pages, read from their frames.

use std::collections::HashMap;

use typst::foundations::{Content, NativeElement, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GridCell, GroupItem, Inherit, Point, Size, Transform};
use typst::model::{FootnoteEntry, HeadingElem, ParElem, TableCell, TableElem, TitleElem};
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst::syntax::FileId;
use typst::text::{FontStyle, TextItem};
use typst::visualize::{FixedStroke, Geometry, Paint, Shape};

use crate::model::printed::{Area, Context, Page, Printed, Run, Source, Stroke};

/// A filled rectangle that is lower than this is a line: mm.
const THIN: f64 = 1.0;

impl super::Typeset {
    /// What can be measured on the pages.
    pub fn printed(&self) -> Printed {
        let mut walk = Walk { is_head: true, ..Walk::default() };
        let pages = self.document.pages().iter().map(|page| walk.page(&page.frame)).collect();
        Printed { pages, families: walk.families }
    }
}

/// A paragraph, cell or other element that lines belong to.
#[derive(Clone, Copy, Default)]
struct Open {
    location: Option<Location>,
    block: usize,
    context: Context,
}

#[derive(Default)]
struct Walk {
    page: Page,
    /// The elements that are open, the innermost last.
    open: Vec<Open>,
    blocks: usize,
    families: Vec<String>,
    sources: HashMap<FileId, Source>,
    /// Whether nothing of the body has come yet: a table there sets the form, and lines
    /// in it are those of the form.
    is_head: bool,
    /// The file of the last run, which most runs share.
    last: Option<(FileId, Source)>,
}

impl Walk {
    fn page(&mut self, frame: &Frame) -> Page {
        let size = frame.size();
        self.page = Page { width: size.x.to_mm(), height: size.y.to_mm(), ..Page::default() };
        self.frame(frame, Transform::identity());
        std::mem::take(&mut self.page)
    }

    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.group(group, *at, transform),
                FrameItem::Text(text) => self.text(text, at.transform(transform)),
                FrameItem::Shape(shape, _) => self.shape(shape, at.transform(transform)),
                FrameItem::Image(_, size, _) => {
                    self.page.images.push(area(at.transform(transform), *size));
                }
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let is_new = self.context(element);
                    if let Some(context) = is_new {
                        self.open(element.location(), context);
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    let opened = |open: &Open| open.location == Some(*location);
                    if let Some(at) = self.open.iter().rposition(opened) {
                        self.open.truncate(at);
                    }
                }
                FrameItem::Link(..) => {}
            }
        }
    }

    fn group(&mut self, group: &GroupItem, at: Point, transform: Transform) {
        let inner =
            transform.pre_concat(Transform::translate(at.x, at.y)).pre_concat(group.transform);
        let Some(parent) = group.parent else { return self.frame(&group.frame, inner) };
        // A cell that is divided, or a footnote.
        let open = self.open.len();
        let context = match parent.inherit {
            Inherit::No => Context::Footnote,
            Inherit::Yes => self.innermost().context,
        };
        self.open(None, context);
        self.frame(&group.frame, inner);
        self.open.truncate(open);
    }

    fn innermost(&self) -> Open {
        self.open.last().copied().unwrap_or_default()
    }

    fn open(&mut self, location: Option<Location>, context: Context) {
        self.blocks += 1;
        self.open.push(Open { location, block: self.blocks, context });
    }

    /// What the lines of this element belong to; `None` where it makes no block.
    fn context(&self, element: &Content) -> Option<Context> {
        let kind = element.elem();
        if kind == ParElem::ELEM
            || kind == HeadingElem::ELEM
            || kind == TitleElem::ELEM
            || kind == GridCell::ELEM
            || kind == TableCell::ELEM
        {
            return Some(self.innermost().context);
        }
        if kind == TableElem::ELEM {
            return Some(Context::Table);
        }
        if kind == FootnoteEntry::ELEM {
            return Some(Context::Footnote);
        }
        let artifact = element.to_packed::<ArtifactElem>()?;
        let own = artifact.kind.get(StyleChain::default());
        (own != ArtifactKind::Other).then_some(Context::Margin)
    }

    fn text(&mut self, item: &TextItem, at: Point) {
        let info = item.font.info();
        let run = Run {
            text: item.text.to_string(),
            x: at.x.to_mm(),
            width: item.width().to_mm(),
            y: at.y.to_mm(),
            size: item.size.to_pt(),
            bold: info.variant.weight.to_number() >= 600,
            italic: info.variant.style != FontStyle::Normal,
            colour: colour(&item.fill),
            family: self.family(&info.family),
        };
        let source = self.source(item);
        self.is_head &= !matches!(source, Source::Part { .. });
        let Open { block, context, .. } = self.innermost();
        self.page.push(run, block, context, source);
    }

    fn family(&mut self, name: &str) -> usize {
        self.families.iter().position(|family| family == name).unwrap_or_else(|| {
            self.families.push(name.to_owned());
            self.families.len() - 1
        })
    }

    /// Where the characters are from: fixed words may stand before and after them.
    fn source(&mut self, item: &TextItem) -> Source {
        let glyphs = &item.glyphs;
        let ends = [glyphs.first(), glyphs.last(), glyphs.get(glyphs.len() / 2)];
        let files = ends.into_iter().flatten().filter_map(|glyph| glyph.span.0.id());
        files.map(|file| self.source_of(file)).find(|s| *s != Source::Form).unwrap_or_default()
    }

    fn source_of(&mut self, file: FileId) -> Source {
        if let Some((last, source)) = self.last
            && last == file
        {
            return source;
        }
        let source = *self
            .sources
            .entry(file)
            .or_insert_with(|| of_path(file.get().vpath().get_without_slash()));
        self.last = Some((file, source));
        source
    }

    fn shape(&mut self, shape: &Shape, at: Point) {
        let area = match &shape.geometry {
            Geometry::Line(to) => between(at, at + *to),
            Geometry::Rect(size) => area(at, *size),
            Geometry::Curve(curve) => {
                let bounds = curve.bbox(None);
                between(at + bounds.min, at + bounds.max)
            }
        };
        if self.innermost().context == Context::Table && !self.is_head {
            let known = self.page.tables.map_or(area, |known| known.with(&area));
            self.page.tables = Some(known);
            return;
        }
        let is_thin = area.height().min(area.width()) < THIN;
        match &shape.stroke {
            Some(FixedStroke { thickness, dash, .. }) if is_thin => {
                let (thickness, solid) = (thickness.to_pt(), dash.is_none());
                self.page.strokes.push(Stroke { area, thickness, solid });
            }
            Some(stroke) => {
                let colour = colour(&stroke.paint);
                self.page.frames.push(crate::model::printed::Frame { area, colour });
            }
            None if is_thin => {
                let thickness = area.height().min(area.width()) / crate::model::printed::MM;
                self.page.strokes.push(Stroke { area, thickness, solid: true });
            }
            None => {}
        }
    }
}

fn area(at: Point, size: Size) -> Area {
    between(at, at + size.to_point())
}

fn between(a: Point, b: Point) -> Area {
    Area {
        left: a.x.min(b.x).to_mm(),
        top: a.y.min(b.y).to_mm(),
        right: a.x.max(b.x).to_mm(),
        bottom: a.y.max(b.y).to_mm(),
    }
}

/// Black for what is no plain colour.
fn colour(paint: &Paint) -> [u8; 3] {
    let Paint::Solid(colour) = paint else { return [0; 3] };
    let [red, green, blue, _] = colour.to_rgb().into_format::<u8, u8>().into();
    [red, green, blue]
}

/// The part of the document that the source at this path was written for
/// ([`super::sources`]).
fn of_path(path: &str) -> Source {
    let Some((folder, file)) = path.split_once('/') else {
        return match path {
            "letterhead.typ" => Source::Letterhead,
            "title.typ" => Source::Title,
            "closing.typ" => Source::Closing,
            _ => Source::Form,
        };
    };
    let appendix = match folder.strip_prefix("appendix-").map(str::parse) {
        Some(Ok(place)) => Some(place),
        _ if folder == "body" => None,
        _ => return Source::Form,
    };
    let first = file.split(['/', '.']).next().unwrap_or_default();
    match (appendix, first.parse()) {
        (appendix, Ok(place)) => Source::Part { appendix, place },
        (Some(place), Err(_)) => Source::AppendixHead(place),
        (None, Err(_)) => Source::Form,
    }
}
