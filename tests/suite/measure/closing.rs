//! Recipients and signatures (PL1 I.II.7–9).

use super::{
    Check, Findings, NEAR, Style, is_upper, lines_of, lines_of_all, run, start, text_edges,
};
use crate::built::Built;
use crate::pdf::{Element, Line};

/// Lines of a signature are centred on one axis within this: mm.
const AXIS: f64 = 2.0;
/// Least room between title and name: mm.
const SIGNING_ROOM: f64 = 25.0;

const CHECKS: &[Check] = &[
    ("N01 “Nơi nhận:” 12 pt bold italic, level with the signature", label),
    ("N02, N03 recipients 11 pt upright, ended by ; and .", recipients),
    ("box 12: drafter and copies 11 pt", drafter),
    ("S07 signature bold 13–14 pt, capitals but for the name", styles),
    ("S09 signature centred on one axis in the right half", axis),
    ("S11 at least 25 mm between title and name", signing_room),
    ("II.7d, II.8a images of signature and seal", images),
    ("S10 all on one page, with two lines of the body", together),
];

#[test]
fn closing_is_as_the_decree_wants() {
    run(CHECKS);
}

/// The recipients' lines: what is not bold, but the label.
fn recipient_lines(built: &'static Built) -> Vec<Line> {
    let mut lines = lines_of_closing(built);
    lines.retain(|line| line.size() < 12.5);
    lines
}

fn lines_of_closing(built: &'static Built) -> Vec<Line> {
    built
        .parts()
        .closing
        .iter()
        .flat_map(|element| leaves(element))
        .flat_map(|leaf| lines_of(built, leaf))
        .collect()
}

/// The innermost divisions: list and signatures stand side by side.
fn leaves(element: &Element) -> Vec<&Element> {
    if element.elements().any(|kid| kid.role == "Div") {
        element.elements().flat_map(leaves).collect()
    } else {
        vec![element]
    }
}

/// The signatures: their lines from top to bottom and the name in the plan.
fn signatures(built: &'static Built) -> Vec<(Vec<Line>, Option<&'static str>)> {
    let closing = built.parts().closing;
    let leaves = closing.iter().flat_map(|element| leaves(element));
    let mut found: Vec<Vec<Line>> = leaves.map(|leaf| lines_of(built, leaf)).collect();
    found.retain(|lines| !lines.is_empty() && lines.iter().all(|line| line.size() > 12.5));
    let plans = [&built.plan["signature"], &built.plan["joint"]["signature"]];
    let plans = plans.into_iter().filter(|plan| plan.is_object());
    found.into_iter().zip(plans).map(|(lines, plan)| (lines, plan["name"].as_str())).collect()
}

fn label(built: &'static Built, findings: &mut Findings) {
    let lines = recipient_lines(built);
    if built.plan["recipients"].as_array().is_none_or(Vec::is_empty) {
        return;
    }
    let Some(line) = lines.first() else { return findings.add(0, "Nơi nhận", "none", "a list") };
    findings.want(
        line.text.trim() == "Nơi nhận:",
        line.page,
        "label of the recipients",
        &line.text,
        "Nơi nhận:",
    );
    findings.style(line, "label", 12.0..=12.0, Style::BoldItalic);
    let left = text_edges(built.page(0)).expect("text").0;
    findings.range(line.page, "left edge of the label", line.x0, left..=left, NEAR);
    if let [(signature, _)] = &signatures(built)[..] {
        let off = (signature[0].y - line.y).abs();
        findings.want(
            off <= NEAR,
            line.page,
            "baseline of the label",
            format!("{off:.2} mm off the signature's first line"),
            "the same",
        );
    }
}

fn recipients(built: &'static Built, findings: &mut Findings) {
    let count = built.plan["recipients"].as_array().map_or(0, Vec::len);
    if count == 0 {
        return;
    }
    let lines = recipient_lines(built);
    let mut list: Vec<&Line> = lines.iter().skip(1).collect();
    if built.plan["drafter"].is_string() {
        list.pop();
    }
    let left = text_edges(built.page(0)).expect("text").0;
    for line in &list {
        findings.style(line, "recipient", 11.0..=11.0, Style::Regular);
        findings.want(
            line.x0 >= left - NEAR,
            line.page,
            format!("left edge of «{}»", start(&line.text)),
            line.x0,
            left,
        );
    }
    let entries = list.iter().filter(|line| line.text.starts_with('-'));
    for line in entries.clone() {
        findings.range(
            line.page,
            format!("left edge of «{}»", start(&line.text)),
            line.x0,
            left..=left,
            NEAR,
        );
    }
    findings.want(entries.count() == count, 0, "recipients", list.len(), count);
    let text: String = list.iter().map(|line| line.text.as_str()).collect();
    let parts: Vec<&str> = text.split(";- ").collect();
    findings.want(parts.len() == count, 0, "ends of recipients", start(&text), "; after each");
    let last = parts.last().copied().unwrap_or_default();
    let right =
        last.trim_start_matches("- ").starts_with("Lưu: VT") && last.trim_end().ends_with('.');
    findings.want(right, 0, "last recipient", last, "- Lưu: VT, ….");
}

