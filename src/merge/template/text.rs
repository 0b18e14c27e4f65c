//! Texts with tags: taken apart once into literals and minijinja's code, then
//! put together for each commune, every character with the way back to its cell.
//!
//! minijinja sees only the tags: what stands between them is a mark with a
//! number, so that no text is ever code and none is lost. Depends on
//! `expression`, `scope` and `model`.

use minijinja::Environment;
use minijinja::value::Value;

use super::scope::{self, Failure};
use crate::model::list::{List, Row};
use crate::model::node::{RawText, Style};
use crate::model::text::{Inline, Segment, Text};
use crate::origin::Origin;

// Marks in what minijinja writes; no cleaned text holds any of them.
/// Before the number of a literal ("L3") or value ("E3"), or an origin ("R").
pub(super) const MARK: char = '\u{1}';
/// After the number.
pub(super) const NUMBERED: char = '\u{2}';
/// After a value or an origin.
pub(super) const END: char = '\u{3}';
/// Around text whose marks count (the filter `danh_dau`).
pub(super) const MARKED: char = '\u{4}';
/// A value that is blank.
pub(super) const BLANK: char = '\u{6}';

/// A text with tags.
#[derive(Clone, Debug)]
pub(super) struct TextTemplate {
    /// The name of its code in the environment.
    pub name: String,
    /// What stands between the tags, by number.
    pub literals: Vec<Literal>,
    /// The tags that print something, by number.
    pub values: Vec<ValueTag>,
    /// Literals and values as they stand.
    pub order: Vec<Piece>,
    /// Whether it needs the rows of tables.
    pub counts: bool,
    /// The cell of the whole.
    pub origin: Origin,
}

/// A literal or a value, by its number.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    /// What stands between tags.
    Literal(usize),
    /// A tag that prints something.
    Value(usize),
}

/// What stands between tags.
#[derive(Clone, Debug)]
pub(super) enum Literal {
    /// Characters of one style.
    Run { text: String, style: Style, segments: Vec<Segment> },
    /// The call of a footnote.
    Footnote(String),
}

/// A tag that prints something.
#[derive(Clone, Debug)]
pub(super) struct ValueTag {
    /// As it stands, for messages.
    pub source: String,
    /// What a draft prints.
    pub label: String,
    /// How it looks.
    pub style: Style,
    /// The columns used.
    pub fields: Vec<usize>,
}

/// What a text became for one commune.
pub(super) struct Merged {
    /// The text; blank where nothing is left.
    pub text: Text,
    /// What could not be printed.
    pub failures: Vec<Failure>,
}

impl TextTemplate {
    /// The template of no text.
    pub fn nothing(origin: &Origin) -> Self {
        Self {
            name: String::new(),
            literals: Vec::new(),
            values: Vec::new(),
            order: Vec::new(),
            counts: false,
            origin: origin.clone(),
        }
    }

    /// The text for the row at `row` of `list`, whose values `context` has.
    pub fn merge(
        &self,
        environment: &Environment,
        context: &Value,
        list: &List,
        row: usize,
    ) -> Merged {
        scope::begin();
        let written =
            environment.get_template(&self.name).and_then(|template| template.render(context));
        let mut failures = scope::failures();
        let row = list.rows.get(row).map(|row| (list, row));
        let mut pieces = Pieces { template: self, row, inlines: Vec::new() };
        match written {
            Ok(written) => pieces.read(&written, &mut failures),
            Err(error) => failures.push(Failure {
                message: format!("Không tính được các thẻ của ô này: {error}."),
                hint: "xem lại cách viết trong các thẻ".into(),
                cell: None,
            }),
        }
        Merged { text: pieces.text(), failures }
    }

    /// The text of a draft: «Tên xã» where a value would stand, every branch of
    /// every choice.
    pub fn draft(&self) -> Text {
        let mut pieces = Pieces { template: self, row: None, inlines: Vec::new() };
        for piece in &self.order {
            match piece {
                Piece::Literal(number) => pieces.literal(*number),
                Piece::Value(number) => pieces.label(*number),
            }
        }
        pieces.text()
    }
}

/// A text being put together: runs with their segments.
struct Pieces<'a> {
    template: &'a TextTemplate,
    /// The list and the row in it.
    row: Option<(&'a List, &'a Row)>,
    inlines: Vec<(Inline, Vec<Segment>)>,
}

