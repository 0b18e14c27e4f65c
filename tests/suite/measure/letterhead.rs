//! Letterhead and title (PL1 I.II.1–5).

use super::{
    CENTRED, Check, Findings, MM, NEAR, Style, is_upper, lines_of, lines_of_all, rules, run, start,
    text_edges,
};
use crate::built::Built;
use crate::pdf::{Line, lines};

/// Between the columns of issuer and Quốc hiệu, in mm from the left.
const COLUMNS: f64 = 91.0;

const CHECKS: &[Check] = &[
    ("H01–H06 Quốc hiệu and Tiêu ngữ with its rule", nation),
    ("H07–H10 issuer with its rule", issuers),
    ("H11, H12 number, H16 its gap", numbers),
    ("H17–H19 place and date, their gaps", date),
    ("H21–H24 type and subject with their rule", title),
    ("the subject's lines are balanced", balanced),
];

#[test]
fn letterhead_is_as_the_decree_wants() {
    run(CHECKS);
}

/// The lines of the left and of the right column, top to bottom.
fn columns(built: &'static Built) -> (Vec<Line>, Vec<Line>) {
    let head = built.parts().head;
    let texts: Vec<_> = head.iter().flat_map(|element| built.pdf.texts(element)).collect();
    let side = |left: bool| {
        let urgency = built.plan["urgency"].as_str();
        let column = texts.iter().filter(|(_, text)| (text.glyphs[0].x0 < COLUMNS) == left);
        let mut found = lines(column.copied());
        found.retain(|line| Some(line.text.trim()) != urgency);
        found.sort_by(|a, b| a.y.total_cmp(&b.y));
        found
    };
    (side(true), side(false))
}

/// An issuer's lines in the left column and the number below them.
struct Issuer {
    parent: Vec<Line>,
    agency: Vec<Line>,
    number: Option<Line>,
}

fn divided(left: Vec<Line>) -> Vec<Issuer> {
    let mut found = vec![];
    let mut current = Issuer { parent: vec![], agency: vec![], number: None };
    for line in left {
        if line.text.starts_with("Số") {
            current.number = Some(line);
            found.push(std::mem::replace(
                &mut current,
                Issuer { parent: vec![], agency: vec![], number: None },
            ));
        } else if line.bold() {
            current.agency.push(line);
        } else {
            current.parent.push(line);
        }
    }
    if !current.agency.is_empty() {
        found.push(current);
    }
    found
}

fn nation(built: &'static Built, findings: &mut Findings) {
    let (left, right) = columns(built);
    let [nation, motto, ..] = &right[..] else {
        return findings.add(0, "lines at the right", right.len(), "2 or more");
    };
    let wanted = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    findings.want(nation.text == wanted, 0, "Quốc hiệu", &nation.text, wanted);
    findings.style(nation, "Quốc hiệu", 12.0..=13.0, Style::Bold);
    findings.want(
        nation.x0 > 105.0 - 15.0,
        0,
        "Quốc hiệu",
        format!("from {:.1} mm", nation.x0),
        "the right half",
    );
    let top = nation.area().y0;
    let first = left.iter().all(|line| line.area().y0 >= top - NEAR);
    findings.want(
        first,
        0,
        "Quốc hiệu",
        format!("its top at {top:.2} mm"),
        "the top of the page's text",
    );
    let wanted = "Độc lập - Tự do - Hạnh phúc";
    findings.want(motto.text == wanted, 0, "Tiêu ngữ", &motto.text, wanted);
    findings.style(motto, "Tiêu ngữ", 13.0..=14.0, Style::Bold);
    findings.centred(motto, "Tiêu ngữ", nation.centre(), CENTRED);
    findings.want(
        motto.size() >= nation.size(),
        0,
        "size of Tiêu ngữ",
        motto.size(),
        "that of Quốc hiệu or more",
    );
    let pitch = (motto.y - nation.y) / MM / motto.size();
    findings.range(0, "single spacing of Tiêu ngữ, in sizes", pitch, 1.1..=1.35, 0.0);
    let rules = rules(built.page(0), motto.y..=motto.y + 4.0, COLUMNS..=210.0);
    let length = motto.width() * 0.97..=motto.width() * 1.03;
    findings.rule(0, "rule below Tiêu ngữ", rules.first().copied(), length, motto.centre());
    let widest = left.iter().map(|line| line.x1).fold(0.0, f64::max);
    findings.want(
        widest + 1.0 < nation.x0,
        0,
        "issuer",
        format!("to {widest:.1} mm"),
        format!("left of Quốc hiệu at {:.1}", nation.x0),
    );
}

