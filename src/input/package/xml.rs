//! The XML of a package's parts, event by event, never as a whole.
//!
//! Depends on quick-xml, whose errors become diagnostics here. Elements are
//! told by their local names, so that a namespace prefix does no harm.

use std::io::{self, BufRead, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use crate::origin::Origin;

use super::Fault;
use super::faults::{damaged, part_too_large};
use super::{LimitReached, read_fault};

/// Elements may not be nested deeper than this.
const DEPTH_LIMIT: usize = 100;
/// Bytes that one tag or one stretch of text may take.
const EVENT_LIMIT: usize = 1 << 20;

/// A part being read.
pub struct Xml<R> {
    reader: Reader<Metered<R>>,
    buffer: Vec<u8>,
    depth: usize,
    part: String,
    whole: Origin,
}

impl<R: BufRead> Xml<R> {
    /// Starts reading; `part` and `whole` are for messages.
    pub fn new(part: &str, whole: &Origin, source: R) -> Self {
        let mut reader = Reader::from_reader(Metered { inner: source, taken: 0 });
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0, part: part.to_owned(), whole: whole.clone() }
    }

    /// The next event; an empty element comes as its start and its end.
    ///
    /// # Errors
    /// The part is no well-formed XML, is damaged, nested too deep or inflates
    /// to too much.
    pub fn next(&mut self) -> Result<Event<'_>, Fault> {
        if self.depth > DEPTH_LIMIT {
            return Err(self.too_large());
        }
        self.buffer.clear();
        self.reader.get_mut().taken = 0;
        let event = self.reader.read_event_into(&mut self.buffer);
        match &event {
            Ok(Event::Start(_)) => self.depth += 1,
            Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        event.map_err(|error| match error {
            Error::Io(error) => read_fault(&self.whole, &self.part, &error),
            _ => damaged(&self.whole, &self.part, "XML sai cú pháp"),
        })
    }

    /// Reads on to the end of the element whose start was the last event.
    ///
    /// # Errors
    /// As for [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Fault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.next()?, Event::Eof) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Bytes of the part that the events so far have taken.
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// The diagnostic of a part that holds more than can be right.
    pub fn too_large(&self) -> Fault {
        part_too_large(&self.whole, &self.part)
    }

    /// The diagnostic of contents that do not belong in this part.
    pub fn fault(&self, why: &str) -> Fault {
        damaged(&self.whole, &self.part, why)
    }
}

/// A source that refuses to give more than [`EVENT_LIMIT`] bytes to one event.
struct Metered<R> {
    inner: R,
    taken: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > EVENT_LIMIT {
            return Err(io::Error::other(LimitReached));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count;
        self.inner.consume(count);
    }
}

/// The value of the attribute with this local name.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| a.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// Whether an on/off attribute or property element (`<b/>`, `<b val="0"/>`) is on.
pub fn is_on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}

/// Appends the characters of a text event; other events add nothing.
pub fn append_text(event: &Event, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(c)) => text.push(c),
            _ => text.push_str(
                quick_xml::escape::resolve_predefined_entity(reference).unwrap_or("\u{FFFD}"),
            ),
        },
        _ => {}
    }
}
