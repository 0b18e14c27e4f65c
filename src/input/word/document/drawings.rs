//! Drawings: the text in their boxes is read, what has none is named with its place.

use super::blocks::UNDERSTOOD;
use super::line::Line;
use super::look::{Look, twips};
use super::reader::{HIDDEN, Reader, Spot, Story, Stream};
use super::tree::Element;
use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;
use crate::input::word::flow::{Fate, Item};

/// What words drawn as a picture are left out for.
const WORD_ART: &str = "chữ nghệ thuật (WordArt)";
const EMPTY_BOX: &str = "khung không có chữ";
/// A shape lower or narrower than this is a line: three points, in EMU.
const FLAT: f64 = 3.0 * 12_700.0;

/// A thing without words: what the account calls it, and what a warning does.
type Thing = (&'static str, &'static str);

const PICTURE: Thing = ("hình", "Hình");
const CHART: Thing = ("biểu đồ", "Biểu đồ");
const SMART_ART: Thing = ("sơ đồ SmartArt", "Sơ đồ SmartArt");
const OBJECT: Thing = ("đối tượng nhúng", "Đối tượng nhúng");
const CONTROL: Thing = ("ô điều khiển", "Ô điều khiển");
const INK: Thing = ("nét vẽ tay", "Nét vẽ tay");
const SHAPE: Thing = ("hình vẽ", "Hình vẽ");

/// What a drawing holds besides, and what it is called.
struct Drawing<'a> {
    spot: &'a Spot,
    name: Option<&'a str>,
}

impl Reader<'_> {
    /// Reads a drawing in a run of this look: `w:drawing`, `w:pict`, `w:object`.
    ///
    /// # Errors
    /// The document holds more than can be right.
    pub fn drawing(
        &mut self,
        element: &Element,
        look: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        if spot.story == Story::Comment {
            return Ok(());
        }
        let hidden = spot.leaving(HIDDEN);
        let spot = if look.hidden == Some(true) { &hidden } else { spot };
        let properties = element.find(&|inner| inner.name() == "docPr");
        let own = |name| properties.and_then(|own| own.attribute(name));
        let named = own("descr").filter(|text| !text.trim().is_empty()).or_else(|| own("name"));
        let drawing = Drawing { spot, name: named };
        if element.name() == "object" {
            let object = element.children.iter().find(|child| child.name() == "OLEObject");
            if let Some(object) = object {
                let drawing = Drawing { spot, name: object.attribute("ProgID") };
                return self.thing(OBJECT, &drawing, line);
            }
        }
        self.shapes(element, &drawing, line)
    }

    fn shapes(
        &mut self,
        parent: &Element,
        drawing: &Drawing,
        line: &mut Line,
    ) -> Result<(), Fault> {
        for child in &parent.children {
            match child.name() {
                "AlternateContent" => {
                    if let Some(branch) = child.branch(UNDERSTOOD) {
                        self.shapes(branch, drawing, line)?;
                    }
                }
                "pic" => self.picture(child, "blip", "embed", drawing, line)?,
                "chart" => self.thing(CHART, drawing, line)?,
                "relIds" => self.thing(SMART_ART, drawing, line)?,
                "contentPart" => self.thing(INK, drawing, line)?,
                "control" => self.thing(CONTROL, drawing, line)?,
                "cxnSp" | "line" => {
                    self.charge()?;
                    self.leave_line(line);
                }
                "wsp" | "sp" | "shape" | "rect" | "roundrect" | "oval" | "polyline" | "arc"
                | "curve" | "image" => self.shape(child, drawing, line)?,
                _ => self.shapes(child, drawing, line)?,
            }
        }
        Ok(())
    }

    fn shape(&mut self, shape: &Element, drawing: &Drawing, line: &mut Line) -> Result<(), Fault> {
        self.charge()?;
        let content = shape.find(&|inner| inner.name() == "txbxContent");
        if let Some(content) = content
            && self.text_box(content, drawing.spot, line)?
        {
            return Ok(());
        }
        if shape.holds(&["imagedata"]) {
            return self.picture(shape, "imagedata", "id", drawing, line);
        }
        let art = shape.find(&|inner| inner.name() == "textpath");
        if let Some(words) = art.and_then(|art| art.attribute("string")) {
            line.leave(WORD_ART, words, None);
            return Ok(());
        }
        if is_line(shape) {
            self.leave_line(line);
            return Ok(());
        }
        if content.is_some() {
            self.leave_thing(Fate::Left(EMPTY_BOX), &line.origin);
            return Ok(());
        }
        self.thing(SHAPE, drawing, line)
    }

    /// Reads the paragraphs and tables in a text box; whether there is anything in them.
    fn text_box(&mut self, content: &Element, spot: &Spot, line: &mut Line) -> Result<bool, Fault> {
        let place = self.here(spot);
        let words = if spot.boxed { place } else { format!("khung chữ ở {place}").into() };
        let look = Look::default();
        let inner = Spot { words, boxed: true, look, ..spot.clone() };
        let before = (self.account.len(), line.boxes.len());
        let fields = std::mem::take(&mut self.fields);
        let mut stream = Stream::default();
        self.blocks(content, &inner, &mut stream)?;
        self.end_carry(&inner, &mut stream)?;
        self.fields = fields;
        let is_blank = |item: &Item| match item {
            Item::Paragraph(paragraph) => paragraph.is_blank(),
            Item::Table(_) => false,
        };
        if !stream.items.iter().all(is_blank) {
            line.boxes.append(&mut stream.items);
        }
        Ok(before != (self.account.len(), line.boxes.len()))
    }

    fn picture(
        &mut self,
        element: &Element,
        image: &str,
        link: &str,
        drawing: &Drawing,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let image = element.find(&|inner| inner.name() == image);
        let id = image.and_then(|image| image.attribute(link));
        let part = id.and_then(|id| self.related.get(id, "image")).map(str::to_owned);
        let file = part.as_deref().and_then(|part| part.rsplit('/').next());
        let title = image.and_then(|image| image.attribute("title"));
        let name = drawing.name.or(title).filter(|name| !name.is_empty()).or(file);
        self.thing(PICTURE, &Drawing { name, ..*drawing }, line)
    }

    fn leave_line(&mut self, line: &Line) {
        self.leave_thing(Fate::Printed, &line.origin);
    }

    /// Enters a thing without words into the account, and warns of it where it prints.
    fn thing(&mut self, (what, word): Thing, drawing: &Drawing, line: &Line) -> Result<(), Fault> {
        self.charge()?;
        self.leave_thing(Fate::Left(what), &line.origin);
        if drawing.spot.left.is_some() {
            return Ok(());
        }
        let name = drawing.name.map(short).filter(|name| !name.is_empty());
        let name = name.map(|name| format!(" “{name}”")).unwrap_or_default();
        let place = self.here(drawing.spot);
        let message = format!("{word}{name} ở {place} không được đưa vào kế hoạch.");
        self.diagnostics.push(
            Diagnostic::warning("word-picture", &line.origin, message)
                .hint("lưu hình thành tệp riêng, rồi thêm một dòng có Kiểu là “hình”"),
        );
        Ok(())
    }
}

