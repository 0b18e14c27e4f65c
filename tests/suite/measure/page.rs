//! Paper, margins, page numbers, colour (PL1 I.I).

use super::{Check, Findings, MM, NEAR, Style, run, start, text_edges};
use crate::built::Built;
use crate::pdf::{Area, Line, Mark, Page, lines};

/// The least top margin.
pub const TOP_MARGIN: f64 = 20.0;

const CHECKS: &[Check] = &[
    ("P01 paper is A4, upright but for wide appendices", paper),
    ("P03 left margin 30–35 mm, P04 right margin 15–20 mm", side_margins),
    ("P05 top margin 20–25 mm, bottom margin at least 20 mm", top_and_bottom),
    ("P06 font is Times New Roman or its equal", font),
    ("P07 text is black", black),
    ("P08 text is Unicode in composed form", unicode),
    ("P09–P11 page numbers", page_numbers),
];

#[test]
fn pages_are_as_the_decree_wants() {
    run(CHECKS);
}

fn is_landscape(page: &Page) -> bool {
    page.width > page.height
}

fn paper(built: &'static Built, findings: &mut Findings) {
    let appendices = built.parts().appendices;
    let wide: Vec<bool> = built.plan["appendices"]
        .as_array()
        .map(|list| {
            list.iter()
                .map(|a| matches!(a["orientation"].as_str(), Some("landscape" | "ngang")))
                .collect()
        })
        .unwrap_or_default();
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let appendix = appendices.iter().position(|a| (a.pages.0..a.pages.1).contains(&index));
        let (width, height) =
            if appendix.is_some_and(|n| wide[n]) { (297.0, 210.0) } else { (210.0, 297.0) };
        findings.range(index, "width of the paper", page.width, width..=width, 0.5);
        findings.range(index, "height of the paper", page.height, height..=height, 0.5);
    }
}

fn side_margins(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let Some((left, right)) = text_edges(page) else { continue };
        findings.range(index, "left margin", left, 30.0..=35.0, NEAR);
        // A page of short lines alone does not reach the margin.
        let short = page.width - right > 20.0 && !has_full_lines(built, index);
        if !short {
            findings.range(index, "right margin", page.width - right, 15.0..=20.0, NEAR);
        }
    }
}

/// Whether a page has lines that fill the width: paragraphs of two lines and
/// more, or tables.
fn has_full_lines(built: &'static Built, page: usize) -> bool {
    let parts = built.parts();
    let blocks = parts.body.iter().chain(parts.appendices.iter().flat_map(|a| &a.body));
    blocks.into_iter().any(|block| {
        let lines = super::lines_of(built, block);
        lines.windows(2).any(|pair| pair[0].page == page && pair[1].y != pair[0].y)
    })
}

fn top_and_bottom(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let content = page.texts.iter().filter(|text| matches!(text.mark, Mark::Content(_)));
        let letters = lines(content.map(|text| (index, text))).into_iter().map(|line| line.area());
        let drawn =
            page.shapes.iter().map(|shape| shape.area).filter(|area| area.y0 > TOP_MARGIN - NEAR);
        let Some(ink) = Area::around(letters.chain(drawn)) else { continue };
        findings.range(index, "top margin", ink.y0, TOP_MARGIN..=25.0, NEAR);
        let bottom = page.height - ink.y1;
        findings.want(
            bottom >= 20.0 - NEAR,
            index,
            "bottom margin",
            format!("{bottom:.2}"),
            "20 or more",
        );
    }
}

fn font(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let other = page.texts.iter().find(|text| !text.font.starts_with("LiberationSerif"));
        if let Some(text) = other {
            findings.add(
                index,
                "font",
                &text.font,
                "Times New Roman or a font of the same measures",
            );
        }
    }
}

fn black(built: &'static Built, findings: &mut Findings) {
    let urgency = built.plan["urgency"].as_str();
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let coloured = page.texts.iter().filter(|text| text.colour.iter().any(|part| *part > 0.01));
        for text in coloured.filter(|text| Some(text.plain().as_str()) != urgency) {
            findings.add(
                index,
                format!("colour of «{}»", start(&text.plain())),
                format!("{:?}", text.colour),
                "black",
            );
        }
    }
}

fn unicode(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        for text in page.texts.iter().map(|text| text.plain()) {
            // Vietnamese in decomposed form has combining marks.
            let wrong = text.chars().find(
                |c| matches!(c, '\u{300}'..='\u{36F}' | '\u{FFFD}' | '\u{E000}'..='\u{F8FF}'),
            );
            findings.want(
                wrong.is_none(),
                index,
                format!("«{}»", start(&text)),
                format!("{wrong:?}"),
                "composed letters",
            );
        }
    }
}

/// What stands in the top margin.
pub fn header(page: &Page, index: usize) -> Vec<Line> {
    let artifacts = page.texts.iter().filter(|text| text.mark == Mark::Artifact);
    artifacts
        .filter(|text| text.glyphs[0].y < TOP_MARGIN)
        .flat_map(|text| lines([(index, text)]))
        .collect()
}

fn page_numbers(built: &'static Built, findings: &mut Findings) {
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let number = index - built.first_page_of(index) + 1;
        let lines = header(page, index);
        let numbers: Vec<&Line> = lines
            .iter()
            .filter(|line| line.text.trim().chars().all(|c| c.is_ascii_digit()))
            .collect();
        match numbers[..] {
            [] => findings.want(number == 1, index, "page number", "none", number),
            [line] => {
                findings.want(
                    number > 1,
                    index,
                    "page number",
                    &line.text,
                    "none on the first page",
                );
                findings.want(
                    line.text == number.to_string(),
                    index,
                    "page number",
                    &line.text,
                    number,
                );
                findings.style(line, "page number", 13.0..=14.0, Style::Regular);
                let (left, right) = text_edges(page).unwrap_or((30.0, page.width - 20.0));
                let axis =
                    if has_full_lines(built, index) { (left + right) / 2.0 } else { line.centre() };
                findings.centred(line, "page number", axis, 1.0);
                let top = line.y - 0.68 * line.size() * MM;
                findings.range(index, "top of the page number", top, 8.0..=12.0, NEAR);
                findings.range(index, "baseline of the page number", line.y, 12.0..=17.0, NEAR);
            }
            _ => findings.add(index, "page numbers", numbers.len(), 1),
        }
        findings.want(
            !is_landscape(page) || page.width > 290.0,
            index,
            "page number",
            "rotated",
            "upright",
        );
    }
}
