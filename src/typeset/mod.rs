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
pub mod layer;
mod literal;
mod memo;
mod metrics;
mod pieces;
mod printed;
mod sources;
mod templates;
mod world;

use std::sync::Arc;

use minijinja::Environment;
use typst::diag::Warned;
use typst::foundations::{Bytes, Datetime, Smart};
use typst::syntax::{FileId, Source};
use typst::utils::hash128;
use typst_layout::PagedDocument;

pub use fonts::Fonts;
pub use sources::Tables;
pub use templates::{TEMPLATE_FAULTY, Templates};

use crate::diagnostic::{Diagnostic, is_withheld};
use crate::model::document::{Document, Part};
use glyphs::Coverage;
use layer::Trace;
use literal::Piece;
use memo::Memo;
use metrics::Metrics;
use sources::{Means, Sources};
use world::{Files, PlanWorld, file_id};

/// The stack in bytes that a thread needs in which documents are laid out or
/// exported: Typst's layout is recursive.
pub const STACK: usize = 16 << 20;

/// Typeset pages.
#[derive(Debug)]
pub struct Typeset {
    /// The pages with the document's properties (title, authors, date …).
    pub document: PagedDocument,
    /// The way back to the cells, where it was asked for.
    trace: Trace,
}

/// A document as Typst reads it: sources, the layout in the templates, pictures.
pub struct Prepared {
    files: Files,
    warnings: Vec<Diagnostic>,
    fingerprint: u128,
    pieces: Vec<(FileId, Vec<Piece>)>,
}

impl Prepared {
    /// A number that differs if anything differs of what the pages are made of:
    /// sources, templates, fonts, pictures, properties. It is the same on every
    /// machine for one version of the program.
    pub fn fingerprint(&self) -> u128 {
        self.fingerprint
    }
}

/// What all documents of a run share.
#[derive(Debug)]
pub struct Typesetter {
    fonts: Fonts,
    environment: Environment<'static>,
    layout: Vec<(FileId, Source)>,
    /// Of the fonts and the layout.
    fingerprint: u128,
}

/// Typesets one document after another and remembers what they share; a thread
/// needs one of its own.
pub struct Worker<'a> {
    typesetter: &'a Typesetter,
    metrics: Metrics<'a>,
    coverage: Coverage<'a>,
    memo: Memo,
    traced: bool,
}

/// A picture that a document uses: the name that the plan gives, and its bytes,
/// which many documents may share.
pub type Picture = (String, Arc<[u8]>);

impl Typesetter {
    /// A typesetter with these fonts and templates; loads Typst's library.
    ///
    /// # Errors
    /// A template is faulty.
    pub fn new(fonts: Fonts, templates: &Templates) -> Result<Self, Diagnostic> {
        world::load_library();
        let layout = layout(&fonts, templates);
        let fingerprint = hash128(&(fonts.fingerprint(), texts(&layout)));
        let environment = sources::environment(templates)?;
        Ok(Self { fonts, environment, layout, fingerprint })
    }

    /// A worker that remembers nothing yet.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            typesetter: self,
            metrics: Metrics::new(&self.fonts),
            coverage: Coverage::new(&self.fonts),
            memo: Memo::default(),
            traced: false,
        }
    }

    /// The font file of the family's regular (0), bold, italic or bold italic (3)
    /// style.
    pub fn font(&self, style: usize) -> Option<Vec<u8>> {
        self.fonts.file(style)
    }

    /// A worker whose documents lead back to the cells ([`Typeset::layers`]).
    pub fn tracing_worker(&self) -> Worker<'_> {
        Worker { traced: true, ..self.worker() }
    }

    /// How the tables of `document` are set: for a plan of many communes, given to
    /// each of them, so that Typst can reuse its work.
    pub fn tables(&self, document: &Document) -> Tables {
        sources::tables(document, &Metrics::new(&self.fonts))
    }
}