/// A name that fits a message.
fn short(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(61).collect();
    match name.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", name.get(..end).unwrap_or_default()),
        None => name.trim().to_owned(),
    }
}

/// Whether a shape is a straight line, as under the names of a letterhead.
fn is_line(shape: &Element) -> bool {
    if shape.child("cNvCnPr").is_some() || shape.attribute("connectortype").is_some() {
        return true;
    }
    if shape.attribute("hr").is_some_and(|on| on != "f") {
        return true;
    }
    // 32 to 40 are VML's own numbers of connectors.
    let connector = shape.attribute("type").and_then(|kind| kind.split("_t").nth(1)?.parse().ok());
    if connector.is_some_and(|kind: u32| (32..=40).contains(&kind)) {
        return true;
    }
    let drawn = shape.child("spPr");
    let form = drawn.and_then(|own| own.child("prstGeom")?.attribute("prst")).unwrap_or_default();
    let size = drawn.and_then(|own| own.at(&["xfrm", "ext"]));
    let is_flat = |side| {
        let side = size.and_then(|size| size.attribute(side)?.parse::<f64>().ok());
        side.is_some_and(|side| side.abs() < FLAT)
    };
    form.starts_with("line")
        || form.contains("Connector")
        || is_flat("cx")
        || is_flat("cy")
        || shape.attribute("style").is_some_and(is_flat_style)
}

/// The same told by VML's style: `width:120pt;height:0`.
fn is_flat_style(style: &str) -> bool {
    style.split(';').filter_map(|pair| pair.split_once(':')).any(|(name, value)| {
        let is_side = matches!(name.trim(), "width" | "height");
        // Bare numbers are in a group's own units, of which only none is known to be flat.
        let is_bare = value.trim().ends_with(|c: char| c.is_ascii_digit());
        let side = twips(value.trim().trim_end_matches("px"), 1).map(i32::abs);
        is_side && side.is_some_and(|side| side < if is_bare { 1 } else { 60 })
    })
}
