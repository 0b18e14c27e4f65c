//! A plan as a .docx, the way an office sets it in Word.
//!
//! The crate docx-rs writes the package. What it does not know (rows that repeat,
//! drawn lines) is put into its XML at places kept for it.

use std::io::Cursor;

use docx_rs::*;
use serde_json::Value;

use super::appendix::is_landscape;
use super::look::{Lines, Look, Numbering, Page, PageNumber};
use super::numbering::{Lists, of_outline, style_of};
use super::runs::{BOLD, DRAWN, ITALIC, PLAIN, Pen, SIZE, centered, run};

/// A part of a section.
pub enum Piece {
    Paragraph(Box<Paragraph>),
    Table(Box<Table>),
}

impl Piece {
    pub fn paragraph(paragraph: Paragraph) -> Self {
        Self::Paragraph(Box::new(paragraph))
    }

    pub fn table(table: Table) -> Self {
        Self::Table(Box::new(table))
    }
}

/// A4 in twips, and the margins of the decree: 20, 20, 30 and 15 mm.
const PAPER: (u32, u32) = (11906, 16838);
const MARGINS: (i32, i32, i32, i32) = (1134, 1134, 1701, 850);

/// Room for text between the margins.
fn width(landscape: bool) -> usize {
    let paper = if landscape { PAPER.1 } else { PAPER.0 };
    paper as usize - (MARGINS.2 + MARGINS.3) as usize
}

/// The plan as a file.
pub fn document(plan: &Value, look: &Look) -> Vec<u8> {
    packed(package(plan, look))
}

/// The parts as a file.
pub fn packed(package: XMLDocx) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    package.pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// The plan as the parts of a file.
pub fn package(plan: &Value, look: &Look) -> XMLDocx {
    let pen = Pen::new(plan, look);
    let lists = Lists::new();
    let mut sections = vec![(false, pen.main(&lists))];
    for (index, appendix) in plan["appendices"].as_array().into_iter().flatten().enumerate() {
        let landscape = is_landscape(appendix);
        let begins = look.page == Page::Section || sections.last().unwrap().0 != landscape;
        let mut pieces = pen.appendix_head(index, begins);
        pieces.extend(pen.blocks(&appendix["blocks"], width(landscape), &lists));
        match begins {
            true => sections.push((landscape, pieces)),
            false => sections.last_mut().unwrap().1.extend(pieces),
        }
    }
    let docx = lists.define(styles(Docx::new(), look), look);
    let mut package = put(docx, sections, look).build();
    package.document = completed(package.document);
    package
}

impl Pen<'_> {
    /// All that stands before the appendices.
    fn main(&self, lists: &Lists) -> Vec<Piece> {
        let mut pieces = self.letterhead();
        pieces.push(Piece::paragraph(Paragraph::new()));
        pieces.extend(self.title().into_iter().map(Piece::paragraph));
        pieces.extend(self.blocks(&self.plan["body"], width(false), lists));
        pieces.push(Piece::paragraph(Paragraph::new()));
        pieces.extend(self.closing());
        pieces
    }

    fn title(&self) -> Vec<Paragraph> {
        let bold = |text: &str| self.fill(centered(), text, BOLD);
        let mut title = vec![bold(self.plan["kind"].as_str().unwrap_or("KẾ HOẠCH"))];
        let subject = self.plan["subject"].as_str().unwrap();
        match self.look.subject {
            Lines::Breaks => title.push(bold(subject)),
            Lines::Paragraphs => title.extend(halves(subject).iter().map(|half| bold(half))),
        }
        if let Some(issued_with) = self.plan["issued_with"].as_str() {
            let text = format!("(Ban hành kèm theo {issued_with})");
            title.push(self.fill(centered(), &text, ITALIC));
        }
        title.extend(self.line(self.fill(centered(), "", PLAIN)));
        title
    }
}

/// The lines of a subject, or its halves where it has no line breaks.
pub fn halves(subject: &str) -> Vec<&str> {
    if subject.contains('\n') {
        return subject.split('\n').collect();
    }
    let middle = subject.len() / 2;
    let cut = subject.match_indices(' ').map(|(at, _)| at).find(|at| *at >= middle);
    cut.map_or(vec![subject], |at| vec![&subject[..at], &subject[at + 1..]])
}

