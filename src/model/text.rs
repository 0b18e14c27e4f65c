//! Text as it is printed: runs of characters with a style, and calls of
//! footnotes, with the way back to the input.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::marks;
use super::node::{RawText, Style};
use crate::origin::Origin;

/// Text of one cell or JSON string, ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The pieces in order.
    pub inlines: Vec<Inline>,
    /// Where the characters of the runs come from, in order and without a gap; none
    /// where they are the origin's, letter for letter from its first, as in most
    /// texts.
    segments: Vec<Segment>,
    /// The cell or JSON value the text stands in.
    pub origin: Origin,
}

/// A stretch of the characters of a [`Text`] with the place that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Segment {
    /// How many bytes of the text it covers.
    pub length: usize,
    /// The cell or JSON value.
    pub origin: Origin,
    /// The byte of that value's text, as read, at which the stretch stands letter
    /// for letter; `None` where the characters were made of the value (by a
    /// filter) or added on its behalf (a semicolon).
    pub offset: Option<usize>,
}

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Inline {
    /// Characters of one style; `\n` is a line break.
    Run {
        /// The characters.
        text: String,
        /// How they look.
        style: Style,
    },
    /// `[^mark]`: the call of a footnote.
    Footnote {
        /// The mark between `[^` and `]`.
        mark: String,
    },
}

impl Text {
    /// Reads the marks (where the source has them) and the footnote calls.
    pub fn new(raw: &RawText, origin: &Origin) -> Self {
        let (inlines, pieces) = marks::parse(raw);
        let segment = |(length, offset): (usize, usize)| {
            let offset = Some(raw.start + offset);
            Segment { length, origin: origin.clone(), offset }
        };
        let segments = match pieces.as_slice() {
            [(_, 0)] if raw.start == 0 => Vec::new(),
            _ => pieces.into_iter().map(segment).collect(),
        };
        Self { inlines, segments, origin: origin.clone() }
    }

    /// No text, which would stand at `origin`.
    pub fn blank(origin: &Origin) -> Self {
        Self { inlines: Vec::new(), segments: Vec::new(), origin: origin.clone() }
    }

    /// The text with marks, as JSON has it: [`Text::new`] reads it as the same.
    pub fn to_marked(&self) -> String {
        marks::write(&self.inlines)
    }

    /// Plain text from the program itself, on behalf of what stands at `origin`.
    pub fn plain(text: impl Into<String>, origin: &Origin) -> Self {
        let text = text.into();
        let segments = vec![Segment { length: text.len(), origin: origin.clone(), offset: None }];
        let run = Inline::Run { text, style: Style::default() };
        Self { inlines: vec![run], segments, origin: origin.clone() }
    }

    /// Adds characters at the end that look and come from where is said.
    pub fn extend(&mut self, text: &str, style: Style, segments: Vec<Segment>) {
        match self.inlines.last_mut() {
            Some(Inline::Run { text: before, style: last }) if *last == style => {
                before.push_str(text);
            }
            _ => self.inlines.push(Inline::Run { text: text.to_owned(), style }),
        }
        self.segments.extend(segments);
    }

    /// The same text without bold.
    pub fn without_bold(self) -> Self {
        let mut plain = Self { inlines: Vec::new(), ..self };
        for inline in self.inlines {
            match (inline, plain.inlines.last_mut()) {
                (Inline::Run { text, style }, last) => {
                    let style = Style { bold: false, ..style };
                    match last {
                        Some(Inline::Run { text: before, style: last }) if *last == style => {
                            before.push_str(&text);
                        }
                        _ => plain.inlines.push(Inline::Run { text, style }),
                    }
                }
                (call, _) => plain.inlines.push(call),
            }
        }
        plain
    }

    /// The same text with plain characters before and after.
    pub fn wrapped(&self, before: &str, after: &str) -> Self {
        let run = |text: &str| Inline::Run { text: text.to_owned(), style: Style::default() };
        let segment =
            |text: &str| Segment { length: text.len(), origin: self.origin.clone(), offset: None };
        let own = |text: &&str| !text.is_empty();
        let [before, after] = [Some(before).filter(own), Some(after).filter(own)];
        let inlines = before.map(run).into_iter();
        let inlines = inlines.chain(self.inlines.iter().cloned()).chain(after.map(run)).collect();
        let segments = before.map(segment).into_iter();
        let segments =
            segments.chain(self.segments_of(0..usize::MAX)).chain(after.map(segment)).collect();
        Self { inlines, segments, origin: self.origin.clone() }
    }

