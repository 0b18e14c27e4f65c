//! Rows that grow with their texts. rust_xlsxwriter marks every height that is
//! set as chosen by a person, and Excel then leaves the row as it is when more is
//! typed; without the mark the height is where Excel begins.

use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const MARK: &[u8] = b" customHeight=\"1\"";

/// The workbook without the marks; as it is, should it be no zip package.
pub fn loosen(book: Vec<u8>) -> Vec<u8> {
    without_marks(&book).unwrap_or(book)
}

fn without_marks(book: &[u8]) -> ZipResult<Vec<u8>> {
    let mut package = ZipArchive::new(Cursor::new(book))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for index in 0..package.len() {
        let mut part = package.by_index(index)?;
        let name = part.name()?.into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        out.start_file(name.as_str(), options)?;
        if name.starts_with("xl/worksheets/sheet") {
            bytes = removed(&bytes);
        }
        out.write_all(&bytes)?;
    }
    Ok(out.finish()?.into_inner())
}

/// `xml` without the marks. Text cannot hold one: it stands in other parts.
fn removed(xml: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(xml.len());
    let mut rest = xml;
    while let Some((first, after)) = rest.split_first() {
        match rest.strip_prefix(MARK) {
            Some(behind) => rest = behind,
            None => {
                kept.push(*first);
                rest = after;
            }
        }
    }
    kept
}
