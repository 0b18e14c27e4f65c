//! The zip package around a workbook or a document, read so that no file can make the
//! program use more memory or time than the limits here allow.
//!
//! Every part goes through a counting reader; sizes that the file declares are
//! not believed. Parts that nobody asks for are never inflated.

pub mod faults;
pub mod relationships;
pub mod xml;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use crate::diagnostic::Diagnostic;
use crate::origin::{Origin, Place};

use faults::{damaged, part_too_large, password, too_large};
use xml::Xml;

/// Bytes that one part may inflate to.
const PART_LIMIT: u64 = 192 << 20;
/// Bytes that all parts read may inflate to together.
const TOTAL_LIMIT: u64 = 256 << 20;
/// How much of an OpenDocument manifest is read.
const MANIFEST_LIMIT: u64 = 1 << 20;
/// Parts that a package may have.
const PARTS_LIMIT: usize = 5_000;

/// How an entry of the zip directory begins.
const ENTRY: &[u8] = b"PK\x01\x02";

/// A reason to stop reading; boxed because diagnostics are large.
pub type Fault = Box<Diagnostic>;

/// The opened package of a workbook.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Name in lower case with `/`, as parts are looked up → index.
    names: BTreeMap<String, usize>,
    inflated: Rc<Cell<u64>>,
    whole: Origin,
}

/// One part of a package, inflated while it is read.
pub type Part<'p, 'a> = BufReader<Counting<ZipFile<'p, Cursor<&'a [u8]>>>>;

impl<'a> Package<'a> {
    /// Opens the package held in `bytes`; `file` is the name to show.
    ///
    /// # Errors
    /// The zip directory is damaged or names too many parts.
    pub fn open(file: &Arc<str>, bytes: &'a [u8]) -> Result<Self, Fault> {
        let whole = Origin::new(file, Place::File);
        // Counted before the directory is parsed, which keeps every entry.
        let entries = bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY);
        if entries.take(PARTS_LIMIT + 1).count() > PARTS_LIMIT {
            let message = format!("Tệp chứa hơn {PARTS_LIMIT} phần nên không được đọc.");
            return Err(too_large(&whole, message));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| truncated(&whole))?;
        let names = archive
            .file_names()
            .enumerate()
            .filter_map(|(index, name)| Some((normal(&name.ok()?), index)))
            .collect();
        Ok(Self { archive, names, inflated: Rc::default(), whole })
    }

    /// Whether there is a part of this name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&normal(name))
    }

    /// The part called `name`, to be read within the limits.
    ///
    /// # Errors
    /// There is no such part, or it is encrypted or compressed in an unknown way.
    pub fn part(&mut self, name: &str) -> Result<Part<'_, 'a>, Fault> {
        let Some(&index) = self.names.get(&normal(name)) else {
            return Err(damaged(&self.whole, name, "không có phần này"));
        };
        match self.archive.by_index(index) {
            Ok(inner) => {
                let total = self.inflated.clone();
                Ok(BufReader::new(Counting { inner, part: 0, total }))
            }
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                Err(password(&self.whole))
            }
            Err(_) => Err(damaged(&self.whole, name, "không giải nén được")),
        }
    }

    /// The whole of the part called `name`, of at most `limit` bytes.
    ///
    /// # Errors
    /// As for [`Package::part`], or it is larger or damaged.
    pub fn bytes(&mut self, name: &str, limit: u64) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let read = self.part(name)?.take(limit + 1).read_to_end(&mut bytes);
        read.map_err(|error| read_fault(&self.whole, name, &error))?;
        if bytes.len() as u64 > limit {
            return Err(part_too_large(&self.whole, name));
        }
        Ok(bytes)
    }

    /// The file as a whole.
    pub fn whole(&self) -> &Origin {
        &self.whole
    }

    /// The part called `name`, to be read as XML.
    ///
    /// # Errors
    /// As for [`Package::part`].
    pub fn xml(&mut self, name: &str) -> Result<Xml<Part<'_, 'a>>, Fault> {
        let whole = self.whole.clone();
        Ok(Xml::new(name, &whole, self.part(name)?))
    }
}

/// A reader that stops with [`LimitReached`] where a part grows too large.
pub struct Counting<R> {
    inner: R,
    part: u64,
    total: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.part += count as u64;
        self.total.set(self.total.get() + count as u64);
        if self.part > PART_LIMIT || self.total.get() > TOTAL_LIMIT {
            return Err(io::Error::other(LimitReached));
        }
        Ok(count)
    }
}

/// A part, or one piece of its XML, is larger than it may be.
#[derive(Debug)]
pub struct LimitReached;

impl std::fmt::Display for LimitReached {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("limit of bytes reached")
    }
}

impl std::error::Error for LimitReached {}

/// The diagnostic of an input error met while reading the part `name`.
pub fn read_fault(whole: &Origin, name: &str, error: &io::Error) -> Fault {
    if error.get_ref().is_some_and(|inner| inner.is::<LimitReached>()) {
        return part_too_large(whole, name);
    }
    damaged(whole, name, "dữ liệu nén bị hỏng")
}

/// Whether the package is an OpenDocument file locked with a password: its
/// manifest says how the parts are encrypted, or (LibreOffice 24.8 and later)
/// the file stands in a part of its own.
pub fn is_encrypted(package: &mut Package) -> bool {
    if package.has("encrypted-package") {
        return true;
    }
    let Ok(part) = package.part("META-INF/manifest.xml") else { return false };
    let mut manifest = Vec::new();
    // What was read before an error tells as much.
    let _ = part.take(MANIFEST_LIMIT).read_to_end(&mut manifest);
    String::from_utf8_lossy(&manifest).contains("encryption-data")
}

fn truncated(whole: &Origin) -> Fault {
    let message = "Tệp bị cắt cụt hoặc bị hỏng (không đọc được mục lục của tệp nén).";
    Diagnostic::error("damaged-workbook", whole, message)
        .hint("lấy lại tệp gốc (sao chép hoặc tải lại), hoặc mở bằng Excel rồi lưu lại")
        .into()
}

fn normal(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}
