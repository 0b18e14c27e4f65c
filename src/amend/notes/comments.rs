//! The texts of a sheet's notes.

use std::collections::BTreeMap;

use super::parts::{COMMENTS, add};
use crate::amend::package::Package;
use crate::amend::xlsx::book::Related;
use crate::amend::xlsx::strings::with_more;
use crate::amend::xlsx::{cell_name, cell_text, first, parse_cell};
use crate::amend::xml::{Edits, element, elements, named};
use crate::diagnostic::Diagnostic;

/// Who writes the notes.
const AUTHOR: &str = "kehoach";
const EMPTY: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<authors/><commentList/></comments>";

/// Adds `notes` to those of the sheet `part`, behind what a cell's note has already;
/// returns the cells that had none.
///
/// # Errors
/// The package is damaged.
pub fn put(
    package: &mut Package,
    part: &str,
    related: &[Related],
    notes: &BTreeMap<(u32, u32), String>,
) -> Result<Vec<(u32, u32)>, Diagnostic> {
    let known = related.iter().find(|found| found.kind == "comments");
    let name = known.map(|known| known.part.clone());
    let xml = match &name {
        Some(name) => package.required(name)?,
        None => EMPTY.to_owned(),
    };
    let mut edits = Edits::default();
    let list = element(&xml, &["comments", "commentList"])?;
    let prefix = list.prefix();
    let author = author(&xml, prefix, &mut edits)?;
    let mut places = BTreeMap::new();
    for comment in elements(&xml, &["comments", "commentList", "comment"])? {
        let place = comment.attribute("ref").and_then(|name| parse_cell(&name));
        places.extend(place.map(|place| (place, comment)));
    }
    let (mut new, mut added) = (String::new(), Vec::new());
    for (place, note) in notes {
        match places.get(place) {
            Some(comment) => {
                let whole = xml.get(comment.range.clone()).unwrap_or_default();
                let more = run(&format!("\n\n{note}"), prefix);
                if let Some(text) = first(whole, &["comment", "text"]) {
                    let start = comment.range.start;
                    let changed = with_more(
                        whole.get(text.range.clone()).unwrap_or_default(),
                        &more,
                        prefix,
                    )?;
                    edits.replace(start + text.range.start..start + text.range.end, changed);
                }
            }
            None => {
                let name = cell_name(place.0, place.1);
                let run = run(note, prefix);
                new.push_str(&format!(
                    "<{prefix}comment ref=\"{name}\" authorId=\"{author}\"><{prefix}text>{run}\
                     </{prefix}text></{prefix}comment>"
                ));
                added.push(*place);
            }
        }
    }
    edits.append(&list, &[], &new);
    let xml = edits.apply(&xml);
    match name {
        Some(name) => package.put(&name, xml),
        None => {
            add(package, part, &COMMENTS, "xl/commentsKehoach#.xml", xml)?;
        }
    }
    Ok(added)
}

fn run(text: &str, prefix: &str) -> String {
    let head = named(
        "<§r><§rPr><§sz val=\"9\"/><§color indexed=\"81\"/><§rFont val=\"Tahoma\"/></§rPr>\
         <§t xml:space=\"preserve\">",
        prefix,
    );
    // A section sign of the text itself is no name.
    format!("{head}{}</{prefix}t></{prefix}r>", cell_text(text))
}

/// The number of the author, who is added.
fn author(xml: &str, prefix: &str, edits: &mut Edits) -> Result<usize, Diagnostic> {
    let author = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
    match first(xml, &["comments", "authors"]) {
        Some(authors) => {
            edits.append(&authors, &[], &author);
            Ok(elements(xml, &["comments", "authors", "author"])?.len())
        }
        None => {
            let list = element(xml, &["comments", "commentList"])?;
            let authors = format!("<{prefix}authors>{author}</{prefix}authors>");
            edits.replace(list.range.start..list.range.start, authors);
            Ok(0)
        }
    }
}
