//! Heads of appendices (PL1 I.III.1).

use super::{CENTRED, Check, Findings, Style, is_upper, lines_of, lines_of_all, run, text_edges};
use crate::built::Built;
use crate::pdf::Page;

const CHECKS: &[Check] = &[
    ("A01–A04 label, title and reference", head),
    ("A02 labels numbered in Roman", labels),
    ("A05 no letterhead, no signature; A06 a page of its own", own_page),
];

#[test]
fn appendices_are_as_the_decree_wants() {
    run(CHECKS);
}

/// The middle of the text: that of the paper between its margins.
fn axis(built: &'static Built, page: &Page) -> f64 {
    let left = text_edges(built.page(0)).expect("text").0;
    let right = if page.width > page.height { 15.0..=20.0 } else { 20.0..=20.0 };
    let ends = [*right.start(), *right.end()].map(|margin| (left + page.width - margin) / 2.0);
    let table =
        page.shapes.iter().filter(|shape| shape.is_horizontal()).map(|shape| shape.area.centre());
    // The widest table tells which of the two margins is used.
    table.fold(ends[0], |axis, centre| {
        if (centre - ends[1]).abs() < (centre - axis).abs() { ends[1] } else { axis }
    })
}

fn head(built: &'static Built, findings: &mut Findings) {
    for appendix in built.parts().appendices {
        let lines = lines_of(built, appendix.head);
        let axis = axis(built, built.page(appendix.pages.0));
        let (label, title) = lines.split_first().expect("a label");
        findings.style(label, "label", 14.0..=14.0, Style::Bold);
        findings.centred(label, "label", axis, CENTRED);
        findings.want(!is_upper(&label.text), label.page, "label", &label.text, "lower case");
        for line in title {
            findings.style(line, "title", 13.0..=14.0, Style::Bold);
            findings.centred(line, "title", axis, CENTRED);
            findings.want(is_upper(&line.text), line.page, "title", &line.text, "capitals");
        }
        let reference = lines_of_all(built, &appendix.reference);
        findings.want(!reference.is_empty(), label.page, "reference", "none", "(Kèm theo …)");
        for line in &reference {
            findings.style(line, "reference", 13.0..=14.0, Style::Italic);
            findings.centred(line, "reference", axis, CENTRED);
        }
        let text: String = reference.iter().map(|line| line.text.as_str()).collect();
        let right = text.starts_with("(Kèm theo ") && text.trim_end().ends_with(')');
        findings.want(right, label.page, "reference", &text, "(Kèm theo …)");
    }
}

fn labels(built: &'static Built, findings: &mut Findings) {
    let appendices = built.parts().appendices;
    let count = built.plan["appendices"].as_array().map_or(0, Vec::len);
    findings.want(appendices.len() == count, 0, "appendices", appendices.len(), count);
    for (appendix, roman) in appendices.iter().zip(["I", "II", "III", "IV", "V"]) {
        let lines = lines_of(built, appendix.head);
        let wanted =
            if count == 1 { "Phụ lục".to_owned() } else { format!("Phụ lục {roman}") };
        findings.want(
            lines[0].text.trim() == wanted,
            lines[0].page,
            "label",
            &lines[0].text,
            wanted,
        );
    }
}

fn own_page(built: &'static Built, findings: &mut Findings) {
    let closing = built.parts().closing.iter().flat_map(|element| element.pages()).max();
    for appendix in built.parts().appendices {
        let (first, end) = appendix.pages;
        findings.want(
            closing.is_none_or(|page| page < first),
            first,
            "appendix",
            "on the signature's page",
            "a page of its own",
        );
        let lines = lines_of(built, appendix.head);
        findings.want(
            lines[0].y < 30.0,
            first,
            "label",
            format!("{:.1} mm from the top", lines[0].y),
            "first on its page",
        );
        for index in first..end {
            let text: String = built.page(index).texts.iter().map(|text| text.plain()).collect();
            for word in ["CỘNG HÒA XÃ HỘI", "Nơi nhận:"] {
                findings.want(
                    !text.contains(word),
                    index,
                    "appendix",
                    word,
                    "no letterhead, no recipients",
                );
            }
        }
    }
}
