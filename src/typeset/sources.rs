//! From a document to Typst sources: one small source for each row, named by
//! its place (`body/012.typ`), so that a commune with a row more leaves the
//! other sources, and Typst's memory of them, as they are.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, UndefinedBehavior, context};

use super::columns::{Columns, columns};
use super::literal::{Calls, Chunks, Notes, TextLiteral, format};
use super::metrics::Metrics;
use super::templates::Templates;
use crate::diagnostic::Diagnostic;
use crate::model::document::{AppendixPart, Document, Issuer, Part, Reference};
use crate::model::node::Style;
use crate::model::plan::{Orientation, Signature};
use crate::model::table::{Cell, Row, RowKind, Table};
use crate::model::text::Text;

/// Width of the text in pt: 160 mm portrait, 252 mm landscape (nd30/page.typ).
const TEXT_WIDTH: f64 = 160.0 * MM;
const LANDSCAPE_WIDTH: f64 = 252.0 * MM;
/// Widths that the issuer's column can have (nd30/letterhead.typ).
const LEFT_COLUMN: f64 = 61.0 * MM;
const WIDE_LEFT_COLUMN: f64 = 71.0 * MM;
const MM: f64 = 72.0 / 25.4;

/// Beyond this many rows, a table's rows share sources.
const ROWS_OF_THEIR_OWN: usize = 300;
const SHARED_ROWS: usize = 20;

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
    };
    writer.document(document).map_err(|error| template_fault(&error))
}

/// A template that cannot be rendered: the IT staff's own, or a bug of ours.
fn template_fault(error: &minijinja::Error) -> Diagnostic {
    let place =
        format!("{}, dòng {}", error.name().unwrap_or("?"), error.line().unwrap_or_default());
    Diagnostic::general("template-faulty", format!("Mẫu {place} có lỗi: {error}."))
        .hint("sửa tệp mẫu, hoặc bỏ --templates để dùng mẫu có sẵn")
}

type Written<T> = Result<T, minijinja::Error>;

