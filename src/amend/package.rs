//! The zip package around a workbook: parts read within limits, and the package
//! written again with some of them changed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::damaged;
use crate::diagnostic::Diagnostic;

/// Bytes that one part may inflate to.
const PART_LIMIT: u64 = 192 << 20;
/// Bytes that all parts read may inflate to together.
const TOTAL_LIMIT: u64 = 256 << 20;

/// An opened package and what becomes of its parts.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Name in lower case with `/`, as parts are looked up → index.
    names: BTreeMap<String, usize>,
    changed: BTreeMap<usize, String>,
    added: Vec<(String, String)>,
    inflated: u64,
}

impl<'a> Package<'a> {
    /// Opens the package in `bytes`.
    ///
    /// # Errors
    /// It is damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(index, name)| Some((normal(&name.ok()?), index)))
            .collect();
        Ok(Self { archive, names, changed: BTreeMap::new(), added: Vec::new(), inflated: 0 })
    }

    /// Whether there is a part of this name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
            || self.added.iter().any(|(added, _)| normal(added) == normal(name))
    }

    /// The text of a part, with the changes made so far; `None` where there is none.
    ///
    /// # Errors
    /// It is damaged, too large, or not in UTF-8.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Diagnostic> {
        let key = normal(name);
        if let Some((_, text)) = self.added.iter().find(|(added, _)| normal(added) == key) {
            return Ok(Some(text.clone()));
        }
        let Some(&index) = self.names.get(&key) else { return Ok(None) };
        if let Some(text) = self.changed.get(&index) {
            return Ok(Some(text.clone()));
        }
        let part = self.archive.by_index(index).map_err(|_| unreadable())?;
        let limit = PART_LIMIT.min(TOTAL_LIMIT - self.inflated);
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|_| unreadable())?;
        if bytes.len() as u64 > limit {
            return Err(damaged("một phần của tệp quá lớn"));
        }
        self.inflated += bytes.len() as u64;
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let text = String::from_utf8(bytes.to_vec());
        text.map(Some).map_err(|_| damaged("một phần của tệp không ở bảng mã UTF-8"))
    }

    /// The text of a part that must be there.
    ///
    /// # Errors
    /// It is not, or as for [`Package::text`].
    pub fn required(&mut self, name: &str) -> Result<String, Diagnostic> {
        let missing = || damaged(&format!("thiếu phần {name}"));
        self.text(name)?.ok_or_else(missing)
    }

    /// Changes a part, or adds it.
    pub fn put(&mut self, name: &str, text: String) {
        let key = normal(name);
        if let Some(index) = self.names.get(&key) {
            self.changed.insert(*index, text);
        } else if let Some(added) = self.added.iter_mut().find(|(known, _)| normal(known) == key) {
            added.1 = text;
        } else {
            self.added.push((name.to_owned(), text));
        }
    }

    /// The package with its changes; all other parts as they were, compressed.
    ///
    /// # Errors
    /// It is damaged.
    pub fn finish(mut self) -> Result<Vec<u8>, Diagnostic> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index).map_err(|_| unreadable())?;
            match self.changed.get(&index) {
                None => writer.raw_copy_file(part).map_err(|_| unreadable())?,
                Some(text) => {
                    let name = part.name().map_err(|_| unreadable())?.to_string();
                    drop(part);
                    writer.start_file(name, options).map_err(|_| unreadable())?;
                    writer.write_all(text.as_bytes()).map_err(|_| unreadable())?;
                }
            }
        }
        for (name, text) in &self.added {
            writer.start_file(name.as_str(), options).map_err(|_| unreadable())?;
            writer.write_all(text.as_bytes()).map_err(|_| unreadable())?;
        }
        Ok(writer.finish().map_err(|_| unreadable())?.into_inner())
    }
}

fn unreadable() -> Diagnostic {
    damaged("tệp nén bị hỏng")
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
