//! The way through the frames of pages. Tags open and close elements, which may
//! go on over pages, and frames may belong to an element that is elsewhere: a
//! footnote, or a cell that is divided.

use std::collections::HashMap;

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, GroupItem, Point, Transform};
use typst::syntax::Span;
use typst::text::{FontStyle, TextItem};
use typst::utils::hash128;
use typst_layout::PagedDocument;

use super::look::look;
use super::roles::{cell_place, role};
use super::trace::Trace;
use super::{Layer, Node, Role, Run, Stretch};
use crate::origin::Origin;

/// The layers of all pages.
pub(super) fn layers(document: &PagedDocument, trace: &Trace) -> Vec<Layer> {
    let mut walk = Walk { trace, known: HashMap::new(), open: Vec::new(), page: Page::default() };
    let pages = document.pages().iter();
    pages
        .map(|page| {
            walk.page = Page::default();
            walk.frame(&page.frame, Transform::identity());
            let Page { tree, origins, .. } = std::mem::take(&mut walk.page);
            let size = page.frame.size();
            let (width, height) = (size.x.to_pt(), size.y.to_pt());
            let nodes: Vec<Node> = tree.into_iter().map(Branch::into_node).collect();
            let said = hash128(&(&origins, &nodes));
            Layer { width, height, look: look(page), said, origins, nodes }
        })
        .collect()
}

/// An element that Typst has tagged.
#[derive(Clone)]
struct Element {
    role: Option<Role>,
    /// Column and row of a table's cell.
    place: Option<(usize, usize)>,
    /// The elements that it stands in, itself last.
    path: Vec<Location>,
}

struct Walk<'a> {
    trace: &'a Trace,
    known: HashMap<Location, Element>,
    /// The elements that are open, the innermost last.
    open: Vec<Location>,
    page: Page,
}

/// A page that is being read.
#[derive(Default)]
struct Page {
    tree: Vec<Branch>,
    origins: Vec<Origin>,
    indices: HashMap<Origin, usize>,
}

/// A [`Node`] that is being made.
enum Branch {
    Element { key: Key, role: Role, children: Vec<Branch> },
    Run(Run),
}

/// By what an element is known again: a row by its table and number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Element(Location, usize),
    Row(Location, usize),
}

impl Branch {
    fn into_node(self) -> Node {
        match self {
            Self::Element { role, children, .. } => {
                Node::Element(role, children.into_iter().map(Self::into_node).collect())
            }
            Self::Run(run) => Node::Run(run),
        }
    }
}

impl Walk<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (at, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.group(group, *at, transform),
                FrameItem::Text(text) => {
                    let run = self.run(text, at.transform(transform));
                    let path = self.path();
                    let parts = descend(&mut self.page.tree, &path);
                    if let Some(Branch::Run(last)) = parts.last_mut() {
                        last.joined = goes_on(last, &run);
                    }
                    parts.push(Branch::Run(run));
                }
                FrameItem::Image(..) => {
                    let path = self.path();
                    descend(&mut self.page.tree, &path);
                }
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let Some(location) = element.location() else { continue };
                    let role = role(element);
                    if role == Some(Role::Note) {
                        self.open.clear();
                    }
                    self.open.push(location);
                    let (place, path) = (cell_place(element), self.open.clone());
                    self.known.insert(location, Element { role, place, path });
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    if let Some(at) = self.open.iter().rposition(|open| open == location) {
                        self.open.truncate(at);
                    }
                }
                FrameItem::Shape(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn group(&mut self, group: &GroupItem, at: Point, transform: Transform) {
        let inner =
            transform.pre_concat(Transform::translate(at.x, at.y)).pre_concat(group.transform);
        let parent = group.parent.and_then(|parent| self.known.get(&parent.location));
        match parent.map(|parent| parent.path.clone()) {
            Some(path) => {
                let before = std::mem::replace(&mut self.open, path);
                self.frame(&group.frame, inner);
                self.open = before;
            }
            None => self.frame(&group.frame, inner),
        }
    }

    /// The open elements that have roles, with the rows that cells stand in.
    fn path(&self) -> Vec<(Key, Role)> {
        let mut path: Vec<(Key, Role)> = Vec::new();
        let mut table = None;
        for location in &self.open {
            let Some(Element { role: Some(role), place, .. }) = self.known.get(location) else {
                continue;
            };
            if matches!(role, Role::Table) {
                table = Some(*location);
            }
            if let (Some((_, y)), Some(table)) = (place, table) {
                path.push((Key::Row(table, *y), Role::Row));
            }
            let column = place.map_or(0, |(x, _)| x);
            path.push((Key::Element(*location, column), role.clone()));
        }
        path
    }

    fn run(&mut self, item: &TextItem, at: Point) -> Run {
        let mut run = Run {
            text: item.text.to_string(),
            x: at.x.to_pt(),
            y: at.y.to_pt(),
            size: item.size.to_pt(),
            width: item.width().to_pt(),
            spacing: spacing(item),
            bold: item.font.info().variant.weight.to_number() >= 600,
            italic: item.font.info().variant.style != FontStyle::Normal,
            joined: false,
            stretches: Vec::new(),
        };
        let mut end = 0;
        // The literal and its bytes that the last stretch may go on with.
        let mut known = (Span::detached(), 0..0);
        for glyph in &item.glyphs {
            let range = glyph.range();
            // Glyphs of one character stand after each other.
            if range.end <= end {
                continue;
            }
            let length = range.end - end;
            end = range.end;
            let (span, offset) = (glyph.span.0, usize::from(glyph.span.1));
            if known.0 == span
                && known.1.contains(&offset)
                && let Some(last) = run.stretches.last_mut()
            {
                last.length += length;
                continue;
            }
            let found = self.trace.find(span, offset);
            let same = found.as_ref().map_or(0, |found| found.same);
            known = (span, offset..offset + same);
            let stretch = match found {
                None => Stretch { length, origin: None, offset: None, template: None },
                Some(found) => {
                    let merged = found.text.origin != *found.origin;
                    let template = merged.then(|| self.page.index(&found.text.origin));
                    let origin = Some(self.page.index(found.origin));
                    Stretch { length, origin, offset: found.offset, template }
                }
            };
            join(&mut run.stretches, stretch);
        }
        run
    }
}