impl Pieces<'_> {
    /// Reads what minijinja wrote.
    fn read(&mut self, written: &str, failures: &mut Vec<Failure>) {
        let mut origin = None;
        for piece in written.split(MARK).skip(1) {
            let Some((mark, rest)) = piece.split_once(NUMBERED) else { continue };
            let value = rest.split_once(END).map_or("", |(value, _)| value);
            let number = mark.get(1..).and_then(|number| number.parse().ok()).unwrap_or(0);
            match mark.chars().next() {
                Some('L') => self.literal(number),
                Some('R') => origin = scope::origin(value),
                Some('E') => self.value(number, value, origin.take(), failures),
                _ => {}
            }
        }
    }

    fn literal(&mut self, number: usize) {
        match self.template.literals.get(number) {
            Some(Literal::Run { text, style, segments }) => {
                let run = Inline::Run { text: text.clone(), style: *style };
                self.inlines.push((run, segments.clone()));
            }
            Some(Literal::Footnote(mark)) => {
                self.inlines.push((Inline::Footnote { mark: mark.clone() }, Vec::new()));
            }
            None => {}
        }
    }

    fn label(&mut self, number: usize) {
        if let Some(tag) = self.template.values.get(number) {
            self.plain(&format!("«{}»", tag.label), tag.style, &self.template.origin, None);
        }
    }

    fn plain(&mut self, text: &str, style: Style, origin: &Origin, offset: Option<usize>) {
        let segment = Segment { length: text.len(), origin: origin.clone(), offset };
        let run = Inline::Run { text: text.to_owned(), style };
        self.inlines.push((run, vec![segment]));
    }

    fn value(
        &mut self,
        number: usize,
        value: &str,
        origin: Option<Origin>,
        failures: &mut Vec<Failure>,
    ) {
        let template = self.template;
        let Some(tag) = template.values.get(number) else { return };
        let cells = || tag.fields.iter().filter_map(|column| self.row?.1.cells.get(*column));
        if value.starts_with(BLANK) {
            failures.push(self.blank(tag));
            return;
        }
        let cell = cells().next();
        let place = origin.as_ref().or(cell.map(|cell| &cell.origin)).unwrap_or(&template.origin);
        match value.strip_prefix(MARKED).and_then(|rest| rest.strip_suffix(MARKED)) {
            Some(marked) => self.marked(marked, tag.style, place),
            None => {
                let whole = cell.is_some_and(|cell| cell.text == value && cell.origin == *place);
                self.plain(value, tag.style, place, whole.then_some(0));
            }
        }
    }

    /// The failure of a tag that has nothing to print.
    fn blank(&self, tag: &ValueTag) -> Failure {
        let found = tag.fields.iter().find_map(|column| {
            let (list, row) = self.row?;
            let cell = row.cells.get(*column).filter(|cell| cell.is_blank())?;
            Some((list.columns.get(*column)?.heading.as_str(), cell))
        });
        let message = match found {
            Some((heading, _)) => {
                format!("“{heading}” để trống trong danh sách, mà thẻ {} cần có.", tag.source)
            }
            None => format!("Thẻ {} không cho ra chữ nào.", tag.source),
        };
        let inside = tag.source.trim_matches(['{', '}']).trim();
        let hint = format!(
            "điền vào danh sách; hoặc ghi {{{{ {inside} | mac_dinh(\"…\") }}}} để in chữ khác khi trống"
        );
        Failure { message, hint, cell: found.map(|(_, cell)| cell.origin.clone()) }
    }

    /// A value whose own marks count.
    fn marked(&mut self, value: &str, style: Style, origin: &Origin) {
        let raw = RawText { text: value.to_owned(), markup: true, ..RawText::default() };
        for inline in Text::new(&raw, origin).inlines {
            let (text, own) = match inline {
                Inline::Run { text, style } => (text, style),
                // A commune's cell calls no footnote of the plan's.
                Inline::Footnote { mark } => (format!("[^{mark}]"), Style::default()),
            };
            let bold = style.bold || own.bold;
            let italic = style.italic || own.italic;
            let script =
                if own.script == Style::default().script { style.script } else { own.script };
            self.plain(&text, Style { bold, italic, script }, origin, None);
        }
    }

    /// The text, without white space at its ends.
    fn text(mut self) -> Text {
        while let Some((Inline::Run { text, .. }, segments)) = self.inlines.last_mut() {
            let length = text.trim_end().len();
            cut(segments, 0..length);
            text.truncate(length);
            if length > 0 {
                break;
            }
            self.inlines.pop();
        }
        while let Some((Inline::Run { text, .. }, segments)) = self.inlines.first_mut() {
            let start = text.len() - text.trim_start().len();
            cut(segments, start..text.len());
            text.drain(..start);
            if !text.is_empty() {
                break;
            }
            self.inlines.remove(0);
        }
        let mut text = Text::blank(&self.template.origin);
        for (inline, segments) in self.inlines {
            match inline {
                Inline::Run { text: run, style } => text.extend(&run, style, segments),
                call => text.inlines.push(call),
            }
        }
        text
    }
}

/// Keeps of the segments what covers these bytes.
pub(super) fn cut(segments: &mut Vec<Segment>, range: std::ops::Range<usize>) {
    let mut start = 0;
    segments.retain_mut(|segment| {
        let end = start + segment.length;
        let (from, to) = (start.max(range.start), end.min(range.end));
        segment.offset = segment.offset.map(|offset| offset + from.saturating_sub(start));
        segment.length = to.saturating_sub(from);
        start = end;
        segment.length > 0
    });
}
