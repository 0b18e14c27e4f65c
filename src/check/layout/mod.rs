//! The typeset pages as rules look at them: which lines are which part of the form,
//! the paragraphs of the body, the edges of the text, the sections whose pages count
//! anew. Made once for a document, in time that grows with its lines.
//!
//! The parts of the form are known by what the document says in them and by the
//! decree's fixed words, so that the templates of others are measured as ours are.

pub mod facets;
mod form;
mod measure;
mod pages;

use crate::diagnostic::Spot;
use crate::model::document::{Document, Part, Placed};
use crate::model::printed::{Area, Context, Line, Page, Printed, Source};
use crate::origin::Origin;

use super::rule::At;
pub use form::Form;
pub use measure::{
    BOLD, BOLD_ITALIC, HINT, ITALIC, NEAR_MM, NEAR_PT, UPRIGHT, centred, is_upper, mm, outside, pt,
    quoted, rule_below, short_rule, styled,
};
pub use pages::{grouped, ink, line_pitch, on_upright_and_wide, page_numbers};

/// The pages of a document with what is known of them.
pub struct Layout<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its pages.
    pub printed: &'a Printed,
    /// The parts of the form.
    pub form: Form<'a>,
    /// The main document, then each appendix.
    pub sections: Vec<Section>,
    /// The paragraphs and headings of the body and of appendices, in order.
    pub blocks: Vec<Block<'a>>,
    /// The left and right edges of the main document's text, where they can be seen.
    pub edges: Option<(f64, f64)>,
}

/// A line on its page (an index).
#[derive(Clone, Copy, Debug)]
pub struct On<'a> {
    /// The page's index.
    pub page: usize,
    /// The line.
    pub line: &'a Line,
}

/// Pages that are numbered together.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// The place of the appendix; `None` for the main document.
    pub appendix: Option<usize>,
    /// The index of its first page.
    pub first: usize,
    /// The index of the page after its last.
    pub end: usize,
}

/// A paragraph, an item or a heading.
#[derive(Debug)]
pub struct Block<'a> {
    /// Its lines, at least one.
    pub lines: Vec<On<'a>>,
    /// The part of the document.
    pub part: &'a Part,
    /// The appendix that it is in, by its place.
    pub appendix: Option<usize>,
    /// Whether the author has broken its lines.
    pub has_breaks: bool,
}

impl<'a> Layout<'a> {
    /// What the pages of `document` show.
    pub fn new(document: &'a Document, printed: &'a Printed) -> Self {
        let form = Form::new(document, printed);
        let (sections, blocks) = (sections(document, printed), blocks(document, printed));
        let edges = edges(&blocks, None);
        Self { document, printed, form, sections, blocks, edges }
    }

    /// The pages with their indices.
    pub fn pages(&self) -> impl Iterator<Item = (usize, &'a Page)> {
        self.printed.pages.iter().enumerate()
    }

    /// The edges of the text of an appendix, or of the main document.
    pub fn edges_of(&self, appendix: Option<usize>) -> Option<(f64, f64)> {
        if appendix.is_none() { self.edges } else { edges(&self.blocks, appendix) }
    }

    /// The place of a line, with the cell that it was set from.
    pub fn at(&self, on: On) -> At {
        At::Page(spot(on.page, &on.line.area()), self.origin(on.line.source))
    }

    /// The place of several lines of one page, set from the cell at `origin`.
    pub fn around(&self, lines: &[On], origin: Option<&Origin>) -> At {
        let Some(first) = lines.first() else { return At::Whole };
        let own = lines.iter().filter(|on| on.page == first.page);
        let area = own.fold(first.line.area(), |area, on| area.with(&on.line.area()));
        let origin = origin.cloned().or_else(|| self.origin(first.line.source));
        At::Page(spot(first.page, &area), origin)
    }

    /// The place of a whole page.
    pub fn at_page(&self, page: usize) -> At {
        let size =
            self.printed.pages.get(page).map_or((0.0, 0.0), |page| (page.width, page.height));
        At::Page(spot(page, &Area { left: 0.0, top: 0.0, right: size.0, bottom: size.1 }), None)
    }

