//! Names of files that every system can hold and that differ from one another.
//!
//! Names come from the data by way of a pattern, so anything may stand in them.
//! Depends on `diagnostic` and `origin`.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::Diagnostic;
use crate::origin::Origin;

/// The longest ending that a stem gets, and the mark of a device's name.
const ENDING: &str = "_-0000.png";
/// Bytes of UTF-8 in a name, the limit of Linux.
const MOST_BYTES: usize = 255 - ENDING.len();
/// Units of UTF-16 in a name; Windows allows 255, and 260 for the whole path.
const MOST_UNITS: usize = 200 - ENDING.len();

/// Names that Windows gives to devices, whatever comes after a dot; also COM and
/// LPT with a digit.
const DEVICES: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// `stem` as the name of a file without its extension, on Windows and Linux
/// alike; none if nothing is left of it.
///
/// - what cannot be seen vanishes, and letters are composed (NFC);
/// - characters that Windows forbids and control characters become `-`;
/// - dots and white space at both ends vanish;
/// - what is too long is cut;
/// - the name of a device gets `_`.
pub fn safe(stem: &str) -> Option<String> {
    let visible = stem.chars().filter(|c| !is_invisible(*c)).nfc();
    let allowed: String = visible.map(|c| if is_forbidden(c) { '-' } else { c }).collect();
    let trimmed = cut(trim(&allowed)).trim_end_matches(is_edge);
    if trimmed.is_empty() {
        return None;
    }
    let (base, rest) = trimmed.split_at(trimmed.find('.').unwrap_or(trimmed.len()));
    let mark = if is_device(base.trim_end()) { "_" } else { "" };
    Some(format!("{base}{mark}{rest}"))
}

/// An error for each name that equals an earlier one but for case, as Windows
/// compares names: `names` are those of [`safe`], each with the row it is made
/// for.
pub fn clashes<'a>(names: impl IntoIterator<Item = (&'a str, &'a Origin)>) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, (&str, &Origin)> = BTreeMap::new();
    let mut clashes = Vec::new();
    for (name, origin) in names {
        match first.entry(name.nfc().collect::<String>().to_lowercase()) {
            Entry::Vacant(free) => {
                free.insert((name, origin));
            }
            Entry::Occupied(taken) => clashes.push(clash(name, origin, *taken.get())),
        }
    }
    clashes
}

fn clash(name: &str, origin: &Origin, (other, first): (&str, &Origin)) -> Diagnostic {
    let message = format!("Tên tệp “{name}” trùng với tên “{other}” của {first}.");
    Diagnostic::error("name-clash", origin, message)
        .hint("thêm mã vào mẫu tên tệp, hoặc sửa dữ liệu, để mỗi văn bản có một tên riêng")
        .hint("chữ hoa và chữ thường được coi là một, vì Windows không phân biệt trong tên tệp")
}

/// Whether a reader cannot see `c`: it joins, hides, fills or turns the
/// direction of writing.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

fn is_forbidden(c: char) -> bool {
    c.is_control() || "<>:\"/\\|?*\u{2028}\u{2029}".contains(c)
}

fn is_edge(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

fn trim(name: &str) -> &str {
    name.trim_matches(is_edge)
}

/// The longest beginning of `name` that is within both limits.
fn cut(name: &str) -> &str {
    let mut units = 0;
    let end = name.char_indices().find_map(|(at, c)| {
        units += c.len_utf16();
        (at + c.len_utf8() > MOST_BYTES || units > MOST_UNITS).then_some(at)
    });
    end.and_then(|end| name.get(..end)).unwrap_or(name)
}

fn is_device(base: &str) -> bool {
    let base = base.to_uppercase();
    let port = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    let numbered = port.is_some_and(|number| {
        let mut characters = number.chars();
        let digit = characters.next().is_some_and(|c| "0123456789¹²³".contains(c));
        digit && characters.next().is_none()
    });
    numbered || DEVICES.contains(&base.as_str())
}
