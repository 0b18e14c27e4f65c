//! Recipients and signature, side by side.

use docx_rs::*;
use serde_json::Value;

use super::letterhead::borderless;
use super::look::{Closing, Numbering};
use super::numbering::{BULLETS, DASH};
use super::runs::{BOLD, Face, PLAIN, Pen, SIDE, SMALL, centered, run};
use super::write::Piece;

const WIDTHS: [usize; 2] = [4500, 4800];
/// Blank lines that leave room for signature and seal.
const ROOM: usize = 4;

/// The dash and the mark at the end of a recipient.
fn recipient(text: &str, is_last: bool) -> String {
    format!("- {text}{}", if is_last { "." } else { ";" })
}

impl Pen<'_> {
    /// The closing; nothing where the plan has neither recipients nor signature.
    pub fn closing(&self) -> Vec<Piece> {
        let recipients = self.recipients();
        let signature = &self.plan["signature"];
        if recipients.is_empty() && signature.is_null() {
            return Vec::new();
        }
        let (head, name) = signature_lines(signature);
        let bold = |lines: &[String]| -> Vec<Paragraph> {
            lines.iter().map(|line| centered().add_run(run(line, BOLD))).collect()
        };
        let room = || (0..ROOM).map(|_| centered());
        let right = || bold(&head).into_iter().chain(room()).chain(bold(&name));
        match self.look.closing {
            Closing::OneRow => {
                let row = vec![cell(recipients), cell(right())];
                vec![Piece::table(borderless(vec![TableRow::new(row)], &WIDTHS))]
            }
            Closing::Rows => {
                let first = TableRow::new(vec![cell(recipients), cell(bold(&head))]);
                let last = TableRow::new(vec![cell([]), cell(room().chain(bold(&name)))]);
                vec![Piece::table(borderless(vec![first, last], &WIDTHS))]
            }
            Closing::Paragraphs => {
                let far = |paragraph: Paragraph| paragraph.indent(Some(4500), None, None, None);
                right().map(far).chain(recipients).map(Piece::paragraph).collect()
            }
            Closing::Tabs => self.with_tabs(&head, &name),
        }
    }

    fn recipients(&self) -> Vec<Paragraph> {
        let Some(list) = self.plan["recipients"].as_array() else { return Vec::new() };
        let small = Face { size: SMALL, ..PLAIN };
        let lines = list.iter().enumerate().map(|(index, text)| {
            let line = recipient(text.as_str().unwrap(), index + 1 == list.len());
            if self.look.numbering == Numbering::Bulleted {
                let bullet =
                    Paragraph::new().numbering(NumberingId::new(BULLETS), IndentLevel::new(DASH));
                return self.fill(bullet, line.trim_start_matches("- "), small);
            }
            self.fill(Paragraph::new(), &line, small)
        });
        std::iter::once(heading()).chain(lines).collect()
    }

    /// Line by line, the signature behind a centered tab.
    fn with_tabs(&self, head: &[String], name: &[String]) -> Vec<Piece> {
        let recipients = self.recipients();
        let mut right = head.to_vec();
        let rows = recipients.len().max(head.len() + ROOM + name.len());
        right.resize(rows - name.len(), String::new());
        right.extend_from_slice(name);
        let tab = Tab::new().val(TabValueType::Center).pos(6800);
        let mut left = recipients.into_iter();
        right
            .into_iter()
            .map(|line| {
                let paragraph = left.next().unwrap_or_default().add_tab(tab.clone());
                match line.as_str() {
                    "" => paragraph,
                    _ => paragraph.add_run(Run::new().add_tab()).add_run(run(&line, BOLD)),
                }
            })
            .map(Piece::paragraph)
            .collect()
    }
}

fn heading() -> Paragraph {
    let face = Face { bold: true, italic: true, size: SIDE };
    Paragraph::new().add_run(run("Nơi nhận:", face))
}

/// The lines above the room for the signature, and those below it.
fn signature_lines(signature: &Value) -> (Vec<String>, Vec<String>) {
    let lines = |key: &str| -> Vec<String> {
        let text = signature[key].as_str().unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    };
    let below = lines("other_position").into_iter().chain(lines("name")).collect();
    (lines("authority").into_iter().chain(lines("position")).collect(), below)
}

fn cell(paragraphs: impl IntoIterator<Item = Paragraph>) -> TableCell {
    let mut paragraphs = paragraphs.into_iter().peekable();
    if paragraphs.peek().is_none() {
        return TableCell::new().add_paragraph(Paragraph::new());
    }
    paragraphs.fold(TableCell::new(), TableCell::add_paragraph)
}
