//! From a document to Typst sources: one small source for each row, named by
//! its place (`body/012.typ`), so that a commune with a row more leaves the
//! other sources, and Typst's memory of them, as they are.

mod body;
mod head;
mod table;

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, context};
use typst::syntax::{FileId, Source};
use typst::utils::hash128;

use super::columns::{Columns, columns};
use super::literal::{Calls, Chunks, Notes, Piece, TextLiteral, format};
use super::memo::{BrokenWord, Known, Memo};
use super::metrics::Metrics;
use super::templates::{TEMPLATE_FAULTY, Templates};
use super::world::file_id;
use crate::diagnostic::Diagnostic;
use crate::model::document::{AppendixPart, Document, Part, Placed};
use crate::model::plan::{Circulation, Orientation};
use crate::model::text::Text;

/// Width of the text in pt: 160 mm portrait, 252 mm landscape (nd30/page.typ).
const TEXT_WIDTH: f64 = 160.0 * MM;
const LANDSCAPE_WIDTH: f64 = 252.0 * MM;
const MM: f64 = 72.0 / 25.4;

/// Typst counts files in 16 bits and panics beyond; layout and pictures need
/// some too.
const MAX_FILES: usize = 50_000;

/// The generated sources of a document.
pub(super) struct Sources {
    /// The files, the skeleton last.
    pub files: Vec<(FileId, Source)>,
    /// What had to be done to make the text fit.
    pub warnings: Vec<Diagnostic>,
    /// Which literals the files hold, where that was asked for.
    pub pieces: Vec<(FileId, Vec<Piece>)>,
}

/// The path of the skeleton.
pub(super) const MAIN: &str = "main.typ";

/// How the tables of a plan are set, by the paths of their sources, where that
/// is decided for many documents at once.
#[derive(Clone, Debug, Default)]
pub struct Tables(BTreeMap<String, Columns>);

/// Writes sources with one set of templates.
pub(super) struct Writer<'a, 'w> {
    environment: &'a Environment<'static>,
    metrics: &'w Metrics<'a>,
    tables: &'w Tables,
    memo: &'w mut Memo,
    notes: Arc<Notes>,
    files: Vec<(FileId, Source)>,
    /// What the literals of the files were written from; `None` where nobody asks.
    pieces: Option<Vec<(FileId, Vec<Piece>)>>,
    /// Rows at the end of the body's last table that go with the signature.
    split: usize,
    warnings: Vec<Diagnostic>,
    /// Words that had to be broken since this was emptied last.
    broken: Vec<BrokenWord>,
}

/// The templates, ready to be rendered.
///
/// # Errors
/// One of them is faulty.
pub(super) fn environment(templates: &Templates) -> Result<Environment<'static>, Diagnostic> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| template_fault(&error))?);
    environment.set_formatter(format);
    for (name, text) in templates.jinja() {
        let added = environment.add_template_owned(name, text.to_owned());
        added.map_err(|error| template_fault(&error))?;
    }
    Ok(environment)
}

/// What is needed to write sources, beside the document.
pub(super) struct Means<'a, 'w> {
    /// The templates.
    pub environment: &'a Environment<'static>,
    /// The widths of text.
    pub metrics: &'w Metrics<'a>,
    /// How tables are set; one that is not there is measured by itself.
    pub tables: &'w Tables,
    /// The sources of the document before.
    pub memo: &'w mut Memo,
    /// Whether to keep what each literal is written from.
    pub traced: bool,
}

/// Writes the sources of `document`; `split` rows at the end of a table that
/// closes the body go into a table of their own. Errors only if the templates
/// are faulty or there are more sources than Typst can count.
pub(super) fn write(
    document: &Document,
    means: Means,
    split: usize,
) -> Result<Sources, Diagnostic> {
    let Means { environment, metrics, tables, memo, traced } = means;
    let rows = |placed: &Placed| match &placed.part {
        Part::Table(table) => 1 + table.rows.len(),
        _ => 1,
    };
    let parts = document.body.iter().chain(document.appendices.iter().flat_map(|a| &a.parts));
    let count: usize = parts.map(rows).sum();
    if count > MAX_FILES {
        let message = format!("Kế hoạch có {count} đoạn và dòng bảng, nhiều nhất là {MAX_FILES}.");
        return Err(Diagnostic::general("plan-too-long", message).hint("chia thành nhiều văn bản"));
    }
    let writer = Writer {
        environment,
        metrics,
        tables,
        memo,
        notes: Arc::new(Notes::new(&document.footnotes, traced)),
        files: Vec::new(),
        pieces: traced.then(Vec::new),
        split,
        warnings: Vec::new(),
        broken: Vec::new(),
    };
    writer.document(document).map_err(|error| template_fault(&error))
}

/// How the tables of `document` are set.
pub(super) fn tables(document: &Document, metrics: &Metrics) -> Tables {
    let mut tables = BTreeMap::new();
    let mut measure = |folder: &str, parts: &[Placed], available| {
        for placed in parts {
            if let Part::Table(table) = &placed.part {
                let columns = columns(table, metrics, available);
                tables.insert(path(folder, placed.place), columns);
            }
        }
    };
    measure("body", &document.body, TEXT_WIDTH);
    for appendix in &document.appendices {
        measure(&appendix_folder(appendix), &appendix.parts, width_of(appendix));
    }
    Tables(tables)
}

