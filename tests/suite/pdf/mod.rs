//! A small reader of tagged PDFs for the tests: what a page shows (text with its
//! place, size, font and colour; lines and frames) and what a screen reader is
//! told (the structure tree), taken from the file's bytes alone.
//!
//! May depend on hayro-syntax, never on this package. It knows the operators
//! that Typst writes and stops at others, so that nothing is overlooked. A new
//! operator is a line in [`content`], a new entry of the catalogue one in
//! [`catalog`].

mod catalog;
mod content;
mod font;
mod lines;
mod structure;

pub use catalog::Bookmark;
pub use lines::{Line, lines};
pub use structure::{Element, Kid};

use std::collections::BTreeMap;

use hayro_syntax::object::{Dict, ObjectIdentifier};

/// Millimetres in a point.
pub const MM: f64 = 25.4 / 72.0;

/// Red, green, blue, each 0 to 1.
pub type Colour = [f64; 3];

/// A document.
pub struct Pdf {
    /// Its pages in order.
    pub pages: Vec<Page>,
    /// The root of the structure tree; its kids are what the tree begins with.
    pub root: Element,
    /// The bookmarks in order, each with its depth.
    pub outline: Vec<Bookmark>,
    /// The Info dictionary.
    pub info: BTreeMap<String, String>,
    /// The XMP packet.
    pub xmp: String,
    /// `/Lang` of the catalogue.
    pub lang: String,
    /// `/MarkInfo /Marked`.
    pub marked: bool,
}

/// A page. Places are millimetres from its top left corner.
pub struct Page {
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// What is written, in the order of the content stream.
    pub texts: Vec<Text>,
    /// What is drawn.
    pub shapes: Vec<Shape>,
    /// The pictures.
    pub images: Vec<Area>,
}

/// A rectangle in mm; `y0` is its top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Area {
    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f64 {
        self.y1 - self.y0
    }

    /// Middle of the horizontal extent.
    pub fn centre(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    /// The smallest rectangle that holds all of `areas`.
    pub fn around(areas: impl IntoIterator<Item = Area>) -> Option<Area> {
        areas.into_iter().reduce(|a, b| Area {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
        })
    }
}

/// What one operator writes: glyphs of one font, size and colour.
#[derive(Clone, Debug)]
pub struct Text {
    pub glyphs: Vec<Glyph>,
    /// Size in points.
    pub size: f64,
    /// Name of the font without the subset's prefix.
    pub font: String,
    pub colour: Colour,
    pub mark: Mark,
}

/// A glyph: the characters it stands for, its advance from `x0` to `x1` and its
/// baseline, in mm.
#[derive(Clone, Debug)]
pub struct Glyph {
    pub text: String,
    pub x0: f64,
    pub x1: f64,
    pub y: f64,
}

impl Glyph {
    /// Whether it is a space or stands for nothing.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

impl Text {
    pub fn plain(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }
}

/// A path that is painted.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its bounding box.
    pub area: Area,
    /// Thickness in points and colour of its stroke.
    pub stroke: Option<(f64, Colour)>,
    /// Whether the stroke is dashed.
    pub dashed: bool,
}

impl Shape {
    pub fn is_horizontal(&self) -> bool {
        self.area.height() < 0.05 && self.area.width() > 0.5
    }

    pub fn is_vertical(&self) -> bool {
        self.area.width() < 0.05 && self.area.height() > 0.5
    }
}

/// What a piece of content belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing: a fault in a tagged file.
    None,
    /// Decoration: running headers, lines.
    Artifact,
    /// The structure element that holds this identifier on this page.
    Content(i64),
}

impl Pdf {
    /// Reads a file.
    pub fn read(bytes: Vec<u8>) -> Self {
        let file = hayro_syntax::Pdf::new(bytes).expect("a PDF");
        let catalog: Dict = file.xref().get(file.xref().root_id()).expect("a catalogue");
        let ids: Vec<ObjectIdentifier> = catalog::page_ids(&catalog);
        let pages: Vec<Page> = file.pages().iter().map(content::page).collect();
        assert_eq!(ids.len(), pages.len(), "the page tree");
        let root = structure::tree(&catalog, &ids, &pages);
        let flag = |dict: &str, key: &str| {
            catalog.get::<Dict>(dict).and_then(|dict| dict.get::<bool>(key)).unwrap_or(false)
        };
        Self {
            root,
            outline: catalog::outline(&catalog),
            info: catalog::info(file.metadata()),
            xmp: catalog::xmp(&catalog),
            lang: catalog::string(&catalog, "Lang").unwrap_or_default(),
            marked: flag("MarkInfo", "Marked"),
            pages,
        }
    }

    /// The texts of an element with their pages, in logical order, without those
    /// of footnotes inside it.
    pub fn texts(&self, element: &Element) -> Vec<(usize, &Text)> {
        element
            .marks()
            .into_iter()
            .flat_map(|(page, id)| {
                self.pages[page]
                    .texts
                    .iter()
                    .filter(move |text| text.mark == Mark::Content(id))
                    .map(move |text| (page, text))
            })
            .collect()
    }
}
