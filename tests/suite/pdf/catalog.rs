//! The parts of a file that belong to no page: properties, bookmarks, the list
//! of pages.

use std::collections::BTreeMap;

use hayro_syntax::metadata::Metadata;
use hayro_syntax::object::{Array, Dict, ObjectIdentifier, Stream, String as PdfString};

/// A bookmark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bookmark {
    /// 1 for the outermost.
    pub depth: usize,
    pub title: String,
}

/// A text string: UTF-16 with a mark, UTF-8 with a mark, else Latin.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// UTF-16 with the high byte first.
pub fn utf16(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// A text string of a dictionary.
pub fn string(dict: &Dict, key: &str) -> Option<String> {
    dict.get::<PdfString>(key).map(|text| decode(text.as_bytes()))
}

/// The identifiers of the pages in order.
pub fn page_ids(catalog: &Dict) -> Vec<ObjectIdentifier> {
    fn walk(node: &Dict, ids: &mut Vec<ObjectIdentifier>) {
        let kids = node.get::<Array>("Kids").expect("kids of a page tree");
        let ids_of_kids = kids.raw_iter().map(|kid| kid.as_obj_ref().expect("a reference"));
        for (id, kid) in ids_of_kids.zip(kids.iter::<Dict>()) {
            if kid.contains_key("Kids") { walk(&kid, ids) } else { ids.push(id.into()) }
        }
    }
    let mut ids = Vec::new();
    walk(&catalog.get("Pages").expect("pages"), &mut ids);
    ids
}

/// All bookmarks.
pub fn outline(catalog: &Dict) -> Vec<Bookmark> {
    fn walk(parent: &Dict, depth: usize, found: &mut Vec<Bookmark>) {
        let mut next = parent.get::<Dict>("First");
        while let Some(item) = next {
            found.push(Bookmark { depth, title: string(&item, "Title").expect("a title") });
            walk(&item, depth + 1, found);
            next = item.get("Next");
        }
    }
    let mut found = Vec::new();
    if let Some(outlines) = catalog.get::<Dict>("Outlines") {
        walk(&outlines, 1, &mut found);
    }
    found
}

/// The Info dictionary: the texts, and the dates as "2026-02-05".
pub fn info(metadata: &Metadata) -> BTreeMap<String, String> {
    let texts = [
        ("Title", &metadata.title),
        ("Author", &metadata.author),
        ("Subject", &metadata.subject),
        ("Keywords", &metadata.keywords),
    ];
    let dates =
        [("CreationDate", &metadata.creation_date), ("ModDate", &metadata.modification_date)];
    let texts = texts.into_iter().filter_map(|(key, text)| Some((key, decode(text.as_ref()?))));
    let dates = dates.into_iter().filter_map(|(key, date)| {
        let date = date.as_ref()?;
        Some((key, format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)))
    });
    texts.chain(dates).map(|(key, value)| (key.to_owned(), value)).collect()
}

/// The XMP packet.
pub fn xmp(catalog: &Dict) -> String {
    let stream = catalog.get::<Stream>("Metadata").expect("XMP");
    String::from_utf8(stream.decoded().expect("XMP").into_owned()).expect("XMP in UTF-8")
}