fn issuers(built: &'static Built, findings: &mut Findings) {
    let issuers = divided(columns(built).0);
    let wanted = if built.plan["joint"].is_object() { 2 } else { 1 };
    findings.want(issuers.len() == wanted, 0, "issuers", issuers.len(), wanted);
    let has_parent = built.plan["letterhead"]["parent_agency"].is_string();
    for (index, issuer) in issuers.iter().enumerate() {
        findings.want(
            index > 0 || issuer.parent.is_empty() != has_parent,
            0,
            "lines of the parent",
            issuer.parent.len(),
            has_parent,
        );
        let Some(last) = issuer.agency.last() else {
            findings.add(0, "issuer", "none", "bold lines");
            continue;
        };
        for line in issuer.parent.iter().chain(&issuer.agency) {
            let style = if line.bold() { Style::Bold } else { Style::Regular };
            findings.style(line, "issuer", 12.0..=13.0, style);
            findings.want(
                is_upper(&line.text),
                0,
                format!("«{}»", line.text),
                "lower case",
                "capitals",
            );
            findings.centred(line, "issuer", last.centre(), CENTRED);
        }
        for line in &issuer.parent {
            findings.want(
                line.y < issuer.agency[0].y,
                0,
                format!("parent «{}»", line.text),
                "below the issuer",
                "above",
            );
        }
        for lines in [&issuer.parent, &issuer.agency] {
            not_ragged(lines, findings);
        }
        let rules = rules(built.page(0), last.y..=last.y + 4.0, 20.0..=COLUMNS);
        let widest = issuer.agency.iter().map(Line::width).fold(0.0, f64::max);
        let length = last.width().min(widest) / 3.0..=last.width().max(widest) / 2.0;
        findings.rule(0, "rule below the issuer", rules.first().copied(), length, last.centre());
    }
}

/// Lines of one name are of like widths; a word alone below a full line is not.
fn not_ragged(lines: &[Line], findings: &mut Findings) {
    let widest = lines.iter().map(Line::width).fold(0.0, f64::max);
    for line in lines {
        let part = line.width() / widest;
        let measured = format!("{:.0} % of the widest line of its name", part * 100.0);
        findings.want(part >= 0.35, 0, format!("«{}»", line.text), measured, "35 % or more");
    }
}

fn is_issued_with(built: &Built) -> bool {
    built.plan["issued_with"].is_string()
}

/// The empty distance before `mark` in a line of `element`s on page 1, in mm,
/// measured from the last ink before it.
fn gap_before(built: &'static Built, row: &Line, mark: &str) -> Option<f64> {
    let head = built.parts().head;
    let texts = head.iter().flat_map(|element| built.pdf.texts(element)).map(|(_, text)| text);
    let mut glyphs: Vec<_> =
        texts.flat_map(|text| &text.glyphs).filter(|glyph| !glyph.is_blank()).collect();
    glyphs.retain(|glyph| {
        (glyph.y - row.y).abs() < NEAR && (row.x0 - 0.1..row.x1 + 0.1).contains(&glyph.x0)
    });
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
    let index = text[..text.find(mark)?].chars().count();
    Some(glyphs[index].x0 - glyphs[index.checked_sub(1)?].x1)
}

fn numbers(built: &'static Built, findings: &mut Findings) {
    let plans = [&built.plan["letterhead"], &built.plan["joint"]];
    for (issuer, plan) in divided(columns(built).0).iter().zip(plans) {
        let Some(line) = &issuer.number else {
            findings.want(is_issued_with(built), 0, "number", "none", "Số: …");
            continue;
        };
        let text: String = line.text.split_whitespace().collect();
        let wanted = format!(
            "Số:{}/{}",
            plan["number"].as_str().unwrap_or_default(),
            plan["symbol"].as_str().unwrap_or_default()
        );
        findings.want(text == wanted, 0, "number", &text, wanted);
        findings.style(line, "number", 13.0..=13.0, Style::Regular);
        let axis = issuer.agency.last().map_or(0.0, Line::centre);
        findings.centred(line, "number", axis, CENTRED);
        if plan["number"].is_null() {
            let gap = gap_before(built, line, "/").unwrap_or_default();
            findings.want(
                gap >= 12.0,
                0,
                "gap for the number",
                format!("{gap:.1} mm"),
                "12 or more",
            );
        }
    }
}