/// The path of the source of the part at `place`.
fn path(folder: &str, place: usize) -> String {
    format!("{folder}/{place:03}.typ")
}

/// The folder of the sources of an appendix.
fn appendix_folder(appendix: &AppendixPart) -> String {
    format!("appendix-{}", appendix.place)
}

/// The width of an appendix's text in pt.
fn width_of(appendix: &AppendixPart) -> f64 {
    match appendix.orientation {
        Orientation::Landscape => LANDSCAPE_WIDTH,
        Orientation::Portrait => TEXT_WIDTH,
    }
}

/// A template that cannot be rendered: the IT staff's own, or a bug of ours.
fn template_fault(error: &minijinja::Error) -> Diagnostic {
    let place =
        format!("{}, dòng {}", error.name().unwrap_or("?"), error.line().unwrap_or_default());
    Diagnostic::general(TEMPLATE_FAULTY, format!("Mẫu {place} có lỗi: {error}."))
        .hint("sửa tệp mẫu, hoặc bỏ --templates để dùng mẫu có sẵn")
}

type Written<T> = Result<T, minijinja::Error>;

impl Writer<'_, '_> {
    fn document(mut self, document: &Document) -> Written<Sources> {
        self.letterhead(document)?;
        self.title(document)?;
        let closing = document.issuers.iter().any(|i| i.signature.is_some())
            || !document.recipients.is_empty();
        let keeps_room = closing && !self.is_tall(document);
        let height = keeps_room.then(|| self.closing_height(document));
        let body = self.parts("body", &document.body, TEXT_WIDTH, height)?;
        if closing {
            self.closing(document)?;
        }
        let mut appendices = Vec::new();
        for appendix in &document.appendices {
            appendices.push(self.appendix(document, appendix)?);
        }
        let circulation = document.circulation.map(|c| word(Circulation::WORDS, c));
        self.render(
            "ke-hoach.typ.jinja",
            MAIN,
            context! {
                draft => document.draft,
                circulation,
                letterhead => "letterhead.typ",
                title => "title.typ",
                body,
                closing => closing.then_some("/closing.typ"),
                appendices,
            },
        )?;
        let Self { files, warnings, pieces, .. } = self;
        Ok(Sources { files, warnings, pieces: pieces.unwrap_or_default() })
    }

    /// Writes the source at `path`.
    fn render(&mut self, template: &str, path: &str, values: Value) -> Written<()> {
        let text = self.environment.get_template(template)?.render(values)?;
        self.add(path, text).map(|_| ())
    }

    fn add(&mut self, path: &str, text: String) -> Written<(FileId, Source)> {
        let bad = || Error::new(ErrorKind::InvalidOperation, format!("bad path {path}"));
        let id = file_id(path).ok_or_else(bad)?;
        let source = Source::new(id, text);
        self.files.push((id, source.clone()));
        if let Some(pieces) = &mut self.pieces {
            pieces.push((id, self.notes.take_pieces()));
        }
        Ok((id, source))
    }

    /// Writes the source at `path` from what `from` is hashed of, unless the last
    /// one was written from the same; where the way back to the cells is kept, also
    /// from the same places (`texts`).
    fn remembered<'t>(
        &mut self,
        template: &str,
        path: &str,
        from: impl Hash,
        texts: impl Iterator<Item = &'t Text>,
        values: impl FnOnce(&mut Self) -> Value,
    ) -> Written<()> {
        let mut fingerprint = hash128(&from);
        if self.pieces.is_some() {
            let places: Vec<_> = texts.map(Text::places).collect();
            fingerprint = hash128(&(fingerprint, places));
        }
        if let Some(known) = self.memo.get(path, fingerprint) {
            self.files.push((known.id, known.source.clone()));
            self.broken.extend_from_slice(&known.broken);
            if let Some(pieces) = &mut self.pieces {
                pieces.push((known.id, known.pieces.clone()));
            }
            return Ok(());
        }
        let before = self.broken.len();
        let values = values(self);
        let text = self.environment.get_template(template)?.render(values)?;
        let (id, source) = self.add(path, text)?;
        let broken = self.broken.get(before..).unwrap_or_default().to_vec();
        let pieces = self.pieces.as_ref().and_then(|all| all.last());
        let pieces = pieces.map(|(_, pieces)| pieces.clone()).unwrap_or_default();
        self.memo.put(path, Known { fingerprint, id, source, broken, pieces });
        Ok(())
    }

    fn text(&self, text: &Text) -> Value {
        TextLiteral::value(text, &self.notes, Calls::Full, Chunks::of(text))
    }

    /// A text that a line always has room for.
    fn short(&self, text: Option<&Text>) -> Value {
        text.map_or(Value::from(()), |text| {
            TextLiteral::value(text, &self.notes, Calls::Full, Chunks::loose(text))
        })
    }

    fn optional(&self, text: Option<&Text>) -> Value {
        text.map_or(Value::from(()), |text| self.text(text))
    }
}

/// The virtual path of a picture: its name below `images/`.
pub(super) fn image_path(file: &Text) -> String {
    format!("/images/{}", file.to_plain())
}

fn rounded(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// The first word of an enumeration's value.
fn word<T: PartialEq>(words: &[(T, &[&'static str])], value: T) -> &'static str {
    words
        .iter()
        .find(|(v, _)| *v == value)
        .and_then(|(_, names)| names.first())
        .copied()
        .unwrap_or_default()
}
