//! A writer of .xlsb workbooks (BIFF12, MS-XLSB): no free program saves them.
//! What it writes was opened with LibreOffice and pyxlsb when it was made.
//!
//! A test that wants a damaged part makes it from [`Part`].

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook.
#[derive(Default)]
pub struct Book {
    pub fonts: Vec<Font>,
    /// Codes of number formats by their id.
    pub formats: Vec<(u16, String)>,
    /// The number format and the font of each cell style.
    pub styles: Vec<(u16, u16)>,
    pub strings: Vec<Text>,
    pub from_1904: bool,
    pub sheets: Vec<Sheet>,
}

#[derive(Default)]
pub struct Font {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    /// 1 is superscript, 2 subscript.
    pub script: u16,
    pub family: String,
}

/// A string and its runs: where each starts, in UTF-16 units, and its font.
#[derive(Clone, Default)]
pub struct Text {
    pub text: String,
    pub runs: Vec<(u16, u16)>,
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), runs: Vec::new() }
    }
}

#[derive(Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    /// Row → column → style and contents.
    pub rows: BTreeMap<u32, BTreeMap<u32, (u32, Cell)>>,
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: Vec<(u32, u32)>,
    /// Top, left, bottom, right.
    pub merges: Vec<[u32; 4]>,
    /// An autofilter over top, left, bottom, right.
    pub filter: Option<[u32; 4]>,
    /// The XML of a drawing part.
    pub drawing: Option<String>,
}

pub enum Cell {
    Blank,
    Number(f64),
    /// A number packed into 32 bits.
    Packed(u32),
    Bool(bool),
    Error(u8),
    /// A string of the cell's own, rich where it has runs.
    Inline(Text),
    Shared(u32),
    /// A formula with this result.
    Formula(Box<Cell>),
    /// A cell without a column of its own, one to the right of the one before.
    Short(Box<Cell>),
}

impl Sheet {
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    pub fn put(&mut self, row: u32, column: u32, style: u32, cell: Cell) {
        self.rows.entry(row).or_default().insert(column, (style, cell));
    }
}

/// Records of a part, one after the other.
#[derive(Default)]
pub struct Part(pub Vec<u8>);

impl Part {
    pub fn add(&mut self, id: u16, contents: &[u8]) -> &mut Self {
        self.seven_bits(usize::from(id));
        self.seven_bits(contents.len());
        self.0.extend(contents);
        self
    }

