//! The looks of cells: fonts, and new looks that differ from known ones in the fill.

use std::collections::BTreeMap;

use crate::amend::xml::{Edits, element, elements, named, walk};
use crate::diagnostic::Diagnostic;

/// What the styles of a workbook say of its cells.
#[derive(Default)]
pub struct Styles {
    /// The XML of each font.
    fonts: Vec<String>,
    /// The number format and the font of each look.
    looks: Vec<(u32, usize)>,
    /// The codes of number formats.
    codes: BTreeMap<u32, String>,
}

impl Styles {
    /// Reads `styles.xml`.
    ///
    /// # Errors
    /// It is no well-formed XML.
    pub fn read(xml: &str) -> Result<Self, Diagnostic> {
        let mut styles = Self::default();
        walk(xml, |path, element| {
            let steps: Vec<&str> = path.iter().take(4).map(String::as_str).collect();
            let number = |name| element.attribute(name).and_then(|value| value.parse().ok());
            match steps.as_slice() {
                [_, "fonts", "font"] => {
                    let font = xml.get(element.range).unwrap_or_default();
                    styles.fonts.push(font.to_owned());
                }
                [_, "cellXfs", "xf"] => {
                    let font = number("fontId").unwrap_or(0);
                    styles.looks.push((number("numFmtId").unwrap_or(0), font as usize));
                }
                [_, "numFmts", "numFmt"] => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    styles.codes.insert(number("numFmtId").unwrap_or(0), code);
                }
                _ => {}
            }
        })?;
        Ok(styles)
    }

    /// The XML of the font of a look.
    pub fn font(&self, style: usize) -> &str {
        let look = self.looks.get(style).or(self.looks.first());
        look.and_then(|(_, font)| self.fonts.get(*font)).map_or("<font/>", String::as_str)
    }

    /// The family of the font of a look.
    pub fn family(&self, style: usize) -> Option<String> {
        let mut family = None;
        let read = walk(self.font(style), |path, element| {
            if path.len() == 2 && element.local() == "name" {
                family = element.attribute("val");
            }
        });
        read.ok().and(family)
    }

    /// Whether the number format of a look shows text with something added.
    pub fn alters_text(&self, style: usize) -> bool {
        let code = self.looks.get(style).and_then(|(format, _)| self.codes.get(format));
        let of_text = code.and_then(|code| code.rsplit(';').next()).unwrap_or_default().trim();
        of_text.contains('@') && of_text != "@"
    }
}

/// A workbook's styles while looks are added.
pub struct Looks {
    xml: String,
    fonts: usize,
    fills: usize,
    looks: Vec<String>,
    count: usize,
    new_fonts: String,
    new_fills: String,
    new_looks: String,
    prefix: String,
    known: BTreeMap<(usize, usize), usize>,
}

impl Looks {
    /// Of the styles in `xml`.
    ///
    /// # Errors
    /// It is no well-formed XML, or a list is missing.
    pub fn new(xml: String) -> Result<Self, Diagnostic> {
        let count =
            |list, member| elements(&xml, &["styleSheet", list, member]).map(|found| found.len());
        let (fonts, fills) = (count("fonts", "font")?, count("fills", "fill")?);
        let looks: Vec<String> = elements(&xml, &["styleSheet", "cellXfs", "xf"])?
            .into_iter()
            .map(|look| xml.get(look.range).unwrap_or_default().to_owned())
            .collect();
        let prefix = element(&xml, &["styleSheet"])?.prefix().to_owned();
        let count = looks.len();
        let (new_fonts, new_fills, new_looks) = Default::default();
        let known = BTreeMap::new();
        Ok(Self { xml, fonts, fills, looks, count, new_fonts, new_fills, new_looks, prefix, known })
    }

    /// A new fill of this colour, `FFFFC7CE`.
    pub fn fill(&mut self, colour: &str) -> usize {
        let fill = format!(
            "<§fill><§patternFill patternType=\"solid\"><§fgColor rgb=\"{colour}\"/>\
             <§bgColor indexed=\"64\"/></§patternFill></§fill>"
        );
        self.new_fills.push_str(&named(&fill, &self.prefix));
        self.fills += 1;
        self.fills - 1
    }

    /// A new font with these properties: XML with `§` before its names.
    pub fn font(&mut self, properties: &str) -> usize {
        let font = format!("<§font>{properties}</§font>");
        self.new_fonts.push_str(&named(&font, &self.prefix));
        self.fonts += 1;
        self.fonts - 1
    }

    /// A new look: the XML of an `xf` with `§` before its names.
    pub fn look(&mut self, xml: &str) -> usize {
        self.new_looks.push_str(&named(xml, &self.prefix));
        self.count += 1;
        self.count - 1
    }

    /// The look `style` with another fill.
    ///
    /// # Errors
    /// The look is no well-formed XML.
    pub fn filled(&mut self, style: usize, fill: usize) -> Result<usize, Diagnostic> {
        if let Some(known) = self.known.get(&(style, fill)) {
            return Ok(*known);
        }
        let plain = format!("<{}xf/>", self.prefix);
        let look = self.looks.get(style).or(self.looks.first()).unwrap_or(&plain).clone();
        let root = element(&look, &["xf"])?;
        let tag = root.tag(&[("fillId", Some(&fill.to_string())), ("applyFill", Some("1"))]);
        let inside = look.get(root.inner.clone()).unwrap_or_default();
        let new = format!("{tag}{inside}{}", root.end_tag());
        let index = self.look(&new);
        self.known.insert((style, fill), index);
        Ok(index)
    }

    /// The styles with what was added.
    ///
    /// # Errors
    /// A list is missing.
    pub fn finish(self) -> Result<String, Diagnostic> {
        let mut edits = Edits::default();
        for (list, count, new) in [
            ("fonts", self.fonts, &self.new_fonts),
            ("fills", self.fills, &self.new_fills),
            ("cellXfs", self.count, &self.new_looks),
        ] {
            let list = element(&self.xml, &["styleSheet", list])?;
            edits.append(&list, &[("count", Some(&count.to_string()))], new);
        }
        Ok(edits.apply(&self.xml))
    }
}