impl Writer<'_> {
    fn document(mut self, document: &Document) -> Written<Sources> {
        self.letterhead(document)?;
        self.title(document)?;
        let closing = document.issuers.iter().any(|i| i.signature.is_some())
            || !document.recipients.is_empty();
        if closing {
            self.closing(document)?;
        }
        let body = self.parts("body", &document.body, TEXT_WIDTH, closing)?;
        let mut appendices = Vec::new();
        for (index, appendix) in document.appendices.iter().enumerate() {
            appendices.push(self.appendix(index + 1, document, appendix)?);
        }
        let circulation =
            document.circulation.map(|c| word(crate::model::plan::Circulation::WORDS, c));
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

    fn letterhead(&mut self, document: &Document) -> Written<()> {
        // A long name gets more room; Quốc hiệu is then set in 12 pt.
        let wide = document.issuers.iter().any(|issuer| !self.fits(issuer, 12.0, LEFT_COLUMN));
        let column = if wide { WIDE_LEFT_COLUMN } else { LEFT_COLUMN };
        let issuers: Vec<Value> = document
            .issuers
            .iter()
            .map(|issuer| {
                let size = if self.fits(issuer, 13.0, column) { 13.0 } else { 12.0 };
                let agency = self.metrics.measure(&issuer.agency, size, true);
                let width = agency.balanced(column);
                let last = agency.lines(width).last().copied().unwrap_or_default();
                context! {
                    parent => self.optional(issuer.parent.as_ref()),
                    agency => self.text(&issuer.agency),
                    size,
                    width => rounded(width + 2.0),
                    // A third to a half of the last line (PL1 I.II.2b).
                    rule => rounded(0.42 * last),
                    ..self.number(issuer)
                }
            })
            .collect();
        let urgency = document.urgency.map(|u| word(crate::model::plan::Urgency::WORDS, u));
        let place = self.optional(document.place.as_ref());
        let values = context! { issuers, wide, numbered => document.numbered, place, urgency, ..date(document) };
        self.render("parts/letterhead.typ.jinja", "letterhead.typ", values)
    }

    /// Whether the lines that the author gave the issuer's and the parent's
    /// names fit `column` pt.
    fn fits(&self, issuer: &Issuer, size: f64, column: f64) -> bool {
        let natural = |text: &Text, bold| self.metrics.measure(text, size, bold).natural();
        natural(&issuer.agency, true) <= column
            && issuer.parent.as_ref().is_none_or(|parent| natural(parent, false) <= column)
    }

    fn number(&self, issuer: &Issuer) -> Value {
        context! { number => issuer.number.clone(), symbol => self.optional(issuer.symbol.as_ref()) }
    }

    fn title(&mut self, document: &Document) -> Written<()> {
        let (width, longest) = self.balanced(&document.subject, TEXT_WIDTH);
        let values = context! {
            kind => document.kind.clone(),
            subject => self.text(&document.subject),
            width,
            rule => rounded(0.42 * longest),
            issued_with => self.optional(document.issued_with.as_ref()),
        };
        self.render("parts/title.typ.jinja", "title.typ", values)
    }

    /// The width at which lines of a bold 14 pt title are balanced, and the
    /// longest line then, in pt.
    fn balanced(&self, text: &Text, available: f64) -> (f64, f64) {
        let measured = self.metrics.measure(text, 14.0, true);
        let width = measured.balanced(available);
        let longest = measured.lines(width).into_iter().fold(0.0, f64::max);
        // Two points more than the sum of advances, for rounding.
        (rounded((width + 2.0).min(available)), longest)
    }

    fn closing(&mut self, document: &Document) -> Written<()> {
        let recipients: Vec<Value> =
            document.recipients.iter().map(|line| self.text(line)).collect();
        let signatures: Vec<Value> = document
            .issuers
            .iter()
            .filter_map(|i| i.signature.as_ref())
            .map(|s| self.signature(s))
            .collect();
        let drafter = self.optional(document.drafter.as_ref());
        self.render(
            "parts/closing.typ.jinja",
            "closing.typ",
            context! { recipients, drafter, signatures },
        )
    }

    fn signature(&self, signature: &Signature) -> Value {
        let image = |file: &Option<Text>| file.as_ref().map(image_path);
        context! {
            authority => self.optional(signature.authority.as_ref()),
            position => self.text(&signature.position),
            other_position => self.optional(signature.other_position.as_ref()),
            name => self.optional(signature.name.as_ref()),
            signature_image => image(&signature.signature_image),
            seal_image => image(&signature.seal_image),
        }
    }

    fn appendix(
        &mut self,
        number: usize,
        document: &Document,
        appendix: &AppendixPart,
    ) -> Written<Value> {
        let folder = format!("appendix-{number}");
        let landscape = appendix.orientation == Orientation::Landscape;
        let available = if landscape { LANDSCAPE_WIDTH } else { TEXT_WIDTH };
        let width =
            appendix.title.as_ref().map_or(available, |title| self.balanced(title, available).0);
        let issuers: Vec<Value> =
            document.issuers.iter().map(|issuer| self.number(issuer)).collect();
        let (reference, kind, agency) = match &appendix.reference {
            Reference::Given(text) | Reference::IssuedWith(text) => (self.text(text), None, None),
            Reference::Composed { kind, agency } => (Value::from(()), Some(kind), Some(agency)),
        };
        let values = context! {
            label => self.text(&appendix.label),
            title => self.optional(appendix.title.as_ref()),
            width, reference, kind, agency, issuers,
            ..date(document)
        };
        let head = format!("{folder}/head.typ");
        self.render("parts/appendix.typ.jinja", &head, values)?;
        let parts = self.parts(&folder, &appendix.parts, available, false)?;
        Ok(context! { landscape, head, parts })
    }

    /// Writes the parts and returns their paths. With `closing`, the last ones
    /// keep room for the closing block.
    fn parts(
        &mut self,
        folder: &str,
        parts: &[Part],
        available: f64,
        closing: bool,
    ) -> Written<Vec<String>> {
        let mut paths = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let path = format!("{folder}/{:03}.typ", index + 1);
            let keep = if closing { self.keep(folder, parts, index) } else { Keep::Nothing };
            match part {
                Part::Table(table) => {
                    let split = if closing && index + 2 >= parts.len() { self.split } else { 0 };
                    self.table(&path, table, available, split)?;
                }
                Part::Image(image) => self.render(
                    "parts/image.typ.jinja",
                    &path,
                    context! {
                        file => image_path(&image.file),
                        alternative => image.alternative.clone(),
                        width => image.width,
                    },
                )?,
                Part::Heading { depth, centred, marker, text } => {
                    let values = context! { depth, centred, marker, text => self.text(text) };
                    self.text_part(&path, "heading", values, Keep::Nothing)?;
                }
                Part::Paragraph { marker, text } => {
                    let role = if marker.is_some() { "item" } else { "paragraph" };
                    self.text_part(
                        &path,
                        role,
                        context! { marker, text => self.text(text) },
                        keep,
                    )?;
                }
                Part::LegalBasis(text) => {
                    self.text_part(
                        &path,
                        "legal-basis",
                        context! { text => self.text(text) },
                        keep,
                    )?;
                }
            }
            paths.push(path);
        }
        Ok(paths)
    }

    fn text_part(&mut self, path: &str, role: &str, values: Value, keep: Keep) -> Written<()> {
        let (keep, keep_short) = match keep {
            Keep::Nothing => (None, None),
            Keep::Closing => (Some("/closing.typ"), None),
            Keep::ShortLast(last) => (Some("/closing.typ"), Some(last)),
        };
        self.render("parts/text.typ.jinja", path, context! { role, keep, keep_short, ..values })
    }

    /// What the part at `index` of the body must keep room for.
    fn keep(&self, folder: &str, parts: &[Part], index: usize) -> Keep {
        let last = parts.len() - 1;
        if index == last {
            return Keep::Closing;
        }
        let short = |part: &Part| match part {
            // Typst measures the exact height; this only spares long ones.
            Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
                self.metrics.measure(text, 14.0, false).natural() < TEXT_WIDTH
            }
            _ => false,
        };
        if index + 1 == last && short(&parts[last]) {
            return Keep::ShortLast(format!("/{folder}/{:03}.typ", last + 1));
        }
        Keep::Nothing
    }

    fn table(&mut self, path: &str, table: &Table, available: f64, split: usize) -> Written<()> {
        let columns = columns(table, &self.metrics, available);
        let folder = path.trim_end_matches(".typ").to_owned();
        let chunk = if table.rows.len() > ROWS_OF_THEIR_OWN { SHARED_ROWS } else { 1 };
        let mut header_notes = header_notes(table);
        let mut files = Vec::new();
        for (index, rows) in table.rows.chunks(chunk).enumerate() {
            let mut written = Vec::new();
            for row in rows {
                let repeats = matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers);
                let notes = if repeats { None } else { header_notes.take() };
                written.push(self.row(row, &columns, repeats, notes));
            }
            let file = format!("{folder}/row-{:03}.typ", index + 1);
            self.render("parts/rows.typ.jinja", &file, context! { rows => written })?;
            files.push(format!("/{file}"));
        }
        let aligns: Vec<&str> = columns.aligns.iter().map(|align| align.name()).collect();
        let values =
            context! { files, widths => columns.widths, aligns, size => columns.size, split };
        self.render("parts/table.typ.jinja", path, values)
    }

    fn row(
        &mut self,
        row: &Row,
        columns: &Columns,
        repeats: bool,
        mut notes: Option<Text>,
    ) -> Value {
        let calls = if repeats { Calls::NumberOnly } else { Calls::Full };
        let cells: Vec<Value> = row
            .cells
            .iter()
            .map(|cell| {
                let bold = row.kind != RowKind::Data;
                let measure = |piece: &str, style: Style| {
                    self.metrics.width(piece, columns.size, bold || style.bold, style.italic)
                };
                let (chunks, long) = Chunks::within(&cell.text, columns.inner_width(cell), measure);
                self.warnings.extend(long.iter().map(|word| long_word(cell, word)));
                let notes = notes.take().map_or(Value::from(()), |text| {
                    TextLiteral::value(&text, &self.notes, Calls::NotesOnly, Chunks::default())
                });
                context! {
                    text => TextLiteral::value(&cell.text, &self.notes, calls, chunks),
                    colspan => cell.colspan,
                    rowspan => cell.rowspan,
                    shift => if row.kind == RowKind::Data { columns.shift(&self.metrics, cell) } else { 0.0 },
                    notes,
                }
            })
            .collect();
        let kind = match row.kind {
            RowKind::Header | RowKind::ColumnNumbers => "header",
            RowKind::Group => "group",
            RowKind::Data => "data",
        };
        context! { kind, cells }
    }
}

