//! The words of a .docx, read on its own: what a person sees in Word, with nothing
//! that the reader under test makes of it.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use quick_xml::events::Event;
use unicode_normalization::UnicodeNormalization;
use zip::ZipArchive;

/// The parts whose words a plan must hold.
const PARTS: [&str; 3] = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"];

/// What is not shown: deletions, older programs' copies of a drawing.
const UNSEEN: [&str; 3] = ["w:del", "w:moveFrom", "mc:Fallback"];

/// What stands in the file twice.
const TWICE: [&str; 1] = ["mc:Fallback"];

/// The stretches of text between breaks, tabs and gaps, in order.
pub fn stretches(file: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for xml in parts(file, |part| PARTS.contains(&part)) {
        for paragraph in texts(&xml, &UNSEEN, false).split('\n') {
            let pieces = paragraph.split("  ").flat_map(|text| text.split(['…', '\t']));
            let pieces = pieces.flat_map(|text| text.split("....")).map(str::trim);
            let is_text = |text: &&str| text.chars().any(char::is_alphanumeric);
            found.extend(pieces.filter(is_text).map(seen));
        }
    }
    found
}

/// All that anybody has written into the file, seen or not.
pub fn all(file: &Path) -> String {
    let is_written = |part: &str| {
        let name = part.trim_start_matches("word/");
        let more = ["header", "footer", "comments.xml"];
        PARTS.contains(&part) || more.iter().any(|more| name.starts_with(more))
    };
    parts(file, is_written).iter().map(|xml| seen(&texts(xml, &TWICE, true)) + "\n").collect()
}

/// The XML of the parts that are wanted, in order.
fn parts(file: &Path, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut package = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let mut names: Vec<String> =
        package.file_names().map(|name| name.unwrap().into_owned()).collect();
    names.retain(|name| wanted(name));
    names.sort();
    let mut read = |name: &String| {
        let mut xml = String::new();
        package.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
        xml
    };
    names.iter().map(&mut read).collect()
}

/// The text of a part, a line for each paragraph and each line break, without the
/// elements `unseen`; hidden and deleted words only if `everything` is wanted.
fn texts(xml: &str, without: &[&str], everything: bool) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut text = String::new();
    let (mut unseen, mut is_text, mut hidden) = (0, false, false);
    loop {
        let event = reader.read_event().unwrap();
        match &event {
            Event::Start(tag) => match tag.name().as_ref() {
                name if without.contains(&name) => unseen += 1,
                "w:r" => hidden = false,
                "w:t" => is_text = true,
                "w:delText" => is_text = everything,
                _ => {}
            },
            Event::Empty(tag) => match tag.name().as_ref() {
                "w:vanish" => hidden = !everything,
                "w:br" | "w:cr" => text.push('\n'),
                "w:tab" => text.push('\t'),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                name if without.contains(&name) => unseen -= 1,
                "w:p" => text.push('\n'),
                "w:t" | "w:delText" => is_text = false,
                _ => {}
            },
            Event::Eof => return text,
            _ if is_text && unseen == 0 && !hidden => append(&event, &mut text),
            _ => {}
        }
    }
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
