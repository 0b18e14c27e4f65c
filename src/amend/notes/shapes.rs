//! The boxes in which a sheet's notes are shown: VML, which Excel still asks for.
//!
//! What Excel writes there is not always well-formed, so boxes are put into the text of
//! a drawing before its end, and nothing else of it is looked at.

use std::ops::Range;

use super::parts::add_shapes;
use crate::amend::package::Package;
use crate::amend::xlsx::book::Related;
use crate::amend::xlsx::cells::Grid;
use crate::diagnostic::Diagnostic;

/// Pixels: the width of a box, a line of its text, the height of the largest.
const WIDTH: u32 = 340;
const LINE: u32 = 16;
const MOST: u32 = 420;
/// Characters of a line.
const CHARACTERS: usize = 52;
/// Shapes that have numbers of one block.
const BLOCK: u32 = 1024;

const EMPTY: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\
<o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout></xml>";
/// The namespaces once more, for a drawing that calls them otherwise.
const TYPE: &str = "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" \
xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" coordsize=\"21600,21600\" \
o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Draws a box for each of these cells and notes; returns the id by which the sheet must
/// call a drawing that is new.
///
/// # Errors
/// The package is damaged.
pub fn put<'n>(
    package: &mut Package,
    part: &str,
    related: &[Related],
    drawing: Option<&str>,
    grid: &Grid,
    notes: impl Iterator<Item = ((u32, u32), &'n str)>,
) -> Result<Option<String>, Diagnostic> {
    let known = related.iter().find(|found| drawing == Some(found.id.as_str()));
    let xml = match known {
        Some(known) => package.required(&known.part)?,
        None => EMPTY.to_owned(),
    };
    let sizes = Sizes::of(grid);
    let first = last_number(&xml).max(BLOCK) + 1;
    let (mut boxes, mut count) = (String::new(), 0);
    if !xml.contains("_x0000_t202\"") || !xml.contains("shapetype") {
        boxes.push_str(TYPE);
    }
    for (number, (place, note)) in (first..).zip(notes) {
        boxes.push_str(&shape(number, place, note, &sizes));
        count += 1;
    }
    let xml = match known {
        Some(_) => xml,
        None => xml.replace("data=\"1\"", &format!("data=\"{}\"", blocks(first, count))),
    };
    let end = xml.rfind("</").unwrap_or(xml.len());
    let (before, after) = xml.split_at_checked(end).unwrap_or((&xml, ""));
    let xml = format!("{before}{boxes}{after}");
    match known {
        Some(known) => {
            package.put(&known.part, xml);
            Ok(None)
        }
        None => add_shapes(package, part, xml).map(Some),
    }
}

/// The blocks that so many numbers are of, `1,2`.
fn blocks(first: u32, count: u32) -> String {
    let last = first.saturating_add(count).saturating_sub(1);
    let blocks: Vec<String> =
        (first / BLOCK..=last.max(first) / BLOCK).map(|block| block.to_string()).collect();
    blocks.join(",")
}

/// The highest number of a shape, `_x0000_s1025`.
fn last_number(xml: &str) -> u32 {
    let numbers = xml.split("_x0000_s").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest.get(..end)?.parse().ok()
    });
    numbers.filter(|number| *number < 1 << 30).max().unwrap_or(0)
}

fn shape(number: u32, (row, column): (u32, u32), note: &str, sizes: &Sizes) -> String {
    let lines: usize =
        note.lines().map(|line| line.chars().count() / CHARACTERS + 1).sum::<usize>() + 1;
    let height = u32::try_from(lines).unwrap_or(MOST).saturating_mul(LINE).min(MOST);
    let right = reach(column + 1, 15 + WIDTH, |column| sizes.width(column));
    let bottom = reach(row, 4 + height, |row| sizes.height(row));
    let anchor = format!(
        "{}, 15, {row}, 4, {}, {}, {}, {}",
        column + 1,
        right.0,
        right.1,
        bottom.0,
        bottom.1
    );
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" \
         type=\"#_x0000_t202\" style=\"position:absolute;width:{}pt;height:{}pt;z-index:{number};\
         visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
         <v:fill color2=\"#ffffe1\"/><v:shadow on=\"t\" color=\"black\" obscured=\"t\"/>\
         <v:path o:connecttype=\"none\"/><v:textbox style=\"mso-direction-alt:auto\">\
         <div style=\"text-align:left\"></div></v:textbox><x:ClientData ObjectType=\"Note\">\
         <x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
         </x:ClientData></v:shape>",
        WIDTH * 3 / 4,
        height * 3 / 4
    )
}

/// The row or column, and the pixel of it, that is `pixels` behind the start of `from`.
fn reach(from: u32, pixels: u32, size: impl Fn(u32) -> u32) -> (u32, u32) {
    let (mut at, mut left) = (from, pixels);
    // What is hidden has no size.
    while at < from + 200 && left > size(at) {
        left -= size(at);
        at += 1;
    }
    (at, left.min(size(at)))
}

/// The sizes of a sheet's columns and rows in pixels.
struct Sizes {
    columns: Vec<(Range<u32>, u32)>,
    rows: std::collections::BTreeMap<u32, u32>,
}

impl Sizes {
    fn of(grid: &Grid) -> Self {
        let number = |text: Option<String>| text.and_then(|text| text.parse::<f64>().ok());
        let column = |column: &crate::amend::xml::Element| {
            let [first, last, width] =
                ["min", "max", "width"].map(|name| number(column.attribute(name)));
            Some(((first? as u32).saturating_sub(1)..last? as u32, (width? * 7.0 + 5.0) as u32))
        };
        let row = |(row, element): (&u32, &crate::amend::xml::Element)| {
            Some((*row, (number(element.attribute("ht"))? * 4.0 / 3.0) as u32))
        };
        Self {
            columns: grid.columns.iter().filter_map(column).collect(),
            rows: grid.rows.iter().filter_map(row).collect(),
        }
    }

    fn width(&self, column: u32) -> u32 {
        let known = self.columns.iter().find(|(range, _)| range.contains(&column));
        known.map_or(64, |(_, width)| *width)
    }

    fn height(&self, row: u32) -> u32 {
        self.rows.get(&row).copied().unwrap_or(20)
    }
}
