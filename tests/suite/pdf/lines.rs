//! Lines of text: what stands on one baseline.

use super::{Area, Colour, Text};

/// Baselines nearer than this are one line, in mm.
const SAME_BASELINE: f64 = 0.3;

/// A line of text. Superscripts and subscripts do not count for its measures.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the page.
    pub page: usize,
    /// Baseline in mm from the top.
    pub y: f64,
    /// First and last ink in mm, blanks left out.
    pub x0: f64,
    pub x1: f64,
    pub text: String,
    /// Sizes in points, fonts and colours, each once.
    pub sizes: Vec<f64>,
    pub fonts: Vec<String>,
    pub colours: Vec<Colour>,
}

impl Line {
    pub fn centre(&self) -> f64 {
        (self.x0 + self.x1) / 2.0
    }

    pub fn width(&self) -> f64 {
        self.x1 - self.x0
    }

    /// The largest size on the line, in points.
    pub fn size(&self) -> f64 {
        self.sizes.iter().copied().fold(0.0, f64::max)
    }

    /// Whether all of it is bold.
    pub fn bold(&self) -> bool {
        self.fonts.iter().all(|font| font.contains("Bold"))
    }

    /// Whether all of it is italic.
    pub fn italic(&self) -> bool {
        self.fonts.iter().all(|font| font.contains("Italic"))
    }

    /// Whether none of it is bold.
    pub fn light(&self) -> bool {
        self.fonts.iter().all(|font| !font.contains("Bold"))
    }

    /// Whether none of it is italic.
    pub fn upright(&self) -> bool {
        self.fonts.iter().all(|font| !font.contains("Italic"))
    }

    /// The box of its letters: capitals and diacritics rise about 0.9 of the
    /// size above the baseline, descenders 0.22 below it.
    pub fn area(&self) -> Area {
        let size = self.size() * super::MM;
        Area { x0: self.x0, y0: self.y - 0.9 * size, x1: self.x1, y1: self.y + 0.22 * size }
    }
}

/// The lines of some texts with their pages, in the order in which they begin.
pub fn lines<'a>(texts: impl IntoIterator<Item = (usize, &'a Text)>) -> Vec<Line> {
    let texts: Vec<(usize, &Text)> =
        texts.into_iter().filter(|(_, text)| !text.glyphs.is_empty()).collect();
    let largest = texts.iter().map(|(_, text)| text.size).fold(0.0, f64::max);
    let mut found: Vec<Line> = Vec::new();
    for (page, text) in texts {
        let y = text.glyphs[0].y;
        let raised = text.size < 0.8 * largest;
        let reach = if raised { 0.5 * largest * super::MM } else { SAME_BASELINE };
        let line =
            found.iter_mut().rev().find(|line| line.page == page && (line.y - y).abs() < reach);
        match line {
            Some(line) => add(line, text, raised),
            None => {
                let mut line = Line {
                    page,
                    y,
                    x0: f64::INFINITY,
                    x1: f64::NEG_INFINITY,
                    text: String::new(),
                    sizes: Vec::new(),
                    fonts: Vec::new(),
                    colours: Vec::new(),
                };
                add(&mut line, text, false);
                found.push(line);
            }
        }
    }
    found.retain(|line| line.x0.is_finite());
    found
}

fn add(line: &mut Line, text: &Text, raised: bool) {
    line.text += &text.plain();
    let mut ink = text.glyphs.iter().filter(|glyph| !glyph.is_blank()).peekable();
    if ink.peek().is_none() {
        return;
    }
    for glyph in ink {
        line.x0 = line.x0.min(glyph.x0);
        line.x1 = line.x1.max(glyph.x1);
    }
    if raised {
        return;
    }
    if !line.sizes.iter().any(|size| (size - text.size).abs() < 0.01) {
        line.sizes.push(text.size);
    }
    if !line.fonts.contains(&text.font) {
        line.fonts.push(text.font.clone());
    }
    if !line.colours.contains(&text.colour) {
        line.colours.push(text.colour);
    }
}
