//! Text as it is printed: runs of characters with a style, and calls of
//! footnotes, with the way back to the input.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::marks;
use super::node::{RawText, Style};
use crate::origin::Origin;

/// Text of one cell or JSON string, ready to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The pieces in order.
    pub inlines: Vec<Inline>,
    /// The cell or JSON value the text stands in.
    pub origin: Origin,
}

/// A piece of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
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
        Self { inlines: marks::parse(raw), origin: origin.clone() }
    }

    /// The text with marks, as JSON has it: [`Text::new`] reads it as the same.
    pub fn to_marked(&self) -> String {
        marks::write(&self.inlines)
    }

    /// Plain text from the program itself or from a field that has no styles.
    pub fn plain(text: impl Into<String>, origin: &Origin) -> Self {
        let run = Inline::Run { text: text.into(), style: Style::default() };
        Self { inlines: vec![run], origin: origin.clone() }
    }

    /// The same text without bold.
    pub fn without_bold(self) -> Self {
        let mut inlines: Vec<Inline> = Vec::new();
        for inline in self.inlines {
            let Inline::Run { text, style } = inline else {
                inlines.push(inline);
                continue;
            };
            let style = Style { bold: false, ..style };
            match inlines.last_mut() {
                Some(Inline::Run { text: before, style: last }) if *last == style => {
                    before.push_str(&text);
                }
                _ => inlines.push(Inline::Run { text, style }),
            }
        }
        Self { inlines, origin: self.origin }
    }

    /// The same text with plain characters before and after.
    pub fn wrapped(&self, before: &str, after: &str) -> Self {
        let run = |text: &str| Inline::Run { text: text.to_owned(), style: Style::default() };
        let before = (!before.is_empty()).then(|| run(before));
        let after = (!after.is_empty()).then(|| run(after));
        let inlines = before.into_iter().chain(self.inlines.iter().cloned()).chain(after).collect();
        Self { inlines, origin: self.origin.clone() }
    }

    /// The lines into which the author broke the text, at least one.
    pub fn lines(&self) -> Vec<Self> {
        let blank = || Self { inlines: Vec::new(), origin: self.origin.clone() };
        let mut lines = vec![blank()];
        for inline in &self.inlines {
            let Inline::Run { text, style } = inline else {
                lines
                    .iter_mut()
                    .last()
                    .into_iter()
                    .for_each(|line| line.inlines.push(inline.clone()));
                continue;
            };
            for (index, part) in text.split('\n').enumerate() {
                if index > 0 {
                    lines.push(blank());
                }
                let run = Inline::Run { text: part.to_owned(), style: *style };
                lines.iter_mut().last().into_iter().for_each(|line| line.inlines.push(run.clone()));
            }
        }
        lines
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
