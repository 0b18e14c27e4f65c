//! From a complete document to typeset pages. minijinja writes one small Typst
//! source per row (`sources`), Typst lays them out with the decree's layout
//! in `templates/nd30/`.
//!
//! May depend on `model`, `diagnostic` and `origin`. A new part of a page is a
//! file in `templates/nd30/`, a `.jinja` file that calls it and a line in
//! `templates.rs`.

mod columns;
mod faults;
mod fonts;
mod glyphs;
mod literal;
mod metrics;
mod pieces;
mod sources;
mod templates;
mod world;

use typst::diag::Warned;
use typst::foundations::{Bytes, Datetime, Smart};
use typst_layout::PagedDocument;

pub use fonts::Fonts;
pub use templates::Templates;

use crate::diagnostic::{Diagnostic, has_errors};
use crate::model::document::{Document, Part};
use metrics::Metrics;
use world::{Files, PlanWorld, file_id};

/// Typeset pages.
#[derive(Debug)]
pub struct Typeset {
    /// The pages with the document's properties (title, authors, date …).
    pub document: PagedDocument,
}

/// Pages and warnings, or why there are none.
type LaidOut = Result<(PagedDocument, Vec<Diagnostic>), Vec<Diagnostic>>;

/// What all documents of a run share.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Fonts,
    templates: Templates,
}

/// A picture that a document uses: the name that the plan gives, and its bytes.
pub type Picture = (String, Vec<u8>);

impl Typesetter {
    /// A typesetter with these fonts and templates.
    pub fn new(fonts: Fonts, templates: Templates) -> Self {
        Self { fonts, templates }
    }

    /// An error for each text with a character that the font lacks.
    pub fn missing_glyphs(&self, document: &Document) -> Vec<Diagnostic> {
        glyphs::check(document, &self.fonts)
    }

    /// Lays `document` out. The pages are `None` if there are errors among the
    /// diagnostics.
    pub fn typeset(
        &self,
        document: &Document,
        pictures: &[Picture],
    ) -> (Option<Typeset>, Vec<Diagnostic>) {
        let mut diagnostics = self.missing_glyphs(document);
        if has_errors(&diagnostics) {
            return (None, diagnostics);
        }
        let mut laid_out = self.lay_out(document, pictures, 0);
        if let Ok((pages, _)) = &laid_out
            && ends_with_table(document)
            && faults::signature_stands_alone(pages)
        {
            laid_out = self.lay_out(document, pictures, 2);
        }
        match laid_out {
            Ok((mut pages, warnings)) => {
                diagnostics.extend(warnings);
                set_properties(&mut pages, document);
                (Some(Typeset { document: pages }), diagnostics)
            }
            Err(faults) => {
                diagnostics.extend(faults);
                (None, diagnostics)
            }
        }
    }

    fn lay_out(&self, document: &Document, pictures: &[Picture], split: usize) -> LaidOut {
        let metrics = Metrics::new(&self.fonts);
        let sources = sources::write(document, &self.templates, metrics, split)
            .map_err(|fault| vec![fault])?;
        let own_warnings = sources.warnings.clone();
        let files = self.files(sources, pictures).ok_or_else(|| vec![too_many_files()])?;
        let world = PlanWorld { files: &files, fonts: &self.fonts };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let faults = faults::translate(&world, &output, &warnings);
        match output {
            Ok(pages) if faults.is_empty() => Ok((pages, own_warnings)),
            _ => Err(faults),
        }
    }

    fn files(&self, sources: sources::Sources, pictures: &[Picture]) -> Option<Files> {
        let mut files = Files::new(file_id(sources::MAIN)?);
        let settings = format!("#let family = \"{}\"\n", self.fonts.family());
        files.add_source(file_id("settings.typ")?, settings);
        for (path, text) in self.templates.layout() {
            files.add_source(file_id(path)?, text.to_owned());
        }
        for (path, text) in sources.files {
            files.add_source(file_id(&path)?, text);
        }
        for (name, data) in pictures {
            files.add_binary(file_id(&format!("/images/{name}"))?, Bytes::new(data.clone()));
        }
        Some(files)
    }
}

fn too_many_files() -> Diagnostic {
    Diagnostic::general("bad-path", "Tên tệp hình không dùng được.")
        .hint("đổi tên tệp hình, chỉ dùng chữ, số và dấu -")
}

/// Whether a table is the last block of the body, or the last but one.
fn ends_with_table(document: &Document) -> bool {
    document.body.iter().rev().take(2).any(|part| matches!(part, Part::Table(_)))
}

/// Title, authors, subject, keywords and date, put in after layout: in the
/// sources they would be part of every memo key of Typst.
fn set_properties(pages: &mut PagedDocument, document: &Document) {
    let properties = &document.properties;
    let info = pages.info_mut();
    info.title = Some(properties.title.as_str().into());
    info.author = properties.authors.iter().map(|author| author.as_str().into()).collect();
    info.description = Some(properties.subject.as_str().into());
    info.keywords = properties.keywords.iter().map(|keyword| keyword.as_str().into()).collect();
    let date = document.date;
    info.date = match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => Datetime::from_ymd(i32::from(year), month, day)
            .map_or(Smart::Auto, |date| Smart::Custom(Some(date))),
        _ => Smart::Auto,
    };
}