impl Page {
    fn index(&mut self, origin: &Origin) -> usize {
        if let Some(index) = self.indices.get(origin) {
            return *index;
        }
        self.origins.push(origin.clone());
        self.indices.insert(origin.clone(), self.origins.len() - 1);
        self.origins.len() - 1
    }
}

/// Whether the characters of `next` follow those of `last` in their cell with nothing
/// between them.
fn goes_on(last: &Run, next: &Run) -> bool {
    let (Some(a), Some(b)) = (last.stretches.last(), next.stretches.first()) else { return false };
    a.origin.is_some()
        && a.origin == b.origin
        && b.offset.is_some()
        && a.offset.map(|offset| offset + a.length) == b.offset
}

/// Adds a stretch, to the last one where it goes on from that.
fn join(stretches: &mut Vec<Stretch>, next: Stretch) {
    if let Some(last) = stretches.last_mut()
        && (last.origin, last.template) == (next.origin, next.template)
        && last.offset.map(|offset| offset + last.length) == next.offset
    {
        last.length += next.length;
        return;
    }
    stretches.push(next);
}

/// The parts of the element at `path`, which is made where it is not there yet. Rows
/// and cells stand in their order, whatever is laid out first; any other element
/// goes on only where nothing has come after it.
fn descend<'t>(tree: &'t mut Vec<Branch>, path: &[(Key, Role)]) -> &'t mut Vec<Branch> {
    let Some(((key, role), rest)) = path.split_first() else { return tree };
    let order = |key: &Key| match key {
        Key::Element(_, place) | Key::Row(_, place) => *place,
    };
    let in_table = matches!(role, Role::Row | Role::Cell(_) | Role::Header(_));
    let known = |branch: &Branch| matches!(branch, Branch::Element { key: k, .. } if k == key);
    let at = match in_table {
        true => tree.iter().position(known),
        false => tree.len().checked_sub(1).filter(|last| tree.get(*last).is_some_and(known)),
    };
    let at = at.unwrap_or_else(|| {
        let after = |branch: &Branch| match branch {
            Branch::Element { key: other, .. } => order(other) > order(key),
            Branch::Run(_) => false,
        };
        let at = tree.iter().position(after).filter(|_| in_table).unwrap_or(tree.len());
        tree.insert(at, Branch::Element { key: *key, role: role.clone(), children: Vec::new() });
        at
    });
    match tree.get_mut(at) {
        Some(Branch::Element { children, .. }) => descend(children, rest),
        _ => unreachable!("an element stands at its place"),
    }
}

/// How much wider in pt the spaces of a justified line are than the font's own. The
/// one that ends a line takes no room there and tells nothing of the others.
fn spacing(item: &TextItem) -> f64 {
    let spaces = item.glyphs.iter().filter(|glyph| item.text.get(glyph.range()) == Some(" "));
    let wider = spaces.filter_map(|glyph| Some(glyph.x_advance - item.font.x_advance(glyph.id)?));
    let mut wider: Vec<f64> = wider.map(|wider| wider.at(item.size).to_pt()).collect();
    if wider.len() > 1 && item.text.ends_with(' ') {
        wider.pop();
    }
    if wider.is_empty() { 0.0 } else { wider.iter().sum::<f64>() / wider.len() as f64 }
}
