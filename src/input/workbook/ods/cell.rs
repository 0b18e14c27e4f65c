//! One cell of a spreadsheet: its attributes hold the value, its paragraphs the
//! text that LibreOffice showed, which counts for text alone.

use std::io::BufRead;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::Xml;
use crate::input::workbook::rich::{Font, Rich};
use crate::input::workbook::sheet::{Content, Drawing};

use super::drawings;
use super::styles::Styles;
use super::text::Text;

/// The truth values as LibreOffice shows them in English and Vietnamese.
const TRUTHS: &[&str] = &["TRUE", "FALSE", "ĐÚNG", "SAI"];
/// The errors that Excel knows; those of LibreOffice are `Err:502` and the like.
const ERRORS: &[&str] =
    &["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"];
/// The day that dates count from in LibreOffice: a time without a date.
const DAY_ZERO: &str = "1899-12-30T";

/// What a cell holds, and what is anchored to it.
pub struct Read {
    /// The value.
    pub content: Content,
    /// Pictures and the like.
    pub drawings: Vec<Drawing>,
}

/// Reads the cell that starts with `element`, the last event, up to its end;
/// text takes `font` where it has none of its own.
///
/// # Errors
/// The cell cannot be read as XML.
pub fn read<R: BufRead>(
    element: &BytesStart,
    xml: &mut Xml<R>,
    styles: &Styles,
    font: &Font,
) -> Result<Read, Fault> {
    let mut text = Text::default();
    let mut drawings = Vec::new();
    loop {
        let child = match xml.next()? {
            Event::Start(e) => e.into_owned(),
            Event::End(e) if e.local_name() == element.local_name() => break,
            Event::Eof => return Err(xml.fault("ô không có kết thúc")),
            _ => continue,
        };
        match child.local_name().as_ref() {
            "p" | "h" => text.paragraph(&child, xml, styles, font)?,
            "a" | "list" | "list-item" | "list-header" => {}
            name => drawings.extend(drawings::read(name, xml)?),
        }
    }
    drawings.extend(text.take_drawings());
    let has_text = text.has_paragraphs();
    let stored = Stored { shown: text.finish(), has_text, ..Stored::new(element) };
    Ok(Read { content: stored.content(), drawings })
}

/// A cell as its XML has it.
#[derive(Default)]
struct Stored {
    kind: String,
    is_error: bool,
    formula: bool,
    /// The attribute that holds the value, whatever its kind.
    value: Option<String>,
    /// The text where it differs from what is shown.
    string: Option<String>,
    shown: Rich,
    /// Whether there is any paragraph, be it empty.
    has_text: bool,
}

impl Stored {
    fn new(element: &BytesStart) -> Self {
        let mut stored = Self::default();
        for attribute in element.attributes().with_checks(false).flatten() {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map(|value| value.into_owned()).unwrap_or_default();
            let is_extension =
                attribute.key.prefix().is_some_and(|prefix| prefix.as_ref() == "calcext");
            match attribute.key.local_name().as_ref() {
                "value-type" if is_extension => stored.is_error = value == "error",
                "value-type" => stored.kind = value,
                "value" | "date-value" | "time-value" | "boolean-value" => {
                    stored.value = Some(value);
                }
                "string-value" => stored.string = Some(value),
                "formula" => stored.formula = true,
                _ => {}
            }
        }
        stored
    }

    fn content(self) -> Content {
        let shown = self.shown.text();
        if self.is_error || (self.formula && is_error(&shown)) {
            return Content::Error(shown);
        }
        let value = self.value.as_deref().unwrap_or_default().trim();
        match self.kind.as_str() {
            // LibreOffice keeps the result of a comparison as a number.
            "float" if self.formula && TRUTHS.contains(&&*shown) => Content::Bool(value != "0"),
            "float" | "percentage" | "currency" => {
                Content::Number(value.parse().unwrap_or(f64::NAN))
            }
            "date" => date(value),
            "time" => Content::Number(days(value).unwrap_or(f64::NAN)),
            "boolean" => Content::Bool(value == "true"),
            // An empty text is a valid result of a formula.
            _ if self.formula && self.kind.is_empty() && !self.has_text => Content::NotCalculated,
            _ if self.kind.is_empty() && shown.is_empty() => Content::Empty,
            _ => match self.string {
                Some(string) if self.shown.is_plain() => Content::Text(Rich::plain(string)),
                _ => Content::Text(self.shown),
            },
        }
    }
}

fn is_error(shown: &str) -> bool {
    ERRORS.contains(&shown) || shown.strip_prefix("Err:").is_some_and(|n| n.parse::<u16>().is_ok())
}

fn date(iso: &str) -> Content {
    if let Some(clock) = iso.strip_prefix(DAY_ZERO) {
        let units = clock.trim_end_matches('Z').split(':').zip([3_600.0, 60.0, 1.0]);
        let seconds: f64 = units.map(|(n, unit)| n.parse().unwrap_or(f64::NAN) * unit).sum();
        return Content::Number(seconds / 86_400.0);
    }
    match iso.split('-').next().and_then(|year| year.parse::<u32>().ok()) {
        Some(1900..) => Content::IsoDate(iso.to_owned()),
        _ => Content::Unreadable("Ô chứa một ngày trước năm 1900."),
    }
}

/// The days of a duration of ISO 8601, `PT13H30M00S`; `None` for one with months
/// or years, and for anything else.
fn days(duration: &str) -> Option<f64> {
    let (sign, rest) = match duration.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, duration),
    };
    let (date, time) = rest.strip_prefix('P')?.split_once('T').unwrap_or((rest.get(1..)?, ""));
    let mut seconds = 0.0;
    for (text, units) in
        [(date, &[('D', 86_400.0)][..]), (time, &[('H', 3_600.0), ('M', 60.0), ('S', 1.0)][..])]
    {
        for part in text.split_inclusive(char::is_alphabetic) {
            let number = |(letter, unit): &(char, f64)| Some((part.strip_suffix(*letter)?, *unit));
            let (number, unit) = units.iter().find_map(number)?;
            seconds += number.parse::<f64>().ok()? * unit;
        }
    }
    Some(sign * seconds / 86_400.0)
}