    /// The part of the document that a line was set from.
    pub fn part(&self, source: Source) -> Option<&'a Part> {
        part(self.document, source)
    }

    fn origin(&self, source: Source) -> Option<Origin> {
        let origin = match source {
            Source::Part { .. } => match self.part(source)? {
                Part::Heading { text, .. } | Part::Paragraph { text, .. } => &text.origin,
                Part::LegalBasis(text) => &text.origin,
                Part::Table(table) => &table.origin,
                Part::Image(image) => &image.file.origin,
            },
            Source::Title => &self.document.subject.origin,
            Source::AppendixHead(place) => {
                let mut appendices = self.document.appendices.iter();
                let appendix = appendices.find(|appendix| appendix.place == place)?;
                appendix.title.as_ref().map_or(&appendix.label.origin, |title| &title.origin)
            }
            Source::Form | Source::Letterhead | Source::Closing => return None,
        };
        Some(origin.clone())
    }
}

/// An area of a page (an index) as findings show it.
pub fn spot(page: usize, area: &Area) -> Spot {
    let tenths = |length: f64| (length * 10.0).round() as i32;
    Spot {
        page: page + 1,
        left: tenths(area.left),
        top: tenths(area.top),
        width: tenths(area.width()),
        height: tenths(area.height()),
    }
}

impl Block<'_> {
    /// Whether it is a paragraph, an item or a legal basis.
    pub fn is_text(&self) -> bool {
        matches!(self.part, Part::Paragraph { .. } | Part::LegalBasis(_))
    }

    /// Baselines that follow each other on one page: their distances in mm.
    pub fn pitches(&self) -> impl Iterator<Item = (On<'_>, f64)> {
        self.lines.windows(2).filter_map(|pair| match pair {
            [above, below] if above.page == below.page => {
                Some((*below, below.line.y - above.line.y))
            }
            _ => None,
        })
    }
}

fn part(document: &Document, source: Source) -> Option<&Part> {
    let Source::Part { appendix, place } = source else { return None };
    let parts: &[Placed] = match appendix {
        None => &document.body,
        Some(own) => &document.appendices.iter().find(|appendix| appendix.place == own)?.parts,
    };
    let near = parts.get(parts.partition_point(|placed| placed.place < place));
    let placed = near.filter(|placed| placed.place == place);
    let placed = placed.or_else(|| parts.iter().find(|placed| placed.place == place));
    placed.map(|placed| &placed.part)
}

fn has_breaks(part: &Part) -> bool {
    match part {
        Part::Heading { text, .. } | Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
            text.runs().any(|(run, _)| run.contains('\n'))
        }
        _ => false,
    }
}

fn sections(document: &Document, printed: &Printed) -> Vec<Section> {
    let end = printed.pages.len();
    let mut sections = vec![Section { appendix: None, first: 0, end }];
    let mut from = 0;
    for appendix in &document.appendices {
        let place = Some(appendix.place);
        let is_own = |page: &Page| page.lines.iter().any(|line| line.source.appendix() == place);
        let mut pages = printed.pages.iter().enumerate().skip(from);
        let Some((first, _)) = pages.find(|(_, page)| is_own(page)) else { continue };
        if let Some(last) = sections.last_mut() {
            last.end = first;
        }
        sections.push(Section { appendix: place, first, end });
        from = first;
    }
    sections
}

fn blocks<'a>(document: &'a Document, printed: &'a Printed) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last = None;
    for (page, given) in printed.pages.iter().enumerate() {
        for line in given.lines.iter().filter(|line| line.context == Context::Text) {
            let Source::Part { appendix, .. } = line.source else { continue };
            let on = On { page, line };
            let known = (line.block, line.source);
            if last == Some(known)
                && let Some(block) = blocks.last_mut()
            {
                block.lines.push(on);
            } else if let Some(part) = part(document, line.source) {
                let has_breaks = has_breaks(part);
                blocks.push(Block { lines: vec![on], part, appendix, has_breaks });
                last = Some(known);
            }
        }
    }
    blocks
}

/// The edges that the lines of paragraphs reach: the left one is seen where a second
/// line begins, the right one where a first line ends.
fn edges(blocks: &[Block], appendix: Option<usize>) -> Option<(f64, f64)> {
    let own = blocks.iter().filter(|block| block.appendix == appendix && block.is_text());
    let (mut left, mut right) = (f64::MAX, f64::MIN);
    for block in own.filter(|block| block.lines.len() > 1) {
        for on in block.lines.iter().skip(1) {
            left = left.min(on.line.left);
        }
        if let Some((_, full)) = block.lines.split_last().filter(|_| !block.has_breaks) {
            right = full.iter().fold(right, |right, on| right.max(on.line.right));
        }
    }
    (left < right).then_some((left, right))
}
