//! Plans built once for all tests that look at the PDF: the samples of `data/`
//! and the short plans of `fixtures/plans`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kehoach::output;
use kehoach::pipeline::{self, BuildOptions};
use serde_json::Value;

use crate::pdf::{Element, Page, Pdf};
use crate::samples::{CASES, communes};

/// A plan and its PDF.
pub struct Built {
    /// Name of the plan's file without the extension.
    pub name: String,
    /// The plan as its JSON file gives it.
    pub plan: Value,
    pub bytes: Vec<u8>,
    pub pdf: Pdf,
}

/// The samples that are plans of one office, from JSON.
pub static SAMPLES: LazyLock<Vec<Built>> = LazyLock::new(|| {
    let files = CASES.iter().map(|name| path(&format!("data/{name}.json")));
    files.map(|file| built(&file)).collect()
});

/// The short plans.
pub static FIXTURES: LazyLock<Vec<Built>> = LazyLock::new(|| folder("tests/fixtures/plans"));

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Built> {
    SAMPLES.iter().chain(FIXTURES.iter())
}

/// A path in the package.
pub fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The options that a plan needs: a plan for many communes, one of them.
pub fn options(plan: &Path) -> BuildOptions {
    let is_template = plan.file_stem().is_some_and(|stem| stem == communes::TEMPLATE);
    let rows = path("data").join(communes::LIST);
    match is_template {
        true => BuildOptions {
            rows: Some(rows.into()),
            row: Some("03390".to_owned()),
            ..BuildOptions::default()
        },
        false => BuildOptions::default(),
    }
}

/// Builds a plan.
pub fn build(path: &Path) -> Vec<u8> {
    build_with(path, &options(path))
}

/// Builds a plan with options of the command line.
pub fn build_with(path: &Path, options: &BuildOptions) -> Vec<u8> {
    let outcome = pipeline::build(path, options)
        .unwrap_or_else(|fault| panic!("{}: {fault:?}", path.display()));
    let typeset =
        outcome.typeset.unwrap_or_else(|| panic!("{}: {:#?}", path.display(), outcome.diagnostics));
    let files = (output::DEFAULT.export)(&typeset)
        .unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display()));
    files.into_iter().next().expect("one file")
}

fn folder(relative: &str) -> Vec<Built> {
    let entries = fs::read_dir(path(relative)).expect(relative);
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    files.iter().map(|file| built(file)).collect()
}

fn built(file: &Path) -> Built {
    let bytes = build(file);
    Built {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        plan: serde_json::from_slice(&fs::read(file).unwrap()).expect("JSON"),
        pdf: Pdf::read(bytes.clone()),
        bytes,
    }
}

/// The parts of a document as the structure tree divides it.
pub struct Parts<'a> {
    /// What stands before the title: letterhead and urgency.
    pub head: Vec<&'a Element>,
    pub title: &'a Element,
    /// What stands between title and body: the decision the plan is issued with.
    pub reference: Vec<&'a Element>,
    /// Headings, paragraphs, list items, tables and pictures of the body.
    pub body: Vec<&'a Element>,
    /// Recipients and signatures.
    pub closing: Vec<&'a Element>,
    pub appendices: Vec<Appendix<'a>>,
}

/// An appendix.
pub struct Appendix<'a> {
    /// Label and title.
    pub head: &'a Element,
    /// "(Kèm theo …)".
    pub reference: Vec<&'a Element>,
    pub body: Vec<&'a Element>,
    /// Indices of its first page and of the one after its last.
    pub pages: (usize, usize),
}

fn is_block(element: &Element) -> bool {
    element.role.starts_with('H')
        || matches!(element.role.as_str(), "P" | "L" | "LI" | "Table" | "Figure")
}

/// The items of lists stand for themselves.
fn flat<'a>(elements: &[&'a Element]) -> Vec<&'a Element> {
    elements
        .iter()
        .flat_map(
            |element| {
                if element.role == "L" { element.elements().collect() } else { vec![*element] }
            },
        )
        .collect()
}

impl Built {
    /// Divides the document.
    pub fn parts(&self) -> Parts<'_> {
        let document = self.pdf.root.elements().next().expect("a document");
        let elements: Vec<&Element> = document.elements().collect();
        let title = elements.iter().position(|e| e.tag == "Title").expect("a title");
        let is_appendix =
            |e: &&Element| e.role == "H1" && e.text().to_lowercase().starts_with("phụ lục");
        let first = elements.iter().position(is_appendix).unwrap_or(elements.len());
        let main = &elements[title + 1..first];
        let references =
            main.iter().position(|e| is_block(e) && !is_reference(e)).unwrap_or(main.len());
        let end = main
            .iter()
            .skip(references)
            .position(|e| !is_block(e))
            .map_or(main.len(), |n| references + n);
        Parts {
            head: elements[..title].to_vec(),
            title: elements[title],
            reference: main[..references].to_vec(),
            body: flat(&main[references..end]),
            closing: main[end..].to_vec(),
            appendices: self.appendices(&elements[first..]),
        }
    }

    fn appendices<'a>(&'a self, elements: &[&'a Element]) -> Vec<Appendix<'a>> {
        let is_head =
            |e: &&Element| e.role == "H1" && e.text().to_lowercase().starts_with("phụ lục");
        let mut found: Vec<Appendix> = Vec::new();
        for element in elements {
            if is_head(element) {
                let page = element.pages()[0];
                if let Some(last) = found.last_mut() {
                    last.pages.1 = page;
                }
                let pages = (page, self.pdf.pages.len());
                found.push(Appendix {
                    head: element,
                    reference: Vec::new(),
                    body: Vec::new(),
                    pages,
                });
            } else if let Some(appendix) = found.last_mut() {
                let place =
                    if appendix.body.is_empty() && (is_reference(element) || !is_block(element)) {
                        &mut appendix.reference
                    } else {
                        &mut appendix.body
                    };
                place.extend(flat(&[*element]));
            }
        }
        found
    }

    /// The pages of the main document: their number.
    pub fn main_pages(&self) -> usize {
        self.parts().appendices.first().map_or(self.pdf.pages.len(), |appendix| appendix.pages.0)
    }

    /// The part of the document a page belongs to, as the index of that part's
    /// first page.
    pub fn first_page_of(&self, page: usize) -> usize {
        let parts = self.parts();
        parts.appendices.iter().rev().map(|a| a.pages.0).find(|first| *first <= page).unwrap_or(0)
    }

    pub fn page(&self, index: usize) -> &Page {
        &self.pdf.pages[index]
    }
}

/// "(Kèm theo …)", "(Ban hành kèm theo …)".
fn is_reference(element: &Element) -> bool {
    element.text().trim_start().starts_with('(') && element.text().contains("èm theo")
}
