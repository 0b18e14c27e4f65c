//! The numbers and bullets that Word makes (`numbering.xml`).
//!
//! A list (`w:num`) counts by a definition (`w:abstractNum`); lists of one definition
//! count on together.

use std::collections::{BTreeMap, BTreeSet};

use super::look::{Look, Setting};
use super::numerals::numeral;
use super::styles::{Styled, Styles};
use super::tree::Element;

/// Levels of a list.
const LEVELS: usize = 9;
/// Bytes of what stands around a number.
const TEXT_LIMIT: usize = 1_000;

/// All lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: BTreeMap<i32, Definition>,
    lists: BTreeMap<i32, List>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Option<Level>; LEVELS],
    /// The style of lists whose definition is to be taken instead.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: i32,
    /// Levels that this list has of its own.
    levels: [Option<Level>; LEVELS],
    /// Numbers at which this list starts anew.
    starts: [Option<i64>; LEVELS],
}

/// One level of a list.
#[derive(Debug, Default)]
pub struct Level {
    start: i64,
    format: String,
    text: String,
    /// The level after whose use it starts anew, from 1; 0 for never.
    restart: Option<usize>,
    /// Whether all numbers in it are Arabic.
    legal: bool,
    /// The style of paragraphs that are of this level.
    style: Option<String>,
    /// How the number itself looks.
    pub look: Look,
    /// How paragraphs of this level are set.
    pub setting: Setting,
}

/// How far the lists of a text have counted.
#[derive(Debug, Default)]
pub struct Counters {
    counts: BTreeMap<i32, [Option<i64>; LEVELS]>,
    started: BTreeSet<(i32, usize)>,
}

/// What Word puts before a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub enum Label {
    /// A number with what stands around it.
    Number(String),
    /// A bullet, the character as the file has it.
    Bullet(String),
}

impl Numbering {
    /// Takes the lists from the root of `numbering.xml`.
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for child in &root.children {
            let id = |name| child.attribute(name).and_then(|id: &str| id.trim().parse().ok());
            match child.name() {
                "abstractNum" => {
                    let Some(id) = id("abstractNumId") else { continue };
                    numbering.definitions.insert(id, definition(child));
                }
                "num" => {
                    let Some(id) = id("numId") else { continue };
                    numbering.lists.insert(id, list(child));
                }
                _ => {}
            }
        }
        numbering
    }

    /// The list and the level of a paragraph of a style, `own` its own setting; nothing
    /// where it is not numbered.
    pub fn place(&self, own: &Setting, style: &Styled) -> Option<(i32, usize)> {
        let list = own.list.or(style.setting.list).filter(|list| *list != 0)?;
        self.lists.get(&list)?;
        let linked = || {
            (0..LEVELS).find(|level| {
                let linked = self.own_level(list, *level).and_then(|level| level.style.as_ref());
                linked.is_some_and(|linked| style.chain.iter().any(|own| **own == **linked))
            })
        };
        let level = match own.list {
            Some(_) => own.level.or_else(linked),
            None => own.level.or_else(linked).or(style.setting.level),
        };
        Some((list, level.unwrap_or_default().min(LEVELS - 1)))
    }

    /// A level of a list.
    pub fn level(&self, styles: &Styles, list: i32, level: usize) -> Option<&Level> {
        let own = self.lists.get(&list)?.levels.get(level)?.as_ref();
        own.or_else(|| {
            let (_, definition) = self.definition(styles, list)?;
            definition.levels.get(level)?.as_ref()
        })
    }

    fn own_level(&self, list: i32, level: usize) -> Option<&Level> {
        let list = self.lists.get(&list)?;
        let own = list.levels.get(level)?.as_ref();
        own.or_else(|| self.definitions.get(&list.definition)?.levels.get(level)?.as_ref())
    }

    /// The definition by which a list counts, where need be by way of a style of lists.
    fn definition(&self, styles: &Styles, list: i32) -> Option<(i32, &Definition)> {
        let id = self.lists.get(&list)?.definition;
        let definition = self.definitions.get(&id)?;
        let Some(style) = &definition.link else { return Some((id, definition)) };
        let linked = styles.list(style).and_then(|list| self.lists.get(&list));
        let linked = linked.and_then(|list| {
            let definition = self.definitions.get(&list.definition)?;
            Some((list.definition, definition))
        });
        linked.or(Some((id, definition)))
    }

    /// Counts a paragraph of this level and gives what stands before it.
    pub fn count(
        &self,
        styles: &Styles,
        counters: &mut Counters,
        (list, level): (i32, usize),
    ) -> Option<Label> {
        let (id, _) = self.definition(styles, list)?;
        let starts = &self.lists.get(&list)?.starts;
        let at = |level: usize| self.level(styles, list, level);
        let own = at(level)?;
        let counts = counters.counts.entry(id).or_default();
        let start_of = |level: usize| {
            let set = starts.get(level).copied().flatten();
            set.or_else(|| at(level).map(|level| level.start)).unwrap_or(1)
        };
        for (index, count) in counts.iter_mut().enumerate() {
            let is_fresh = index <= level
                && starts.get(index).is_some_and(Option::is_some)
                && counters.started.insert((list, index));
            let restarts = || match at(index).and_then(|level| level.restart) {
                Some(after) => level < after,
                None => true,
            };
            match index {
                _ if is_fresh && index == level => *count = Some(start_of(index)),
                _ if index == level => {
                    *count = Some(count.map_or(start_of(index), |n| n.saturating_add(1)));
                }
                _ if index < level => *count = count.or(Some(start_of(index))),
                _ if restarts() => *count = None,
                _ => {}
            }
        }
        if own.format == "bullet" {
            return bullet(&own.text);
        }
        let text = written(own, counts, |level| at(level).map(|level| level.format.as_str()));
        let text = text.trim();
        (!text.is_empty()).then(|| Label::Number(text.to_owned()))
    }
}

