//! The runs of a paragraph.

use super::blocks::{UNDERSTOOD, control};
use super::fields::{CONTENTS, Kind, PAGE_NUMBER};
use super::line::Line;
use super::look::Look;
use super::reader::{Reader, Spot, Story};
use super::symbols::symbol;
use super::tally::Met;
use super::tree::Element;
use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;

/// What the mark of a footnote that a person has typed is left out for.
const OWN_MARK: &str = "dấu gọi chú thích gõ tay; chương trình tự đánh số";

impl Reader<'_> {
    /// Reads the runs in `parent` into `line`; `base` is the look that the styles of the
    /// paragraph give.
    ///
    /// # Errors
    /// The document holds more than can be right.
    pub fn inline(
        &mut self,
        parent: &Element,
        base: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        for child in &parent.children {
            match child.name() {
                "r" => self.run(child, base, spot, line)?,
                "ins" | "moveTo" => {
                    self.tally.add(Met::Change, &line.origin);
                    self.inline(child, base, spot, line)?;
                }
                "del" | "moveFrom" => self.tally.add(Met::Change, &line.origin),
                "sdt" => {
                    let Some(content) = child.child("sdtContent") else { continue };
                    let inner = control(child, spot);
                    self.inline(content, base, &inner, line)?;
                }
                "fldSimple" => self.simple_field(child, base, spot, line)?,
                "AlternateContent" => {
                    if let Some(branch) = child.branch(UNDERSTOOD) {
                        self.inline(branch, base, spot, line)?;
                    }
                }
                "oMath" | "oMathPara" => self.formula(child, base, spot, line)?,
                "subDoc" => self.embedded(&line.origin),
                "commentRangeStart" | "commentReference" => self.comment(child, spot)?,
                "hyperlink" | "smartTag" | "customXml" | "dir" | "bdo" | "rubyBase" => {
                    self.inline(child, base, spot, line)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn simple_field(
        &mut self,
        field: &Element,
        base: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let kind = Kind::of(field.attribute("instr").unwrap_or_default());
        self.fields.count(kind, 1);
        let read = self.inline(field, base, spot, line);
        self.fields.count(kind, -1);
        line.part(PAGE_NUMBER);
        read
    }

    fn run(
        &mut self,
        run: &Element,
        base: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let properties = run.child("rPr");
        let own = properties.map(Look::read).unwrap_or_default();
        let style = properties.and_then(|own| own.value_of("rStyle"));
        let styled = match style {
            Some(style) => self.styles.styled(style).look.crossed(base),
            None => base.clone(),
        };
        let look = own.over(&styled.over(&self.styles.look));
        self.run_content(run, base, &look, spot, line)
    }

    fn run_content(
        &mut self,
        run: &Element,
        base: &Look,
        look: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let mut marked = None;
        for child in &run.children {
            let spot = marked.as_ref().unwrap_or(spot);
            match child.name() {
                "t" => {
                    let text = child.text.replace(['\n', '\r'], " ");
                    self.write(&text, look, spot, line)?;
                }
                "tab" | "ptab" if self.is_seen(spot, look) => line.tab(),
                "tab" | "ptab" => self.write(" ", look, spot, line)?,
                "br" if child.attribute("type") == Some("page") => self.page_break(spot, line),
                "br" | "cr" => self.write("\n", look, spot, line)?,
                "noBreakHyphen" => self.write("-", look, spot, line)?,
                "sym" => self.symbol(child, look, spot, line)?,
                "fldChar" => {
                    self.fields.character(child);
                    line.part(PAGE_NUMBER);
                }
                "instrText" => self.fields.instruct(&child.text),
                "footnoteReference" | "endnoteReference" => {
                    self.call(child, look, spot, line)?;
                    if child.attribute("customMarkFollows").is_some_and(|on| on != "0") {
                        marked = Some(spot.leaving(OWN_MARK));
                    }
                }
                "drawing" | "pict" | "object" => self.drawing(child, look, spot, line)?,
                "AlternateContent" => {
                    if let Some(branch) = child.branch(UNDERSTOOD) {
                        self.run_content(branch, base, look, spot, line)?;
                    }
                }
                "ruby" | "r" => {
                    let inner = child.child("rubyBase").unwrap_or(child);
                    self.inline_or_run(inner, base, spot, line)?;
                }
                "commentReference" => self.comment(child, spot)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn inline_or_run(
        &mut self,
        element: &Element,
        base: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        match element.name() {
            "r" => self.run(element, base, spot, line),
            _ => self.inline(element, base, spot, line),
        }
    }

    /// A page break counts in the body alone, outside tables.
    fn page_break(&mut self, spot: &Spot, line: &mut Line) {
        if spot.is_body() && spot.left != Some(CONTENTS) {
            line.page();
        }
    }

    fn symbol(
        &mut self,
        element: &Element,
        look: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let font = element.attribute("font").unwrap_or("Symbol");
        let code = element.attribute("char").unwrap_or_default();
        let code = u32::from_str_radix(code, 16).unwrap_or_default();
        let plain = || {
            let is_private = (0xE000..=0xF8FF).contains(&code) || code < 0x20;
            char::from_u32(code).filter(|_| !is_private)
        };
        match symbol(font, code).or_else(plain) {
            Some(symbol) => {
                let look = Look { family: None, caps: None, ..look.clone() };
                self.write(symbol.encode_utf8(&mut [0; 4]), &look, spot, line)
            }
            None => self.unknown_symbol(font, code, &line.origin),
        }
    }

    fn call(
        &mut self,
        reference: &Element,
        look: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        if spot.story != Story::Body || !self.is_seen(spot, look) {
            return Ok(());
        }
        let is_endnote = reference.name() == "endnoteReference";
        let id = reference.attribute("id").and_then(|id| id.trim().parse().ok());
        match id.and_then(|id| self.notes.call(is_endnote, id)) {
            Some(number) if number > super::notes::NOTES_LIMIT => {
                Err(self.too_large("Văn bản Word có hơn 10.000 chú thích nên không được đọc."))
            }
            Some(number) => {
                line.call(number);
                Ok(())
            }
            None => {
                let message = "Dấu gọi chú thích ở đây không có nội dung chú thích nên bị bỏ.";
                let warning = Diagnostic::warning("word-footnote-lost", &line.origin, message);
                self.diagnostics.push(warning.hint("mở bằng Word, xóa dấu này rồi chèn lại"));
                Ok(())
            }
        }
    }

    /// A formula, whose characters are read in their order.
    fn formula(
        &mut self,
        formula: &Element,
        base: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        let mut text = String::new();
        characters(formula, &mut text);
        let look = base.clone().over(&self.styles.look);
        let look = Look { family: None, ..look };
        self.charge()?;
        self.write(&text, &look, spot, line)?;
        let message = "Công thức ở đây được đọc thành chữ thường, có thể mất dạng phân số, chỉ số.";
        let warning = Diagnostic::warning("word-formula", &line.origin, message);
        self.diagnostics
            .push(warning.hint("so lại với bản gốc; nếu cần thì chèn công thức bằng hình"));
        Ok(())
    }
}

/// The characters in an element, at any depth.
fn characters(element: &Element, text: &mut String) {
    text.push_str(&element.text);
    for child in &element.children {
        characters(child, text);
    }
}
