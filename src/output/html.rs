//! Pages for a browser that load nothing and run nothing: how they begin, how they look,
//! how text stands in them.

use std::borrow::Cow;

/// How a page begins, before its title: it may load nothing but what stands in it.
pub const START: &str = "<!doctype html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
    style-src 'unsafe-inline'; img-src data:\">\n";

/// What follows its title: how it looks, and the start of what is shown.
pub const STYLED: &str =
    concat!("<style>\n", include_str!("style.css"), "</style>\n</head>\n<body>\n");

/// The text as it may stand in markup and in attributes.
pub fn esc(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}
