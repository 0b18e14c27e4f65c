//! From an .xlsx that rust_xlsxwriter made to the same workbook for the writer
//! of .xlsb: fonts, number formats, styles, strings, cells, merged areas.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::writer::{Book, Cell, Font, Sheet, Text};

/// An element: its name, attributes, text and children.
#[derive(Default)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    children: Vec<Element>,
}

impl Element {
    fn new(start: &BytesStart) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let name = attribute.key.as_ref().to_owned();
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap();
            (name, value.into_owned())
        });
        let name = start.name().as_ref().to_owned();
        Self { name, attributes: attributes.collect(), ..Self::default() }
    }

    /// The tree in a part of the package.
    fn parse(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::new(&start)),
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => open.last_mut().unwrap().text += &text.xml10_content(),
                Event::GeneralRef(reference) => {
                    let known = quick_xml::escape::resolve_predefined_entity(&reference);
                    let coded = || reference.resolve_char_ref().unwrap().unwrap().to_string();
                    open.last_mut().unwrap().text += &known.map_or_else(coded, str::to_owned);
                }
                Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
                _ => {}
            }
        }
    }

    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    fn number(&self, attribute: &str) -> u32 {
        self.get(attribute).parse().unwrap_or(0)
    }
}

/// The workbook in the .xlsx file `bytes`.
pub fn book(bytes: &[u8]) -> Book {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let drawings = drawings(&mut archive);
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        Element::parse(&text)
    };
    let styles = part("xl/styles.xml");
    let list = |name: &'static str| styles.first(name).into_iter().flat_map(|l| &l.children);
    let mut book = Book {
        fonts: list("fonts").map(font).collect(),
        formats: list("numFmts")
            .map(|f| (f.number("numFmtId") as u16, f.get("formatCode").to_owned()))
            .collect(),
        styles: list("cellXfs")
            .map(|xf| (xf.number("numFmtId") as u16, xf.number("fontId") as u16))
            .collect(),
        ..Book::default()
    };
    for item in part("xl/sharedStrings.xml").all("si") {
        let text = text(item, &mut book.fonts);
        book.strings.push(text);
    }
    for (index, listed) in (1..).zip(part("xl/workbook.xml").first("sheets").unwrap().all("sheet"))
    {
        let mut made = sheet(&part(&format!("xl/worksheets/sheet{index}.xml")));
        listed.get("name").clone_into(&mut made.name);
        made.drawing = drawings.get(&index).cloned();
        book.sheets.push(made);
    }
    book
}

/// The XML of the drawing of each sheet (from 1) that has one.
fn drawings(archive: &mut zip::ZipArchive<Cursor<&[u8]>>) -> BTreeMap<u32, String> {
    let mut read = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).ok()?.read_to_string(&mut text).unwrap();
        Some(text)
    };
    let mut found = BTreeMap::new();
    for sheet in 1..20 {
        let Some(relations) = read(&format!("xl/worksheets/_rels/sheet{sheet}.xml.rels")) else {
            continue;
        };
        let relations = Element::parse(&relations);
        let target = relations.all("Relationship").map(|relation| relation.get("Target"));
        for target in target.filter_map(|target| target.strip_prefix("../drawings/drawing")) {
            found.extend(read(&format!("xl/drawings/drawing{target}")).map(|xml| (sheet, xml)));
        }
    }
    found
}

fn font(element: &Element) -> Font {
    let script = element.first("vertAlign").map_or("", |align| align.get("val"));
    let family = element.first("name").or(element.first("rFont"));
    Font {
        bold: element.first("b").is_some(),
        italic: element.first("i").is_some(),
        struck: element.first("strike").is_some(),
        script: ["", "superscript", "subscript"].iter().position(|s| *s == script).unwrap() as u16,
        family: family.map_or("", |name| name.get("val")).to_owned(),
    }
}

/// A string; a run with a look of its own brings its font with it.
fn text(item: &Element, fonts: &mut Vec<Font>) -> Text {
    let plain = |element: &Element| element.first("t").map_or("", |t| &t.text).to_owned();
    let mut text = Text { text: plain(item), runs: Vec::new() };
    for run in item.all("r") {
        if let Some(look) = run.first("rPr") {
            let start = text.text.encode_utf16().count() as u16;
            text.runs.push((start, fonts.len() as u16));
            fonts.push(font(look));
        }
        text.text += &plain(run);
    }
    text
}

fn sheet(part: &Element) -> Sheet {
    let mut sheet = Sheet::default();
    for row in part.first("sheetData").unwrap().all("row") {
        if row.get("hidden") == "1" {
            sheet.hidden_rows.insert(row.number("r") - 1);
        }
        for element in row.all("c") {
            let (row, column) = place(element.get("r"));
            let value = element.first("v").map_or("", |v| &v.text);
            let cell = match element.get("t") {
                "s" => Cell::Shared(value.parse().unwrap()),
                _ if value.is_empty() => Cell::Blank,
                "" => Cell::Number(value.parse().unwrap()),
                kind => panic!("a cell of kind {kind}"),
            };
            sheet.put(row, column, element.number("s"), cell);
        }
    }
    for merge in part.first("mergeCells").into_iter().flat_map(|merges| merges.all("mergeCell")) {
        let (first, last) = merge.get("ref").split_once(':').unwrap();
        let ((top, left), (bottom, right)) = (place(first), place(last));
        sheet.merges.push([top, left, bottom, right]);
    }
    sheet
}

/// The row and column, from 0, of a cell's name.
fn place(name: &str) -> (u32, u32) {
    let digits = name.find(|c: char| c.is_ascii_digit()).unwrap();
    let column = name[..digits].bytes().fold(0, |n, c| n * 26 + u32::from(c - b'A') + 1);
    (name[digits..].parse::<u32>().unwrap() - 1, column - 1)
}
