//! Values as Typst literals. Whatever a cell holds, it stands in the generated
//! source inside a string literal: data can never become code.

use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::sync::{Arc, Mutex};

use minijinja::value::{Object, ObjectRepr, Value, ValueKind};
use minijinja::{Error, ErrorKind, Output, State};

use super::pieces::pieces;
use crate::model::node::Script;
use crate::model::text::{Inline, Text};

/// The footnotes of a document while its sources are written.
#[derive(Debug)]
pub(super) struct Notes {
    texts: Vec<Text>,
    /// Numbers whose text already stands in a source.
    written: Mutex<BTreeSet<usize>>,
}

impl Notes {
    /// Footnotes none of which is written yet.
    pub fn new(texts: Vec<Text>) -> Self {
        Self { texts, written: Mutex::default() }
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
    text: Text,
    notes: Arc<Notes>,
    calls: Calls,
    /// Stretches that would have to stay whole may be this many characters.
    keep: usize,
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
    /// A value for a template. `keep` is the greatest number of characters of a
    /// stretch that is kept on one line.
    pub fn value(text: &Text, notes: &Arc<Notes>, calls: Calls, keep: usize) -> Value {
        Value::from_object(Self { text: text.clone(), notes: notes.clone(), calls, keep })
    }

    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_char('[')?;
        for inline in &self.text.inlines {
            match inline {
                Inline::Run { .. } if self.calls == Calls::NotesOnly => {}
                Inline::Run { text, style } => {
                    let script = match style.script {
                        Script::Baseline => None,
                        Script::Super => Some("super"),
                        Script::Sub => Some("sub"),
                    };
                    if let Some(name) = script {
                        write!(out, "#{name}[")?;
                    }
                    write_run(out, text, style.bold, style.italic, self.keep)?;
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
            return write!(out, "#super[#\"{number}\"]");
        }
        if !self.notes.is_first(number) {
            return write!(out, "#footnote(<note-{number}>)");
        }
        let body = Self { text: text.clone(), notes: self.notes.clone(), calls: Calls::Full, keep: self.keep };
        out.write_str("#footnote")?;
        body.write(out)?;
        write!(out, "<note-{number}>")
    }
}

fn write_run(out: &mut dyn Write, text: &str, bold: bool, italic: bool, keep: usize) -> fmt::Result {
    let style = match (bold, italic) {
        (false, false) => None,
        (true, false) => Some("weight: \"bold\""),
        (false, true) => Some("style: \"italic\""),
        (true, true) => Some("weight: \"bold\", style: \"italic\""),
    };
    if let Some(style) = style {
        write!(out, "#text({style})[")?;
    }
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.write_str("#linebreak()")?;
        }
        for (piece, kept) in pieces(line) {
            let boxed = kept && piece.chars().count() <= keep;
            out.write_str(if boxed { "#box[#" } else { "#" })?;
            write_string(out, piece)?;
            if boxed {
                out.write_char(']')?;
            }
        }
    }
    if style.is_some() {
        out.write_char(']')?;
    }
    Ok(())
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
            return Err(Error::new(ErrorKind::BadSerialization, format!("a {kind} has no Typst literal")));
        }
    };
    written.map_err(Error::from)
}
