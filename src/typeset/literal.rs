//! Values as Typst literals. Whatever a cell holds, it stands in the generated
//! source inside a string literal: data can never become code.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::ops::Range;
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, ObjectRepr, Value, ValueKind};
use minijinja::{Error, ErrorKind, Output, State};

use super::pieces::pieces;
use crate::model::node::{Script, Style};
use crate::model::text::{Inline, Text};

/// What the texts of a document share while its sources are written: the
/// footnotes, and where asked for, what each literal was written from.
#[derive(Debug)]
pub(super) struct Notes {
    texts: Vec<Arc<Text>>,
    /// Numbers whose text already stands in a source.
    written: Mutex<BTreeSet<usize>>,
    /// The literals since they were taken last; `None` where nobody asks.
    pieces: Option<Mutex<Vec<Piece>>>,
}

/// A literal of a source: which characters of which text it holds. All literals
/// of texts follow a `#` in markup, and no others do.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The text.
    pub text: Arc<Text>,
    /// Its bytes; empty for the number of a footnote.
    pub range: Range<usize>,
}

impl Notes {
    /// Footnotes none of which is written yet; `traced` keeps what each literal was
    /// written from.
    pub fn new(texts: &[Text], traced: bool) -> Self {
        let texts = texts.iter().cloned().map(Arc::new).collect();
        Self { texts, written: Mutex::default(), pieces: traced.then(Mutex::default) }
    }

    /// The literals that were written since the last call, in order.
    pub fn take_pieces(&self) -> Vec<Piece> {
        let pieces = self.pieces.as_ref().and_then(|pieces| pieces.lock().ok());
        pieces.map(|mut pieces| std::mem::take(&mut *pieces)).unwrap_or_default()
    }

    fn record(&self, text: &Arc<Text>, range: Range<usize>) {
        if let Some(Ok(mut pieces)) = self.pieces.as_ref().map(Mutex::lock) {
            pieces.push(Piece { text: text.clone(), range });
        }
    }

    /// Whether `number` is called for the first time.
    fn is_first(&self, number: usize) -> bool {
        self.written.lock().is_ok_and(|mut written| written.insert(number))
    }
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Calls {
    /// A footnote's text stands where it is called.
    Full,
    /// Only the number, as in a header that repeats; the text stands elsewhere.
    NumberOnly,
    /// Only the footnotes that are called, no other text.
    NotesOnly,
}

/// A [`Text`] inside a template, written as a content block `[…]`.
#[derive(Debug)]
pub(super) struct TextLiteral {
    text: Arc<Text>,
    notes: Arc<Notes>,
    calls: Calls,
    chunks: Chunks,
}

/// Text cut into what stays on one line: each piece with whether it is set in a
/// box; the pieces of a run joined are the run.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunks(Vec<Vec<(String, bool)>>);

impl Chunks {
    /// Lines of the page's full width: every token of `pieces` stays whole.
    pub fn of(text: &Text) -> Self {
        let cut = |run: &str| {
            pieces(run).into_iter().map(|(piece, kept)| (piece.to_owned(), kept)).collect()
        };
        Self(text.runs().map(|(run, _)| cut(run)).collect())
    }

    /// Nothing is kept whole: for what is shorter than a line.
    pub fn loose(text: &Text) -> Self {
        Self(text.runs().map(|(run, _)| vec![(run.to_owned(), false)]).collect())
    }

