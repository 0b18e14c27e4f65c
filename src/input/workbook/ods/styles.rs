//! The styles of a spreadsheet: fonts, number formats and hidden sheets, each
//! found through the styles that a style is based on.

use std::collections::BTreeMap;
use std::io::BufRead;
use std::rc::Rc;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, attribute};
use crate::input::workbook::format::Format;
use crate::input::workbook::rich::{CellStyle, Font};
use crate::model::node::Script;

use super::numbers::{self, NumberStyle};

/// Styles, number styles or fonts that a spreadsheet may have.
const STYLES_LIMIT: usize = 8_000;
/// Bytes of a name; the names in real files are short.
const NAME_LIMIT: usize = 255;
/// How many styles deep one may be based on another.
const PARENTS_LIMIT: usize = 20;
/// The name of the style that cells without one have.
const DEFAULT: &str = "Default";
/// Under this name the style at the root of a family is kept.
const ROOT: &str = "";

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// A cell.
    Cell,
    /// A stretch of text.
    Text,
    /// A paragraph of text.
    Paragraph,
    /// A sheet.
    Table,
}

/// What a style says itself.
#[derive(Default)]
struct Named {
    parent: Option<String>,
    number: Option<String>,
    look: Look,
    hidden: bool,
    american: bool,
}

/// What a style says of the font; what it leaves open comes from elsewhere.
#[derive(Default)]
struct Look {
    bold: Option<bool>,
    italic: Option<bool>,
    struck: Option<bool>,
    script: Option<Script>,
    family: Option<Arc<str>>,
}

/// All styles of a spreadsheet.
#[derive(Default)]
pub struct Styles {
    named: BTreeMap<Family, BTreeMap<String, Named>>,
    /// The family of each declared font.
    fonts: BTreeMap<String, Arc<str>>,
    numbers: BTreeMap<String, NumberStyle>,
    formats: BTreeMap<String, Rc<Format>>,
    cells: BTreeMap<String, Rc<CellStyle>>,
}

impl Styles {
    /// Reads what starts with `element`, the last event, up to its end; what is
    /// no style is skipped.
    ///
    /// # Errors
    /// It cannot be read as XML, or there are more styles than can be right.
    pub fn read<R: BufRead>(
        &mut self,
        element: &BytesStart,
        xml: &mut Xml<R>,
    ) -> Result<(), Fault> {
        let own = name(element, "name");
        match element.local_name().as_ref() {
            "style" | "default-style" => {
                let style = self.named(element, xml)?;
                let is_root = element.local_name().as_ref() == "default-style";
                let own = if is_root { Some(ROOT.to_owned()) } else { own };
                let family = match attribute(element, "family").as_deref() {
                    Some("table-cell") => Family::Cell,
                    Some("text") => Family::Text,
                    Some("paragraph") => Family::Paragraph,
                    Some("table") => Family::Table,
                    _ => return Ok(()),
                };
                insert(self.named.entry(family).or_default(), own, style, xml)
            }
            "font-face" => {
                let family = name(element, "font-family").map(|list| first_family(&list));
                xml.skip()?;
                let Some(family) = family else { return Ok(()) };
                insert(&mut self.fonts, own, family, xml)
            }
            kind if numbers::is_style(kind) => {
                let style = numbers::read(element, xml)?;
                insert(&mut self.numbers, own, style, xml)
            }
            _ => xml.skip(),
        }
    }

