//! XML as text with the places of its elements, and changes of that text.
//!
//! Parts are read whole: they have passed the reader's caps, or [`super::package`]'s.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::damaged;
use crate::diagnostic::Diagnostic;

/// Elements may not be nested deeper than this.
const DEPTH_LIMIT: usize = 100;

/// An element of a part, by its place in the text.
#[derive(Clone, Debug)]
pub struct Element<'a> {
    start: BytesStart<'a>,
    /// All of it, from `<` to `>`.
    pub range: Range<usize>,
    /// What stands between its tags; an empty range at its end where it has one tag.
    pub inner: Range<usize>,
    /// Whether it is written as one tag, `<c/>`.
    pub is_empty: bool,
    /// How deep it stands; the root is at 0.
    pub depth: usize,
}

impl Element<'_> {
    /// The name without its prefix.
    pub fn local(&self) -> &str {
        let name = self.start.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// The prefix of the name with its colon; empty where there is none.
    pub fn prefix(&self) -> &str {
        let name = self.start.name().0;
        name.find(':').and_then(|at| name.get(..=at)).unwrap_or_default()
    }

    /// The value of the attribute with this local name.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// The start tag with these attributes given another value, or added; `None` takes
    /// one away.
    pub fn tag(&self, changed: &[(&str, Option<&str>)]) -> String {
        let mut tag = format!("<{}", self.start.name().0);
        let mut attributes = self.start.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            let key = attribute.key.as_ref();
            if !changed.iter().any(|(name, _)| *name == key) {
                // Quotes of the other kind may stand in the value.
                let value = attribute.value.replace('"', "&quot;");
                tag.push_str(&format!(" {key}=\"{value}\""));
            }
        }
        for (name, value) in changed {
            if let Some(value) = value {
                tag.push_str(&format!(" {name}=\"{}\"", escape(value)));
            }
        }
        tag + ">"
    }

    /// Its end tag.
    pub fn end_tag(&self) -> String {
        format!("</{}>", self.start.name().0)
    }
}

/// The elements of `xml` that stand at `path`, local names from the root on, in order.
///
/// # Errors
/// It is no well-formed XML.
pub fn elements<'a>(xml: &'a str, path: &[&str]) -> Result<Vec<Element<'a>>, Diagnostic> {
    let mut found = Vec::new();
    walk(xml, |ancestors, element| {
        if ancestors.iter().map(String::as_str).eq(path.iter().copied()) {
            found.push(element);
        }
    })?;
    found.sort_by_key(|element| element.range.start);
    Ok(found)
}

/// The first of [`elements`].
///
/// # Errors
/// There is none, or as for [`elements`].
pub fn element<'a>(xml: &'a str, path: &[&str]) -> Result<Element<'a>, Diagnostic> {
    let missing = || damaged(&format!("thiếu phần tử {}", path.join("/")));
    elements(xml, path)?.into_iter().next().ok_or_else(missing)
}

/// Calls `visit` with every element as it ends, and the local names from the root to
/// it.
///
/// # Errors
/// As for [`elements`].
pub fn walk<'a>(
    xml: &'a str,
    mut visit: impl FnMut(&[String], Element<'a>),
) -> Result<(), Diagnostic> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<(BytesStart<'a>, Range<usize>)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut at = 0;
    loop {
        let event = reader.read_event().map_err(|_| damaged("XML sai cú pháp"))?;
        let next = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let tag = at..next;
        at = next;
        match event {
            Event::Start(start) => {
                names.push(start.local_name().as_ref().to_owned());
                open.push((start, tag));
            }
            Event::Empty(start) => {
                names.push(start.local_name().as_ref().to_owned());
                let inner = tag.end..tag.end;
                let depth = open.len();
                visit(&names, Element { start, range: tag, inner, is_empty: true, depth });
                names.pop();
            }
            Event::End(_) => {
                let Some((start, first)) = open.pop() else {
                    return Err(damaged("XML sai cú pháp"));
                };
                let (range, inner) = (first.start..tag.end, first.end..tag.start);
                let depth = open.len();
                visit(&names, Element { start, range, inner, is_empty: false, depth });
                names.pop();
            }
            Event::Eof if open.is_empty() => return Ok(()),
            Event::Eof => return Err(damaged("XML không có kết thúc")),
            _ => {}
        }
        if open.len() > DEPTH_LIMIT {
            return Err(damaged("XML lồng nhau quá sâu"));
        }
    }
}

/// The characters of the text in `xml`, whatever elements it stands in.
///
/// # Errors
/// As for [`elements`].
pub fn text(xml: &str) -> Result<String, Diagnostic> {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().map_err(|_| damaged("XML sai cú pháp"))? {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(c)) => text.push(c),
                _ => text.push_str(
                    quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or("\u{FFFD}"),
                ),
            },
            Event::Eof => return Ok(text),
            _ => {}
        }
    }
}

/// Text as it stands in XML, in an element or an attribute.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if c < ' ' => {}
            c => out.push(c),
        }
    }
    out
}

/// `xml`, written with `§` before each name, with the names of a part: `prefix` and
/// its colon.
pub fn named(xml: &str, prefix: &str) -> String {
    xml.replace('§', prefix)
}

/// Changes of a text: ranges that do not overlap, and what takes their place.
#[derive(Debug, Default)]
pub struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts `with` in the place of `range`; what is put in at one place stands there in
    /// the order of the calls.
    pub fn replace(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.0.push((range, with.into()));
    }

    /// Puts `xml` at the end of an element, whose tag gets `changed` attributes.
    pub fn append(&mut self, element: &Element, changed: &[(&str, Option<&str>)], xml: &str) {
        if element.is_empty {
            let whole = format!("{}{xml}{}", element.tag(changed), element.end_tag());
            self.replace(element.range.clone(), whole);
            return;
        }
        if !changed.is_empty() {
            self.replace(element.range.start..element.inner.start, element.tag(changed));
        }
        self.replace(element.inner.end..element.inner.end, xml);
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text.
    pub fn apply(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (range, with) in self.0 {
            out.push_str(text.get(at..range.start).unwrap_or_default());
            out.push_str(&with);
            at = range.end.max(at);
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}
