//! A PDF as rules read it: its catalogue and the text strings of dictionaries.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Object};

/// Opens a file; `None` where it cannot be read, which is no rule's to say.
pub fn open(bytes: &[u8]) -> Option<Pdf> {
    Pdf::new(bytes.to_vec()).ok()
}

/// The catalogue.
pub fn catalog(pdf: &Pdf) -> Option<Dict<'_>> {
    pdf.xref().get(pdf.xref().root_id())
}

/// The dictionaries of all objects, those of streams too.
pub fn dictionaries(pdf: &Pdf) -> impl Iterator<Item = Dict<'_>> {
    pdf.objects().into_iter().filter_map(|object| match object {
        Object::Dict(dict) => Some(dict),
        Object::Stream(stream) => Some(stream.dict().clone()),
        _ => None,
    })
}

/// A text string: UTF-16 with a mark, UTF-8 with a mark, else Latin.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            let chars = char::decode_utf16(units);
            chars.map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Where `part` stands in `bytes`, each time.
pub fn found<'a>(bytes: &'a [u8], part: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let windows = bytes.windows(part.len()).enumerate();
    windows.filter(move |(_, window)| *window == part).map(|(at, _)| at)
}
