//! What stands on typeset pages: the words of the PDF in its order and roles, each
//! character with the cell that it came from, and pages that look the same known
//! as such.

use std::collections::BTreeSet;
use std::path::Path;

use kehoach::pipeline::{Live, Press};
use kehoach::typeset::layer::{Layer, Node, Role, Run};

use crate::built::{self, all, options, path};
use crate::pdf::{Element, Kid};
use crate::samples::{CASES, communes};

/// The layers of a plan, with what was read.
fn layers(plan: &Path) -> (Live, Vec<Layer>) {
    let press = Press::new(&options(plan)).unwrap();
    let live = Live::read(plan, &options(plan), &press).unwrap();
    let asked = options(plan).row;
    let row = live.communes().iter().position(|commune| Some(&commune.key) == asked.as_ref());
    let shown = live.show(row.unwrap_or(0), false, &mut press.hand());
    let typeset = shown.typeset.unwrap_or_else(|| panic!("{:#?}", shown.diagnostics));
    let layers = typeset.layers();
    (live, layers)
}

/// Every element with its role, and the runs below it; those of `left_out` are not
/// looked into.
fn visit<'a>(
    nodes: &'a [Node],
    left_out: &[Role],
    on: &mut dyn FnMut(Option<&'a Role>, Option<&'a Run>),
) {
    for node in nodes {
        match node {
            Node::Element(role, _) if left_out.contains(role) => {}
            Node::Element(role, parts) => {
                on(Some(role), None);
                visit(parts, left_out, on);
                on(Some(role), None);
            }
            Node::Run(run) => on(None, Some(run)),
        }
    }
}

/// The words of pages: elements part them, and so does a line's end but where a
/// word goes on.
fn words(layers: &[Layer], left_out: &[Role]) -> Vec<String> {
    let mut text = String::new();
    let mut last: Option<&Run> = None;
    for layer in layers {
        visit(&layer.nodes, left_out, &mut |_, run| {
            let Some(run) = run else {
                text.push('\n');
                last = None;
                return;
            };
            if last.is_some_and(|last| (last.y - run.y).abs() > 5.0 && !last.joined) {
                text.push(' ');
            }
            text.push_str(&run.text);
            last = Some(run);
        });
    }
    text.split_whitespace().map(str::to_owned).collect()
}

/// The words of the PDF's structure.
fn words_of_pdf(element: &Element) -> Vec<String> {
    fn add(element: &Element, text: &mut String) {
        for kid in &element.kids {
            match kid {
                Kid::Content { text: content, .. } => text.push_str(content),
                Kid::Element(element) if element.role == "Note" => {}
                Kid::Element(element) => {
                    let parts = !["P", "Span", "Lbl", "LBody", "Link", "Reference", "Strong", "Em"]
                        .contains(&element.role.as_str());
                    text.push_str(if parts { "\n" } else { "" });
                    add(element, text);
                    text.push_str(if parts { "\n" } else { "" });
                }
            }
        }
    }
    let mut text = String::new();
    add(element, &mut text);
    text.split_whitespace().map(str::to_owned).collect()
}

fn sorted(words: &[String]) -> Vec<char> {
    let mut letters: Vec<char> = letters(words).chars().collect();
    letters.sort_unstable();
    letters
}

/// All characters but white space.
fn letters(words: &[String]) -> String {
    words.concat()
}

