//! Number styles: each becomes the Excel format code that it was, or could have
//! been, made from, so that [`Format`] alone decides what a number looks like.
//!
//! Colours are left out. A style without a language of its own follows the
//! reader's, which is Vietnamese, as in Excel.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text, attribute};
use crate::input::workbook::format::Format;

use super::pattern::{self, Number, quoted};
use super::styles;

/// Bytes of a section, from which on it is too long for any code (255
/// characters), and conditions of one style.
const SECTION_LIMIT: usize = 255;
const MAPS_LIMIT: usize = 10;
/// The first id that is no built-in format.
const CUSTOM: u32 = 164;

/// Stands for the system's currency until the region is known.
const CURRENCY: &str = "[$]";

/// Built-in formats that follow the region, as LibreOffice writes them where the
/// region is the United States: there it does not tell them from codes typed in.
const AMERICAN: &[(&str, u32)] = &[
    (r"[$]#,##0\ ;\([$]#,##0\)", 5),
    (r"[$]#,##0.00\ ;\([$]#,##0.00\)", 7),
    (r"m\/d\/yyyy", 14),
    (r"m\/d\/yyyy\ h:mm", 22),
    (r"#,##0\ ;\(#,##0\)", 37),
    (r"#,##0.00\ ;\(#,##0.00\)", 39),
    (r#"\ * #,##0\ ;\ * \(#,##0\);\ * "- ";\ @\ "#, 41),
    (r#"\ [$]* #,##0\ ;\ [$]* \(#,##0\);\ [$]* "- ";\ @\ "#, 42),
    (r"\ * #,##0.00\ ;\ * \(#,##0.00\);\ * \-??\ ;\ @\ ", 43),
    (r"\ [$]* #,##0.00\ ;\ [$]* \(#,##0.00\);\ [$]* \-??\ ;\ @\ ", 44),
];

/// A number style as read.
#[derive(Default)]
pub struct NumberStyle {
    /// Whether it is for text; its numbers are shown by other styles.
    text: bool,
    english: bool,
    /// One section of a code, in pieces, and the bytes of them.
    parts: Vec<String>,
    length: usize,
    /// Conditions, `>=0`, and the styles that they lead to.
    maps: Vec<(String, String)>,
}

/// Whether an element of this name is a number style.
pub fn is_style(name: &str) -> bool {
    const KINDS: &[&str] = &["number", "percentage", "currency", "date", "time", "boolean", "text"];
    name.strip_suffix("-style").is_some_and(|kind| KINDS.contains(&kind))
}

/// The format that the style `name` is, in a spreadsheet whose region is the
/// United States or any other; General where there is no such style.
pub fn format(styles: &BTreeMap<String, NumberStyle>, name: &str, american: bool) -> Format {
    let Some(style) = styles.get(name) else { return Format::new(0, None) };
    let code = style.code(styles);
    match AMERICAN.iter().find(|(known, _)| american && *known == code) {
        Some((_, id)) => Format::new(*id, None),
        None => {
            let currency = if american { r"\$" } else { r"\₫" };
            Format::new(CUSTOM, Some(&code.replace(CURRENCY, currency)))
        }
    }
}

/// Reads the number style that starts with `element`, the last event, up to its
/// end.
///
/// # Errors
/// It cannot be read as XML.
pub fn read<R: BufRead>(element: &BytesStart, xml: &mut Xml<R>) -> Result<NumberStyle, Fault> {
    let kind = element.local_name();
    let percentage = kind.as_ref() == "percentage-style";
    let is = |name, value| attribute(element, name).is_some_and(|v| v == value);
    let mut style = NumberStyle {
        text: kind.as_ref() == "text-style",
        english: is("language", "en"),
        ..NumberStyle::default()
    };
    let mut number: Option<Number> = None;
    let mut literal = String::new();
    let mut position = 0;
    loop {
        match xml.next()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "number" => {
                    number = Some(Number::new(&e, percentage || kind.as_ref() == "currency-style"));
                }
                "map" => style.map(&e),
                "embedded-text" => {
                    literal.clear();
                    position = pattern::count(&e, "position").unwrap_or(0);
                }
                "text" | "currency-symbol" | "fill-character" => literal.clear(),
                _ => style.push(pattern::piece(&e)),
            },
            Event::End(e) => match e.local_name().as_ref() {
                "number" => style.push(number.take().map_or(String::new(), |n| n.code())),
                "embedded-text" => {
                    if let Some(number) = &mut number {
                        number.embed(position, &literal);
                    }
                }
                // A percent sign counts only where it is no mere text.
                "text" if percentage => {
                    let texts: Vec<_> = literal.split('%').map(quoted).collect();
                    style.push(texts.join("%"));
                }
                "text" => style.push(quoted(&literal)),
                "currency-symbol" if literal.is_empty() => style.push(CURRENCY.to_owned()),
                "currency-symbol" => style.push(quoted(&literal)),
                "fill-character" => {
                    let fill: String = literal.chars().take(1).collect();
                    style.push(format!("*{fill}"));
                }
                name if name == kind.as_ref() => break,
                _ => {}
            },
            Event::Eof => return Err(xml.fault("định dạng số không có kết thúc")),
            event => append_text(&event, &mut literal),
        }
    }
    if is("automatic-order", "true") {
        style.order(is("format-source", "language"));
    }
    if is("truncate-on-overflow", "false") {
        style.count_on();
    }
    Ok(style)
}