/// The text of a level with the numbers in the places of `%1` … `%9`.
fn written<'a>(
    level: &Level,
    counts: &[Option<i64>; LEVELS],
    format: impl Fn(usize) -> Option<&'a str>,
) -> String {
    let mut text = String::new();
    let mut rest = level.text.chars().peekable();
    while let Some(c) = rest.next() {
        let digit = rest.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
        let Some(digit) = digit.filter(|_| c == '%') else {
            text.push(c);
            continue;
        };
        rest.next();
        let index = digit as usize - 1;
        if let Some(count) = counts.get(index).copied().flatten() {
            let format = format(index).unwrap_or("decimal");
            let format = if level.legal && format != "none" { "decimal" } else { format };
            text.push_str(&numeral(format, count));
        }
    }
    text
}

fn bullet(text: &str) -> Option<Label> {
    let text = text.trim();
    let is_word = text.chars().count() > 1 && text.chars().any(char::is_alphabetic);
    match text {
        "" => None,
        _ if is_word => Some(Label::Number(text.to_owned())),
        _ => Some(Label::Bullet(text.to_owned())),
    }
}

fn definition(element: &Element) -> Definition {
    let link = element.value_of("numStyleLink").map(str::to_owned);
    let mut definition = Definition { link, ..Definition::default() };
    for child in element.children.iter().filter(|child| child.name() == "lvl") {
        put(&mut definition.levels, child, level(child));
    }
    definition
}

fn list(element: &Element) -> List {
    let definition = element.number_of("abstractNumId").unwrap_or(-1);
    let mut list = List { definition, ..List::default() };
    for child in element.children.iter().filter(|child| child.name() == "lvlOverride") {
        if let Some(start) = child.number_of("startOverride") {
            put(&mut list.starts, child, start);
        }
        if let Some(own) = child.child("lvl") {
            put(&mut list.levels, child, level(own));
        }
    }
    list
}

/// Puts `value` at the level that an element names.
fn put<T>(levels: &mut [Option<T>; LEVELS], element: &Element, value: T) {
    let index = element.attribute("ilvl").and_then(|index| index.trim().parse::<usize>().ok());
    if let Some(place) = index.and_then(|index| levels.get_mut(index)) {
        *place = Some(value);
    }
}

