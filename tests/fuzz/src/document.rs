//! Bytes as a Word document, for its fuzz target and for the test that replays the
//! target's corpus.
//!
//! Nearly every change of a zip archive or of its XML is refused before the reader
//! behind it sees anything. Bytes that begin with no known signature are therefore parts
//! of a package, with a NUL between them: a letter that says which, then XML without its
//! root, which need not be well-formed, for it is mended here. A part `l` is the body
//! line by line.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts: their letter and name, which is their root's too.
const PARTS: &[(u8, &str)] = &[
    (b'd', "document"),
    (b's', "styles"),
    (b'n', "numbering"),
    (b'f', "footnotes"),
    (b'e', "endnotes"),
    (b'c', "comments"),
    (b'h', "header"),
    (b'o', "footer"),
];

/// Contents of a part that are lines.
const LINES: u8 = b'l';

/// The properties of a line by its first character.
const LOOKS: &[(char, &str)] = &[
    ('=', "<pPr><jc val=\"center\"/></pPr>"),
    ('>', "<pPr><jc val=\"right\"/></pPr>"),
    ('^', "<pPr><pageBreakBefore/></pPr>"),
];

/// The document whose parts `bytes` lists; `None` where they are a file as it is.
pub fn document(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(b"PK") {
        return None;
    }
    let mut contents = vec![String::new(); PARTS.len()];
    for piece in bytes.split(|byte| *byte == 0) {
        let [letter, text @ ..] = piece else { continue };
        let text = String::from_utf8_lossy(text);
        let at = PARTS.iter().position(|(own, _)| own == letter).unwrap_or(0);
        contents[at] += &if *letter == LINES { set(&text) } else { mended(&text) };
    }
    zipped(&contents).ok()
}

/// The text of a document that is lines alone; `None` for any other.
pub fn lines(bytes: &[u8]) -> Option<String> {
    let [LINES, text @ ..] = bytes else { return None };
    (!text.contains(&0)).then(|| plain(&String::from_utf8_lossy(text)))
}

fn zipped(contents: &[String]) -> zip::result::ZipResult<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut related = String::from("<Relationships>");
    for ((_, name), contents) in PARTS.iter().zip(contents) {
        writer.start_file(format!("word/{name}.xml"), options)?;
        let (open, close) = match *name {
            "document" => ("<body>", "</body>"),
            _ => ("", ""),
        };
        write!(writer, "<{name}>{open}{contents}{close}</{name}>")?;
        related += &format!("<Relationship Id=\"{name}\" Type=\"/{name}\" Target=\"{name}.xml\"/>");
    }
    writer.start_file("word/_rels/document.xml.rels", options)?;
    write!(writer, "{related}</Relationships>")?;
    Ok(writer.finish()?.into_inner())
}

/// Paragraphs, and tables of the lines that begin with `|`.
fn set(text: &str) -> String {
    let mut set = String::new();
    let mut in_table = false;
    for line in plain(text).lines() {
        let is_row = line.starts_with('|');
        if is_row != in_table {
            set += if is_row { "<tbl>" } else { "</tbl>" };
            in_table = is_row;
        }
        match line.strip_prefix('|') {
            Some(cells) => {
                let cells = cells.split('|').map(|cell| format!("<tc>{}</tc>", paragraph(cell)));
                set += &format!("<tr>{}</tr>", cells.collect::<String>());
            }
            None => set += &paragraph(line),
        }
    }
    if in_table { set + "</tbl>" } else { set }
}

fn paragraph(line: &str) -> String {
    let look = LOOKS.iter().find(|(sign, _)| line.starts_with(*sign));
    let (line, properties) = look.map_or((line, ""), |(_, look)| (&line[1..], look));
    let (line, bold) = match line.strip_prefix('*') {
        Some(line) => (line, "<rPr><b/></rPr>"),
        None => (line, ""),
    };
    let text = escaped(line).replace('\t', "</t><tab/><t space=\"preserve\">");
    format!("<p>{properties}<r>{bold}<t space=\"preserve\">{text}</t></r></p>")
}

/// Text whose words are the same wherever they stand: without what is cleaned away,
/// composed or read as a symbol.
fn plain(text: &str) -> String {
    let kept = |c: char| match c {
        '\n' | '\t' | ' '..='~' | '–' | '…' | '“' | '”' => c,
        'À'..='ỹ' if c.is_alphabetic() && !('\u{300}'..'\u{1EA0}').contains(&c) => c,
        'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' => c,
        _ => ' ',
    };
    text.chars().map(kept).collect()
}

/// XML that is well-formed: what is open is closed, what is no tag is text.
fn mended(text: &str) -> String {
    let mut xml = String::new();
    let mut open = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        xml += &escaped(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        rest = after;
        if tag.starts_with('/') {
            xml.extend(open.pop().map(|name| format!("</{name}>")));
            continue;
        }
        let name = word(tag);
        if name.is_empty() {
            continue;
        }
        xml += &format!("<{name}{}>", attributes(&tag[name.len()..]));
        match tag.ends_with('/') {
            true => xml += &format!("</{name}>"),
            false => open.push(name),
        }
    }
    xml += &escaped(rest);
    xml.extend(open.iter().rev().map(|name| format!("</{name}>")));
    xml
}

/// The name at the start of `text`.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) { &text[..end] } else { "" }
}

fn attributes(text: &str) -> String {
    let mut attributes = String::new();
    let mut rest = text.trim_end_matches('/');
    while let Some((name, after)) = rest.split_once('=') {
        let name = word(name.trim());
        let quote = if after.starts_with('"') { '"' } else { ' ' };
        let (value, after) =
            after.trim_start_matches(quote).split_once(quote).unwrap_or((after, ""));
        rest = after;
        if !name.is_empty() {
            attributes += &format!(" {name}=\"{}\"", escaped(value));
        }
    }
    attributes
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