/// What must stand on the page on which a part ends.
enum Keep {
    Nothing,
    /// The closing block.
    Closing,
    /// The last part (its path), if it is one line, and the closing block.
    ShortLast(String),
}

fn long_word(cell: &Cell, word: &str) -> Diagnostic {
    let message = format!("“{word}” dài hơn cột của bảng nên bị ngắt sang dòng dưới.");
    Diagnostic::warning("word-broken", &cell.text.origin, message)
        .hint("viết ngắn lại, hoặc cho cột rộng hơn bằng “Độ rộng”")
}

/// The footnotes called in a table's header, as a text of nothing but calls.
fn header_notes(table: &Table) -> Option<Text> {
    let header = table
        .rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers));
    let mut texts = header
        .flat_map(|row| &row.cells)
        .map(|cell| &cell.text)
        .filter(|t| t.footnote_marks().next().is_some());
    let mut notes = texts.next()?.clone();
    for text in texts {
        notes.inlines.extend(text.inlines.iter().cloned());
    }
    Some(notes)
}

/// The virtual path of a picture: its name below `images/`.
pub(super) fn image_path(file: &Text) -> String {
    format!("/images/{}", file.to_plain())
}

fn date(document: &Document) -> Value {
    let date = document.date;
    context! {
        day => date.printed_day(),
        month => date.printed_month(),
        year => date.year.map(|year| year.to_string()),
    }
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