fn level(element: &Element) -> Level {
    // A format of later versions stands in a choice, whose fallback earlier ones read.
    let later = || element.at(&["AlternateContent", "Fallback", "numFmt"])?.value();
    let format = element.value_of("numFmt").or_else(later).unwrap_or("decimal");
    let has_picture = element.child("lvlPicBulletId").is_some();
    let text = element.value_of("lvlText").filter(|text| text.len() <= TEXT_LIMIT);
    let text = text.unwrap_or_default();
    Level {
        start: element.number_of("start").unwrap_or_default(),
        format: format.to_owned(),
        text: if has_picture && text.trim().is_empty() { "•" } else { text }.to_owned(),
        restart: element.number_of("lvlRestart"),
        legal: element.flag("isLgl").unwrap_or_default(),
        style: element.value_of("pStyle").map(str::to_owned),
        look: element.child("rPr").map(Look::read).unwrap_or_default(),
        setting: element.child("pPr").map(Setting::read).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use super::*;
    use crate::input::package::xml::Xml;
    use crate::input::word::document::tree;
    use crate::origin::{Origin, Place};

    fn element(xml: &str) -> Element {
        let file: Arc<str> = "a.docx".into();
        let whole = Origin::new(&file, Place::File);
        let mut xml = Xml::new("part", &whole, Cursor::new(xml.as_bytes()));
        tree::read(&mut xml, &mut tree::Room::default()).unwrap()
    }

    /// A level: its number, format and text, and further properties.
    fn level(index: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<lvl ilvl='{index}'><start val='1'/><numFmt val='{format}'/>{more}\
             <lvlText val='{text}'/></lvl>"
        )
    }

    /// The labels of paragraphs, each of a list and a level, where `levels` are those of
    /// definition 0 and list 1 counts by it; `more` are further lists.
    fn labels(levels: &[String], more: &str, paragraphs: &[(i32, usize)]) -> Vec<String> {
        let levels = levels.concat();
        let root = element(&format!(
            "<numbering><abstractNum abstractNumId='0'>{levels}</abstractNum>\
             <num numId='1'><abstractNumId val='0'/></num>{more}</numbering>"
        ));
        let numbering = Numbering::read(&root);
        let styles = Styles::default();
        let mut counters = Counters::default();
        let label = |place: &(i32, usize)| match numbering.count(&styles, &mut counters, *place) {
            Some(Label::Number(text)) => text,
            Some(Label::Bullet(text)) => format!("bullet {text}"),
            None => String::new(),
        };
        paragraphs.iter().map(label).collect()
    }

    #[test]
    fn every_format_has_its_numerals() {
        let cases = [
            ("decimal", [1, 4, 10], ["1", "4", "10"]),
            ("decimalZero", [1, 9, 10], ["01", "09", "10"]),
            ("upperRoman", [4, 9, 1994], ["IV", "IX", "MCMXCIV"]),
            ("lowerRoman", [1, 3, 14], ["i", "iii", "xiv"]),
            ("upperLetter", [1, 26, 27], ["A", "Z", "AA"]),
            ("lowerLetter", [5, 28, 53], ["e", "bb", "aaa"]),
            ("ordinal", [1, 12, 23], ["1st", "12th", "23rd"]),
            ("vietnameseCounting", [1, 15, 21], ["một", "mười lăm", "hai mươi mốt"]),
            ("none", [1, 2, 3], ["", "", ""]),
            ("chineseCounting", [1, 2, 3], ["1", "2", "3"]),
            ("upperRoman", [0, -1, 1_000_000], ["0", "-1", "1000000"]),
        ];
        for (format, numbers, printed) in cases {
            assert_eq!(numbers.map(|number| numeral(format, number)), printed, "{format}");
        }
    }

    #[test]
    fn levels_count_and_start_anew_under_higher_ones() {
        let levels = [
            level(0, "upperRoman", "%1.", ""),
            level(1, "decimal", "%2.", ""),
            level(2, "lowerLetter", "%3)", "<lvlRestart val='0'/>"),
            level(3, "decimal", "%1.%2.%4", "<isLgl/>"),
            level(4, "bullet", "-", ""),
        ];
        let places = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1), (1, 3), (1, 4)];
        let printed = ["I.", "1.", "a)", "2.", "b)", "II.", "1.", "2.1.1", "bullet -"];
        assert_eq!(labels(&levels, "", &places), printed);
    }

    #[test]
    fn a_level_that_was_skipped_counts_as_begun() {
        let levels = [level(0, "decimal", "%1", ""), level(1, "decimal", "%1.%2", "")];
        assert_eq!(
            labels(&levels, "", &[(1, 1), (1, 1), (1, 0), (1, 1)]),
            ["1.1", "1.2", "2", "2.1"]
        );
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_they_start_anew() {
        let levels = [level(0, "decimal", "%1.", "")];
        let more = "<num numId='2'><abstractNumId val='0'/></num>\
             <num numId='3'><abstractNumId val='0'/>\
             <lvlOverride ilvl='0'><startOverride val='5'/></lvlOverride></num>\
             <num numId='4'><abstractNumId val='0'/>\
             <lvlOverride ilvl='0'><lvl ilvl='0'><start val='1'/><numFmt val='lowerLetter'/>\
             <lvlText val='%1)'/></lvl></lvlOverride></num>";
        let places = [(1, 0), (2, 0), (3, 0), (3, 0), (4, 0), (1, 0), (9, 0)];
        let printed = ["1.", "2.", "5.", "6.", "g)", "8.", ""];
        assert_eq!(labels(&levels, more, &places), printed);
    }

    #[test]
    fn a_paragraph_is_numbered_by_itself_or_by_its_style() {
        let root = element(
            "<numbering><abstractNum abstractNumId='0'>\
             <lvl ilvl='2'><pStyle val='Muc'/><lvlText val='%3'/></lvl></abstractNum>\
             <num numId='1'><abstractNumId val='0'/></num></numbering>",
        );
        let numbering = Numbering::read(&root);
        let style = Styled {
            setting: Setting { list: Some(1), ..Setting::default() },
            chain: vec!["Muc".into()],
            ..Styled::default()
        };
        let own = |list, level| Setting { list, level, ..Setting::default() };
        let place = |own: Setting, style: &Styled| numbering.place(&own, style);
        assert_eq!(place(own(None, None), &style), Some((1, 2)));
        assert_eq!(place(own(None, Some(4)), &style), Some((1, 4)));
        assert_eq!(place(own(Some(0), None), &style), None);
        assert_eq!(place(own(Some(1), None), &Styled::default()), Some((1, 0)));
        assert_eq!(place(own(Some(7), None), &Styled::default()), None);
        assert_eq!(place(own(Some(1), Some(99)), &Styled::default()), Some((1, 8)));
    }
}