impl Worker<'_> {
    /// An error for each text with a character that the font lacks.
    pub fn missing_glyphs(&mut self, document: &Document) -> Vec<Diagnostic> {
        glyphs::check(document, &mut self.coverage)
    }

    /// Lays `document` out, its tables as `tables` says. The pages are `None` if
    /// there are errors among the diagnostics.
    pub fn typeset(
        &mut self,
        document: &Document,
        pictures: &[Picture],
        tables: &Tables,
    ) -> (Option<Typeset>, Vec<Diagnostic>) {
        match self.prepare(document, pictures, tables, 0) {
            Ok(prepared) => self.complete(document, pictures, tables, prepared),
            Err(faults) => (None, faults),
        }
    }

    /// Lays out what [`Self::prepare`] has prepared without a `split`; where the
    /// signature would stand alone, once more with one.
    pub fn complete(
        &mut self,
        document: &Document,
        pictures: &[Picture],
        tables: &Tables,
        prepared: Prepared,
    ) -> (Option<Typeset>, Vec<Diagnostic>) {
        let mut laid_out = |split| {
            let again;
            let prepared = match split {
                0 => &prepared,
                _ => {
                    again = self.prepare(document, pictures, tables, split)?;
                    &again
                }
            };
            Ok((self.lay_out(document, prepared)?, prepared.warnings.clone()))
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
        &mut self,
        document: &Document,
        pictures: &[Picture],
        tables: &Tables,
        split: usize,
    ) -> Result<Prepared, Vec<Diagnostic>> {
        let missing = self.missing_glyphs(document);
        if is_withheld(&missing) {
            return Err(missing);
        }
        let environment = &self.typesetter.environment;
        let means = Means {
            environment,
            metrics: &self.metrics,
            tables,
            memo: &mut self.memo,
            traced: self.traced,
        };
        let Sources { files, warnings, pieces } =
            sources::write(document, means, split).map_err(|fault| vec![fault])?;
        let made_of = (self.typesetter.fingerprint, texts(&files), pictures, &document.properties);
        let fingerprint = hash128(&(made_of, document.date.value));
        let files = self.files(files, pictures).ok_or_else(|| vec![bad_picture_name()])?;
        Ok(Prepared { files, warnings, fingerprint, pieces })
    }

    /// The second half of [`Self::typeset`]: Typst's layout, and the
    /// properties of `document`. Errors with what Typst has to say.
    pub fn lay_out(
        &self,
        document: &Document,
        prepared: &Prepared,
    ) -> Result<Typeset, Vec<Diagnostic>> {
        let world = PlanWorld { files: &prepared.files, fonts: &self.typesetter.fonts };
        let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let faults = faults::translate(&world, &output, &warnings);
        match output {
            Ok(mut pages) if faults.is_empty() => {
                set_properties(&mut pages, document);
                let source = |id| prepared.files.source(id);
                let trace = Trace::new(prepared.pieces.clone(), source);
                Ok(Typeset { document: pages, trace })
            }
            _ => Err(faults),
        }
    }

    fn files(&self, sources: Vec<(FileId, Source)>, pictures: &[Picture]) -> Option<Files> {
        let mut files = Files::new(file_id(sources::MAIN)?);
        for (id, source) in self.typesetter.layout.iter().cloned().chain(sources) {
            files.add_source(id, source);
        }
        for (name, data) in pictures {
            files.add_binary(
                file_id(&format!("/images/{name}"))?,
                Bytes::new(SharedBytes(data.clone())),
            );
        }
        Some(files)
    }
}

/// The bytes of a picture as Typst takes them.
struct SharedBytes(Arc<[u8]>);

impl AsRef<[u8]> for SharedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Forgets what no document of late has used of Typst's work. To be called after
/// each of many documents: else memory grows, and without any memory nothing is
/// reused.
///
/// What a document uses must outlast those that other `threads` end meanwhile; what
/// is kept longer is hardly ever used and costs memory.
pub fn forget_old(threads: usize) {
    comemo::evict(threads.max(2));
}

/// Paths and texts of sources, which do not depend on the process as their ids
/// do.
fn texts(sources: &[(FileId, Source)]) -> Vec<(&str, &str)> {
    let path = |id: &FileId| id.get().vpath().get_without_slash();
    sources.iter().map(|(id, source)| (path(id), source.text())).collect()
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

fn bad_picture_name() -> Diagnostic {
    Diagnostic::general("bad-path", "Tên tệp hình không dùng được.")
        .hint("đổi tên tệp hình, chỉ dùng chữ, số và dấu -")
}

/// Whether a table is the last block of the body, or the last but one.
fn ends_with_table(document: &Document) -> bool {
    document.body.iter().rev().take(2).any(|placed| matches!(placed.part, Part::Table(_)))
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
    let date = document.date.value;
    info.date = match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => Datetime::from_ymd(i32::from(year), month, day)
            .map_or(Smart::Auto, |date| Smart::Custom(Some(date))),
        _ => Smart::Auto,
    };
}
