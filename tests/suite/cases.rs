//! The three real plans, from workbook and from JSON: every block of the
//! transcription stands in the PDF, in order, with its role, its text and its
//! place. All is read from the PDF.

use std::fs;

use serde_json::Value;

use crate::built::{self, Built, FIXTURES, SAMPLES};
use crate::pdf::{Element, Kid, MM, Mark, Text, lines};
use crate::samples::CASES;

/// The transcription of a sample.
fn transcription(name: &str) -> Value {
    let file = built::path("tests/fixtures/cases").join(name).join("plan.json");
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn sample(name: &str) -> &'static Built {
    SAMPLES.iter().find(|built| built.name == name).expect(name)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// One space wherever there is white space, none at the ends.
fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a transcribed text looks like on paper: marks of bold and italic
/// disappear, a call of a footnote is its number.
fn printed(text: &str) -> String {
    collapsed(&text.replace("**", "").replace('*', "").replace("[^", "").replace(']', ""))
}

/// Panics with all that was found.
fn report(found: &[String]) {
    assert!(found.is_empty(), "{} faults:\n{}", found.len(), found.join("\n"));
}

#[test]
fn workbook_and_json_give_the_same_bytes_every_time() {
    for name in CASES {
        let json = &sample(name).bytes;
        for extension in ["json", "xlsx"] {
            let file = built::path("data").join(format!("{name}.{extension}"));
            assert!(
                built::build(&file) == *json,
                "{} differs from the first run of its JSON",
                file.display()
            );
        }
    }
}

#[test]
fn every_block_stands_in_order_with_its_role_and_text() {
    let mut found = Vec::new();
    for name in CASES {
        let plan = transcription(name);
        let parts = sample(name).parts();
        compare(name, list(&plan, "body"), &parts.body, &mut found);
        let appendices = list(&plan, "appendices");
        assert_eq!(appendices.len(), parts.appendices.len(), "{name}: number of appendices");
        for (wanted, appendix) in appendices.iter().zip(&parts.appendices) {
            let head = format!("{} {}", text(wanted, "label"), text(wanted, "title"));
            expect(name, &head, &appendix.head.text(), &mut found);
            let reference: String = appendix.reference.iter().map(|e| e.text()).collect();
            expect(name, text(wanted, "reference"), &reference, &mut found);
            compare(name, std::slice::from_ref(&wanted["table"]), &appendix.body, &mut found);
        }
        let title = format!("{}{}", text(&plan, "title"), text(&plan, "subject"));
        expect(name, &title, &parts.title.text(), &mut found);
    }
    report(&found);
}

fn expect(place: &str, wanted: &str, got: &str, found: &mut Vec<String>) {
    let (wanted, got) = (printed(wanted), collapsed(got));
    if wanted != got {
        found.push(format!(
            "{place}: wanted «{wanted}»\n{:place$}  got    «{got}»",
            "",
            place = place.len()
        ));
    }
}

/// Compares blocks of a transcription with those of the PDF, one by one.
fn compare(name: &str, wanted: &[Value], got: &[&Element], found: &mut Vec<String>) {
    for (index, (block, element)) in wanted.iter().zip(got).enumerate() {
        let place = format!("{name}, block {index}");
        let marked = format!("{} {}", text(block, "marker"), text(block, "text"));
        let role = match text(block, "t") {
            "heading" => format!("H{}", depth(text(block, "marker"))),
            "item" => "LI".to_owned(),
            "para" => "P".to_owned(),
            _ => "Table".to_owned(),
        };
        if element.role != role {
            found.push(format!(
                "{place}: role {} instead of {role}: «{}»",
                element.role,
                collapsed(&element.text())
            ));
        } else if role == "Table" {
            compare_tables(&place, block, element, found);
        } else {
            expect(&place, &marked, &element.text(), found);
        }
        if role == "LI" {
            for (part, key) in [("Lbl", "marker"), ("LBody", "text")] {
                let got: String = element.find(&[part]).iter().map(|e| e.text()).collect();
                expect(&format!("{place}, {part}"), text(block, key), &got, found);
            }
        }
    }
    if wanted.len() != got.len() {
        found.push(format!("{name}: {} blocks instead of {}", got.len(), wanted.len()));
    }
}

/// The depth of a heading by its marker: `I.`, then `1.`, then `1.1.`.
fn depth(marker: &str) -> usize {
    match marker.starts_with(|c: char| c.is_ascii_digit()) {
        true => 1 + marker.split('.').filter(|number| !number.is_empty()).count(),
        false => 1,
    }
}

fn compare_tables(place: &str, wanted: &Value, table: &Element, found: &mut Vec<String>) {
    let headers = wanted["header_rows"].as_u64().unwrap() as usize;
    let rows = table.find(&["TR"]);
    if rows.len() != list(wanted, "rows").len() {
        found.push(format!(
            "{place}: {} rows instead of {}",
            rows.len(),
            list(wanted, "rows").len()
        ));
    }
    for (number, (wanted, row)) in list(wanted, "rows").iter().zip(rows).enumerate() {
        let cells: Vec<&Element> = row.elements().collect();
        let wanted = wanted.as_array().unwrap();
        if cells.len() != wanted.len() {
            found.push(format!(
                "{place}, row {number}: {} cells instead of {}",
                cells.len(),
                wanted.len()
            ));
        }
        for (column, (wanted, cell)) in wanted.iter().zip(cells).enumerate() {
            let place = format!("{place}, row {number}, cell {column}");
            expect(&place, text(wanted, "text"), &cell.text(), found);
            for (key, attribute) in [("colspan", "ColSpan"), ("rowspan", "RowSpan")] {
                let (wanted, got) =
                    (wanted[key].as_u64().unwrap_or(1) as usize, cell.span(attribute));
                if wanted != got {
                    found.push(format!("{place}: {attribute} {got} instead of {wanted}"));
                }
            }
            if number < headers && cell.role != "TH" {
                found.push(format!("{place}: {} in a header row", cell.role));
            }
        }
    }
}

/// All white space left out, since the PDF's tree has none between blocks.
fn condensed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_whole_text_is_that_of_the_source() {
    for name in CASES {
        let file = built::path("tests/fixtures/cases").join(name).join("text.txt");
        let source = fs::read_to_string(file).unwrap();
        let line = |line: &str| condensed(&printed(&line.replace(" |", " ")));
        let lines: Vec<&str> = source.lines().filter(|line| !line.starts_with("[^")).collect();
        let title = lines.iter().position(|line| *line == "KẾ HOẠCH").expect("a title");
        let wanted: String = lines[title..].iter().map(|text| line(text)).collect();
        let document = condensed(&sample(name).pdf.root.text());
        let (head, got) = document.split_at(document.find("KẾHOẠCH").expect("a title"));
        for text in &lines[..title] {
            assert!(
                head.contains(&line(text)),
                "{name}: «{text}» is not in the letterhead «{head}»"
            );
        }
        if let Some(at) = wanted.chars().zip(got.chars()).position(|(a, b)| a != b) {
            let around =
                |text: &str| text.chars().skip(at.saturating_sub(40)).take(80).collect::<String>();
            panic!(
                "{name}: wanted «{}»\n{:name$}  got    «{}»",
                around(&wanted),
                "",
                around(got),
                name = name.len()
            );
        }
        assert_eq!(wanted.chars().count(), got.chars().count(), "{name}: length of the text");
    }
}

/// Whether a text looks like a footnote's call: small letters, or the font's own
/// superscript digits, which are narrower than half the size.
fn is_raised(text: &Text) -> bool {
    let width: f64 = text.glyphs.iter().map(|glyph| glyph.x1 - glyph.x0).sum();
    text.size < 11.0 || width < 0.4 * text.size * MM * text.glyphs.len() as f64
}

/// The page where the digits of a footnote's call stand first, outside notes.
fn call_page(built: &Built, element: &Element, number: &str) -> Option<usize> {
    element.kids.iter().find_map(|kid| match kid {
        Kid::Element(element) if element.role == "Note" => None,
        Kid::Element(element) => call_page(built, element, number),
        Kid::Content { page, id, text } if text.trim() == number => {
            let mut texts = built.page(*page).texts.iter();
            texts.any(|text| text.mark == Mark::Content(*id) && is_raised(text)).then_some(*page)
        }
        Kid::Content { .. } => None,
    })
}

#[test]
fn footnotes_stand_on_the_page_of_their_call() {
    let mut found = Vec::new();
    let mut seen = 0;
    for built in SAMPLES.iter().chain(FIXTURES.iter()) {
        let notes = notes(&built.pdf.root);
        let wanted = list(&built.plan, "footnotes");
        assert_eq!(notes.len(), wanted.len(), "{}: number of footnotes", built.name);
        for (index, (wanted, note)) in wanted.iter().zip(notes).enumerate() {
            seen += 1;
            let number = (index + 1).to_string();
            let place = format!("{}, footnote {number}", built.name);
            expect(&place, &format!("{number}{}", text(wanted, "text")), &note.text(), &mut found);
            let call = call_page(built, &built.pdf.root, &number);
            if note.pages() != call.into_iter().collect::<Vec<_>>() {
                found.push(format!("{place}: on page {:?}, called on {call:?}", note.pages()));
            }
            let last = built.page(note.pages()[0]).height - 20.0;
            let lowest =
                built.pdf.texts(note).iter().map(|(_, text)| text.glyphs[0].y).fold(0.0, f64::max);
            if !(last * 0.6..=last).contains(&lowest) {
                found.push(format!(
                    "{place}: its last line {lowest:.1} mm from the top, not at the page's foot"
                ));
            }
        }
    }
    assert!(seen >= 7, "footnotes in samples and fixtures");
    report(&found);
}

fn notes(element: &Element) -> Vec<&Element> {
    element
        .elements()
        .flat_map(|element| if element.role == "Note" { vec![element] } else { notes(element) })
        .collect()
}

/// The lines of an element with a space between two.
fn lines_in_one(built: &Built, element: &Element) -> String {
    let lines = lines(built.pdf.texts(element));
    collapsed(&lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "))
}

#[test]
fn bookmarks_are_the_headings() {
    let mut found = Vec::new();
    for built in built::all() {
        let headings = built.pdf.root.find(&["H1", "H2", "H3", "H4", "H5", "H6"]);
        let wanted: Vec<(usize, String)> = headings
            .iter()
            .map(|e| (e.role[1..].parse().unwrap(), lines_in_one(built, e)))
            .collect();
        let got: Vec<(usize, String)> =
            built.pdf.outline.iter().map(|mark| (mark.depth, collapsed(&mark.title))).collect();
        assert_eq!(got.len(), wanted.len(), "{}: number of bookmarks", built.name);
        for (got, wanted) in got.iter().zip(&wanted).filter(|(got, wanted)| got != wanted) {
            found.push(format!("{}: bookmark {got:?} instead of {wanted:?}", built.name));
        }
        let depths: Vec<usize> = wanted.iter().map(|(depth, _)| *depth).collect();
        let skips = std::iter::once(&0)
            .chain(&depths)
            .zip(&depths)
            .any(|(before, depth)| *depth > before + 1);
        assert!(!skips, "{}: a level of headings is left out: {depths:?}", built.name);
    }
    report(&found);
}

#[test]
fn the_properties_are_the_documents() {
    for built in built::all() {
        let (name, pdf, plan) = (&built.name, &built.pdf, &built.plan);
        assert_eq!((pdf.lang.as_str(), pdf.marked), ("vi-VN", true), "{name}");
        let subject = collapsed(text(plan, "subject"));
        let agency = collapsed(text(&plan["letterhead"], "agency"));
        let info = |key: &str| pdf.info.get(key).map_or("", String::as_str);
        assert!(info("Title").ends_with(&subject), "{name}: Title «{}»", info("Title"));
        assert!(info("Author").starts_with(&agency), "{name}: Author «{}»", info("Author"));
        assert_eq!(info("Subject"), subject, "{name}");
        let keywords: Vec<&str> = list(plan, "keywords").iter().filter_map(Value::as_str).collect();
        assert_eq!(info("Keywords"), keywords.join(", "), "{name}");
        let date = text(&plan["letterhead"], "date");
        let date = if date.len() == "2026-02-05".len() { Some(date) } else { None };
        assert_eq!(pdf.info.get("CreationDate").map(String::as_str), date, "{name}");
        let in_xmp = pdf.xmp.split_once("<xmp:CreateDate>").map(|(_, rest)| &rest[..10]);
        assert_eq!(in_xmp, date, "{name}: the date in XMP");
        for mark in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
            assert!(pdf.xmp.contains(mark), "{name}: {mark} is not in XMP");
        }
    }
}

#[test]
fn all_content_is_tagged() {
    for built in built::all() {
        for (number, page) in built.pdf.pages.iter().enumerate() {
            let loose = page.texts.iter().find(|text| text.mark == Mark::None);
            assert!(loose.is_none(), "{}, page {}: {loose:?}", built.name, number + 1);
        }
        for figure in built.pdf.root.find(&["Figure"]) {
            let named = figure.alt.as_ref().is_some_and(|alt| !alt.trim().is_empty());
            assert!(named, "{}: a picture without a description", built.name);
        }
    }
}
