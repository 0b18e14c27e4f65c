//! Footnotes: numbered in the order of their first calls; every call has a
//! text and every text is called.

use crate::diagnostic::Diagnostic;
use crate::model::document::{Document, Part, Placed, Reference};
use crate::model::plan::Footnote;
use crate::model::text::{Inline, Text};

/// Replaces the mark of every call by its number and fills
/// [`Document::footnotes`].
pub fn number(document: &mut Document, footnotes: &[Footnote], diagnostics: &mut Vec<Diagnostic>) {
    report_doubled(footnotes, diagnostics);
    let mut called: Vec<&Footnote> = Vec::new();
    for text in texts(document) {
        number_text(text, footnotes, &mut called, diagnostics);
    }
    let is_called = |f: &Footnote| called.iter().any(|c| c.mark.value == f.mark.value);
    for footnote in footnotes.iter().filter(|f| !f.optional && !is_called(f)) {
        diagnostics.push(
            Diagnostic::error(
                "footnote-not-called",
                &footnote.mark.origin,
                format!("Chú thích {} không được gọi ở đâu cả.", footnote.mark.value),
            )
            .hint(format!(
                "ghi [^{}] ngay sau chữ cần chú thích, hoặc xóa chú thích",
                footnote.mark.value
            )),
        );
    }
    for (index, footnote) in called.iter().enumerate() {
        // Those of a template change their numbers with the parts that go.
        if !footnote.optional && footnote.mark.value != (index + 1).to_string() {
            diagnostics.push(Diagnostic::warning(
                "footnote-renumbered",
                &footnote.mark.origin,
                format!(
                    "Chú thích [^{}] được in với số {}, theo thứ tự xuất hiện.",
                    footnote.mark.value,
                    index + 1
                ),
            ));
        }
    }
    document.footnotes = called.iter().map(|footnote| footnote.text.clone()).collect();
}

fn report_doubled(footnotes: &[Footnote], diagnostics: &mut Vec<Diagnostic>) {
    for (index, footnote) in footnotes.iter().enumerate() {
        if let Some(first) = footnotes[..index].iter().find(|f| f.mark.value == footnote.mark.value)
        {
            diagnostics.push(
                Diagnostic::error(
                    "footnote-doubled",
                    &footnote.mark.origin,
                    format!("Chú thích {} đã có ở {}.", footnote.mark.value, first.mark.origin),
                )
                .hint("mỗi chú thích một số khác nhau"),
            );
        }
        if let Some(mark) = footnote.text.footnote_marks().next() {
            diagnostics.push(Diagnostic::error(
                "footnote-in-footnote",
                &footnote.text.origin,
                format!("Chú thích không thể gọi chú thích khác ([^{mark}])."),
            ));
        }
    }
}

fn number_text<'a>(
    text: &mut Text,
    footnotes: &'a [Footnote],
    called: &mut Vec<&'a Footnote>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let origin = text.origin.clone();
    for inline in &mut text.inlines {
        let Inline::Footnote { mark } = inline else { continue };
        if let Some(index) = called.iter().position(|f| f.mark.value == *mark) {
            *mark = (index + 1).to_string();
        } else if let Some(footnote) = footnotes.iter().find(|f| f.mark.value == *mark) {
            called.push(footnote);
            *mark = called.len().to_string();
        } else {
            diagnostics.push(
                Diagnostic::error(
                    "footnote-missing",
                    &origin,
                    format!("Không có nội dung cho chú thích [^{mark}]."),
                )
                .hint(format!("thêm dòng Số = {mark} vào sheet “Chú thích” (JSON: footnotes)")),
            );
        }
    }
}

/// Every text that is printed, in the order of printing.
fn texts(document: &mut Document) -> Vec<&mut Text> {
    let mut texts: Vec<&mut Text> = Vec::new();
    texts.push(&mut document.subject);
    texts.extend(document.issued_with.as_mut());
    collect(&mut document.body, &mut texts);
    texts.extend(&mut document.recipients);
    for appendix in &mut document.appendices {
        texts.push(&mut appendix.label);
        texts.extend(appendix.title.as_mut());
        if let Reference::Given(text) | Reference::IssuedWith(text) = &mut appendix.reference {
            texts.push(text);
        }
        collect(&mut appendix.parts, &mut texts);
    }
    texts
}

fn collect<'a>(parts: &'a mut [Placed], texts: &mut Vec<&'a mut Text>) {
    for placed in parts {
        match &mut placed.part {
            Part::Heading { text, .. } | Part::Paragraph { text, .. } | Part::LegalBasis(text) => {
                texts.push(text)
            }
            Part::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                texts.extend(cells.map(|cell| &mut cell.text));
            }
            Part::Image(_) => {}
        }
    }
}
