//! The words of a .docx, read on its own: what a person sees in Word, with nothing
//! that the reader under test makes of it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

/// The parts whose words a plan must hold.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// What is gone once changes are accepted, and older programs' copies of a drawing.
const GONE: [&str; 3] = ["w:del", "w:moveFrom", "mc:Fallback"];

/// Which words of a part are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// Those that are printed.
    Printed,
    /// Hidden ones too, and who has commented.
    All,
}

/// The stretches of text between breaks, tabs and gaps, in order.
pub fn stretches(file: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for (_, xml) in parts(file).into_iter().filter(|(name, _)| PARTS.contains(&name.as_str())) {
        let text = texts(&xml, View::Printed).replace("....", "…").replace("  ", "…");
        let pieces = text.split(['\n', '\t', '…', ':']);
        let pieces = pieces.map(|piece| piece.trim_matches(['.', ' ']));
        let is_text = |text: &&str| text.chars().any(char::is_alphanumeric);
        found.extend(pieces.filter(is_text).map(seen));
    }
    found
}

/// All that anybody has written into the file, seen or not.
pub fn all(file: &Path) -> String {
    let written = parts(file).into_iter().map(|(_, xml)| seen(&texts(&xml, View::All)));
    written.collect::<Vec<_>>().join("\n")
}

/// The parts that hold text.
fn parts(file: &Path) -> Vec<(String, String)> {
    let mut package = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let names = package.file_names().map(|name| name.unwrap().into_owned());
    let mut names: Vec<String> = names.collect();
    names.retain(|name| {
        let more = ["word/header", "word/footer", "word/comments.xml"];
        PARTS.contains(&name.as_str()) || more.iter().any(|more| name.starts_with(more))
    });
    let read = names.into_iter().map(|name| {
        let mut xml = String::new();
        package.by_name(&name).unwrap().read_to_string(&mut xml).unwrap();
        (name, xml)
    });
    read.collect()
}

/// The text of a part, cut at paragraphs, line breaks and calls of notes.
fn texts(xml: &str, view: View) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut text = String::new();
    let (mut gone, mut is_text, mut hidden) = (0, false, false);
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) => match tag.name().as_ref() {
                name if GONE.contains(&name) => gone += 1,
                "w:r" => hidden = false,
                "w:t" => is_text = true,
                "w:comment" => text += &format!("{}: ", attribute(tag, "w:author")),
                "w:vanish" => hidden = view == View::Printed,
                "w:br" | "w:cr" | "w:footnoteReference" | "w:endnoteReference" => text.push('\n'),
                "w:tab" => text.push('\t'),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                name if GONE.contains(&name) => gone -= 1,
                "w:p" => text.push('\n'),
                "w:t" => is_text = false,
                _ => {}
            },
            Event::Eof => return text,
            _ if !is_text || hidden || gone > 0 => {}
            _ => append(&event, &mut text),
        }
    }
}

/// The value of an attribute, empty where there is none.
fn attribute(tag: &BytesStart, name: &str) -> String {
    let found = tag.try_get_attribute(name).unwrap();
    found.map_or_else(String::new, |found| found.value.to_string())
}

/// Appends the characters of an event.
fn append(event: &Event, text: &mut String) {
    match event {
        Event::Text(given) => text.push_str(given),
        Event::GeneralRef(name) => {
            text.push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap());
        }
        _ => {}
    }
}

/// The characters that print something, composed.
fn seen(text: &str) -> String {
    text.nfc().filter(|c| !"\u{ad}\u{200b}".contains(*c)).collect()
}
