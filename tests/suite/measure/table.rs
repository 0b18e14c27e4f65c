//! Tables: inside the margins, text inside its cells, headers repeated, group
//! rows kept with what follows. The decree has no figures for them.

use super::{Check, Findings, NEAR, lines_of, run, start};
use crate::built::Built;
use crate::pdf::{Element, Line, MM, Mark, Page, Shape};

const CHECKS: &[Check] = &[
    ("tables inside the margins", margins),
    ("text inside its cell", inside_cells),
    ("text 12–13 pt", sizes),
    ("headers repeated on every page", headers),
    ("no group row last on a page", groups),
    ("no word cut", words),
];

#[test]
fn tables_are_as_the_decree_wants() {
    run(CHECKS);
}

fn tables(built: &'static Built) -> Vec<&'static Element> {
    built.pdf.root.find(&["Table"])
}

fn cells(element: &Element) -> Vec<&Element> {
    element.find(&["TH", "TD"])
}

fn margins(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let least = if page.width > page.height { 15.0 } else { 20.0 };
        for shape in page.shapes.iter().filter(|shape| shape.area.y0 > 20.0) {
            let right = shape.area.x0 >= 30.0 - NEAR && shape.area.x1 <= page.width - least + NEAR;
            let measured = format!("{:.2} to {:.2} mm", shape.area.x0, shape.area.x1);
            findings.want(right, index, "line", measured, format!("30 to {}", page.width - least));
        }
    }
}

/// Whether a line of text is crossed by a line of the table.
fn crossed(line: &Line, shape: &Shape) -> bool {
    let area = shape.area;
    let (top, bottom) = (line.y - 0.6 * line.size() * MM, line.y + 0.1 * line.size() * MM);
    if shape.is_vertical() {
        area.y0 < line.y - 0.5
            && area.y1 > line.y - 0.5
            && line.x0 + 0.1 < area.x0
            && area.x0 < line.x1 - 0.1
    } else {
        shape.is_horizontal()
            && area.x0 < line.centre()
            && line.centre() < area.x1
            && top < area.y0
            && area.y0 < bottom
    }
}

fn inside_cells(built: &'static Built, findings: &mut Findings) {
    for cell in tables(built).into_iter().flat_map(cells) {
        for line in lines_of(built, cell) {
            let page = built.page(line.page);
            if page.shapes.iter().any(|shape| crossed(&line, shape)) {
                let measured =
                    format!("{:.1} to {:.1} mm across a line of the table", line.x0, line.x1);
                findings.add(
                    line.page,
                    format!("«{}»", start(&line.text)),
                    measured,
                    "inside its cell",
                );
            }
        }
    }
}

fn sizes(built: &'static Built, findings: &mut Findings) {
    for cell in tables(built).into_iter().flat_map(cells) {
        for line in lines_of(built, cell) {
            findings.range(
                line.page,
                format!("size of «{}»", start(&line.text)),
                line.size(),
                12.0..=14.0,
                0.1,
            );
        }
    }
}

/// What is written on a page as decoration below the top margin: repeated
/// headers.
fn repeated(page: &Page) -> String {
    let texts =
        page.texts.iter().filter(|text| text.mark == Mark::Artifact && text.glyphs[0].y > 20.0);
    texts
        .flat_map(|text| text.plain().split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn headers(built: &'static Built, findings: &mut Findings) {
    for table in tables(built) {
        let rows: Vec<&Element> =
            table.find(&["THead"]).into_iter().flat_map(|head| head.find(&["TR"])).collect();
        // A group row below the header is tagged as one of its rows.
        let end = rows.iter().skip(1).position(|row| is_group(row)).map_or(rows.len(), |n| n + 1);
        let header = rows[..end].iter().flat_map(|row| cells(row));
        let wanted: Vec<String> =
            header.map(|cell| cell.text().split_whitespace().collect()).collect();
        for page in table.pages().into_iter().skip(1) {
            let got = repeated(built.page(page));
            for text in wanted.iter().filter(|text| !got.contains(text.as_str())) {
                findings.add(
                    page,
                    "header of the table",
                    format!("no «{text}»"),
                    "repeated on every page",
                );
            }
        }
    }
}

/// A row whose last cell goes over all columns but the first.
fn is_group(row: &Element) -> bool {
    let cells: Vec<&Element> = row.elements().collect();
    let wide = cells.last().is_some_and(|cell| cell.span("ColSpan") >= 3);
    cells.len() <= 2 && wide
}

fn groups(built: &'static Built, findings: &mut Findings) {
    for table in tables(built) {
        let rows = table.find(&["TR"]);
        for pair in rows.windows(2).filter(|pair| is_group(pair[0])) {
            let (group, next) = (lines_of(built, pair[0]), lines_of(built, pair[1]));
            let (Some(last), Some(next)) = (group.last(), next.first()) else { continue };
            findings.want(
                last.page == next.page,
                last.page,
                format!("group row «{}»", start(&last.text)),
                "last on its page",
                "with the row below it",
            );
        }
    }
}

fn words(built: &'static Built, findings: &mut Findings) {
    let plan = built.plan.to_string();
    for cell in tables(built).into_iter().flat_map(cells) {
        for pair in lines_of(built, cell).windows(2) {
            let (above, below) = (&pair[0].text, &pair[1].text);
            if above.ends_with(char::is_whitespace) || below.starts_with(char::is_whitespace) {
                continue;
            }
            let tail = above.split_whitespace().last().unwrap_or_default();
            let head = below.split_whitespace().next().unwrap_or_default();
            // A break that the author typed leaves two words in the plan.
            let cut = plan.contains(&format!("{tail}{head}")) && !tail.ends_with(['-', '/', '–']);
            // One that fills a line from its start is longer than its column.
            let long = above.trim() == tail;
            findings.want(
                !cut || long,
                pair[0].page,
                format!("«{tail}{head}»"),
                format!("cut into {tail} and {head}"),
                "whole",
            );
        }
    }
}
