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
use typst::syntax::{FileId, Source};
use typst_layout::PagedDocument;

pub use fonts::Fonts;
pub use templates::{TEMPLATE_FAULTY, Templates};

use crate::diagnostic::{Diagnostic, has_errors};
use crate::model::document::{Document, Part};
use metrics::Metrics;
use sources::Sources;
use world::{Files, PlanWorld, file_id};

/// Typeset pages.
#[derive(Debug)]
pub struct Typeset {
    /// The pages with the document's properties (title, authors, date …).
    pub document: PagedDocument,
}

/// A document as Typst reads it: sources, the layout in the templates, pictures.
pub struct Prepared {
    files: Files,
    warnings: Vec<Diagnostic>,
}

/// What all documents of a run share.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Fonts,
    templates: Templates,
    layout: Vec<(FileId, Source)>,
}

/// A picture that a document uses: the name that the plan gives, and its bytes.
pub type Picture = (String, Vec<u8>);

impl Typesetter {
    /// A typesetter with these fonts and templates; loads Typst's library.
    pub fn new(fonts: Fonts, templates: Templates) -> Self {
        world::load_library();
        let layout = layout(&fonts, &templates);
        Self { fonts, templates, layout }
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
        let laid_out = |split| {
            let prepared = self.prepare(document, pictures, split)?;
            Ok((self.lay_out(document, &prepared)?, prepared.warnings))
        };
        let result = match laid_out(0) {
            Ok((typeset, _))
                if ends_with_table(document)
                    && faults::signature_stands_alone(&typeset.document) =>
            {
                laid_out(2)
            }
            other => other,
        };
        match result {
            Ok((typeset, warnings)) => (Some(typeset), warnings),
            Err(faults) => (None, faults),
        }
    }

    /// The first half of [`Self::typeset`], all that is done before Typst:
    /// checks the characters, chooses widths, writes the sources. The last
    /// `split` rows of a table that closes the body become a table of their
    /// own, which goes with the signature.
    ///
    /// Errors if a font lacks a character or a template is faulty.
    pub fn prepare(
        &self,
        document: &Document,
        pictures: &[Picture],
        split: usize,
    ) -> Result<Prepared, Vec<Diagnostic>> {
        let missing = self.missing_glyphs(document);
        if has_errors(&missing) {
            return Err(missing);
        }
        let metrics = Metrics::new(&self.fonts);
        let Sources { files, warnings } = sources::write(document, &self.templates, metrics, split)
            .map_err(|fault| vec![fault])?;
        let files = self.files(files, pictures).ok_or_else(|| vec![too_many_files()])?;
        Ok(Prepared { files, warnings })
    }

    /// The second half of [`Self::typeset`]: Typst's layout, and the
    /// properties of `document`. Errors with what Typst has to say.
    pub fn lay_out(
        &self,
        document: &Document,
        prepared: &Prepared,
    ) -> Result<Typeset, Vec<Diagnostic>> {
        let world = PlanWorld { files: &prepared.files, fonts: &self.fonts };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let faults = faults::translate(&world, &output, &warnings);
        match output {
            Ok(mut pages) if faults.is_empty() => {
                set_properties(&mut pages, document);
                Ok(Typeset { document: pages })
            }
            _ => Err(faults),
        }
    }

    fn files(&self, sources: Vec<(String, String)>, pictures: &[Picture]) -> Option<Files> {
        let mut files = Files::new(file_id(sources::MAIN)?);
        for (id, source) in &self.layout {
            files.add_source(*id, source.clone());
        }
        for (path, text) in sources {
            let id = file_id(&path)?;
            files.add_source(id, Source::new(id, text));
        }
        for (name, data) in pictures {
            files.add_binary(file_id(&format!("/images/{name}"))?, Bytes::new(data.clone()));
        }
        Some(files)
    }
}

/// The layout in the templates, parsed.
fn layout(fonts: &Fonts, templates: &Templates) -> Vec<(FileId, Source)> {
    let settings = ("settings.typ", format!("#let family = \"{}\"\n", fonts.family()));
    let files = templates.layout().map(|(path, text)| (path, text.to_owned()));
    // The paths are fixed and good.
    std::iter::once(settings)
        .chain(files)
        .filter_map(|(path, text)| file_id(path).map(|id| (id, Source::new(id, text))))
        .collect()
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