    /// Lines of `width` pt: what is wider is not kept whole, and a word that is
    /// wider is cut where it must break. Returns such words too.
    pub fn within(
        text: &Text,
        width: f64,
        measure: impl Fn(&str, Style) -> f64,
    ) -> (Self, Vec<String>) {
        let mut long = Vec::new();
        let cut = |(run, style): (&str, Style)| {
            let measure = |piece: &str| measure(piece, style);
            let mut chunks = Vec::new();
            for (piece, kept) in pieces(run) {
                if kept && measure(piece) <= width {
                    chunks.push((piece.to_owned(), true));
                } else {
                    cut_words(piece, width, &measure, &mut chunks, &mut long);
                }
            }
            chunks
        };
        let runs = text.runs().map(cut).collect();
        (Self(runs), long)
    }
}

/// Splits the words of `piece` that are wider than `width` into boxes, between
/// which a line can break; Typst breaks at hyphens and slashes by itself.
fn cut_words(
    piece: &str,
    width: f64,
    measure: &impl Fn(&str) -> f64,
    chunks: &mut Vec<(String, bool)>,
    long: &mut Vec<String>,
) {
    let mut loose = String::new();
    for part in piece.split_inclusive([' ', '\n', '-', '/']) {
        if measure(part.trim_end()) <= width {
            loose.push_str(part);
            continue;
        }
        long.push(part.trim().to_owned());
        if !loose.is_empty() {
            chunks.push((std::mem::take(&mut loose), false));
        }
        let mut chunk = String::new();
        for c in part.chars() {
            let mut longer = chunk.clone();
            longer.push(c);
            if !chunk.is_empty() && !c.is_whitespace() && measure(&longer) > width {
                chunks.push((std::mem::take(&mut chunk), true));
            }
            chunk.push(c);
        }
        loose.push_str(&chunk);
    }
    if !loose.is_empty() {
        chunks.push((loose, false));
    }
}

impl Object for TextLiteral {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl TextLiteral {
    /// A value for a template, cut into `chunks`.
    pub fn value(text: &Text, notes: &Arc<Notes>, calls: Calls, chunks: Chunks) -> Value {
        let text = Arc::new(text.clone());
        Value::from_object(Self { text, notes: notes.clone(), calls, chunks })
    }

    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_char('[')?;
        let mut runs = self.chunks.0.iter();
        let mut at = 0;
        for inline in &self.text.inlines {
            match inline {
                Inline::Run { .. } if self.calls == Calls::NotesOnly => {}
                Inline::Run { text, style } => {
                    let chunks = runs.next().map(Vec::as_slice).unwrap_or_default();
                    let script = match style.script {
                        Script::Baseline => None,
                        Script::Super => Some("super"),
                        Script::Sub => Some("sub"),
                    };
                    if let Some(name) = script {
                        write!(out, "#{name}[")?;
                    }
                    self.write_run(out, chunks, style.bold, style.italic, at)?;
                    at += text.len();
                    if script.is_some() {
                        out.write_char(']')?;
                    }
                }
                Inline::Footnote { mark } => self.write_call(out, mark)?,
            }
        }
        out.write_char(']')
    }

    fn write_call(&self, out: &mut dyn Write, mark: &str) -> fmt::Result {
        let number: usize = mark.parse().unwrap_or_default();
        let Some(text) = number.checked_sub(1).and_then(|index| self.notes.texts.get(index)) else {
            return Ok(());
        };
        if self.calls == Calls::NumberOnly {
            self.notes.record(&self.text, 0..0);
            return write!(out, "#super[#\"{number}\"]");
        }
        if !self.notes.is_first(number) {
            return write!(out, "#footnote(<note-{number}>)");
        }
        let body = Self {
            text: text.clone(),
            notes: self.notes.clone(),
            calls: Calls::Full,
            chunks: Chunks::of(text),
        };
        // A little room between the number and the text at the page's foot.
        out.write_str("#footnote[#h(2pt)#")?;
        body.write(out)?;
        write!(out, "]<note-{number}>")
    }

    /// Writes the run that stands at byte `at` of the text.
    fn write_run(
        &self,
        out: &mut dyn Write,
        chunks: &[(String, bool)],
        bold: bool,
        italic: bool,
        mut at: usize,
    ) -> fmt::Result {
        let style = match (bold, italic) {
            (false, false) => None,
            (true, false) => Some("weight: \"bold\""),
            (false, true) => Some("style: \"italic\""),
            (true, true) => Some("weight: \"bold\", style: \"italic\""),
        };
        if let Some(style) = style {
            write!(out, "#text({style})[")?;
        }
        for (chunk, boxed) in chunks {
            out.write_str(if *boxed { "#box[" } else { "" })?;
            for (index, line) in chunk.split('\n').enumerate() {
                if index > 0 {
                    out.write_str("#linebreak()")?;
                    at += 1;
                }
                self.notes.record(&self.text, at..at + line.len());
                out.write_char('#')?;
                write_string(out, line)?;
                at += line.len();
            }
            out.write_str(if *boxed { "]" } else { "" })?;
        }
        if style.is_some() {
            out.write_char(']')?;
        }
        Ok(())
    }
}

/// A Typst string literal.
pub(super) fn write_string(out: &mut dyn Write, text: &str) -> fmt::Result {
    out.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => out.write_str("\\\"")?,
            '\\' => out.write_str("\\\\")?,
            c if c.is_control() => write!(out, "\\u{{{:x}}}", c as u32)?,
            c => out.write_char(c)?,
        }
    }
    out.write_char('"')
}

/// minijinja's formatter: every `{{ value }}` becomes a Typst literal.
pub(super) fn format(out: &mut Output, _: &mut State, value: &Value) -> Result<(), Error> {
    let written = match value.kind() {
        ValueKind::None => out.write_str("none"),
        // minijinja prints True and False, as Python does.
        ValueKind::Bool => write!(out, "{}", value.is_true()),
        ValueKind::Number => write!(out, "{value}"),
        ValueKind::String => write_string(out, value.as_str().unwrap_or_default()),
        _ if value.downcast_object_ref::<TextLiteral>().is_some() => write!(out, "{value}"),
        kind => {
            return Err(Error::new(
                ErrorKind::BadSerialization,
                format!("a {kind} has no Typst literal"),
            ));
        }
    };
    written.map_err(Error::from)
}
