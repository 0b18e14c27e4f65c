//! Paragraphs and tables in their order, with what stands around them.

use super::fields::{CONTENTS, Sight};
use super::line::{Line, Page, Pen};
use super::look::{Look, Setting};
use super::numbering::Label;
use super::reader::{HIDDEN, PROMPT, Reader, Spot, Stream};
use super::styles::Styled;
use super::symbols::symbol;
use super::tally::Met;
use super::tree::Element;
use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;
use crate::input::word::flow::{Entry, Fate, Item, Paragraph};
use crate::model::node::{RawText, Style};
use crate::origin::Origin;

/// What a choice must hold to be read.
pub const UNDERSTOOD: &[&str] = &[
    "t",
    "p",
    "r",
    "tbl",
    "br",
    "tab",
    "sym",
    "pic",
    "chart",
    "relIds",
    "wsp",
    "cxnSp",
    "cNvCnPr",
    "prstGeom",
    "custGeom",
    "contentPart",
    "pict",
    "OLEObject",
];

/// What holds for all of a paragraph.
struct Frame {
    style: Styled,
    own: Setting,
    setting: Setting,
    /// The look of its end mark, and so of its number.
    mark: Look,
}

impl Reader<'_> {
    /// Reads the paragraphs and tables in `parent`.
    ///
    /// # Errors
    /// There are more than can be right, or tables in tables too deep.
    pub fn blocks(&mut self, parent: &Element, spot: &Spot, out: &mut Stream) -> Result<(), Fault> {
        for child in &parent.children {
            match child.name() {
                "p" => self.paragraph(child, spot, out)?,
                "tbl" => {
                    self.end_carry(spot, out)?;
                    self.table(child, spot, out)?;
                }
                "sdt" => {
                    let Some(content) = child.child("sdtContent") else { continue };
                    self.blocks(content, &control(child, spot), out)?;
                }
                "AlternateContent" => {
                    if let Some(branch) = child.branch(UNDERSTOOD) {
                        self.blocks(branch, spot, out)?;
                    }
                }
                "sectPr" if spot.is_body() => self.end_section(child, &mut out.items),
                "altChunk" => {
                    let origin = self.origin(&self.here(spot));
                    self.embedded(&origin);
                }
                "del" | "moveFrom" => self.change(spot),
                "oMathPara" => self.paragraph(child, spot, out)?,
                "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(child, spot, out)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The place of the paragraph that is read now, in words.
    pub fn here(&self, spot: &Spot) -> std::sync::Arc<str> {
        match spot.is_body() {
            true => format!("đoạn {}", self.paragraphs.max(1)).into(),
            false => spot.words.clone(),
        }
    }

    /// Counts a tracked change.
    pub fn change(&mut self, spot: &Spot) {
        let origin = self.origin(&self.here(spot));
        self.tally.add(Met::Change, &origin);
    }

    /// Warns of another document that this one takes in; it is never opened.
    pub fn embedded(&mut self, origin: &Origin) {
        let message = "Văn bản chèn vào từ một tệp khác ở đây không được đọc.";
        let hint = "mở bằng Word rồi lưu lại để nội dung nằm hẳn trong văn bản";
        self.diagnostics.push(Diagnostic::warning("word-embedded", origin, message).hint(hint));
    }

    fn paragraph(&mut self, p: &Element, spot: &Spot, out: &mut Stream) -> Result<(), Fault> {
        self.charge()?;
        let mut line = match out.carry.take() {
            Some(line) => line,
            None => {
                self.paragraphs += usize::from(spot.is_body());
                Line::new(self.origin(&self.here(spot)))
            }
        };
        let frame = self.frame(p, spot);
        let base = frame.style.look.clone().crossed(&spot.look);
        self.inline(p, &base, spot, &mut line)?;
        let properties = p.child("pPr");
        let mark = properties.and_then(|own| own.child("rPr"));
        let has = |name| mark.is_some_and(|mark: &Element| mark.child(name).is_some());
        if has("ins") || has("moveTo") {
            self.tally.add(Met::Change, &line.origin);
        }
        let is_deleted = has("del") || has("moveFrom");
        if is_deleted {
            self.tally.add(Met::Change, &line.origin);
        }
        let drop_cap = properties.and_then(|own| own.child("framePr")?.attribute("dropCap"));
        let section = properties.and_then(|own| own.child("sectPr"));
        if section.is_none() && (is_deleted || drop_cap.is_some_and(|kind| kind != "none")) {
            out.carry = Some(line);
            return Ok(());
        }
        self.finish(line, &frame, spot, out)?;
        if let Some(section) = section.filter(|_| spot.is_body()) {
            self.end_section(section, &mut out.items);
        }
        Ok(())
    }

    /// Ends a paragraph whose end is deleted where no other one follows.
    ///
    /// # Errors
    /// The document holds more than can be right.
    pub fn end_carry(&mut self, spot: &Spot, out: &mut Stream) -> Result<(), Fault> {
        let Some(line) = out.carry.take() else { return Ok(()) };
        let style = self.styles.paragraph(None);
        let setting = self.styles.complete(style.setting.clone());
        let frame = Frame { style, own: Setting::default(), setting, mark: Look::default() };
        if line.is_blank() {
            self.leave_all(&line);
            out.items.extend(line.boxes);
            return Ok(());
        }
        self.finish(line, &frame, spot, out)
    }

    fn frame(&self, p: &Element, spot: &Spot) -> Frame {
        let properties = p.child("pPr");
        let style = self.styles.paragraph(properties.and_then(|own| own.value_of("pStyle")));
        let own = properties.map(Setting::read).unwrap_or_default();
        let mark = properties.and_then(|own| own.child("rPr")).map(Look::read).unwrap_or_default();
        let below = style.look.clone().crossed(&spot.look).over(&self.styles.look);
        let setting = self.styles.complete(own.clone().over(&style.setting));
        Frame { style, own, setting, mark: mark.over(&below) }
    }

    /// Makes items of a paragraph that has been read.
    fn finish(
        &mut self,
        mut line: Line,
        frame: &Frame,
        spot: &Spot,
        out: &mut Stream,
    ) -> Result<(), Fault> {
        self.leave_all(&line);
        out.items.append(&mut line.boxes);
        let is_blank = line.is_blank();
        let is_gone = is_blank && (line.has_left(CONTENTS) || line.has_left(HIDDEN));
        let place = self.numbering.place(&frame.own, &frame.style).filter(|_| !is_gone);
        let indent = self.indent(frame, place);
        let mut label = place.and_then(|place| self.label(place, frame, &line.origin));
        self.charge_text(label.as_ref().map_or(0, String::len))?;
        if label.is_none() && is_blank && line.left.iter().any(|(_, pen)| !pen.is_blank()) {
            out.new_page |= line.pages.len() > 1;
            return Ok(());
        }
        let (after_break, pages, before_break) = line.take_pages();
        if is_blank && before_break && label.is_none() {
            out.new_page = true;
            return Ok(());
        }
        let breaks = after_break || frame.setting.new_page == Some(true);
        out.new_page |= breaks;
        for page in pages {
            let paragraph = Paragraph {
                origin: line.origin.clone(),
                parts: self.parts(page, &line.origin),
                label: label.take(),
                align: frame.setting.align.unwrap_or_default(),
                indent,
                outline: frame.setting.outline.filter(|level| *level < 9),
                new_page: std::mem::replace(&mut out.new_page, true),
                landscape: false,
                boxed: spot.boxed || frame.setting.framed == Some(true),
            };
            out.items.push(Item::Paragraph(paragraph));
        }
        out.new_page = before_break;
        Ok(())
    }

    fn parts(&mut self, page: Page, origin: &Origin) -> Vec<RawText> {
        page.parts.iter().map(|part| self.clean(part, origin)).collect()
    }

    fn leave_all(&mut self, line: &Line) {
        for (reason, pen) in &line.left {
            let text = self.clean(pen, &line.origin);
            self.leave(reason, &text, &line.origin);
        }
    }

    fn indent(&self, frame: &Frame, place: Option<(i32, usize)>) -> i32 {
        let level = place.and_then(|(list, level)| self.numbering.level(&self.styles, list, level));
        let by_level = level.and_then(|level| level.setting.indent);
        let by_style = match frame.own.list {
            Some(_) => by_level.or(frame.setting.indent),
            None => frame.setting.indent.or(by_level),
        };
        frame.own.indent.or(by_style).unwrap_or_default()
    }

    /// The number or bullet of a paragraph, as it prints.
    fn label(&mut self, place: (i32, usize), frame: &Frame, origin: &Origin) -> Option<String> {
        let counters = &mut self.counters;
        let label = self.numbering.count(&self.styles, counters, place)?;
        let level = self.numbering.level(&self.styles, place.0, place.1)?;
        let look = level.look.clone().over(&frame.mark);
        let font = level.look.family.clone().unwrap_or_default();
        if level.look.hidden == Some(true) {
            return None;
        }
        match label {
            Label::Number(text) => {
                let (text, family) = look.printed(&text);
                let mut pen = Pen::default();
                pen.write(&text, Style::default(), family);
                let text = self.clean(&pen, origin).text;
                (!text.is_empty()).then_some(text)
            }
            Label::Bullet(text) => {
                let read = |c: char| symbol(&font, u32::from(c)).or(symbol("Symbol", u32::from(c)));
                let bullet: String = match text.chars().next() {
                    Some(c @ '\u{E000}'..='\u{F8FF}') => read(c).unwrap_or('•').into(),
                    _ => text,
                };
                match bullet.as_str() {
                    "-" | "–" | "+" => return Some(bullet),
                    "−" | "‒" | "—" | "‐" | "‑" => {}
                    _ => self.other_bullet(&bullet, origin),
                }
                Some("-".to_owned())
            }
        }
    }

    /// Enters into the account something without words.
    pub fn leave_thing(&mut self, fate: Fate, origin: &Origin) {
        self.account.push(Entry { origin: origin.clone(), text: String::new(), fate });
    }

    /// What becomes of a drawing or a call in a run of this look.
    pub fn is_seen(&self, spot: &Spot, look: &Look) -> bool {
        self.sight(spot, look) == Sight::Seen
    }
}

/// The place of what stands in a content control.
pub fn control(control: &Element, spot: &Spot) -> Spot {
    prompt(control).map_or_else(|| spot.clone(), |reason| spot.leaving(reason))
}

/// Why what stands in a content control is left out: it is a prompt, or a table of
/// contents.
pub fn prompt(control: &Element) -> Option<&'static str> {
    let properties = control.child("sdtPr")?;
    let gallery = properties.at(&["docPartObj", "docPartGallery"]).and_then(Element::value);
    let is_prompt = properties.flag("showingPlcHdr") == Some(true);
    match gallery {
        Some("Table of Contents") => Some(CONTENTS),
        _ => is_prompt.then_some(PROMPT),
    }
}
