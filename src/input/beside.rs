//! The fields that a .csv cannot hold: they stand in a .json of the same name
//! beside it.
//!
//! May depend on `origin`, `diagnostic`, `model::node` and the reader of JSON.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::node::{Entry, Node, Value};
use crate::origin::{Origin, Place};

use super::source::Source;
use super::{Input, foreign, json};

/// The files that the plan at `path` is made of, itself first: a .csv is half a plan,
/// and the .json beside it is the other, whether it is there or not.
pub fn plan_files(path: &Path) -> Vec<PathBuf> {
    let is_half = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
    let other = is_half.then(|| path.with_extension("json"));
    [Some(path.to_path_buf()), other].into_iter().flatten().collect()
}

/// Adds to `part`, what the file at `path` holds of a plan, the members that
/// the .json beside it has; where there is none, a member that is missing
/// points there.
///
/// # Errors
/// The .json cannot be opened or is something else.
pub fn complete(path: &Path, part: Input) -> Result<Input, Diagnostic> {
    let beside = path.with_extension("json");
    let Input { node: Some(Node { value: Value::Map(members), origin }), mut diagnostics, .. } =
        part
    else {
        return Ok(part);
    };
    if !beside.exists() {
        let name = beside.file_name().unwrap_or_default().to_string_lossy();
        let file: Arc<str> = name.as_ref().into();
        let origin = Origin::new(&file, Place::Absent);
        return Ok(Input::read(Node { value: Value::Map(members), origin }, diagnostics));
    }
    let source = Source::load(&beside)?;
    if !json::recognises(&source.bytes) {
        return Err(foreign::known(&source).unwrap_or_else(|| foreign::unknown(&source)));
    }
    let (_, mut rest) = super::read_source(&source)?;
    if let Some(Node { value: Value::Map(entries), .. }) = &mut rest.node {
        for member in members {
            let doubled = entries.iter().position(|entry| entry.key == member.key);
            if let Some(doubled) = doubled {
                let entry = entries.remove(doubled);
                diagnostics.push(in_both(&entry, &origin, &source));
            }
            entries.push(member);
        }
    }
    diagnostics.extend(rest.diagnostics);
    Ok(Input { diagnostics, ..rest })
}

fn in_both(entry: &Entry, part: &Origin, source: &Source) -> Diagnostic {
    let (key, csv, json) = (&entry.key, part.file(), &source.file);
    let message = format!("Khóa “{key}” thừa: phần này của kế hoạch lấy từ tệp {csv}.");
    Diagnostic::error("in-both-files", &entry.origin, message).hint(format!(
        "xóa khóa “{key}”; hoặc chạy với tệp {json} nếu kế hoạch đầy đủ nằm trong tệp đó"
    ))
}
