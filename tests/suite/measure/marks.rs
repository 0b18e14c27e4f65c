//! Frames of urgency and circulation, the draft's mark (PL1 I.III.2).

use super::page::{TOP_MARGIN, header};
use super::{Check, Findings, Style, lines_of_all, run};
use crate::built::{self, Built};
use crate::pdf::{Line, Page, Pdf, Shape};
use kehoach::pipeline::BuildOptions;

/// Sizes of the frames of urgency in mm.
const FRAMES: [(&str, f64); 3] = [("KHẨN", 20.0), ("THƯỢNG KHẨN", 40.0), ("HOẢ TỐC", 30.0)];
/// How near a frame's side must be to its size, and a word to its frame's middle: mm.
const NEAR: f64 = 0.5;

const CHECKS: &[Check] = &[
    ("M01 frame of urgency", urgency),
    ("box 11: frame of circulation", circulation),
    ("DỰ THẢO outside the text, on each page of a draft alone", draft),
];

#[test]
fn marks_are_as_the_decree_wants() {
    run(CHECKS);
}

/// The stroked frame around a line.
fn frame<'a>(page: &'a Page, line: &Line) -> Option<&'a Shape> {
    page.shapes.iter().filter(|shape| shape.stroke.is_some() && shape.area.height() > 1.0).find(
        |shape| {
            let area = shape.area;
            (area.x0..area.x1).contains(&line.centre())
                && (area.y0..area.y1).contains(&(line.y - 1.0))
        },
    )
}

fn urgency(built: &'static Built, findings: &mut Findings) {
    let Some(word) = built.plan["urgency"].as_str() else { return };
    let lines = lines_of_all(built, &built.parts().head);
    let Some(line) = lines.iter().find(|line| line.text.trim() == word) else {
        return findings.add(0, "urgency", "none", word);
    };
    findings.style(line, "urgency", 13.0..=14.0, Style::Bold);
    let red = |[red, green, blue]: [f64; 3]| red > 0.8 && green < 0.35 && blue < 0.35;
    findings.want(
        line.colours.iter().all(|colour| red(*colour)),
        0,
        "colour of the urgency",
        format!("{:?}", line.colours),
        "bright red",
    );
    let Some(frame) = frame(built.page(0), line) else {
        return findings.add(0, "frame of the urgency", "none", "one");
    };
    let width = FRAMES.iter().find(|(name, _)| *name == word).map_or(0.0, |(_, width)| *width);
    findings.range(0, "width of the frame", frame.area.width(), width..=width, NEAR);
    findings.range(0, "height of the frame", frame.area.height(), 8.0..=8.0, NEAR);
    findings.want(
        frame.stroke.is_some_and(|(_, colour)| red(colour)),
        0,
        "colour of the frame",
        format!("{:?}", frame.stroke),
        "bright red",
    );
    findings.centred(line, "urgency", frame.area.centre(), NEAR);
}

fn circulation(built: &'static Built, findings: &mut Findings) {
    let Some(word) = built.plan["circulation"].as_str() else { return };
    let page = built.page(0);
    let lines = header(page, 0);
    let Some(line) = lines.iter().find(|line| line.text.trim() == word) else {
        return findings.add(0, "circulation", "none", word);
    };
    findings.style(line, "circulation", 13.0..=14.0, Style::Bold);
    findings.want(
        line.x0 > page.width / 2.0,
        0,
        "circulation",
        format!("from {:.1} mm", line.x0),
        "the right half",
    );
    let Some(frame) = frame(page, line) else {
        return findings.add(0, "frame of the circulation", "none", "one");
    };
    findings.want(
        frame.area.y1 <= TOP_MARGIN,
        0,
        "frame of the circulation",
        format!("to {:.1} mm", frame.area.y1),
        "in the top margin",
    );
    findings.centred(line, "circulation", frame.area.centre(), NEAR);
}

fn draft(built: &'static Built, findings: &mut Findings) {
    let wanted = usize::from(built.plan["draft"].as_bool().unwrap_or(false));
    for (index, page) in built.pdf.pages.iter().enumerate() {
        let marks = header(page, index).iter().filter(|line| line.text.trim() == "DỰ THẢO").count();
        findings.want(marks == wanted, index, "DỰ THẢO in the top margin", marks, wanted);
        let all = page.texts.iter().filter(|text| text.plain().contains("DỰ THẢO")).count();
        findings.want(all == marks, index, "DỰ THẢO", all - marks, "none inside the text");
    }
}

/// `--draft` on a plan of several pages, one of them wide.
#[test]
fn a_draft_of_many_pages_is_marked_on_each() {
    let options = BuildOptions { draft: true, ..BuildOptions::default() };
    let pdf = Pdf::read(built::build_with(&built::path("data/lao-cai-papi-2023.json"), &options));
    for (index, page) in pdf.pages.iter().enumerate() {
        let lines = header(page, index);
        let marks: Vec<&Line> = lines.iter().filter(|line| line.text.trim() == "DỰ THẢO").collect();
        assert_eq!(marks.len(), 1, "page {}", index + 1);
        assert!(marks[0].area().y1 < TOP_MARGIN, "page {}: {:?}", index + 1, marks[0].area());
    }
}
