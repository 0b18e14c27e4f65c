//! Sections: how the page lies, whether a new one begins, headers and footers.

use super::look::twips;
use super::reader::Reader;
use super::tree::Element;
use crate::input::word::flow::Item;

/// The sections read so far.
#[derive(Debug, Default)]
pub struct Sections {
    count: usize,
    /// The first item of the one being read.
    start: usize,
    landscape: bool,
    /// The headers and footers, by their kind (`header`) and the ids of their relationships.
    pub margins: Vec<(&'static str, String)>,
}

impl Reader<'_> {
    /// Ends a section: its properties stand after all that is in it.
    pub fn end_section(&mut self, section: &Element, items: &mut [Item]) {
        let sections = &mut self.sections;
        let landscape = is_landscape(section);
        let goes_on = matches!(section.value_of("type"), Some("continuous" | "nextColumn"));
        let own = items.get_mut(sections.start..).unwrap_or_default();
        if sections.count > 0
            && (!goes_on || landscape != sections.landscape)
            && let Some(first) = own.first_mut()
        {
            match first {
                Item::Paragraph(paragraph) => paragraph.new_page = true,
                Item::Table(table) => table.new_page = true,
            }
        }
        if landscape {
            turn(own);
        }
        for child in &section.children {
            let kind = match child.name() {
                "headerReference" => "header",
                "footerReference" => "footer",
                _ => continue,
            };
            let id = child.attribute("id").unwrap_or_default();
            sections.margins.push((kind, id.to_owned()));
        }
        sections.count += 1;
        sections.landscape = landscape;
        sections.start = items.len();
    }
}

fn is_landscape(section: &Element) -> bool {
    let Some(page) = section.child("pgSz") else { return false };
    let side = |name| page.attribute(name).and_then(|side| twips(side, 1));
    match (side("w"), side("h")) {
        (Some(width), Some(height)) => width > height,
        _ => page.attribute("orient") == Some("landscape"),
    }
}

/// Lays items on landscape pages, and those in them.
fn turn(items: &mut [Item]) {
    for item in items {
        match item {
            Item::Paragraph(paragraph) => paragraph.landscape = true,
            Item::Table(table) => {
                table.landscape = true;
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| turn(&mut cell.items));
            }
        }
    }
}
