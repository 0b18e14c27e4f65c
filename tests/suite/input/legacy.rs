//! Text of the time before Unicode: what is recognised, what is read, what is
//! said, and that nothing else is taken for it.
//!
//! Fixtures are in `tests/fixtures/legacy`: JSON files with what is read and
//! said beside them in `.txt`, `letters.txt` with both encodings of every
//! letter, texts that must raise no alarm, and `untold.txt`, the texts of the
//! sources and names of communes that are not recognised once encoded.
//! `KEHOACH_UPDATE=1` rewrites the expected files.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use kehoach::pipeline::{self, BuildOptions};
use rust_xlsxwriter::Format;
use serde_json::Value as Json;

use super::*;
use crate::built;

fn fixture(name: &str) -> PathBuf {
    built::path("tests/fixtures/legacy").join(name)
}

/// The lines of a fixture that are no comments.
fn lines_of(name: &str) -> Vec<String> {
    let text = fs::read_to_string(fixture(name)).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

/// Compares `said` with a fixture, or writes it.
fn expect(name: &str, said: &str) {
    if std::env::var_os("KEHOACH_UPDATE").is_some() {
        fs::write(fixture(name), said).unwrap();
    }
    let expected = fs::read_to_string(fixture(name)).unwrap_or_default().replace("\r\n", "\n");
    assert_eq!(said, expected, "{name}");
}

/// The way from Unicode to the old encodings, read from `letters.txt`.
pub struct Encoder(BTreeMap<char, [String; 2]>);

const TCVN3: usize = 0;
pub const VNI: usize = 1;

impl Encoder {
    pub fn new() -> Self {
        let characters = |bytes: &str| -> String {
            let hex = |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16);
            bytes.as_bytes().chunks(2).filter_map(|two| hex(two).ok()).map(char::from).collect()
        };
        let letters = lines_of("letters.txt").into_iter().map(|line| {
            let columns: Vec<&str> = line.split(' ').collect();
            (columns[0].parse().unwrap(), [characters(columns[1]), characters(columns[2])])
        });
        Self(letters.collect())
    }

    /// What an encoding keeps of `text`: TCVN3 lacks capitals with a tone.
    fn kept(&self, text: &str, encoding: usize) -> String {
        let has = |c: &char| self.0.get(c).is_none_or(|forms| !forms[encoding].is_empty());
        let kept =
            text.chars().map(|c| if has(&c) { c.into() } else { c.to_lowercase().to_string() });
        kept.collect()
    }

    /// `text` as a file in the old encoding holds it.
    pub fn encode(&self, text: &str, encoding: usize) -> String {
        let form = |c: char| self.0.get(&c).map_or(c.into(), |forms| forms[encoding].clone());
        self.kept(text, encoding).chars().map(form).collect()
    }
}

/// Each text as it is read from JSON, and whether an old encoding was reported.
fn read_texts(texts: &[String]) -> Vec<(String, bool)> {
    let json = serde_json::json!({ "texts": texts }).to_string();
    let input = read_bytes("kh.json", json.as_bytes()).unwrap();
    let reported = input.diagnostics.iter().filter(|d| d.code == "T08");
    let places: Vec<String> = reported.map(|d| d.origin.as_ref().unwrap().to_string()).collect();
    let node = input.node.unwrap();
    let Value::List(nodes) = &node.get("texts").unwrap().value else { panic!() };
    let read = nodes.iter().map(|node| {
        let Value::Text(text) = &node.value else { panic!() };
        (text.text.clone(), places.contains(&node.origin.to_string()))
    });
    read.collect()
}

