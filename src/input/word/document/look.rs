//! The properties of runs and paragraphs, as far as they matter here: what a style, a
//! level of a list or an element says by itself, nothing where it says nothing.

use std::sync::Arc;

use super::tree::Element;
use crate::input::legacy::is_old_font;
use crate::input::word::flow::Align;
use crate::model::node::{Script, Style};

/// Bytes of the name of a font family; Windows' own limit is 32 characters.
const FAMILY_LIMIT: usize = 255;
/// Stands for a font of the theme, which is never one of the time before Unicode.
const THEME: &str = "theme";

/// How characters look (`w:rPr`).
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// Bold.
    pub bold: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Small letters print as capitals.
    pub caps: Option<bool>,
    /// Not printed.
    pub hidden: Option<bool>,
    /// Superscript, subscript.
    pub script: Option<Script>,
    /// The family of the font.
    pub family: Option<Arc<str>>,
}

impl Look {
    /// What an element `w:rPr` says.
    pub fn read(properties: &Element) -> Self {
        let script = properties.value_of("vertAlign").map(|value| match value {
            "superscript" => Script::Super,
            "subscript" => Script::Sub,
            _ => Script::Baseline,
        });
        Self {
            bold: properties.flag("b"),
            italic: properties.flag("i"),
            caps: properties.flag("caps"),
            hidden: properties.flag("vanish"),
            script,
            family: properties.child("rFonts").and_then(family),
        }
    }

    /// The same where it says something, else what `below` says.
    pub fn over(self, below: &Self) -> Self {
        Self {
            bold: self.bold.or(below.bold),
            italic: self.italic.or(below.italic),
            caps: self.caps.or(below.caps),
            hidden: self.hidden.or(below.hidden),
            script: self.script.or(below.script),
            family: self.family.or_else(|| below.family.clone()),
        }
    }

    /// The styles of a paragraph and of characters together: what both switch on is off.
    pub fn crossed(self, below: &Self) -> Self {
        let both = |own: Option<bool>, below: Option<bool>| match (own, below) {
            (Some(own), Some(below)) => Some(own != below),
            _ => own.or(below),
        };
        Self {
            bold: both(self.bold, below.bold),
            italic: both(self.italic, below.italic),
            caps: both(self.caps, below.caps),
            hidden: both(self.hidden, below.hidden),
            ..self.over(below)
        }
    }

    /// Bold, italic, superscript, subscript.
    pub fn style(&self) -> Style {
        Style {
            bold: self.bold.unwrap_or_default(),
            italic: self.italic.unwrap_or_default(),
            script: self.script.unwrap_or_default(),
        }
    }

    /// `text` as it prints, and the family of the font it is in then.
    pub fn printed(&self, text: &str) -> (String, Option<Arc<str>>) {
        let family = self.family.clone();
        if self.caps != Some(true) {
            return (text.to_owned(), family);
        }
        match &family {
            // The letters of TCVN3 have no capitals, but its fonts have: .VnTimeH.
            Some(old) if is_old_font(old) && old.trim_start().starts_with('.') => {
                (text.to_owned(), Some(format!("{}H", old.trim_end()).into()))
            }
            _ => (text.to_uppercase(), family),
        }
    }
}

fn family(fonts: &Element) -> Option<Arc<str>> {
    let named = ["hAnsi", "ascii"].into_iter().find_map(|name| fonts.attribute(name));
    let theme = ["hAnsiTheme", "asciiTheme"].into_iter().find_map(|name| fonts.attribute(name));
    let family = theme.map(|_| THEME).or(named)?;
    (!family.is_empty() && family.len() <= FAMILY_LIMIT).then(|| family.into())
}

/// How a paragraph is set (`w:pPr`).
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// How its lines are set.
    pub align: Option<Align>,
    /// From the left margin (twips).
    pub indent: Option<i32>,
    /// Outline level; 9 for none.
    pub outline: Option<u8>,
    /// The list it is numbered by; 0 for none.
    pub list: Option<i32>,
    /// The level of the list, from 0.
    pub level: Option<usize>,
    /// Whether a new page begins with it.
    pub new_page: Option<bool>,
    /// Whether it stands in a frame.
    pub framed: Option<bool>,
}

impl Setting {
    /// What an element `w:pPr` says.
    pub fn read(properties: &Element) -> Self {
        let number = properties.child("numPr");
        let indent = properties.child("ind").and_then(|indent| {
            let left = ["left", "start"].into_iter().find_map(|name| indent.attribute(name))?;
            twips(left, 1)
        });
        Self {
            align: properties.value_of("jc").map(align),
            indent,
            outline: properties.number_of("outlineLvl"),
            list: number.and_then(|number| number.number_of("numId")),
            level: number.and_then(|number| number.number_of("ilvl")),
            new_page: properties.flag("pageBreakBefore"),
            framed: properties.child("framePr").map(|_| true),
        }
    }

    /// The same where it says something, else what `below` says.
    pub fn over(self, below: &Self) -> Self {
        Self {
            align: self.align.or(below.align),
            indent: self.indent.or(below.indent),
            outline: self.outline.or(below.outline),
            list: self.list.or(below.list),
            level: self.level.or(below.level),
            new_page: self.new_page.or(below.new_page),
            framed: self.framed.or(below.framed),
        }
    }
}

fn align(value: &str) -> Align {
    match value {
        "left" | "start" => Align::Left,
        "center" => Align::Center,
        "right" | "end" => Align::Right,
        _ => Align::Both,
    }
}

/// A measure in twips: a number of them, or one with a unit, as strict documents have
/// it. `per` is what one twip, a twentieth of a point, counts: 1, or 10 where the
/// number is of half points and so the result.
pub fn twips(measure: &str, per: i32) -> Option<i32> {
    let measure = measure.trim();
    let digits = measure.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: f64 = digits.parse().ok()?;
    let twips = match measure.get(digits.len()..)? {
        "" => return bounded(number),
        "pt" => 20.0,
        "in" => 1440.0,
        "cm" => 1440.0 / 2.54,
        "mm" => 144.0 / 2.54,
        "pc" | "pi" => 240.0,
        _ => return None,
    };
    bounded(number * twips / f64::from(per))
}

fn bounded(number: f64) -> Option<i32> {
    // A page is 31,680 twips at most.
    (number.abs() < 1e6).then_some(number.round() as i32)
}
