//! The parts of which a document has one: letterhead, title, closing block, and
//! the head of each appendix.

use minijinja::context;
use minijinja::value::Value;

use super::body::LINE_BOX;
use super::{
    MM, TEXT_WIDTH, Writer, Written, appendix_folder, image_path, rounded, width_of, word,
};
use crate::model::document::{AppendixPart, Document, Issuer, Reference};
use crate::model::plan::{Orientation, Signature, Urgency};
use crate::model::text::{Inline, Text};

/// Widths that the issuer's column can have (nd30/letterhead.typ).
const LEFT_COLUMN: f64 = 61.0 * MM;
const WIDE_LEFT_COLUMN: f64 = 71.0 * MM;
/// Width of a digit in em.
const DIGIT: f64 = 0.5;
/// Room for a hand signature, gap above the block and pitch of its lines in pt
/// (nd30/closing.typ, nd30/page.typ).
const SIGNATURE_ROOM: f64 = 35.0 * MM;
const CLOSING_GAP: f64 = 14.0;
const LINE_PITCH: f64 = 17.5;
/// Size of the signature in pt (PL1 V.7).
const SIGNATURE_SIZE: f64 = 14.0;
/// Size of the recipients in pt (PL1 V.8b).
const RECIPIENT_SIZE: f64 = 11.0;

impl Writer<'_, '_> {
    pub(super) fn letterhead(&mut self, document: &Document) -> Written<()> {
        // A long name gets more room; Quốc hiệu is then set in 12 pt.
        let wide = document.issuers.iter().any(|issuer| !self.fits(issuer, 12.0, LEFT_COLUMN));
        let column = if wide { WIDE_LEFT_COLUMN } else { LEFT_COLUMN };
        let issuers: Vec<Value> = document
            .issuers
            .iter()
            .map(|issuer| {
                let size = if self.fits(issuer, 13.0, column) { 13.0 } else { 12.0 };
                let (agency, last) = self.name_lines(&issuer.agency, size, true, column);
                let parent = issuer.parent.iter();
                let parent = parent.flat_map(|p| self.name_lines(p, size, false, column).0);
                context! {
                    parent => parent.collect::<Vec<_>>(),
                    agency,
                    size,
                    // A third to a half of the last line (PL1 I.II.2b).
                    rule => rounded(0.42 * last),
                    ..self.number(issuer)
                }
            })
            .collect();
        let urgency = document.urgency.map(|u| word(Urgency::WORDS, u));
        let place = self.optional(document.place.as_ref());
        let values = context! { issuers, wide, numbered => document.numbered, place, urgency, ..self.date(document) };
        self.render("parts/letterhead.typ.jinja", "letterhead.typ", values)
    }

    /// The author's lines of a name, each with the width at which it is
    /// balanced where it must wrap, and the length of the last line; in pt.
    fn name_lines(&self, name: &Text, size: f64, bold: bool, column: f64) -> (Vec<Value>, f64) {
        let mut last = 0.0;
        let line = |line: &Text| {
            let measured = self.metrics.measure(line, size, bold);
            let width = measured.balanced(column);
            last = measured.lines(width).last().copied().unwrap_or_default();
            context! { text => self.text(line), width => rounded(width + 2.0) }
        };
        let lines = name.lines().iter().map(line).collect();
        (lines, last)
    }

    /// Whether the lines that the author gave the issuer's and the parent's
    /// names fit `column` pt.
    fn fits(&self, issuer: &Issuer, size: f64, column: f64) -> bool {
        let natural = |text: &Text, bold| self.metrics.measure(text, size, bold).natural();
        natural(&issuer.agency, true) <= column
            && issuer.parent.as_ref().is_none_or(|parent| natural(parent, false) <= column)
    }

    fn number(&self, issuer: &Issuer) -> Value {
        context! { number => self.short(issuer.number.as_ref()), symbol => self.optional(issuer.symbol.as_ref()) }
    }

    pub(super) fn title(&mut self, document: &Document) -> Written<()> {
        let (width, longest) = self.balanced(&document.subject, true, TEXT_WIDTH);
        let values = context! {
            kind => self.short(Some(&document.kind)),
            subject => self.text(&document.subject),
            width,
            rule => rounded(0.42 * longest),
            issued_with => self.optional(document.issued_with.as_ref()),
        };
        self.render("parts/title.typ.jinja", "title.typ", values)
    }

    /// The width at which lines of a 14 pt text are balanced, and the longest line
    /// then, in pt.
    fn balanced(&self, text: &Text, bold: bool, available: f64) -> (f64, f64) {
        let measured = self.metrics.measure(text, 14.0, bold);
        let width = measured.balanced(available);
        let longest = measured.lines(width).into_iter().fold(0.0, f64::max);
        // Two points more than the sum of advances, for rounding.
        (rounded((width + 2.0).min(available)), longest)
    }

