//! Plans with merge fields: what each commune's document says, and all that is
//! wrong with a template or a list.
//!
//! A case is a `.json` file in `tests/fixtures/merge`, an object with a `plan` and
//! its `rows`, and beside it a `.txt` with the text of every commune's document
//! and every finding. `KEHOACH_UPDATE=1` rewrites the texts; read the difference
//! before committing it.

mod origins;

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kehoach::diagnostic::{Diagnostic, render};
use kehoach::input::{list::read_list_bytes, read_bytes};
use kehoach::merge;
use kehoach::merge::template::{Template, grouped};
use kehoach::model::document::{Document, Part, Placed};
use kehoach::model::list::List;
use kehoach::model::node::Node;
use kehoach::model::text::{Inline, Text};
use serde_json::Value;

use crate::samples::UPDATE;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/merge")
}

/// The plan and the list of a case.
fn case(path: &Path) -> (Node, Arc<List>) {
    let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let part = |key: &str| serde_json::to_vec(&case[key]).unwrap();
    let plan = read_bytes(&"kh.json".into(), &part("plan")).unwrap();
    assert_eq!(render(&plan.diagnostics), "", "{}", path.display());
    let list = read_list_bytes(&"ds.json".into(), &part("rows"), None).unwrap();
    assert_eq!(render(&list.diagnostics), "", "{}", path.display());
    (plan.node.unwrap(), Arc::new(list.list.unwrap()))
}

/// The marks of styles and footnotes, so that they are seen.
fn shown(text: &Text) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Run { text, style } => {
            let mark = match (style.bold, style.italic) {
                (true, true) => "***",
                (true, false) => "**",
                (false, true) => "*",
                (false, false) => "",
            };
            format!("{mark}{text}{mark}")
        }
        Inline::Footnote { mark } => format!("[^{mark}]"),
    };
    text.inlines.iter().map(piece).collect::<String>().replace('\n', "⏎")
}

fn show_parts(out: &mut String, parts: &[Placed]) {
    for placed in parts {
        let line = match &placed.part {
            Part::Heading { marker, text, .. } => {
                format!("# {} {}", marker.as_ref().map(shown).unwrap_or_default(), shown(text))
            }
            Part::Paragraph { marker, text } => {
                format!("{} {}", marker.as_ref().map(shown).unwrap_or_default(), shown(text))
            }
            Part::LegalBasis(text) => format!("[căn cứ] {}", shown(text)),
            Part::Image(image) => format!("[hình] {} {}", shown(&image.file), image.alternative),
            Part::Table(table) => {
                let rows = table.rows.iter().map(|row| {
                    let cells = row.cells.iter().map(|cell| {
                        let spans = match (cell.rowspan, cell.colspan) {
                            (1, 1) => String::new(),
                            (rows, columns) => format!(" <{rows}x{columns}>"),
                        };
                        format!("{}{spans}", shown(&cell.text))
                    });
                    format!("  {:?} | {}", row.kind, cells.collect::<Vec<_>>().join(" | "))
                });
                rows.collect::<Vec<_>>().join("\n")
            }
        };
        writeln!(out, "{}", line.trim_end()).unwrap();
    }
}

fn show(document: &Document) -> String {
    let mut out = String::new();
    for issuer in &document.issuers {
        let number = issuer.number.as_ref().map_or("…".into(), shown);
        writeln!(out, "{} | Số {number}", shown(&issuer.agency)).unwrap();
        if let Some(signature) = &issuer.signature {
            let name = signature.name.as_ref().map(shown).unwrap_or_default();
            writeln!(out, "ký: {} {name}", shown(&signature.position)).unwrap();
        }
    }
    let place = document.place.as_ref().map(shown).unwrap_or_default();
    writeln!(out, "{place}, {}", document.date.value).unwrap();
    writeln!(out, "{}", shown(&document.subject)).unwrap();
    show_parts(&mut out, &document.body);
    for recipient in &document.recipients {
        writeln!(out, "nhận {}", shown(recipient)).unwrap();
    }
    for appendix in &document.appendices {
        let title = appendix.title.as_ref().map(shown).unwrap_or_default();
        writeln!(out, "== {}: {title}", shown(&appendix.label)).unwrap();
        show_parts(&mut out, &appendix.parts);
    }
    for (number, note) in (1..).zip(&document.footnotes) {
        writeln!(out, "[^{number}]: {}", shown(note)).unwrap();
    }
    out
}

/// All that is said of a case.
fn told(path: &Path) -> String {
    let (node, list) = case(path);
    let (template, found) = Template::new(node.clone(), Some(list.clone()));
    let mut out = render(&found);
    let Some(template) = template else { return out };
    let mut findings: Vec<Vec<Diagnostic>> = Vec::new();
    for (row, given) in list.rows.iter().enumerate() {
        writeln!(out, "---- {}", list.key_of(given)).unwrap();
        let (plan, mut found) = template.plan(row);
        let (document, more) = merge::document(&plan.unwrap());
        found.extend(more);
        out += &show(&document);
        findings.push(found);
    }
    writeln!(out, "---- nháp").unwrap();
    let (plan, _) = template.draft();
    out += &show(&merge::document(&plan.unwrap()).0);
    out + "----\n" + render(&grouped(findings, list.rows.len())).as_str()
}

#[test]
fn each_commune_gets_its_own() {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|e| e.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|e| e == "json"));
    cases.sort();
    let mut differing = Vec::new();
    for path in &cases {
        let said = told(path);
        let expected = path.with_extension("txt");
        if std::env::var_os(UPDATE).is_some() {
            fs::write(&expected, said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default().replace("\r\n", "\n") != said {
            differing.push(format!("{}:\n{said}", expected.display()));
        }
    }
    assert!(cases.len() > 5, "{} cases", cases.len());
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
