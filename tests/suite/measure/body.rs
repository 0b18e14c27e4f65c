//! The text of the document: size, alignment, indents, distances, headings
//! (PL1 I.II.6).

use super::{
    CENTRED, Check, Findings, MM, NEAR, Style, is_upper, lines_of, run, start, text_edges,
};
use serde_json::Value;

use crate::built::Built;
use crate::pdf::{Element, Line};

/// Times New Roman at single spacing, and at "1,5 lines", in sizes.
const PITCH: (f64, f64) = (1.149, 1.724);

const CHECKS: &[Check] = &[
    ("P12 body 13–14 pt, one size", sizes),
    ("P13 body justified", justified),
    ("P14 first line indented 10 or 12,7 mm", indented),
    ("P15 at least 6 pt between paragraphs", paragraph_gaps),
    ("P16 lines 1,149 to 1,724 sizes apart", pitches),
    ("B01, B02 legal bases italic, ended by ; and .", legal_bases),
    ("B06, B08 headings bold; B07 parts and chapters centred", headings),
    ("B09 markers and paragraphs upright and light", plain),
    ("tokens and dates stay whole", whole_tokens),
    ("B11 no heading last on a page", headings_not_last),
    ("B11 no line of a paragraph alone on a page", no_lone_lines),
];

#[test]
fn body_is_as_the_decree_wants() {
    run(CHECKS);
}

/// A block of running text with its lines and the edges of the text.
struct Block<'a> {
    element: &'a Element,
    lines: Vec<Line>,
    left: f64,
    right: f64,
}

/// Words with which the headings begin that stand on lines of their own.
const OWN_LINE: [&str; 5] = ["Phần ", "Chương ", "Mục ", "Tiểu mục ", "PHẦN "];

impl Block<'_> {
    fn is_heading(&self) -> bool {
        self.element.role.starts_with('H')
    }

    fn is_centred_heading(&self) -> bool {
        self.is_heading() && OWN_LINE.iter().any(|word| self.lines[0].text.starts_with(word))
    }
}

/// The headings, paragraphs and items of a document and its appendices.
fn blocks(built: &'static Built) -> Vec<Block<'static>> {
    let parts = built.parts();
    let main = text_edges(built.page(0)).expect("text");
    let body = parts.body.into_iter().map(|element| (element, main));
    let appendices = parts.appendices.into_iter().flat_map(|appendix| {
        let page = built.page(appendix.pages.0);
        let edges = (main.0, if page.width > page.height { page.width - 15.0 } else { main.1 });
        appendix.body.into_iter().map(move |element| (element, edges))
    });
    body.chain(appendices)
        .filter(|(element, _)| element.role != "Table")
        .map(|(element, (left, right))| Block {
            element,
            lines: lines_of(built, element),
            left,
            right,
        })
        .filter(|block| !block.lines.is_empty())
        .collect()
}

/// A text without marks and white space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"*^~[]\\".contains(*c)).collect()
}