    fn seven_bits(&mut self, mut number: usize) {
        while number > 0x7F {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

/// The fields of a record, joined.
pub fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

pub fn string(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let bytes = units.iter().flat_map(|unit| unit.to_le_bytes());
    u32s(&[units.len() as u32]).into_iter().chain(bytes).collect()
}

pub fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn u16s(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn rich(text: &Text) -> Vec<u8> {
    if text.runs.is_empty() {
        return joined(&[&[0], &string(&text.text)]);
    }
    let runs: Vec<u16> = text.runs.iter().flat_map(|(start, font)| [*start, *font]).collect();
    joined(&[&[1], &string(&text.text), &u32s(&[text.runs.len() as u32]), &u16s(&runs)])
}

impl Cell {
    fn id(&self) -> u16 {
        match self {
            Self::Blank => 1,
            Self::Packed(_) => 2,
            Self::Error(_) => 3,
            Self::Bool(_) => 4,
            Self::Number(_) => 5,
            Self::Inline(text) if text.runs.is_empty() => 6,
            Self::Shared(_) => 7,
            Self::Inline(_) => 62,
            Self::Formula(result) => match **result {
                Self::Inline(_) => 8,
                Self::Bool(_) => 10,
                Self::Error(_) => 11,
                _ => 9,
            },
            Self::Short(cell) if cell.id() == 62 => 61,
            Self::Short(cell) => cell.id() + 11,
        }
    }

    fn contents(&self) -> Vec<u8> {
        match self {
            Self::Blank => Vec::new(),
            Self::Packed(raw) | Self::Shared(raw) => u32s(&[*raw]),
            Self::Error(code) => vec![*code],
            Self::Bool(truth) => vec![u8::from(*truth)],
            Self::Number(number) => number.to_le_bytes().to_vec(),
            Self::Inline(text) if text.runs.is_empty() => string(&text.text),
            Self::Inline(text) => rich(text),
            // Flags, then the formula `1` (PtgInt) and no extra data.
            Self::Formula(result) => {
                joined(&[&result.contents(), &u16s(&[0]), &u32s(&[3]), &[0x1E, 1, 0], &u32s(&[0])])
            }
            Self::Short(cell) => cell.contents(),
        }
    }
}

fn sheet(sheet: &Sheet) -> Vec<u8> {
    let mut part = Part::default();
    let rows = sheet.rows.keys().chain(&sheet.hidden_rows);
    let last_row = rows.max().copied().unwrap_or(0);
    let last_column = sheet.rows.values().flat_map(BTreeMap::keys).max().copied().unwrap_or(0);
    part.add(129, &[]).add(148, &u32s(&[0, last_row, 0, last_column]));
    if !sheet.hidden_columns.is_empty() {
        part.add(390, &[]);
        for (first, last) in &sheet.hidden_columns {
            part.add(60, &joined(&[&u32s(&[*first, *last, 2000, 0]), &u16s(&[1])]));
        }
        part.add(391, &[]);
    }
    part.add(145, &[]);
    let empty = BTreeMap::new();
    for row in sheet.rows.keys().chain(&sheet.hidden_rows).collect::<BTreeSet<_>>() {
        let hidden = u16::from(sheet.hidden_rows.contains(row)) * 0x1000;
        let header = [u32s(&[*row, 0]), u16s(&[300, hidden]), vec![0], u32s(&[0])].concat();
        part.add(0, &header);
        for (column, (style, cell)) in sheet.rows.get(row).unwrap_or(&empty) {
            let head = match cell {
                Cell::Short(_) => u32s(&[*style]),
                _ => u32s(&[*column, *style]),
            };
            part.add(cell.id(), &[head, cell.contents()].concat());
        }
    }
    part.add(146, &[]);
    if let Some([top, left, bottom, right]) = sheet.filter {
        part.add(161, &u32s(&[top, bottom, left, right])).add(162, &[]);
    }
    if !sheet.merges.is_empty() {
        part.add(177, &u32s(&[sheet.merges.len() as u32]));
        for [top, left, bottom, right] in &sheet.merges {
            part.add(176, &u32s(&[*top, *bottom, *left, *right]));
        }
        part.add(178, &[]);
    }
    if sheet.drawing.is_some() {
        part.add(550, &string("rId1"));
    }
    part.add(130, &[]);
    part.0
}

fn styles(book: &Book) -> Vec<u8> {
    let mut part = Part::default();
    part.add(278, &[]);
    part.add(615, &u32s(&[book.formats.len() as u32]));
    for (id, code) in &book.formats {
        part.add(44, &joined(&[&u16s(&[*id]), &string(code)]));
    }
    part.add(616, &[]).add(611, &u32s(&[book.fonts.len() as u32]));
    for font in &book.fonts {
        let weight = if font.bold { 700 } else { 400 };
        let look = u16s(&[
            240,
            u16::from(font.italic) * 2 + u16::from(font.struck) * 8,
            weight,
            font.script,
        ]);
        // No underline, no family, no character set; the automatic colour.
        let rest = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0];
        part.add(43, &joined(&[&look, &rest, &string(&font.family)]));
    }
    part.add(612, &[]).add(603, &u32s(&[1]));
    part.add(45, &[0; 68]).add(604, &[]);
    part.add(613, &u32s(&[1])).add(46, &[0; 51]).add(614, &[]);
    let style = |parent: u16, (format, font): (u16, u16)| {
        joined(&[&u16s(&[parent, format, font, 0, 0]), &[0, 0, 0, 0x10, 0, 0]])
    };
    part.add(626, &u32s(&[1])).add(47, &style(0xFFFF, (0, 0))).add(627, &[]);
    part.add(617, &u32s(&[book.styles.len() as u32]));
    for known in &book.styles {
        part.add(47, &style(0, *known));
    }
    part.add(618, &[]).add(619, &u32s(&[1]));
    part.add(48, &joined(&[&u32s(&[0]), &u16s(&[1]), &[0, 0], &string("Normal")]));
    part.add(620, &[]).add(279, &[]);
    part.0
}

fn strings(book: &Book) -> Vec<u8> {
    let mut part = Part::default();
    let count = book.strings.len() as u32;
    part.add(159, &u32s(&[count, count]));
    for text in &book.strings {
        part.add(19, &rich(text));
    }
    part.add(160, &[]);
    part.0
}

fn workbook(book: &Book) -> Vec<u8> {
    let mut part = Part::default();
    part.add(131, &[]);
    part.add(153, &joined(&[&u32s(&[u32::from(book.from_1904), 0]), &string("")]));
    part.add(143, &[]);
    for (index, sheet) in (1..).zip(&book.sheets) {
        let head = u32s(&[u32::from(sheet.hidden), index]);
        let id = string(&format!("rId{index}"));
        part.add(156, &joined(&[&head, &id, &string(&sheet.name)]));
    }
    part.add(144, &[]).add(132, &[]);
    part.0
}

const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn relationships(targets: &[(String, &str, String)]) -> Vec<u8> {
    let rows = targets.iter().map(|(id, kind, target)| {
        format!(r#"<Relationship Id="{id}" Type="{KINDS}/{kind}" Target="{target}"/>"#)
    });
    let rows: String = rows.collect();
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!(r#"<Relationships xmlns="{namespace}">{rows}</Relationships>"#).into_bytes()
}

/// The parts of a workbook by name.
pub fn parts(book: &Book) -> Vec<(String, Vec<u8>)> {
    let target = |id: usize, kind, target: &str| (format!("rId{id}"), kind, target.to_owned());
    let count = book.sheets.len();
    let mut related: Vec<_> = (1..=count)
        .map(|index| target(index, "worksheet", &format!("worksheets/sheet{index}.bin")))
        .collect();
    related.push(target(count + 1, "styles", "styles.bin"));
    related.push(target(count + 2, "sharedStrings", "sharedStrings.bin"));
    let whole = [target(1, "officeDocument", "xl/workbook.bin")];
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(count)),
        ("_rels/.rels".to_owned(), relationships(&whole)),
        ("xl/_rels/workbook.bin.rels".to_owned(), relationships(&related)),
        ("xl/workbook.bin".to_owned(), workbook(book)),
        ("xl/styles.bin".to_owned(), styles(book)),
        ("xl/sharedStrings.bin".to_owned(), strings(book)),
    ];
    for (index, known) in (1..).zip(&book.sheets) {
        parts.push((format!("xl/worksheets/sheet{index}.bin"), sheet(known)));
        if let Some(drawing) = &known.drawing {
            let name = format!("../drawings/drawing{index}.xml");
            let related = relationships(&[target(1, "drawing", &name)]);
            parts.push((format!("xl/worksheets/_rels/sheet{index}.bin.rels"), related));
            parts.push((format!("xl/drawings/drawing{index}.xml"), drawing.clone().into_bytes()));
        }
    }
    parts
}

fn content_types(sheets: usize) -> Vec<u8> {
    let row = |part: &str, kind: &str| {
        format!(
            r#"<Override PartName="/xl/{part}" ContentType="application/vnd.ms-excel.{kind}"/>"#
        )
    };
    let mut rows = vec![
        row("workbook.bin", "sheet.binary.macroEnabled.main"),
        row("styles.bin", "styles"),
        row("sharedStrings.bin", "sharedStrings"),
    ];
    rows.extend((1..=sheets).map(|n| row(&format!("worksheets/sheet{n}.bin"), "worksheet")));
    format!(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>{}</Types>"#,
        rows.concat()
    )
    .into_bytes()
}

/// The zip package of these parts.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(contents).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub fn bytes(book: &Book) -> Vec<u8> {
    zipped(&parts(book))
}