    /// This text and another one after it.
    pub fn followed_by(&self, other: &Self) -> Self {
        let all = 0..usize::MAX;
        Self {
            inlines: [self.inlines.as_slice(), &other.inlines].concat(),
            segments: [self.segments_of(all.clone()), other.segments_of(all)].concat(),
            origin: self.origin.clone(),
        }
    }

    /// The lines into which the author broke the text, at least one.
    pub fn lines(&self) -> Vec<Self> {
        let mut lines = vec![Self::blank(&self.origin)];
        let mut at = 0;
        for inline in &self.inlines {
            let (text, style) = match inline {
                Inline::Run { text, style } => (text, *style),
                call => {
                    lines.iter_mut().last().into_iter().for_each(|l| l.inlines.push(call.clone()));
                    continue;
                }
            };
            for (index, part) in text.split('\n').enumerate() {
                if index > 0 {
                    lines.push(Self::blank(&self.origin));
                    at += 1;
                }
                let run = Inline::Run { text: part.to_owned(), style };
                if let Some(line) = lines.last_mut() {
                    line.inlines.push(run);
                    line.segments.extend(self.segments_of(at..at + part.len()));
                }
                at += part.len();
            }
        }
        lines
    }

    /// The segments of these bytes of the text.
    pub fn segments_of(&self, range: Range<usize>) -> Vec<Segment> {
        if self.segments.is_empty() {
            let end = range.end.min(self.runs().map(|(run, _)| run.len()).sum());
            let length = end.saturating_sub(range.start);
            let whole = Segment { length, origin: self.origin.clone(), offset: Some(range.start) };
            return Some(whole).filter(|whole| whole.length > 0).into_iter().collect();
        }
        let mut start = 0;
        let mut found = Vec::new();
        for segment in &self.segments {
            let from = start.max(range.start);
            let to = (start + segment.length).min(range.end);
            if from < to {
                let offset = segment.offset.map(|offset| offset + from - start);
                found.push(Segment { length: to - from, offset, ..segment.clone() });
            }
            start += segment.length;
        }
        found
    }

    /// Where the byte `at` of the text comes from, and the byte of that value if it
    /// stands there letter for letter.
    pub fn source(&self, at: usize) -> Option<(&Origin, Option<usize>)> {
        self.source_with_rest(at).map(|(origin, offset, _)| (origin, offset))
    }

    /// The same as [`Self::source`], and for how many bytes from `at` it holds.
    pub fn source_with_rest(&self, at: usize) -> Option<(&Origin, Option<usize>, usize)> {
        if self.segments.is_empty() {
            let length: usize = self.runs().map(|(run, _)| run.len()).sum();
            return (at < length).then(|| (&self.origin, Some(at), length - at));
        }
        let mut start = 0;
        for segment in &self.segments {
            let end = start + segment.length;
            if at < end {
                let offset = segment.offset.map(|offset| offset + at - start);
                return Some((&segment.origin, offset, end - at));
            }
            start = end;
        }
        None
    }

    /// Where the characters come from, for a cache of what depends on that.
    pub fn places(&self) -> impl Hash {
        (&self.origin, &self.segments)
    }

    /// The characters without styles; footnote calls are left out.
    pub fn to_plain(&self) -> String {
        self.runs().map(|(text, _)| text).collect()
    }

    /// The runs in order, without footnote calls.
    pub fn runs(&self) -> impl Iterator<Item = (&str, Style)> {
        self.inlines.iter().filter_map(|inline| match inline {
            Inline::Run { text, style } => Some((text.as_str(), *style)),
            Inline::Footnote { .. } => None,
        })
    }

    /// The marks of the footnotes called, in order.
    pub fn footnote_marks(&self) -> impl Iterator<Item = &str> {
        self.inlines.iter().filter_map(|inline| match inline {
            Inline::Footnote { mark } => Some(mark.as_str()),
            Inline::Run { .. } => None,
        })
    }

    /// Whether there is nothing to print.
    pub fn is_blank(&self) -> bool {
        self.inlines.iter().all(|inline| match inline {
            Inline::Run { text, .. } => text.trim().is_empty(),
            Inline::Footnote { .. } => false,
        })
    }

    /// The last character that is not white space.
    pub fn last_char(&self) -> Option<char> {
        self.inlines.iter().rev().find_map(|inline| match inline {
            Inline::Run { text, .. } => text.trim_end().chars().next_back(),
            Inline::Footnote { .. } => None,
        })
    }

    /// Whether every visible character is bold.
    pub fn is_all_bold(&self) -> bool {
        !self.is_blank() && self.runs().all(|(text, style)| style.bold || text.trim().is_empty())
    }
}

/// Hashes what is printed: texts of two cells that print the same are one to a
/// cache of what was made of them.
impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inlines.hash(state);
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
