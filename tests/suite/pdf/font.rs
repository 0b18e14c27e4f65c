//! Fonts as Typst embeds them: two bytes a glyph, widths in `/W`, characters in
//! a ToUnicode CMap.

use std::collections::HashMap;

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::catalog::utf16;

/// A font of a page.
pub struct Font {
    /// Name without the subset's prefix.
    pub name: String,
    characters: HashMap<u16, String>,
    widths: HashMap<u16, f64>,
}

impl Font {
    pub fn new(dict: &Dict) -> Self {
        let base = dict.get::<Name>("BaseFont").expect("BaseFont").as_str().to_owned();
        let cmap =
            dict.get::<Stream>("ToUnicode").unwrap_or_else(|| panic!("{base}: no ToUnicode"));
        let cmap = String::from_utf8(cmap.decoded().expect("a CMap").into_owned()).expect("a CMap");
        let descendants = dict.get::<Array>("DescendantFonts").expect("a composite font");
        let descendant = descendants.iter::<Dict>().next().expect("a descendant");
        let descriptor = descendant.get::<Dict>("FontDescriptor").expect("a descriptor");
        let embedded = ["FontFile", "FontFile2", "FontFile3"];
        assert!(embedded.iter().any(|key| descriptor.contains_key(key)), "{base}: not embedded");
        Self {
            name: base.split_once('+').map_or(base.as_str(), |(_, name)| name).to_owned(),
            characters: characters(&cmap),
            widths: widths(&descendant.get("W").expect("widths")),
        }
    }

    /// The characters a glyph stands for.
    pub fn text(&self, code: u16) -> String {
        self.characters
            .get(&code)
            .cloned()
            .unwrap_or_else(|| char::REPLACEMENT_CHARACTER.to_string())
    }

    /// Its advance in thousandths of the size.
    pub fn width(&self, code: u16) -> f64 {
        self.widths.get(&code).copied().unwrap_or(0.0)
    }
}

/// The `bfchar` and `bfrange` entries of a CMap.
fn characters(cmap: &str) -> HashMap<u16, String> {
    let mut found = HashMap::new();
    let mut section = "";
    for line in cmap.lines().map(str::trim) {
        match line.split_whitespace().last() {
            Some(word @ ("beginbfchar" | "beginbfrange")) => section = word,
            Some("endbfchar" | "endbfrange") => section = "",
            _ if section == "beginbfchar" => {
                let (code, text) = (number(line, 0), hexadecimal(line, 1));
                found.insert(code, utf16(&text));
            }
            _ if section == "beginbfrange" => {
                let (first, last, text) = (number(line, 0), number(line, 1), hexadecimal(line, 2));
                let first_char = utf16(&text).chars().next().expect("a character");
                for code in first..=last {
                    let character = char::from_u32(first_char as u32 + u32::from(code - first));
                    found.insert(code, character.expect("a character").to_string());
                }
            }
            _ => {}
        }
    }
    found
}

/// The bytes of the `index`th `<…>` of a line.
fn hexadecimal(line: &str, index: usize) -> Vec<u8> {
    let digits =
        line.split('<').nth(index + 1).and_then(|rest| rest.split('>').next()).expect(line);
    let digits: Vec<char> = digits.chars().filter(|c| !c.is_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).expect(line))
        .collect()
}

fn number(line: &str, index: usize) -> u16 {
    hexadecimal(line, index).iter().fold(0, |number, byte| number << 8 | u16::from(*byte))
}

/// `/W`: `first last width` or `first [width …]`.
fn widths(array: &Array) -> HashMap<u16, f64> {
    let objects: Vec<Object> = array.iter::<Object>().collect();
    let mut found = HashMap::new();
    let mut at = 0;
    let value = |at: usize| match &objects[at] {
        Object::Number(number) => number.as_f64(),
        other => panic!("a number in /W, not {other:?}"),
    };
    while at < objects.len() {
        let first = value(at) as u16;
        if let Object::Array(list) = &objects[at + 1] {
            found.extend((first..).zip(list.iter::<f64>()));
            at += 2;
        } else {
            found.extend((first..=value(at + 1) as u16).map(|code| (code, value(at + 2))));
            at += 3;
        }
    }
    found
}
