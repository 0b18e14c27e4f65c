//! PDF/A-2a (long keeping) and PDF/UA-1 (screen readers), both always.
//!
//! `typeset` has refused characters that the font lacks; the standards would
//! refuse them too, but without naming the cell.

use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst::model::Document;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp, pdf};

use super::Exported;
use crate::diagnostic::Diagnostic;
use crate::typeset::Typeset;

/// The program that made the file, in its metadata.
const CREATOR: &str = concat!("kehoach ", env!("CARGO_PKG_VERSION"));

/// Every form in which the stand-in for a missing date is written.
///
/// The exporter refuses PDF/A without a creation date, which the standard itself
/// does not ask for; a plan whose day is still blank has none, and no invented
/// day may stay in the file.
const STAND_IN_DATES: [&[u8]; 5] = [
    b"/ModDate(D:00010101000000Z)",
    b"/CreationDate(D:00010101000000Z)",
    b"<xmp:ModifyDate>0001-01-01T00:00:00+00:00</xmp:ModifyDate>",
    b"<xmp:CreateDate>0001-01-01T00:00:00+00:00</xmp:CreateDate>",
    b"<stEvt:when>0001-01-01T00:00:00+00:00</stEvt:when>",
];

/// One PDF. Same document, same bytes: the identifier comes from title and
/// author; the date from the document's information, and where that is `auto`
/// there is none.
pub fn export(typeset: &Typeset) -> Exported {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| vec![internal(error.message())])?;
    let options = PdfOptions {
        timestamp: Datetime::from_ymd(1, 1, 1).map(Timestamp::new_utc),
        creator: Smart::Custom(Some(CREATOR.into())),
        standards,
        ..Default::default()
    };
    let mut bytes = pdf(&typeset.document, &options).map_err(translate_all)?;
    if typeset.document.info().date == Smart::Auto {
        blank(&mut bytes);
    }
    // A program that signs by appending needs the line to be ended
    // (ISO 19005-2, 6.1.9).
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    Ok(vec![bytes])
}

/// Overwrites each stand-in with spaces: the file's offsets stay right. One pass,
/// since most of a file is compressed and has few bytes that begin one.
fn blank(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| matches!(byte, b'/' | b'<')) {
        let start = from + at;
        let mut written = STAND_IN_DATES.iter().filter(|date| bytes[start..].starts_with(date));
        from = start + written.next().map_or(0, |date| date.len());
        bytes[start..from].fill(b' ');
        from = from.max(start + 1);
    }
}

/// Typst's errors, each once: a glyph that is missing a hundred times is one
/// fault.
fn translate_all(errors: impl IntoIterator<Item = SourceDiagnostic>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for error in errors {
        let diagnostic = translate(&error.message);
        if !found.contains(&diagnostic) {
            found.push(diagnostic);
        }
    }
    found
}

/// The faults that data can cause, in Vietnamese; any other is the program's.
fn translate(message: &str) -> Diagnostic {
    if let Some((character, _)) = between(message, "codepoint `", "`") {
        let message =
            format!("Ký tự {} không được phép có trong PDF/A.", name(&unquote(character)));
        return Diagnostic::general("forbidden-character", message)
            .hint("xóa ký tự này trong dữ liệu; thường nó đến từ phông ký hiệu cũ của Word");
    }
    if message.contains("license of ") {
        return Diagnostic::general(
            "font-licence",
            "Giấy phép của phông chữ không cho nhúng vào PDF.",
        )
        .hint("dùng phông khác trong --font-dir, hoặc bỏ tùy chọn này");
    }
    if message.contains("missing alt text") {
        return Diagnostic::general(
            "missing-alt-text",
            "Có hình chưa có mô tả (cột Mô tả, khóa text).",
        )
        .hint("viết một câu tả hình cho người dùng trình đọc màn hình");
    }
    internal(message)
}

fn internal(message: &str) -> Diagnostic {
    Diagnostic::general("pdf-export", format!("Không xuất được PDF: {message}.")).hint(
        "đây là lỗi của chương trình; gửi thông báo này cùng tệp kế hoạch cho người phụ trách",
    )
}

/// A text with its code points: `“☃” (U+2603)`.
fn name(text: &str) -> String {
    let points: Vec<String> = text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect();
    let shown: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("“{shown}” ({})", points.join(" "))
}

/// What stands between `before` and the next `after`, and what follows.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<(&'a str, &'a str)> {
    text.split_once(before)?.1.split_once(after)
}

/// Undoes Typst's way of showing a string: quotes, `\"`, `\\`, `\u{2603}`.
fn unquote(shown: &str) -> String {
    let inner = shown.strip_prefix('"').and_then(|s| s.strip_suffix('"')).unwrap_or(shown);
    let mut text = String::new();
    let mut rest = inner;
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut chars = escape.chars();
        match chars.next() {
            Some('u') => {
                let code = between(escape, "{", "}").and_then(|(hex, after)| {
                    chars = after.chars();
                    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
                });
                text.extend(code);
            }
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('r') => text.push('\r'),
            other => text.extend(other),
        }
        rest = chars.as_str();
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forbidden_character_is_named_even_if_it_cannot_be_seen() {
        let diagnostic =
            translate("PDF/A-2a error: the text contains the disallowed codepoint `\"\\u{feff}\"`");
        assert_eq!(diagnostic.message, "Ký tự “\u{feff}” (U+FEFF) không được phép có trong PDF/A.");
    }

    #[test]
    fn a_stand_in_date_leaves_spaces_everywhere() {
        let mut bytes = b"<</ModDate(D:00010101000000Z)/A 1/ModDate(D:00010101000000Z)>>".to_vec();
        blank(&mut bytes);
        let gap = " ".repeat(STAND_IN_DATES[0].len());
        assert_eq!(String::from_utf8(bytes).unwrap(), format!("<<{gap}/A 1{gap}>>"));
    }

    #[test]
    fn quoted_strings_are_read_back() {
        assert_eq!(unquote(r#""a\"b\\c\u{1f600}d""#), "a\"b\\c😀d");
        assert_eq!(unquote("x"), "x");
    }
}