fn strings(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(text) => found.push(text.clone()),
        Json::Array(values) => values.iter().for_each(|value| strings(value, found)),
        Json::Object(members) => members.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

/// Every text of the samples.
fn samples() -> Vec<String> {
    let mut found = Vec::new();
    for name in crate::samples::CASES {
        let file = built::path("data").join(format!("{name}.json"));
        strings(&serde_json::from_slice(&fs::read(file).unwrap()).unwrap(), &mut found);
    }
    found
}

/// Every line and table cell of the transcribed sources.
fn sources() -> Vec<String> {
    let file = |name: &&str| built::path("tests/fixtures/cases").join(name).join("text.txt");
    let files =
        crate::samples::CASES.iter().map(file).map(|file| fs::read_to_string(file).unwrap());
    let cells = files.flat_map(|text| {
        text.split(['\n', '|']).map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    });
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// The names in the list of communes, of provinces too.
fn communes() -> Vec<String> {
    let list = fs::read_to_string(built::path("data/communes.csv")).unwrap();
    let mut names: Vec<String> =
        list.split(['\n', ',']).map(|name| name.trim().to_owned()).collect();
    names.retain(|name| !name.is_ascii());
    names.sort();
    names.dedup();
    names
}

#[test]
fn old_text_is_read_and_reported_word_for_word() {
    for name in ["tcvn3", "vni", "unicode"] {
        let bytes = fs::read(fixture(&format!("{name}.json"))).unwrap();
        let input = read_bytes("kh.json", &bytes).unwrap();
        let read = dump(&input.node.unwrap());
        expect(&format!("{name}.txt"), &format!("{read}\n\n{}\n", messages(&input.diagnostics)));
    }
}

#[test]
fn nothing_else_is_taken_for_old_text() {
    let mut texts = [samples(), sources(), communes(), lines_of("words.txt")].concat();
    let english = lines_of("english.txt");
    texts.extend(
        english.iter().flat_map(|line| line.split_inclusive(['.', ';', ','])).map(str::to_owned),
    );
    texts.extend(english);
    let words = texts.iter().flat_map(|text| text.split_whitespace()).map(str::to_owned);
    let words: Vec<String> = words.collect();
    texts.extend(words);
    assert!(texts.len() > 40_000, "{}", texts.len());
    let read = read_texts(&texts);
    let alarms = texts.iter().zip(read).filter(|(_, (_, alarm))| *alarm);
    let alarms: Vec<_> = alarms.map(|(text, (read, _))| format!("{text} is not {read}")).collect();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    for name in crate::samples::CASES {
        let input = input::read(&built::path("data").join(format!("{name}.xlsx"))).unwrap();
        assert!(input.diagnostics.iter().all(|d| d.code != "T08"), "{name}.xlsx");
    }
}

#[test]
fn what_is_encoded_comes_back_equal_or_is_listed_as_untold() {
    let encoder = Encoder::new();
    let mut report = String::new();
    for (what, texts) in [("Texts of the sources", sources()), ("Names of communes", communes())] {
        let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_ascii()).collect();
        let unicode = read_texts(&texts);
        for (name, encoding) in [("TCVN3", TCVN3), ("VNI", VNI)] {
            let encoded: Vec<String> = texts.iter().map(|t| encoder.encode(t, encoding)).collect();
            let mut untold = Vec::new();
            for (index, (read, told)) in read_texts(&encoded).into_iter().enumerate() {
                let wanted = encoder.kept(&unicode[index].0, encoding);
                match told {
                    true => assert_eq!(read, wanted),
                    false if encoded[index] == wanted => {}
                    false => untold.push(format!("  {} ({read})\n", texts[index])),
                }
            }
            report += &format!("{what} in {name}: {} of {} untold\n", untold.len(), texts.len());
            report += &untold.concat();
        }
    }
    expect("untold.txt", &report);
}

/// A workbook with one text a row, its runs each in a font; `*` is bold.
fn in_fonts(rows: &[&[(&str, &str)]]) -> Input {
    let mut body = sheet("Nội dung", &[&["Mục", "Nội dung"]]);
    for (row, runs) in (1..).zip(rows) {
        let formats = runs.iter().map(|(font, _)| {
            let format = Format::new().set_font_name(font.trim_end_matches('*'));
            if font.ends_with('*') { format.set_bold() } else { format }
        });
        let formats: Vec<Format> = formats.collect();
        let texts = runs.iter().map(|(_, text)| *text);
        let runs: Vec<(&Format, &str)> = formats.iter().zip(texts).collect();
        match runs.as_slice() {
            [(format, text)] => body.write_string_with_format(row, 1, *text, format).unwrap(),
            runs => body.write_rich_string(row, 1, runs).unwrap(),
        };
    }
    read_sheets(vec![info(), body])
}

#[test]
fn the_font_decides_and_tells_capitals() {
    let input = in_fonts(&[
        &[(".VnTimeH", "kÕ ho¹ch")],
        &[(".VnTime", "Sè: 15")],
        &[(".VnArialH", "Trung 2")],
        &[(".VnTime", "Ke hoach")],
        &[("VNI-Times", "Soá: hoaù")],
        &[("Times New Roman", "c«ng t¸c x·")],
        &[(".VnTime", "Kế hoạch, đã là Unicode")],
        &[("VNI-Times", "là, và, của, bà")],
        &[(".VnTime", "5 µm")],
        &[(".VnTimeH", "i. môc "), (".VnTime*", "®Ých"), ("Arial", " m²: hoá")],
        &[
            ("VNI-Times", "Keâ"),
            ("VNI-Times*", " ho"),
            ("VNI-Times", "aïch to"),
            ("VNI-Times*", "át"),
        ],
        &[("Times New Roman", "Số "), (".VnTime", "l\u{AD}îng"), ("VNI-Times*", " ñuû")],
    ]);
    let body = dump_at(&input, "body");
    let texts = body.lines().filter(|line| line.contains("/text "));
    let texts: String = texts.map(|line| format!("{line}\n")).collect();
    expect("fonts.txt", &format!("{texts}\n{}\n", messages(&input.diagnostics)));
}

#[test]
fn every_letter_comes_back_in_its_font() {
    let encoder = Encoder::new();
    let spaced = |letters: String| letters.chars().map(|c| format!("{c} ")).collect::<String>();
    let all = spaced(encoder.0.keys().collect());
    let small = encoder.kept(&all, TCVN3);
    let capitals = spaced(encoder.0.keys().filter(|c| c.is_uppercase()).collect());
    let [tcvn3, vni] = [TCVN3, VNI].map(|encoding| encoder.encode(&all, encoding));
    let only_capitals = encoder.encode(&capitals.to_lowercase(), TCVN3);
    let input = in_fonts(&[
        &[(".VnTime", &tcvn3)],
        &[(".VnTimeH", &only_capitals)],
        &[("VNI-Times", &vni)],
    ]);
    let body = dump_at(&input, "body");
    for wanted in [small, capitals, all] {
        assert!(body.contains(wanted.trim()), "{wanted}\nis not in\n{body}");
    }
}

#[test]
fn convert_legacy_makes_notes_of_the_errors_and_prints_the_same() {
    let encoder = Encoder::new();
    let plan = fs::read_to_string(fixture("plan.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let build = |text: &str, convert_legacy| {
        let file = folder.path().join("ke-hoach.json");
        fs::write(&file, text).unwrap();
        pipeline::build(&file, &BuildOptions { convert_legacy, ..BuildOptions::default() }).unwrap()
    };
    let old = encoder.encode(&plan, VNI);
    let told = build(&old, false);
    assert!(told.typeset.is_some(), "a finding withholds no document");
    let printed = build(&old, true);
    let tcvn3 = build(&encoder.encode(&plan, TCVN3), true);
    let said = [&told, &printed, &tcvn3].map(|outcome| messages(&outcome.diagnostics) + "\n");
    expect("plan.txt", &said.join("\n"));
    let pages = |outcome: pipeline::Outcome| {
        let files = (kehoach::output::DEFAULT.export)(&outcome.typeset.unwrap()).unwrap();
        files.concat()
    };
    let unicode = pages(build(&plan, false));
    assert!(pages(printed) == unicode, "the PDF differs from that of Unicode");
    assert!(pages(told) == unicode, "the PDF differs where the text is only reported");
}
