//! From a document to Typst sources: one small source for each row, named by
//! its place (`body/012.typ`), so that a commune with a row more leaves the
//! other sources, and Typst's memory of them, as they are.

mod body;
mod head;
mod table;

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior, context};

use super::literal::{Calls, Chunks, Notes, TextLiteral, format};
use super::metrics::Metrics;
use super::templates::{TEMPLATE_FAULTY, Templates};
use crate::diagnostic::Diagnostic;
use crate::model::document::Document;
use crate::model::plan::Circulation;
use crate::model::text::Text;
use crate::origin::Origin;

/// Width of the text in pt: 160 mm portrait, 252 mm landscape (nd30/page.typ).
const TEXT_WIDTH: f64 = 160.0 * MM;
const LANDSCAPE_WIDTH: f64 = 252.0 * MM;
const MM: f64 = 72.0 / 25.4;

/// Typst counts files in 16 bits and panics beyond; layout and pictures need
/// some too.
const MAX_FILES: usize = 50_000;

/// The generated sources of a document: virtual path and text.
pub(super) struct Sources {
    /// Path and text, the skeleton last.
    pub files: Vec<(String, String)>,
    /// What had to be done to make the text fit.
    pub warnings: Vec<Diagnostic>,
}

/// The path of the skeleton.
pub(super) const MAIN: &str = "main.typ";

/// Writes sources with one set of templates.
pub(super) struct Writer<'a> {
    environment: Environment<'a>,
    metrics: Metrics<'a>,
    notes: Arc<Notes>,
    files: Vec<(String, String)>,
    /// Rows at the end of the body's last table that go with the signature.
    split: usize,
    warnings: Vec<Diagnostic>,
    /// Words of the table at hand that had to be broken, with their cells.
    broken: Vec<(Origin, String)>,
}

/// Writes the sources of `document`; `split` rows at the end of a table that
/// closes the body go into a table of their own. Errors only if the templates
/// are faulty.
pub(super) fn write(
    document: &Document,
    templates: &Templates,
    metrics: Metrics,
    split: usize,
) -> Result<Sources, Diagnostic> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.map_err(|error| template_fault(&error))?);
    environment.set_formatter(format);
    for (name, text) in templates.jinja() {
        environment.add_template(name, text).map_err(|error| template_fault(&error))?;
    }
    let writer = Writer {
        environment,
        metrics,
        notes: Arc::new(Notes::new(document.footnotes.clone())),
        files: Vec::new(),
        split,
        warnings: Vec::new(),
        broken: Vec::new(),
    };
    let sources = writer.document(document).map_err(|error| template_fault(&error))?;
    if sources.files.len() > MAX_FILES {
        let message = format!(
            "Kế hoạch có {} đoạn và dòng bảng, nhiều nhất là {MAX_FILES}.",
            sources.files.len()
        );
        return Err(Diagnostic::general("plan-too-long", message).hint("chia thành nhiều văn bản"));
    }
    Ok(sources)
}

/// A template that cannot be rendered: the IT staff's own, or a bug of ours.
fn template_fault(error: &minijinja::Error) -> Diagnostic {
    let place =
        format!("{}, dòng {}", error.name().unwrap_or("?"), error.line().unwrap_or_default());
    Diagnostic::general(TEMPLATE_FAULTY, format!("Mẫu {place} có lỗi: {error}."))
        .hint("sửa tệp mẫu, hoặc bỏ --templates để dùng mẫu có sẵn")
}

type Written<T> = Result<T, minijinja::Error>;

impl Writer<'_> {
    fn document(mut self, document: &Document) -> Written<Sources> {
        self.letterhead(document)?;
        self.title(document)?;
        let closing = document.issuers.iter().any(|i| i.signature.is_some())
            || !document.recipients.is_empty();
        let keeps_room = closing && !self.is_tall(document);
        let body = self.parts("body", &document.body, TEXT_WIDTH, keeps_room)?;
        if closing {
            self.closing(document)?;
        }
        let mut appendices = Vec::new();
        for (index, appendix) in document.appendices.iter().enumerate() {
            appendices.push(self.appendix(index + 1, document, appendix)?);
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
        Ok(Sources { files: self.files, warnings: self.warnings })
    }

    fn render(&mut self, template: &str, path: &str, values: Value) -> Written<()> {
        let text = self.environment.get_template(template)?.render(values)?;
        self.files.push((path.to_owned(), text));
        Ok(())
    }

    fn text(&self, text: &Text) -> Value {
        TextLiteral::value(text, &self.notes, Calls::Full, Chunks::of(text))
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
