//! The one rule by which text from a file is cleaned, whatever the format.
//!
//! Text in an old encoding is read as Unicode first (`legacy`), since some of
//! its letters look like what is cleaned away. Then:
//!
//! | in the file | becomes |
//! | --- | --- |
//! | decomposed letters | NFC, and a finding of rule T02 |
//! | no-break spaces U+00A0, U+202F, U+2007; TAB | an ordinary space |
//! | zero-width U+200B–U+200D, U+2060, U+FEFF; soft hyphen U+00AD | nothing |
//! | CR LF, CR, vertical tab, U+2028, U+2029 | `\n` |
//! | white space at the start and the end | nothing |
//! | other control characters, marks that turn the direction of writing, code points that are no characters | nothing, and an error |
//!
//! Nothing else changes: two ordinary spaces in a row stay two. Depends on
//! `legacy`, `origin`, `diagnostic` and `model::node`; readers call [`text`].

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

use crate::diagnostic::{Diagnostic, Evidence, Excerpt, Mend};
use crate::model::node::{RawText, Style};
use crate::origin::Origin;

use super::legacy;

/// Bytes that one text may have: the 32,767 characters of an Excel cell, each of
/// up to three bytes.
pub const TEXT_LIMIT: usize = 3 * 32_767;

/// The fault of a text longer than [`TEXT_LIMIT`].
pub fn too_long(origin: &Origin) -> Diagnostic {
    Diagnostic::error("text-too-long", origin, "Chữ ở đây dài hơn 32.767 ký tự.")
        .hint("chia thành nhiều đoạn")
}

/// Cleans `raw`, of whose fonts nothing is known, by the rule of this module.
/// An old encoding and control characters that have no meaning in a document
/// are reported as errors at `origin`, decomposed letters with a warning.
pub fn text(raw: &RawText, origin: &Origin, diagnostics: &mut Vec<Diagnostic>) -> RawText {
    text_in_fonts(raw, &[], origin, diagnostics)
}

/// The same where the file tells the families of fonts, each for a byte range
/// of the text, ascending.
pub fn text_in_fonts(
    raw: &RawText,
    fonts: &[(Range<usize>, Arc<str>)],
    origin: &Origin,
    diagnostics: &mut Vec<Diagnostic>,
) -> RawText {
    match legacy::convert(raw, fonts) {
        Some(converted) => {
            diagnostics.push(legacy::report(raw, &converted, origin));
            unicode(&converted.text, origin, diagnostics)
        }
        None => {
            let text = unicode(raw, origin, diagnostics);
            if !raw.text.is_ascii() && raw.text.chars().any(is_combining_mark) && !is_nfc(&raw.text)
            {
                diagnostics.push(decomposed(&text, origin));
            }
            text
        }
    }
}

/// What is said by rule T02 of text whose marks were characters of their own.
fn decomposed(text: &RawText, origin: &Origin) -> Diagnostic {
    let start: String = text.text.chars().take(40).collect();
    let message = format!("“{start}” gõ bằng Unicode tổ hợp: dấu là ký tự rời.");
    let as_read = Mend { origin: origin.clone(), range: 0..0, with: String::new() };
    let excerpt = Excerpt { text: text.text.clone(), range: 0..text.text.len() };
    Diagnostic::warning("T02", origin, message)
        .hint("chuyển sang Unicode dựng sẵn (UniKey, Ctrl+Shift+F6); bản in đã là dựng sẵn")
        .cite("thông lệ trình bày văn bản (NĐ 30/2020/NĐ-CP không quy định)")
        .show(Evidence { excerpt: Some(excerpt), mends: vec![as_read], spot: None })
}

/// The same for text that is Unicode for certain.
pub fn unicode(raw: &RawText, origin: &Origin, diagnostics: &mut Vec<Diagnostic>) -> RawText {
    let mut pieces = Pieces::default();
    let mut bad = None;
    let mut after_return = false;
    for (at, c) in raw.text.char_indices() {
        let style = style_at(raw, at);
        match c {
            '\n' if after_return => {}
            '\r' | '\n' | '\u{B}' | '\u{2028}' | '\u{2029}' => pieces.push('\n', style),
            '\u{A0}' | '\u{202F}' | '\u{2007}' | '\t' => pieces.push(' ', style),
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => {}
            c if is_unprintable(c) => bad = bad.or(Some(c)),
            c => pieces.push(c, style),
        }
        after_return = c == '\r';
    }
    if let Some(c) = bad {
        diagnostics.push(control_character(c, origin));
    }
    pieces.join(raw.markup).trim()
}

fn style_at(raw: &RawText, at: usize) -> Style {
    let next = raw.styles.partition_point(|(range, _)| range.end <= at);
    match raw.styles.get(next) {
        Some((range, style)) if range.start <= at => *style,
        _ => Style::default(),
    }
}

/// Whether `c` controls something, the direction of writing for one, or is no
/// character at all.
fn is_unprintable(c: char) -> bool {
    let direction =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    // U+FFFD stands for what could not be read.
    let none = matches!(c, '\u{FDD0}'..='\u{FDEF}' | '\u{FFFD}') || u32::from(c) & 0xFFFE == 0xFFFE;
    c.is_control() || direction || none
}

fn control_character(c: char, origin: &Origin) -> Diagnostic {
    let code = u32::from(c);
    Diagnostic::error(
        "control-character",
        origin,
        format!("Văn bản có ký tự điều khiển không in được (U+{code:04X})."),
    )
    .hint("xóa nội dung này rồi gõ lại, hoặc dán lại bằng lệnh dán chỉ lấy văn bản")
}

/// Stretches of one style each; none but the first starts with a combining
/// mark, so that each can be brought to NFC on its own, or with a line break,
/// whose look not every format tells.
#[derive(Default)]
struct Pieces(Vec<(String, Style)>);

impl Pieces {
    fn push(&mut self, c: char, style: Style) {
        match self.0.last_mut() {
            Some((text, last)) if *last == style || c == '\n' || is_combining_mark(c) => {
                text.push(c);
            }
            _ => self.0.push((c.to_string(), style)),
        }
    }

    fn join(self, markup: bool) -> RawText {
        let mut joined = RawText { markup, ..RawText::default() };
        for (piece, style) in self.0 {
            let start = joined.text.len();
            match is_nfc_quick(piece.chars()) {
                IsNormalized::Yes => joined.text.push_str(&piece),
                _ => joined.text.extend(piece.nfc()),
            }
            if style != Style::default() {
                joined.styles.push((start..joined.text.len(), style));
            }
        }
        joined
    }
}
