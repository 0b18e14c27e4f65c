//! The XML of a workbook's parts, event by event, never as a whole.
//!
//! Depends on quick-xml, whose errors become diagnostics here. Elements are
//! told by their local names, so that a namespace prefix does no harm.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

use crate::origin::Origin;

use super::Fault;
use super::package::{damaged, read_fault};

/// A part being read.
pub struct Xml<R> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    part: String,
    whole: Origin,
}

impl<R: BufRead> Xml<R> {
    /// Starts reading; `part` and `whole` are for messages.
    pub fn new(part: &str, whole: &Origin, source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), part: part.to_owned(), whole: whole.clone() }
    }

    /// The next event; an empty element comes as its start and its end.
    ///
    /// # Errors
    /// The part is no well-formed XML, is damaged or inflates to too much.
    pub fn next(&mut self) -> Result<Event<'_>, Fault> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            Error::Io(error) => read_fault(&self.whole, &self.part, &error),
            _ => damaged(&self.whole, &self.part, "XML sai cú pháp"),
        })
    }

    /// The diagnostic of contents that do not belong in this part.
    pub fn fault(&self, why: &str) -> Fault {
        damaged(&self.whole, &self.part, why)
    }
}

/// The value of the attribute with this local name.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
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
                quick_xml::escape::resolve_predefined_entity(reference).unwrap_or_default(),
            ),
        },
        _ => {}
    }
}