/// The block of the plan that an element prints.
fn source(built: &'static Built, element: &Element) -> Option<&'static Value> {
    let printed = bare(&element.text());
    let appendices = built.plan["appendices"].as_array().into_iter().flatten();
    let lists =
        std::iter::once(&built.plan["body"]).chain(appendices.map(|appendix| &appendix["blocks"]));
    let blocks = lists.filter_map(Value::as_array).flatten();
    let own = |block: &&Value| {
        block["text"]
            .as_str()
            .is_some_and(|text| !text.is_empty() && printed.ends_with(&bare(text)))
    };
    blocks.filter(own).max_by_key(|block| block["text"].as_str().map_or(0, str::len))
}

/// Whether the author marked letters, so that bold or italic may be inside.
fn has_marks(built: &'static Built, block: &Block) -> bool {
    let source = source(built, block.element).and_then(|block| block["text"].as_str());
    source.is_none_or(|text| text.contains('*'))
}

fn sizes(built: &'static Built, findings: &mut Findings) {
    let mut sizes: Vec<f64> = Vec::new();
    for line in blocks(built).iter().flat_map(|block| &block.lines) {
        for size in &line.sizes {
            findings.range(
                line.page,
                format!("size of «{}»", start(&line.text)),
                *size,
                13.0..=14.0,
                0.1,
            );
            if !sizes.iter().any(|known| (known - size).abs() < 0.1) {
                sizes.push(*size);
            }
        }
    }
    findings.want(sizes.len() == 1, 0, "sizes of the body", format!("{sizes:?}"), "one");
}

fn justified(built: &'static Built, findings: &mut Findings) {
    let plan = built.plan.to_string();
    for block in blocks(built).iter().filter(|block| !block.is_heading()) {
        for (index, line) in block.lines.iter().enumerate() {
            let what = |edge| format!("{edge} edge of «{}»", start(&line.text));
            if index > 0 {
                findings.range(line.page, what("left"), line.x0, block.left..=block.left, NEAR);
            }
            // A line that ends without a space is one that the author broke.
            let broken = !line.text.ends_with(' ') && plan.contains("\\n");
            if index + 1 < block.lines.len() && !broken {
                findings.range(line.page, what("right"), line.x1, block.right..=block.right, NEAR);
            }
        }
    }
}

fn indented(built: &'static Built, findings: &mut Findings) {
    for block in blocks(built).iter().filter(|block| !block.is_centred_heading()) {
        let line = &block.lines[0];
        let indent = line.x0 - block.left;
        let right = [10.0, 12.7].iter().any(|wanted| (indent - wanted).abs() <= NEAR);
        findings.want(
            right,
            line.page,
            format!("indent of «{}»", start(&line.text)),
            format!("{indent:.2}"),
            "10 or 12.7",
        );
    }
}

/// The distance of lines inside paragraphs, in mm: the smallest.
fn pitch(blocks: &[Block]) -> f64 {
    let pairs = blocks
        .iter()
        .flat_map(|block| block.lines.windows(2))
        .filter(|pair| pair[0].page == pair[1].page);
    pairs.map(|pair| pair[1].y - pair[0].y).fold(f64::INFINITY, f64::min)
}

fn paragraph_gaps(built: &'static Built, findings: &mut Findings) {
    let blocks = blocks(built);
    let pitch = pitch(&blocks);
    for pair in blocks.windows(2) {
        let (Some(above), below) = (pair[0].lines.last(), &pair[1].lines[0]) else { continue };
        if pitch.is_finite() && above.page == below.page && below.y > above.y {
            let gap = (below.y - above.y - pitch) / MM;
            let right = gap >= 6.0 - 0.1;
            findings.want(
                right,
                below.page,
                format!("gap above «{}»", start(&below.text)),
                format!("{gap:.2} pt"),
                "6 pt or more",
            );
        }
    }
}

fn pitches(built: &'static Built, findings: &mut Findings) {
    for block in blocks(built) {
        for pair in block.lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            let sizes = (pair[1].y - pair[0].y) / MM / pair[1].size();
            findings.range(
                pair[1].page,
                format!("line pitch at «{}» in sizes", start(&pair[1].text)),
                sizes,
                PITCH.0..=PITCH.1,
                0.005,
            );
        }
    }
}

fn is_legal_basis(built: &'static Built, element: &Element) -> bool {
    let kind = source(built, element).and_then(|block| block["kind"].as_str());
    matches!(kind, Some("legal_basis" | "căn cứ"))
}

fn legal_bases(built: &'static Built, findings: &mut Findings) {
    let blocks = blocks(built);
    let bases: Vec<&Block> =
        blocks.iter().filter(|block| is_legal_basis(built, block.element)).collect();
    for (index, block) in bases.iter().enumerate() {
        for line in &block.lines {
            findings.style(line, "legal basis", 13.0..=14.0, Style::Italic);
        }
        let end = if index + 1 == bases.len() { '.' } else { ';' };
        let text = block.element.text();
        let line = &block.lines[0];
        findings.want(
            text.trim_end().ends_with(end),
            line.page,
            format!("end of «{}»", start(&line.text)),
            text.trim_end().chars().last().unwrap(),
            end,
        );
    }
}