    pub(super) fn closing(&mut self, document: &Document) -> Written<()> {
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
            context! { recipients, drafter, signatures, tall => self.is_tall(document) },
        )
    }

    /// The height of the closing block in pt, as nd30/closing.typ sets it; a little
    /// too much does no harm.
    pub(super) fn closing_height(&self, document: &Document) -> f64 {
        let column = TEXT_WIDTH / 2.0;
        let single = |text: &Text, size: f64, bold, pitch: f64, width| {
            let lines = self.metrics.measure(text, size, bold).line_count(width) as f64;
            lines * LINE_BOX * size + (lines - 1.0) * (pitch - LINE_BOX * size)
        };
        let signed = document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref());
        let signature = |signature: &Signature| {
            let bold = |text: &Text| 2.0 + single(text, SIGNATURE_SIZE, true, LINE_PITCH, column);
            let lines = [&signature.authority, &signature.other_position, &signature.name];
            let lines: f64 = lines.into_iter().flatten().map(bold).sum();
            bold(&signature.position) + lines + SIGNATURE_ROOM
        };
        let signatures: Vec<f64> = signed.map(signature).collect();
        let highest = signatures.iter().copied().fold(0.0, f64::max);
        let joint = signatures.len() == 2;
        let width = if joint { TEXT_WIDTH } else { column };
        let recipient =
            |text: &Text| 1.5 + single(text, RECIPIENT_SIZE, false, 1.149 * RECIPIENT_SIZE, width);
        let drafter = document.drafter.as_ref().map_or(0.0, |_| 4.0 + LINE_BOX * RECIPIENT_SIZE);
        let recipients: f64 = document.recipients.iter().map(recipient).sum();
        // The label's line with what stands above and below it.
        let list = if recipients > 0.0 { 18.0 + recipients + drafter } else { 0.0 };
        CLOSING_GAP + if joint { highest + CLOSING_GAP + list } else { highest.max(list) }
    }

    /// Whether the recipients need more than three quarters of a page.
    pub(super) fn is_tall(&self, document: &Document) -> bool {
        let lines = |text: &Text| {
            self.metrics.measure(text, RECIPIENT_SIZE, false).line_count(TEXT_WIDTH / 2.0)
        };
        let lines: usize = document.recipients.iter().map(lines).sum();
        lines as f64 * 1.3 * RECIPIENT_SIZE > 190.0 * MM
    }

    fn signature(&self, signature: &Signature) -> Value {
        let image = |file: &Option<Text>| file.as_ref().map(image_path);
        let lines = |text: Option<&Text>| {
            text.map(|text| self.name_lines(text, SIGNATURE_SIZE, true, TEXT_WIDTH / 2.0).0)
        };
        let lines = |text| lines(text).unwrap_or_default();
        context! {
            authority => lines(signature.authority.as_ref()),
            position => lines(Some(&signature.position)),
            other_position => lines(signature.other_position.as_ref()),
            name => lines(signature.name.as_ref()),
            signature_image => image(&signature.signature_image),
            seal_image => image(&signature.seal_image),
        }
    }

    pub(super) fn appendix(
        &mut self,
        document: &Document,
        appendix: &AppendixPart,
    ) -> Written<Value> {
        let folder = appendix_folder(appendix);
        let landscape = appendix.orientation == Orientation::Landscape;
        let available = width_of(appendix);
        let width = appendix
            .title
            .as_ref()
            .map_or(available, |title| self.balanced(title, true, available).0);
        let issuers: Vec<Value> =
            document.issuers.iter().map(|issuer| self.number(issuer)).collect();
        let (reference, kind, agency) = match &appendix.reference {
            Reference::Given(text) | Reference::IssuedWith(text) => {
                (self.text(text), Value::from(()), Value::from(()))
            }
            Reference::Composed { kind, agency } => {
                (Value::from(()), self.short(Some(kind)), self.short(Some(agency)))
            }
        };
        let line = reference_line(document, &appendix.reference);
        let reference_width = self.balanced(&line, false, available).0;
        let values = context! {
            label => self.text(&appendix.label),
            title => self.optional(appendix.title.as_ref()),
            width, reference, reference_width, kind, agency, issuers,
            ..self.date(document)
        };
        let head = format!("{folder}/head.typ");
        self.render("parts/appendix.typ.jinja", &head, values)?;
        let parts = self.parts(&folder, &appendix.parts, available, None)?;
        Ok(context! { landscape, head, parts })
    }

    fn date(&self, document: &Document) -> Value {
        let date = &document.date;
        let part = |part: Option<String>| {
            self.short(part.map(|part| Text::plain(part, &date.origin)).as_ref())
        };
        context! {
            day => part(date.printed_day()),
            month => part(date.printed_month()),
            year => part(date.year.map(|year| year.to_string())),
        }
    }
}

/// The line under an appendix's title as it will be printed, in italics, for
/// measuring: digits stand in its gaps, as wide as those of nd30/inline.typ.
fn reference_line(document: &Document, reference: &Reference) -> Text {
    let gap = |width: f64| "0".repeat((width * MM / (14.0 * DIGIT)).ceil() as usize);
    let filled = |value: Option<String>, width| value.unwrap_or_else(|| gap(width));
    let mut line = match reference {
        Reference::Given(text) | Reference::IssuedWith(text) => text.clone(),
        Reference::Composed { kind, agency } => {
            let numbers = document.issuers.iter().map(|issuer| {
                let symbol = issuer.symbol.as_ref().map(|symbol| format!("/{}", symbol.to_plain()));
                let number = filled(issuer.number.as_ref().map(Text::to_plain), 14.0);
                format!("số {number}{}", symbol.unwrap_or_default())
            });
            let numbers = numbers.collect::<Vec<_>>().join(" và ");
            let date = &document.date;
            let day = filled(date.printed_day(), 9.0);
            let month = filled(date.printed_month(), 8.0);
            let year = filled(date.year.map(|year| year.to_string()), 11.0);
            let (kind, agency) = (kind.to_plain(), agency.to_plain());
            let line = format!(
                "(Kèm theo {kind} {numbers} ngày {day} tháng {month} năm {year} của {agency})"
            );
            Text::plain(line, &document.subject.origin)
        }
    };
    for inline in &mut line.inlines {
        if let Inline::Run { style, .. } = inline {
            style.italic = true;
        }
    }
    line
}