/// Times New Roman 14, and the styles of headings.
fn styles(docx: Docx, look: &Look) -> Docx {
    let font = "Times New Roman";
    let fonts = RunFonts::new().ascii(font).hi_ansi(font).cs(font).east_asia(font);
    let docx = docx.default_fonts(fonts).default_size(SIZE);
    let heading = |level: usize| {
        let name = format!("heading {}", level + 1);
        let style = Style::new(style_of(level), StyleType::Paragraph).name(name);
        style.bold().outline_lvl(level)
    };
    let plain = Style::new("HeadingPlain", StyleType::Paragraph).name("Tiêu đề mục").bold();
    (0..3).fold(docx.add_style(plain), |docx, level| {
        let mut style = heading(level);
        if look.numbering == Numbering::Styled {
            let property = style.paragraph_property;
            style.paragraph_property = property.numbering(of_outline(), IndentLevel::new(level));
        }
        docx.add_style(style)
    })
}

/// Puts the sections in: the last is the document's own.
fn put(mut docx: Docx, mut sections: Vec<(bool, Vec<Piece>)>, look: &Look) -> Docx {
    let (landscape, last) = sections.pop().unwrap();
    let is_alone = sections.is_empty();
    for (index, (landscape, pieces)) in sections.into_iter().enumerate() {
        let section = Section::new().page_size(paper(landscape)).page_margin(margins());
        let section = pieces.into_iter().fold(section, |section, piece| match piece {
            Piece::Paragraph(paragraph) => section.add_paragraph(*paragraph),
            Piece::Table(table) => section.add_table(*table),
        });
        docx = docx.add_section(match (index, look.number) {
            (0, PageNumber::Header) => section.header(header()).title_pg(),
            (0, PageNumber::Footer) => section.footer(footer()),
            _ => section,
        });
    }
    docx.document = docx.document.page_size(paper(landscape));
    docx = docx.page_margin(margins());
    docx = match look.number {
        PageNumber::Header if is_alone => docx.header(header()).title_pg(),
        PageNumber::Footer if is_alone => docx.footer(footer()),
        _ => docx,
    };
    last.into_iter().fold(docx, |docx, piece| match piece {
        Piece::Paragraph(paragraph) => docx.add_paragraph(*paragraph),
        Piece::Table(table) => docx.add_table(*table),
    })
}

fn paper(landscape: bool) -> PageSize {
    let (short, long) = PAPER;
    match landscape {
        true => PageSize::new().size(long, short).orient(PageOrientationType::Landscape),
        false => PageSize::new().size(short, long),
    }
}

fn margins() -> PageMargin {
    let (top, bottom, left, right) = MARGINS;
    PageMargin { top, bottom, left, right, header: 567, footer: 567, gutter: 0 }
}

fn header() -> Header {
    Header::new().add_paragraph(centered().add_page_num(PageNum::new()))
}

fn footer() -> Footer {
    let line = Paragraph::new()
        .align(AlignmentType::Right)
        .add_run(run("Trang ", PLAIN))
        .add_page_num(PageNum::new())
        .add_run(run("/", PLAIN))
        .add_num_pages(NumPages::new());
    Footer::new().add_paragraph(line)
}

/// The XML with what the crate does not write.
fn completed(document: Vec<u8>) -> Vec<u8> {
    let xml = String::from_utf8(document).unwrap();
    let drawn = format!("<w:t xml:space=\"preserve\">{DRAWN}</w:t>");
    xml.replace("<w:cantSplit />", "<w:cantSplit /><w:tblHeader />")
        .replace(&drawn, LINE)
        .into_bytes()
}

/// A short line as Word draws it, with the drawing of older programs beside it.
const LINE: &str = r##"<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251656704" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:align>center</wp:align></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>12700</wp:posOffset></wp:positionV><wp:extent cx="900000" cy="0"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="3" name="Line 11"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/><wps:spPr bwMode="auto"><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="0"/></a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:line from="50pt,1pt" to="120pt,1pt" id="Line 11"/></w:pict></mc:Fallback></mc:AlternateContent>"##;