    fn named<R: BufRead>(&self, element: &BytesStart, xml: &mut Xml<R>) -> Result<Named, Fault> {
        let mut style = Named {
            parent: name(element, "parent-style-name"),
            number: name(element, "data-style-name"),
            ..Named::default()
        };
        let end = element.local_name();
        loop {
            match xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "text-properties" => {
                        style.look = self.look(&e);
                        style.american = attribute(&e, "country").is_some_and(|c| c == "US");
                    }
                    "table-properties" => {
                        style.hidden = attribute(&e, "display").is_some_and(|d| d == "false");
                    }
                    _ => {}
                },
                Event::End(e) if e.local_name().as_ref() == end.as_ref() => return Ok(style),
                Event::Eof => return Err(xml.fault("kiểu trình bày không có kết thúc")),
                _ => {}
            }
        }
    }

    fn look(&self, properties: &BytesStart) -> Look {
        let value = |attribute| name(properties, attribute);
        let declared =
            || value("font-name").map(|name| self.fonts.get(&name).cloned().unwrap_or(name.into()));
        Look {
            bold: value("font-weight").map(|weight| {
                weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
            }),
            italic: value("font-style").map(|style| style == "italic" || style == "oblique"),
            struck: value("text-line-through-style").map(|style| style != "none"),
            script: value("text-position").map(|position| script(&position)),
            family: value("font-family").map(|list| first_family(&list)).or_else(declared),
        }
    }

    /// The styles from `name` to the one at the root of all.
    fn chain(&self, family: Family, name: &str) -> Vec<&Named> {
        let Some(styles) = self.named.get(&family) else { return Vec::new() };
        let next = |style: &&Named| styles.get(style.parent.as_deref()?);
        let named = std::iter::successors(styles.get(name), next).take(PARENTS_LIMIT);
        named.chain(styles.get(ROOT)).collect()
    }

    /// The style of a cell that names `name`.
    pub fn cell(&mut self, name: Option<&str>) -> Rc<CellStyle> {
        let is_known = |name: &&str| {
            self.named.get(&Family::Cell).is_some_and(|styles| styles.contains_key(*name))
        };
        let name = name.filter(is_known).unwrap_or(DEFAULT);
        if let Some(style) = self.cells.get(name) {
            return style.clone();
        }
        let number = self.chain(Family::Cell, name).iter().find_map(|style| style.number.clone());
        let font = self.font(Family::Cell, name, &Font::default());
        let style = Rc::new(CellStyle { font, format: self.format(number.as_deref()) });
        self.cells.insert(name.to_owned(), style.clone());
        style
    }

    /// `font` as the style `name` changes it.
    pub fn font(&self, family: Family, name: &str, font: &Font) -> Font {
        let mut font = font.clone();
        for style in self.chain(family, name).iter().rev() {
            let look = &style.look;
            font.style.bold = look.bold.unwrap_or(font.style.bold);
            font.style.italic = look.italic.unwrap_or(font.style.italic);
            font.struck = look.struck.unwrap_or(font.struck);
            font.style.script = look.script.unwrap_or(font.style.script);
            font.family = look.family.clone().or(font.family);
        }
        font
    }

    /// Whether sheets of this style are hidden.
    pub fn hides_table(&self, name: &str) -> bool {
        self.chain(Family::Table, name).first().is_some_and(|style| style.hidden)
    }

    fn format(&mut self, name: Option<&str>) -> Rc<Format> {
        let name = name.unwrap_or_default();
        if let Some(format) = self.formats.get(name) {
            return format.clone();
        }
        let american = self.chain(Family::Cell, ROOT).first().is_some_and(|root| root.american);
        let format = Rc::new(numbers::format(&self.numbers, name, american));
        self.formats.insert(name.to_owned(), format.clone());
        format
    }
}

/// The name of a style or a font in an attribute.
pub fn name(element: &BytesStart, name: &str) -> Option<String> {
    attribute(element, name).filter(|name| name.len() <= NAME_LIMIT)
}

fn insert<T, R: BufRead>(
    map: &mut BTreeMap<String, T>,
    name: Option<String>,
    value: T,
    xml: &Xml<R>,
) -> Result<(), Fault> {
    if map.len() >= STYLES_LIMIT {
        return Err(xml.too_large());
    }
    if let Some(name) = name {
        map.insert(name, value);
    }
    Ok(())
}

/// The first of a list of font families, without its quotes.
fn first_family(list: &str) -> Arc<str> {
    let first = list.split(',').next().unwrap_or_default();
    first.trim().trim_matches(['\'', '"']).into()
}

/// `super 58%`, `33% 58%` and `-33% 58%` say how far a text is lifted.
fn script(position: &str) -> Script {
    let lift = position.split_whitespace().next().unwrap_or_default();
    let percent = lift.trim_end_matches('%').parse().unwrap_or(0.0);
    match lift {
        "super" => Script::Super,
        "sub" => Script::Sub,
        _ if percent > 0.0 => Script::Super,
        _ if percent < 0.0 => Script::Sub,
        _ => Script::Baseline,
    }
}
