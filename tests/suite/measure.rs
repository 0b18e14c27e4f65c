//! The typeset page against the figures of NĐ 30/2020/NĐ-CP, Phụ lục I, read
//! from the PDF in millimetres and points.
//!
//! A check is a function that looks at one document and notes each figure that
//! the decree does not allow. A new one is a function in the file of its part
//! of the page and a name in that file's `CHECKS`.

mod appendix;
mod body;
mod closing;
mod letterhead;
mod marks;
mod page;
mod table;

use std::fmt::Display;
use std::ops::RangeInclusive;

use crate::built::{self, Built};
use crate::pdf::{Element, Line, MM, Page, Shape, lines};

/// A figure is right if it is nearer than this to what is wanted: mm.
const NEAR: f64 = 0.3;
/// Sizes of type in points.
const SIZE_NEAR: f64 = 0.1;
/// Two lines are centred on each other if their middles are nearer: mm.
const CENTRED: f64 = 1.5;

/// What one check of one document found.
struct Findings {
    file: &'static str,
    found: Vec<String>,
}

impl Findings {
    /// Notes a fault on a page (an index): what was looked at, what was measured
    /// and what the decree wants.
    fn add(
        &mut self,
        page: usize,
        what: impl Display,
        measured: impl Display,
        wanted: impl Display,
    ) {
        self.found.push(format!(
            "{}, page {}: {what}: {measured}; wanted {wanted}",
            self.file,
            page + 1
        ));
    }

    /// Notes a fault unless `right`.
    fn want(
        &mut self,
        right: bool,
        page: usize,
        what: impl Display,
        measured: impl Display,
        wanted: impl Display,
    ) {
        if !right {
            self.add(page, what, measured, wanted);
        }
    }

    /// Notes a measure outside its range, `near` at either end allowed.
    fn range(
        &mut self,
        page: usize,
        what: impl Display,
        value: f64,
        wanted: RangeInclusive<f64>,
        near: f64,
    ) {
        let right = (wanted.start() - near..=wanted.end() + near).contains(&value);
        let wanted = format!("{} to {}", wanted.start(), wanted.end());
        self.want(right, page, what, format!("{value:.2}"), wanted);
    }

    /// Notes a line whose letters have another size, weight or slant.
    fn style(&mut self, line: &Line, what: &str, sizes: RangeInclusive<f64>, style: Style) {
        for size in &line.sizes {
            self.range(
                line.page,
                format!("size of {what} «{}»", start(&line.text)),
                *size,
                sizes.clone(),
                SIZE_NEAR,
            );
        }
        let right = match style {
            Style::Bold => line.bold() && line.upright(),
            Style::Italic => line.light() && line.italic(),
            Style::BoldItalic => line.bold() && line.italic(),
            Style::Regular => line.light() && line.upright(),
        };
        self.want(
            right,
            line.page,
            format!("{what} «{}»", start(&line.text)),
            line.fonts.join(", "),
            format!("{style:?}"),
        );
    }

    /// Notes a line whose middle is not at `axis`.
    fn centred(&mut self, line: &Line, what: &str, axis: f64, near: f64) {
        let measured = format!("its middle at {:.2} mm", line.centre());
        let right = (line.centre() - axis).abs() <= near;
        self.want(
            right,
            line.page,
            format!("{what} «{}»", start(&line.text)),
            measured,
            format!("{axis:.2} ±{near}"),
        );
    }

    /// Notes a rule that is not solid, centred at `axis`, of a length in the range.
    fn rule(
        &mut self,
        page: usize,
        what: &str,
        rule: Option<&Shape>,
        length: RangeInclusive<f64>,
        axis: f64,
    ) {
        let Some(rule) = rule else { return self.add(page, what, "none", "a rule") };
        self.range(page, format!("length of the {what}"), rule.area.width(), length, 0.1);
        self.range(
            page,
            format!("middle of the {what}"),
            rule.area.centre(),
            axis - CENTRED..=axis + CENTRED,
            0.0,
        );
        self.want(!rule.dashed, page, what, "dashed", "solid");
    }
}

#[derive(Clone, Copy, Debug)]
enum Style {
    Bold,
    Italic,
    BoldItalic,
    Regular,
}

/// A check: its name and what it does.
type Check = (&'static str, fn(&'static Built, &mut Findings));

/// Runs checks over all plans and panics with all faults.
fn run(checks: &[Check]) {
    let mut report = Vec::new();
    for (name, check) in checks {
        let found: Vec<String> = built::all()
            .flat_map(|built| {
                let mut findings = Findings { file: &built.name, found: Vec::new() };
                check(built, &mut findings);
                findings.found
            })
            .collect();
        if !found.is_empty() {
            report.push(format!("{name}, {} faults:\n  {}", found.len(), found.join("\n  ")));
        }
    }
    assert!(report.is_empty(), "\n{}", report.join("\n"));
}

/// The first words of a text.
fn start(text: &str) -> String {
    text.chars().take(30).collect()
}

fn is_upper(text: &str) -> bool {
    !text.chars().any(char::is_lowercase)
}

/// The lines of an element, footnotes left out.
fn lines_of(built: &'static Built, element: &Element) -> Vec<Line> {
    lines(built.pdf.texts(element))
}

/// The lines of several elements.
fn lines_of_all(built: &'static Built, elements: &[&Element]) -> Vec<Line> {
    elements.iter().flat_map(|element| lines_of(built, element)).collect()
}

/// The horizontal lines that are drawn with their top between two heights and
/// their middle between two places.
fn rules(page: &Page, y: RangeInclusive<f64>, x: RangeInclusive<f64>) -> Vec<&Shape> {
    let shapes = page.shapes.iter().filter(|shape| shape.is_horizontal());
    shapes.filter(|shape| y.contains(&shape.area.y0) && x.contains(&shape.area.centre())).collect()
}

/// Left and right edge of the text of a page: the letters, rules and pictures
/// of its content, page header left out.
fn text_edges(page: &Page) -> Option<(f64, f64)> {
    let below = |y: f64| y > page::TOP_MARGIN;
    let glyphs = page
        .texts
        .iter()
        .flat_map(|text| &text.glyphs)
        .filter(|glyph| !glyph.is_blank() && below(glyph.y));
    let shapes = page.shapes.iter().map(|shape| shape.area);
    let areas = shapes.chain(page.images.iter().copied()).filter(|area| below(area.y0));
    let edges =
        glyphs.map(|glyph| (glyph.x0, glyph.x1)).chain(areas.map(|area| (area.x0, area.x1)));
    edges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