impl NumberStyle {
    fn push(&mut self, part: String) {
        if self.length < SECTION_LIMIT && !part.is_empty() {
            let part: String = part.chars().take(SECTION_LIMIT).collect();
            self.length += part.len();
            self.parts.push(part);
        }
    }

    fn map(&mut self, element: &BytesStart) {
        let [condition, style] =
            ["condition", "apply-style-name"].map(|name| styles::name(element, name));
        if let (Some(condition), Some(style)) = (condition, style)
            && let Some(condition) = condition.trim().strip_prefix("value()")
            && self.maps.len() < MAPS_LIMIT
        {
            self.maps.push((condition.replace("!=", "<>").replace(' ', ""), style));
        }
    }

    /// The style follows the region's order of day, month and year: a month
    /// before its day changes place with it. A long date is the system's.
    fn order(&mut self, by_language: bool) {
        let find = |wanted: [&str; 2]| self.parts.iter().position(|p| wanted.contains(&p.as_str()));
        if by_language && self.parts.iter().any(|part| part.starts_with("mmm")) {
            self.parts.insert(0, "[$-F800]".to_owned());
        } else if let (Some(month), Some(day)) = (find(["m", "mm"]), find(["d", "dd"]))
            && month < day
        {
            self.parts.swap(month, day);
        }
    }

    /// Hours run on beyond a day, `[h]`: so do minutes and seconds that come
    /// first.
    fn count_on(&mut self) {
        let is_time = |part: &&mut String| part.starts_with(['h', 'm', 's']);
        if let Some(first) = self.parts.iter_mut().find(is_time) {
            *first = format!("[{first}]");
        }
    }

    /// The whole code, with the sections of the styles that conditions lead to.
    fn code(&self, styles: &BTreeMap<String, NumberStyle>) -> String {
        let maps = self.maps.iter();
        let maps: Vec<(&str, &NumberStyle)> =
            maps.filter_map(|(when, name)| Some((when.as_str(), styles.get(name)?))).collect();
        let conditions: Vec<&str> = maps.iter().map(|(condition, _)| *condition).collect();
        // What the sections of a code mean without conditions.
        let standard = match conditions.as_slice() {
            [] | [">=0"] => true,
            [first] => self.text && is_always(first),
            [">0" | ">=0", "<0"] => true,
            [">0" | ">=0", "<0", last] => self.text && (*last == "=0" || is_always(last)),
            _ => false,
        };
        let english = self.english || maps.iter().any(|(_, style)| style.english);
        let mut code = String::from(if english { "[$-409]" } else { "" });
        for (at, (condition, style)) in maps.iter().enumerate() {
            if !standard {
                code.push_str(&format!("[{condition}]"));
            }
            code.push_str(&style.section(at == 2 && standard));
            code.push(';');
        }
        code.push_str(&self.section(maps.len() == 2 && standard));
        code
    }

    /// A section of a code. In the one for zero, digits that need not be there
    /// keep their room: accountants' formats show `"-"??`.
    fn section(&self, zero: bool) -> String {
        let room = |part: &String| {
            if zero && part == "#" { "??".to_owned() } else { part.clone() }
        };
        self.parts.iter().map(room).collect()
    }
}

/// LibreOffice's way to say "any number": no more than the largest there is.
fn is_always(condition: &str) -> bool {
    condition.strip_prefix("<=").and_then(|n| n.parse().ok()).is_some_and(|n: f64| n >= 1e308)
}