fn headings(built: &'static Built, findings: &mut Findings) {
    for block in blocks(built).iter().filter(|block| block.is_heading()) {
        let axis = (block.left + block.right) / 2.0;
        for (index, line) in block.lines.iter().enumerate() {
            let what = format!("heading «{}»", start(&line.text));
            let upright = line.upright() || has_marks(built, block);
            findings.want(
                line.bold() && upright,
                line.page,
                &what,
                line.fonts.join(", "),
                "bold, upright",
            );
            if block.is_centred_heading() {
                findings.centred(line, "heading", axis, CENTRED);
                findings.want(
                    index == 0 || is_upper(&line.text),
                    line.page,
                    &what,
                    "lower case",
                    "capitals below the number",
                );
            }
        }
        let text = block.element.text();
        let roman = text.split('.').next().is_some_and(|marker| {
            !marker.is_empty() && marker.chars().all(|c| "IVXLC".contains(c))
        });
        let roman = roman && block.lines[0].page < built.main_pages();
        findings.want(
            !roman || is_upper(&text),
            block.lines[0].page,
            format!("heading «{}»", start(&text)),
            "lower case",
            "capitals after a Roman numeral",
        );
    }
}

fn plain(built: &'static Built, findings: &mut Findings) {
    for block in blocks(built).iter().filter(|block| !block.is_heading()) {
        for label in block.element.find(&["Lbl"]).iter().filter(|_| block.element.role == "LI") {
            for line in lines_of(built, label).iter().filter(|line| line.size() > 11.0) {
                findings.style(line, "marker", 13.0..=14.0, Style::Regular);
            }
        }
        if !has_marks(built, block) && !is_legal_basis(built, block.element) {
            for line in &block.lines {
                findings.style(line, "paragraph", 13.0..=14.0, Style::Regular);
            }
        }
    }
}

/// Words that stay on a line with the number after them.
const BEFORE_NUMBERS: [&str; 7] = ["ngày", "tháng", "năm", "Điều", "khoản", "điểm", "Quý"];

fn whole_tokens(built: &'static Built, findings: &mut Findings) {
    let plan = built.plan.to_string();
    for block in blocks(built) {
        for pair in block.lines.windows(2) {
            let tail = pair[0].text.split_whitespace().last().unwrap_or_default();
            let head = pair[1].text.split_whitespace().next().unwrap_or_default();
            let number = head.starts_with(|c: char| c.is_ascii_digit());
            let parted = number && BEFORE_NUMBERS.contains(&tail);
            // A break that the author typed leaves two words in the plan.
            let cut = !pair[0].text.ends_with(char::is_whitespace)
                && plan.contains(&format!("{tail}{head}"));
            findings.want(
                !parted && !cut,
                pair[0].page,
                format!("«{tail}» and «{head}»"),
                "on two lines",
                "on one",
            );
        }
    }
}

fn headings_not_last(built: &'static Built, findings: &mut Findings) {
    let parts = built.parts();
    for body in std::iter::once(&parts.body).chain(parts.appendices.iter().map(|a| &a.body)) {
        for pair in body.windows(2).filter(|pair| pair[0].role.starts_with('H')) {
            let (heading, next) = (lines_of(built, pair[0]), lines_of(built, pair[1]));
            let (Some(last), Some(next)) = (heading.last(), next.first()) else { continue };
            findings.want(
                last.page == next.page,
                last.page,
                format!("heading «{}»", start(&last.text)),
                "last on its page",
                "with the text below it",
            );
        }
    }
}

fn no_lone_lines(built: &'static Built, findings: &mut Findings) {
    for block in blocks(built) {
        let mut pages: Vec<usize> = block.lines.iter().map(|line| line.page).collect();
        pages.dedup();
        for page in pages.iter().filter(|_| pages.len() > 1) {
            let count = block.lines.iter().filter(|line| line.page == *page).count();
            findings.want(
                count > 1,
                *page,
                format!("«{}»", start(&block.lines[0].text)),
                "one line alone",
                "two or more",
            );
        }
    }
}