#[test]
fn the_text_is_that_of_the_pdf_in_its_order() {
    let mut wrong = Vec::new();
    for made in all() {
        let folder =
            if CASES.contains(&made.name.as_str()) { "data" } else { "tests/fixtures/plans" };
        let (_, layers) = layers(&path(folder).join(&made.name).with_extension("json"));
        assert_eq!(layers.len(), made.pdf.pages.len(), "{}", made.name);
        let (ours, theirs) =
            (words(&layers, &[Role::Artifact, Role::Note]), words_of_pdf(&made.pdf.root));
        // A cell that is divided stands on both pages, and once in the PDF.
        if made.name == "table-rowspans" {
            assert_eq!(sorted(&ours), sorted(&theirs));
        } else if letters(&ours) != letters(&theirs) {
            let (ours, theirs): (Vec<char>, Vec<char>) =
                (letters(&ours).chars().collect(), letters(&theirs).chars().collect());
            let same = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
            let near = |all: &[char]| all.iter().skip(same).take(60).collect::<String>();
            wrong.push(format!("{}: {}\n  instead of {}", made.name, near(&ours), near(&theirs)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_are_those_of_the_transcriptions() {
    for name in CASES {
        let (_, layers) = layers(&path("data").join(format!("{name}.xlsx")));
        let ours: BTreeSet<String> = words(&layers, &[Role::Artifact]).into_iter().collect();
        let text = path("tests/fixtures/cases").join(name).join("text.txt");
        let text = std::fs::read_to_string(text).unwrap();
        let missing: Vec<&str> = text
            .split_whitespace()
            .filter(|word| *word != "|" && !word.contains("[^") && !ours.contains(*word))
            .collect();
        assert!(missing.is_empty(), "{name}: {missing:?}");
    }
}

/// Every character that a cell gave leads back to that character of that cell. The
/// words that no cell gave are those of the form.
#[test]
fn every_character_leads_back_to_its_cell() {
    let template = path("data").join(format!("{}.xlsx", communes::TEMPLATE));
    let plans = CASES.iter().map(|name| path("data").join(format!("{name}.xlsx")));
    let mut told = String::new();
    for plan in plans.chain([template, path("tests/fixtures/plans/footnote-header.json")]) {
        let (live, layers) = layers(&plan);
        let mut fixed = BTreeSet::new();
        let (mut copied, mut made) = (0, 0);
        for layer in &layers {
            visit(&layer.nodes, &[Role::Artifact], &mut |_, run| {
                let Some(run) = run else { return };
                let mut at = 0;
                for stretch in &run.stretches {
                    let text = &run.text[at..at + stretch.length];
                    at += stretch.length;
                    let Some(origin) = stretch.origin else {
                        fixed.insert(text.trim().to_owned());
                        continue;
                    };
                    let place = layer.origins[origin].to_string();
                    let cell = live.cell(&place).unwrap_or_else(|| panic!("no cell {place}"));
                    match stretch.offset {
                        Some(offset) => {
                            let there = cell.text.get(offset..offset + stretch.length);
                            assert_eq!(there, Some(text), "{}: {place}", plan.display());
                            copied += text.chars().count();
                        }
                        None => made += text.chars().count(),
                    }
                }
                assert_eq!(at, run.text.len(), "{}", run.text);
            });
        }
        let name = plan.file_name().unwrap().to_string_lossy();
        told += &format!("{name}: {copied} copied, {made} made, fixed {fixed:?}\n");
    }
    insta::assert_snapshot!("traced", told);
}

#[test]
fn tables_have_rows_and_cells_in_order() {
    let (_, layers) = layers(&path("tests/fixtures/plans/table-wide.json"));
    let mut roles = Vec::new();
    for layer in &layers {
        visit(&layer.nodes, &[], &mut |role, _| roles.extend(role.cloned()));
    }
    let count = |wanted: fn(&Role) -> bool| roles.iter().filter(|role| wanted(role)).count() / 2;
    assert!(count(|role| matches!(role, Role::Table)) > 0);
    assert!(count(|role| matches!(role, Role::Header(_))) > 0);
    assert!(count(|role| matches!(role, Role::Row)) > 1);
    assert!(count(|role| matches!(role, Role::Cell(_))) >= count(|role| matches!(role, Role::Row)));
}

/// A page is known by its look, whatever sources it was made of.
#[test]
fn pages_that_look_the_same_are_known() {
    let plan = std::fs::read_to_string(path("data/lao-cai-papi-2023.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let looks = |text: &str| {
        let file = folder.path().join("plan.json");
        std::fs::write(&file, text).unwrap();
        layers(&file).1.iter().map(|layer| layer.look).collect::<Vec<_>>()
    };
    let before = looks(&plan);
    assert_eq!(looks(&plan), before);
    assert_eq!(before.iter().collect::<BTreeSet<_>>().len(), before.len(), "two pages alike");
    let changed = looks(&plan.replacen("Phụ lục", "Phụ lục A", 1));
    let same = before.iter().zip(&changed).filter(|(a, b)| a == b).count();
    assert!(changed != before && same >= 10, "{same} of {} are the same", before.len());
    let bytes = built::build(&path("data/lao-cai-papi-2023.json"));
    assert!(!bytes.is_empty());
}