fn date(built: &'static Built, findings: &mut Findings) {
    let (left, right) = columns(built);
    let Some(line) = right.get(2) else {
        return findings.want(
            is_issued_with(built),
            0,
            "place and date",
            "none",
            "…, ngày … tháng … năm …",
        );
    };
    findings.want(right.len() == 3, 0, "lines at the right", right.len(), 3);
    findings.style(line, "place and date", 13.0..=14.0, Style::Italic);
    findings.centred(line, "place and date", right[0].centre(), CENTRED);
    let number = left.iter().find(|line| line.text.starts_with("Số"));
    let off = number.map_or(f64::INFINITY, |number| (number.y - line.y).abs());
    findings.want(
        off <= NEAR,
        0,
        "baseline of the date",
        format!("{off:.2} mm off that of the number"),
        "the same",
    );
    let words: Vec<&str> = line.text.split_whitespace().collect();
    let text = words.join(" ");
    let place = built.plan["letterhead"]["place"].as_str().unwrap_or_default();
    let after = |word: &str| {
        let rest = text.split(word).nth(1).unwrap_or_default().trim_start();
        rest.chars().take_while(char::is_ascii_digit).collect::<String>()
    };
    let (day, month) = (after("ngày"), after("tháng"));
    let day_is_right = day.is_empty() || day.len() == 2;
    // A zero stands before 1 and 2 alone.
    let months = ["", "01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
    let form = text.starts_with(&format!("{place}, ngày"))
        && day_is_right
        && months.contains(&month.as_str());
    findings.want(
        form,
        0,
        "place and date",
        &text,
        format!("{place}, ngày 05 tháng 02 (or 3) năm 2026"),
    );
    for (missing, mark, least) in [(&day, "tháng", 9.0), (&month, "năm", 7.0)] {
        if missing.is_empty() {
            let gap = gap_before(built, line, mark).unwrap_or_default();
            findings.want(
                gap >= least,
                0,
                format!("gap before «{mark}»"),
                format!("{gap:.1} mm"),
                format!("{least} or more"),
            );
        }
    }
}

fn title(built: &'static Built, findings: &mut Findings) {
    let parts = built.parts();
    let title = lines_of(built, parts.title);
    let (left, right) = text_edges(built.page(0)).expect("text");
    let axis = (left + right) / 2.0;
    for line in &title {
        findings.style(line, "title", 13.0..=14.0, Style::Bold);
        findings.centred(line, "title", axis, CENTRED);
    }
    let kind = built.plan["kind"].as_str().unwrap_or("KẾ HOẠCH");
    findings.want(title[0].text == kind, 0, "type", &title[0].text, kind);
    findings.want(title.len() > 1, 0, "subject", "none", "below the type");
    let subject: String = title[1..].iter().map(|line| line.text.as_str()).collect();
    findings.want(!is_upper(&subject), 0, "subject", start(&subject), "lower case");
    let reference = lines_of_all(built, &parts.reference);
    for line in &reference {
        findings.style(line, "decision", 13.0..=14.0, Style::Italic);
        findings.centred(line, "decision", axis, CENTRED);
    }
    let last = reference.last().or(title.last()).expect("a line");
    let rules = rules(built.page(0), last.y..=last.y + 5.0, axis - 20.0..=axis + 20.0);
    let widths = title[1..].iter().chain(&reference).map(Line::width);
    let (narrow, wide) =
        widths.fold((f64::INFINITY, 0.0f64), |(a, b), width| (a.min(width), b.max(width)));
    findings.rule(
        0,
        "rule below the subject",
        rules.first().copied(),
        narrow / 3.0..=wide / 2.0,
        axis,
    );
}

fn balanced(built: &'static Built, findings: &mut Findings) {
    let subject = built.plan["subject"].as_str().unwrap_or_default();
    let lines = lines_of(built, built.parts().title);
    let lines = &lines[1..];
    if subject.contains('\n') {
        let wanted = subject.lines().map(str::trim).collect::<Vec<_>>().join("|");
        let got = lines.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join("|");
        findings.want(got == wanted, 0, "breaks of the subject", got, wanted);
    } else if let Some(widest) = lines.iter().map(Line::width).reduce(f64::max) {
        for line in lines {
            let part = line.width() / widest;
            findings.want(
                part >= 0.6,
                0,
                format!("«{}»", start(&line.text)),
                format!("{:.0} % of the widest line", part * 100.0),
                "60 % or more",
            );
        }
    }
}
