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

/// The stretches of text between breaks, tabs and gaps, in order.
pub fn stretches(file: &Path) -> Vec<String> {
    let mut package = ZipArchive::new(File::open(file).unwrap()).unwrap();
    let mut found = Vec::new();
    for part in PARTS {
        let Ok(mut entry) = package.by_name(part) else { continue };
        let mut xml = String::new();
        entry.read_to_string(&mut xml).unwrap();
        for paragraph in shown(&xml).split('\n') {
            let pieces = paragraph.split("  ").flat_map(|text| text.split(['…', '\t']));
            let pieces = pieces.flat_map(|text| text.split("....")).map(str::trim);
            let is_text = |text: &&str| text.chars().any(char::is_alphanumeric);
            found.extend(pieces.filter(is_text).map(seen));
        }
    }
    found
}

/// The text that is seen, a line for each paragraph and each line break.
fn shown(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut text = String::new();
    let (mut unseen, mut is_text, mut hidden) = (0, false, false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) => match tag.name().as_ref() {
                name if UNSEEN.contains(&name) => unseen += 1,
                "w:r" => hidden = false,
                "w:t" => is_text = true,
                _ => {}
            },
            Event::Empty(tag) => match tag.name().as_ref() {
                "w:vanish" => hidden = true,
                "w:br" | "w:cr" => text.push('\n'),
                "w:tab" => text.push('\t'),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                name if UNSEEN.contains(&name) => unseen -= 1,
                "w:p" => text.push('\n'),
                "w:t" => is_text = false,
                _ => {}
            },
            Event::Text(given) if is_text && unseen == 0 && !hidden => text.push_str(&given),
            Event::GeneralRef(name) if is_text && unseen == 0 && !hidden => {
                text.push_str(quick_xml::escape::resolve_predefined_entity(&name).unwrap());
            }
            Event::Eof => return text,
            _ => {}
        }
    }
}

/// The characters that print something, composed.
fn seen(text: &str) -> String {
    text.nfc().filter(|c| !"\u{ad}\u{200b}".contains(*c)).collect()
}
