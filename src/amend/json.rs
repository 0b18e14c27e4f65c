//! Strings of a JSON file, each replaced in the source text: all else stays byte for
//! byte.

use std::collections::BTreeMap;

use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::splice::{is_as_read, rewritten, splice};
use super::xml::Edits;
use super::{Amended, Left, OLD, Reading, damaged};
use crate::diagnostic::{Diagnostic, Mend};
use crate::origin::Place;

const BOM: &str = "\u{FEFF}";

/// Changes strings of the JSON in `bytes`.
///
/// # Errors
/// It is no JSON that the reader would read.
pub fn mend(bytes: &[u8], mends: &[Mend], reading: &Reading) -> Result<Amended, Diagnostic> {
    let source = std::str::from_utf8(bytes).map_err(|_| damaged("không ở bảng mã UTF-8"))?;
    let text = source.strip_prefix(BOM).unwrap_or(source);
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
    let root = parsed.ok().and_then(|parsed| parsed.value);
    let root = root.ok_or_else(|| damaged("JSON sai cú pháp"))?;
    let (mut done, mut left, mut edits) = (Vec::new(), Vec::new(), Edits::default());
    for (pointer, mends) in by_pointer(mends, &mut left) {
        let Some(Value::StringLit(string)) = find(&root, pointer) else {
            let why = "không phải chuỗi JSON";
            left.extend(mends.iter().map(|mend| Left { origin: mend.origin.clone(), why }));
            continue;
        };
        let stored = [(string.value.clone().into_owned(), None)];
        if !mends.iter().any(|mend| is_as_read(mend)) && (reading.is_old)(&stored) {
            left.extend(mends.iter().map(|mend| Left { origin: mend.origin.clone(), why: OLD }));
            continue;
        }
        let mut pieces = [(reading.value)(&string.value)];
        let read = pieces.concat();
        let (made, more) = splice(&mut pieces, &mends);
        done.extend(made);
        left.extend(more);
        let new = pieces.concat();
        if new == *string.value {
            continue;
        }
        done.extend(
            mends.iter().find(|m| is_as_read(m)).map(|m| rewritten(m, &string.value, &read)),
        );
        let literal = serde_json::to_string(&new).unwrap_or_default();
        let range = string.range();
        edits.replace(range.start..range.end, literal);
    }
    let bom = if text.len() < source.len() { BOM } else { "" };
    let bytes = format!("{bom}{}", edits.apply(text)).into_bytes();
    Ok(Amended { bytes, done, left })
}

/// The mends of each string, in the order of the pointers.
fn by_pointer<'m>(mends: &'m [Mend], left: &mut Vec<Left>) -> BTreeMap<&'m str, Vec<&'m Mend>> {
    let mut sorted: BTreeMap<&str, Vec<&Mend>> = BTreeMap::new();
    for mend in mends {
        match mend.origin.place() {
            Place::Pointer { pointer, .. } => sorted.entry(pointer).or_default().push(mend),
            _ => left.push(Left { origin: mend.origin.clone(), why: "không phải chuỗi JSON" }),
        }
    }
    sorted
}

/// The value that an RFC 6901 pointer points to.
fn find<'v, 'a>(root: &'v Value<'a>, pointer: &str) -> Option<&'v Value<'a>> {
    pointer.split('/').skip(1).try_fold(root, |value, step| match value {
        Value::Array(array) => array.elements.get(step.parse::<usize>().ok()?),
        Value::Object(object) => {
            let key = step.replace("~1", "/").replace("~0", "~");
            let is_key = |name: &ObjectPropName| name.as_str() == key;
            Some(&object.properties.iter().find(|property| is_key(&property.name))?.value)
        }
        _ => None,
    })
}
