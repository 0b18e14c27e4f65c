//! Bytes as a zip package, for the fuzz target of workbooks and for the test that
//! replays its corpus.
//!
//! A zip archive keeps nearly every change of its bytes from the reader behind
//! it (checksums, compression). Bytes that begin with no known signature are
//! therefore the parts of a package: name, NUL, length (two bytes,
//! little-endian), contents, and so on.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The package whose parts `bytes` lists; `None` where they are a file as it is.
pub fn package(bytes: &[u8]) -> Option<Vec<u8>> {
    let known = bytes.starts_with(b"PK") || bytes.starts_with(b"\xD0\xCF");
    if known { None } else { zipped(bytes) }
}

fn zipped(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == 0)?;
        let name = std::str::from_utf8(&bytes[..end]).ok()?;
        bytes = &bytes[end + 1..];
        let [low, high, rest @ ..] = bytes else { return None };
        let length = usize::from(u16::from_le_bytes([*low, *high])).min(rest.len());
        writer.start_file(name, options).ok()?;
        writer.write_all(&rest[..length]).ok()?;
        bytes = &rest[length..];
    }
    Some(writer.finish().ok()?.into_inner())
}
