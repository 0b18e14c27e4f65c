//! What documents print: what their plans print, with every word that is seen in Word,
//! and the same from the workbook that is made of them.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use kehoach::diagnostic::render;
use serde_json::Value;
use tempfile::TempDir;

use super::look::Look;
use super::variants::VARIANTS;
use super::{appendix, plan, report, words, written};
use crate::built;
use crate::convert::try_convert;
use crate::pdf::{Element, Pdf};

/// A document of a plan, built.
struct Printed {
    name: &'static str,
    plan: Value,
    look: &'static Look,
    file: PathBuf,
    pdf: Vec<u8>,
}

/// The variants, and the folder that they stand in.
struct All {
    folder: TempDir,
    variants: Vec<Printed>,
}

static ALL: LazyLock<All> = LazyLock::new(|| {
    let folder = TempDir::new().unwrap();
    let print = |(name, source, look): &'static (&str, &str, Look)| {
        let plan = plan(&built::path(source));
        let file = written(&plan, name, look, folder.path());
        Printed { name, look, pdf: built::build(&file), plan, file }
    };
    let variants = VARIANTS.iter().map(print).collect();
    All { folder, variants }
});

/// The text of a PDF and of its footnotes without white space.
fn condensed(bytes: &[u8]) -> String {
    let root = Pdf::read(bytes.to_vec()).root;
    let mut text = root.text();
    notes(&root, &mut text);
    text.split_whitespace().collect::<String>().to_lowercase()
}

fn notes(element: &Element, text: &mut String) {
    for kid in element.elements() {
        if kid.role == "Note" {
            text.push_str(&kid.text());
        }
        notes(kid, text);
    }
}

#[test]
fn documents_print_what_their_plans_print() {
    let mut found = Vec::new();
    for Printed { name, plan, look, pdf, .. } in &ALL.variants {
        let mut plan = plan.clone();
        appendix::spell_out(&mut plan, look);
        let source = ALL.folder.path().join(format!("{name}.json"));
        fs::write(&source, plan.to_string()).unwrap();
        let (wanted, got) = (condensed(&built::build(&source)), condensed(pdf));
        if let Some(at) = wanted.chars().zip(got.chars()).position(|(a, b)| a != b) {
            let around =
                |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
            found.push(format!("{name} - «{}»\n{name} + «{}»", around(&wanted), around(&got)));
        } else if wanted.len() != got.len() {
            found.push(format!("{name}: {} letters instead of {}", got.len(), wanted.len()));
        }
    }
    report(&found);
}

/// Every word that is seen in the document is seen in the PDF.
#[test]
fn no_word_of_a_document_is_lost() {
    let mut found = Vec::new();
    for Printed { name, file, pdf, .. } in &ALL.variants {
        let page = condensed(pdf);
        let is_there = |text: &String| {
            page.contains(&text.split_whitespace().collect::<String>().to_lowercase())
        };
        let lost = words::stretches(file).into_iter().filter(|text| !is_there(text));
        found.extend(lost.map(|text| format!("{name}: {text}")));
    }
    report(&found);
}

/// The workbook of a document builds the document's bytes.
#[test]
fn documents_are_workbooks_too() {
    let mut found = Vec::new();
    for Printed { name, file, pdf, .. } in &ALL.variants {
        let target = ALL.folder.path().join(format!("{name}.xlsx"));
        let conversion = try_convert(file, &target);
        let Some(bytes) = conversion.bytes else {
            found.push(format!("{name}: {}", render(&conversion.diagnostics)));
            continue;
        };
        fs::write(&target, bytes).unwrap();
        if built::build(&target) != *pdf {
            found.push(format!("{name}: the workbook builds another document"));
        }
    }
    report(&found);
}
