//! One sheet with its findings: notes and colours.

use std::collections::{BTreeMap, BTreeSet};

use super::parts::RELATIONSHIPS;
use super::words::note;
use super::{Fills, Marks, comments, fill, shapes};
use crate::amend::damaged;
use crate::amend::package::Package;
use crate::amend::xlsx::book::related;
use crate::amend::xlsx::cell_name;
use crate::amend::xlsx::cells::{self, Grid, style};
use crate::amend::xlsx::styles::Looks;
use crate::amend::xml::{Edits, named};
use crate::diagnostic::Diagnostic;

/// Notes that a sheet gets.
const NOTES: usize = 20_000;
/// What follows the drawing of the notes in a sheet.
const BEHIND: &[&str] = &[
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
];

/// Marks the cells of the sheet in `part`.
///
/// # Errors
/// The package is damaged.
pub fn mark(
    package: &mut Package,
    part: &str,
    marks: &Marks,
    looks: &mut Looks,
    fills: Fills,
) -> Result<(), Diagnostic> {
    let xml = package.required(part)?;
    let grid = cells::read(&xml)?;
    let mut edits = Edits::default();
    colour(&grid, marks, looks, fills, &mut edits)?;
    let related = related(package, part)?;
    let notes: BTreeMap<(u32, u32), String> =
        marks.iter().take(NOTES).map(|(place, found)| (*place, note(found))).collect();
    let added = comments::put(package, part, &related, &notes)?;
    let drawing = grid.parts.iter().find(|part| part.local() == "legacyDrawing");
    let id = drawing.and_then(|drawing| drawing.attribute("id"));
    let boxes = added.iter().filter_map(|place| Some((*place, notes.get(place)?.as_str())));
    if let Some(new) = shapes::put(package, part, &related, id.as_deref(), &grid, boxes)? {
        draw(&grid, &new, &mut edits)?;
    }
    package.put(part, edits.apply(&xml));
    Ok(())
}

/// Lets the sheet show the drawing `id`.
fn draw(grid: &Grid, id: &str, edits: &mut Edits) -> Result<(), Diagnostic> {
    let root = grid.root.as_ref().ok_or_else(|| damaged("trang không có nội dung"))?;
    let data = grid.data.as_ref().map_or(root.inner.start, |data| data.range.end);
    let behind =
        grid.parts.iter().find(|part| part.range.start >= data && BEHIND.contains(&part.local()));
    let at = behind.map_or(root.inner.end, |part| part.range.start);
    let drawing = format!("<§legacyDrawing xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{id}\"/>");
    edits.replace(at..at, named(&drawing, root.prefix()));
    Ok(())
}

/// Gives each cell its colour; one that the sheet does not have is added.
fn colour(
    grid: &Grid,
    marks: &Marks,
    looks: &mut Looks,
    fills: Fills,
    edits: &mut Edits,
) -> Result<(), Diagnostic> {
    let mut new_rows: BTreeMap<u32, String> = BTreeMap::new();
    let mut widened = BTreeSet::new();
    let prefix = grid.root.as_ref().map_or("", |root| root.prefix());
    for (&(row, column), found) in marks {
        let Some(fill) = fill(found, fills) else { continue };
        if let Some(cell) = grid.cells.get(&(row, column)) {
            let look = looks.filled(style(cell), fill)?.to_string();
            let end = if cell.is_empty { cell.range.end } else { cell.inner.start };
            let mut tag = cell.tag(&[("s", Some(&look))]);
            if cell.is_empty {
                tag.insert(tag.len() - 1, '/');
            }
            edits.replace(cell.range.start..end, tag);
            continue;
        }
        let look = looks.filled(inherited(grid, row, column), fill)?;
        let cell = format!("<§c r=\"{}\" s=\"{look}\"/>", cell_name(row, column));
        let cell = named(&cell, prefix);
        match grid.rows.get(&row) {
            Some(element) if !element.is_empty => {
                // `spans` says between which columns there are cells.
                if element.attribute("spans").is_some() && widened.insert(row) {
                    let tag = element.tag(&[("spans", None)]);
                    edits.replace(element.range.start..element.inner.start, tag);
                }
                let next = grid.cells.range((row, column)..(row + 1, 0)).next();
                let at = next.map_or(element.inner.end, |(_, next)| next.range.start);
                edits.replace(at..at, cell);
            }
            _ => new_rows.entry(row).or_default().push_str(&cell),
        }
    }
    let data = grid.data.as_ref().ok_or_else(|| damaged("trang không có ô nào"))?;
    let mut only = String::new();
    for (row, cells) in new_rows {
        if let Some(element) = grid.rows.get(&row) {
            edits.append(element, &[("spans", None)], &cells);
            continue;
        }
        let whole = named(&format!("<§row r=\"{}\">", u64::from(row) + 1), prefix)
            + &cells
            + &named("</§row>", prefix);
        let next = grid.rows.range(row..).next();
        match next {
            Some((_, next)) => edits.replace(next.range.start..next.range.start, whole),
            None => only.push_str(&whole),
        }
    }
    if !only.is_empty() {
        edits.append(data, &[], &only);
    }
    Ok(())
}

/// The look that a cell has of its row or column.
fn inherited(grid: &Grid, row: u32, column: u32) -> usize {
    let of_row = grid.rows.get(&row).map(style).filter(|style| *style > 0);
    let of_column = || {
        let number = |text: Option<String>| text.and_then(|text| text.parse::<u32>().ok());
        let columns = grid.columns.iter().find(|columns| {
            let [first, last] = ["min", "max"].map(|name| number(columns.attribute(name)));
            first.is_some_and(|first| first <= column + 1) && last.is_some_and(|last| column < last)
        });
        columns.map(style)
    };
    of_row.or_else(of_column).unwrap_or(0)
}
