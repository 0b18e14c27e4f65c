//! A part of a Word document as a tree of elements, without what no reader asks for.
//!
//! Elements and attributes are told by their local names: strict and transitional
//! documents differ in their namespaces alone.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::rc::Rc;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::input::package::Fault;
use crate::input::package::xml::{Xml, append_text, is_on};

/// Elements and attributes that the trees of a document may have.
const PIECES_LIMIT: usize = 1_500_000;
/// Bytes of their text and of the values of their attributes.
const BYTES_LIMIT: usize = 32 << 20;

/// Elements that are left out with all that is in them: what nobody asks for, by far the
/// most of a document.
const SKIPPED: &[&str] = &[
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "tblPrExChange",
    "tcPrChange",
    "trPrChange",
    "tblGridChange",
    "sectPrChange",
    "numberingChange",
    "tblBorders",
    "tcBorders",
    "tblCellMar",
    "tcMar",
    "pBdr",
    "shd",
    "lang",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "latentStyles",
    "shapetype",
    "extLst",
    "bCs",
    "iCs",
    "szCs",
    "color",
    "spacing",
    "u",
    "rtl",
    "noProof",
    "kern",
    "tabs",
    "widowControl",
    "snapToGrid",
    "tblW",
    "tcW",
    "tblLook",
    "trHeight",
    "vAlign",
    "cnfStyle",
    "positionH",
    "positionV",
    "solidFill",
    "ln",
];

/// Elements whose characters are kept.
const TEXTS: &[&str] = &["t", "instrText"];

/// An element.
#[derive(Debug)]
pub struct Element {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, Box<str>)>,
    /// The elements directly in it.
    pub children: Vec<Element>,
    /// Its characters, where it holds text.
    pub text: String,
}

impl Element {
    /// Its local name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first element of this name directly in it.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| &*child.name == name)
    }

    /// The element at the end of a path of names.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The value of the attribute of this local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| &**value)
    }

    /// The value of its attribute `val`.
    pub fn value(&self) -> Option<&str> {
        self.attribute("val")
    }

    /// The attribute `val` of the first element of this name directly in it.
    pub fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.value()
    }

    /// The same as a number.
    pub fn number_of<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.value_of(name)?.trim().parse().ok()
    }

    /// Whether the on/off property of this name is set, and to what.
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.child(name).map(|property| is_on(property.value()))
    }

    /// The first element in it, at any depth, for which `is` holds.
    pub fn find(&self, is: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        self.children.iter().find_map(|child| match is(child) {
            true => Some(child),
            false => child.find(is),
        })
    }

    /// Whether an element of one of these names is in it, at any depth.
    pub fn holds(&self, names: &[&str]) -> bool {
        self.find(&|element| names.contains(&element.name())).is_some()
    }

    /// The branch of an `mc:AlternateContent` to be read, never both: the first choice
    /// in which something is understood, else the fallback.
    pub fn branch(&self, understood: &[&str]) -> Option<&Self> {
        let mut choices = self.children.iter().filter(|child| child.name() == "Choice");
        choices.find(|choice| choice.holds(understood)).or_else(|| self.child("Fallback"))
    }
}

/// What the trees of a document have taken of what they may take together.
#[derive(Debug, Default)]
pub struct Room {
    pieces: usize,
    bytes: usize,
}

/// Reads a whole part.
///
/// # Errors
/// It is no XML, ends early or holds more than there is room for.
pub fn read<R: BufRead>(xml: &mut Xml<R>, room: &mut Room) -> Result<Element, Fault> {
    let mut builder = Builder { room, names: BTreeSet::new(), open: Vec::new() };
    loop {
        match xml.next()? {
            Event::Start(e) if SKIPPED.contains(&e.local_name().as_ref()) => xml.skip()?,
            Event::Start(e) => builder.start(&e),
            Event::End(_) => {
                if let Some(root) = builder.end() {
                    return Ok(root);
                }
            }
            Event::Eof => return Err(xml.fault("nội dung bị cắt cụt")),
            event => builder.text(&event),
        }
        if builder.room.pieces > PIECES_LIMIT || builder.room.bytes > BYTES_LIMIT {
            return Err(xml.too_large());
        }
    }
}

/// The elements that are open, each with whether white space at its ends counts.
struct Builder<'r> {
    room: &'r mut Room,
    names: BTreeSet<Rc<str>>,
    open: Vec<(Element, bool)>,
}

impl Builder<'_> {
    fn start(&mut self, e: &BytesStart) {
        self.room.pieces += 1;
        let mut keeps = self.open.last().is_some_and(|(_, keeps)| *keeps);
        let name = self.name(e.local_name().as_ref());
        let mut attributes = Vec::new();
        for attribute in e.attributes().with_checks(false).flatten() {
            let local = attribute.key.local_name();
            let local = local.as_ref();
            let is_namespace = attribute.key.as_ref().starts_with("xmlns");
            if is_namespace || local.starts_with("rsid") || local == "gfxdata" {
                continue;
            }
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else { continue };
            match local {
                "space" => keeps = value == "preserve",
                _ => {
                    self.room.pieces += 1;
                    self.room.bytes += value.len();
                    attributes.push((self.name(local), value.into()));
                }
            }
        }
        attributes.shrink_to_fit();
        let element = Element { name, attributes, children: Vec::new(), text: String::new() };
        self.open.push((element, keeps));
    }

    /// Closes the innermost element; gives it back if it is the root.
    fn end(&mut self) -> Option<Element> {
        let (mut element, keeps) = self.open.pop()?;
        if !keeps && element.name() == "t" {
            let trimmed = element.text.trim_matches([' ', '\t', '\n', '\r']);
            if trimmed.len() < element.text.len() {
                element.text = trimmed.to_owned();
            }
        }
        element.children.shrink_to_fit();
        match self.open.last_mut() {
            Some((parent, _)) => parent.children.push(element),
            None => return Some(element),
        }
        None
    }

    fn text(&mut self, event: &Event) {
        if let Some((element, _)) = self.open.last_mut()
            && TEXTS.contains(&&*element.name)
        {
            let before = element.text.len();
            append_text(event, &mut element.text);
            self.room.bytes += element.text.len() - before;
        }
    }

    fn name(&mut self, name: &str) -> Rc<str> {
        match self.names.get(name) {
            Some(known) => known.clone(),
            None => {
                self.room.bytes += name.len();
                let new: Rc<str> = name.into();
                self.names.insert(new.clone());
                new
            }
        }
    }
}
