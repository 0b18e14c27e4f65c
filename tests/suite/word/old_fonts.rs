//! Documents of the time before Unicode, which offices copy from to this day.

use std::fs;

use tempfile::TempDir;

use super::compare::{differences, told};
use super::look::OFFICE;
use super::variants::EVERYTHING;
use super::{plan, report, write};
use crate::built;
use crate::input::legacy::{Encoder, VNI};

/// The XML of a part with every text in the old encoding.
fn encoded(xml: &[u8], encoder: &Encoder) -> Vec<u8> {
    let xml = String::from_utf8(xml.to_vec()).unwrap();
    let mut parts = xml.split("<w:t xml:space=\"preserve\">");
    let mut encoded = parts.next().unwrap().to_owned();
    for part in parts {
        let (text, rest) = part.split_once("</w:t>").unwrap();
        let text = encoder.encode(text, VNI);
        encoded += &format!("<w:t xml:space=\"preserve\">{text}</w:t>{rest}");
    }
    encoded.into_bytes()
}

#[test]
fn a_document_in_an_old_font_is_read() {
    let encoder = Encoder::new();
    let wanted = plan(&built::path(EVERYTHING));
    let mut package = write::package(&wanted, &OFFICE);
    package.document = encoded(&package.document, &encoder);
    package.footnotes = encoded(&package.footnotes, &encoder);
    let styles = String::from_utf8(package.styles).unwrap();
    package.styles = styles.replace("Times New Roman", "VNI-Times").into_bytes();
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("a.docx");
    fs::write(&file, write::packed(package)).unwrap();

    report(&differences(&told(&wanted, &OFFICE), &told(&plan(&file), &OFFICE)));
}