fn drafter(built: &'static Built, findings: &mut Findings) {
    let Some(drafter) = built.plan["drafter"].as_str() else { return };
    let lines = recipient_lines(built);
    let wanted = match built.plan["copies"].as_str() {
        Some(copies) => format!("{drafter}.({copies})"),
        None => drafter.to_owned(),
    };
    let Some(line) = lines.last() else { return };
    findings.want(line.text.trim() == wanted, line.page, "drafter and copies", &line.text, wanted);
    findings.style(line, "drafter and copies", 11.0..=11.0, Style::Regular);
    let lowest = lines[..lines.len() - 1].iter().map(|line| line.y).fold(0.0, f64::max);
    findings.want(line.y > lowest, line.page, "drafter and copies", line.y, "below the list");
}

fn styles(built: &'static Built, findings: &mut Findings) {
    for (lines, name) in signatures(built) {
        let title = lines.len() - usize::from(name.is_some());
        for line in &lines {
            findings.style(line, "signature", 13.0..=14.0, Style::Bold);
        }
        for line in &lines[..title] {
            findings.want(
                is_upper(&line.text),
                line.page,
                format!("«{}»", line.text),
                "lower case",
                "capitals",
            );
        }
        let got = lines.last().map(|line| line.text.trim());
        findings.want(
            name.is_none() || got == name,
            lines[0].page,
            "name",
            format!("{got:?}"),
            format!("{name:?}"),
        );
    }
}

fn axis(built: &'static Built, findings: &mut Findings) {
    let signatures = signatures(built);
    for (index, (lines, _)) in signatures.iter().enumerate() {
        let axis = lines[0].centre();
        for line in lines {
            findings.centred(line, "signature", axis, AXIS);
        }
        let half = built.page(lines[0].page).width / 2.0;
        let right = axis > half || signatures.len() == 2 && index == 0;
        findings.want(
            right,
            lines[0].page,
            "signature",
            format!("its middle at {axis:.1} mm"),
            "the right half",
        );
    }
    let wanted = 1 + usize::from(built.plan["joint"].is_object());
    let wanted = if built.plan["issued_with"].is_string() { 0 } else { wanted };
    findings.want(signatures.len() == wanted, 0, "signatures", signatures.len(), wanted);
}

fn signing_room(built: &'static Built, findings: &mut Findings) {
    for (lines, name) in signatures(built) {
        let page = lines[0].page;
        // The widest distance between two lines; below a title without a name,
        // that to the margin.
        let floor = built.page(page).height - 20.0;
        let rooms = lines.windows(2).map(|pair| pair[1].area().y0 - pair[0].area().y1);
        let last = lines.last().map_or(0.0, |line| floor - line.area().y1);
        let room = if name.is_some() { rooms.fold(0.0, f64::max) } else { last };
        findings.want(
            room >= SIGNING_ROOM,
            page,
            "room for the signature",
            format!("{room:.1} mm"),
            "25 or more",
        );
    }
}

/// The person's image is centred between title and name, the seal covers about a
/// third of it at its left.
fn images(built: &'static Built, findings: &mut Findings) {
    if !built.plan["signature"]["seal_image"].is_string() {
        return;
    }
    let signatures = signatures(built);
    let Some((lines, _)) = signatures.first() else {
        return findings.add(0, "signature", "none", "one");
    };
    let page = lines[0].page;
    let [.., person, seal] = &built.page(page).images[..] else {
        return findings.add(page, "images", built.page(page).images.len(), "signature and seal");
    };
    let axis = lines[0].centre();
    findings.range(page, "middle of the signature's image", person.centre(), axis..=axis, AXIS);
    let (title, name) = (&lines[lines.len() - 2].area(), &lines[lines.len() - 1].area());
    let between = person.y0 >= title.y1 - NEAR && person.y1 <= name.y0 + NEAR;
    let measured = format!("{:.1} to {:.1} mm", person.y0, person.y1);
    findings.want(
        between,
        page,
        "image of the signature",
        measured,
        format!("{:.1} to {:.1}", title.y1, name.y0),
    );
    let covered = (seal.x1 - person.x0) / person.width();
    findings.range(page, "part of the signature under the seal", covered, 0.25..=0.42, 0.0);
    findings.want(
        seal.x0 < person.x0,
        page,
        "seal",
        format!("from {:.1} mm", seal.x0),
        "at the left of the signature",
    );
}

fn together(built: &'static Built, findings: &mut Findings) {
    let closing = lines_of_closing(built);
    let Some(first) = closing.first() else { return };
    let apart = closing.iter().find(|line| line.page != first.page);
    if let Some(line) = apart {
        findings.add(
            line.page,
            format!("«{}»", start(&line.text)),
            "on another page",
            "all of the closing on one page",
        );
    }
    let body = lines_of_all(built, &built.parts().body);
    let mut heights: Vec<f64> =
        body.iter().filter(|line| line.page == first.page).map(|line| line.y).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    findings.want(
        heights.len() >= 2,
        first.page,
        "lines of the body above the signature",
        heights.len(),
        "2 or more",
    );
    let lowest = heights.last().copied().unwrap_or_default();
    findings.want(
        lowest < first.y,
        first.page,
        "body",
        format!("down to {lowest:.1} mm"),
        format!("above the closing at {:.1}", first.y),
    );
}
