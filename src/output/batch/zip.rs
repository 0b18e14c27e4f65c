//! All files of a run as one .zip.
//!
//! Nothing is held in memory, and nothing is squeezed: PDF and PNG are already.
//! The same files in the same order give the same bytes, whatever the machine
//! and the day. Depends on `diagnostic` and `output::write`.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZIP64_BYTES_THR, ZipWriter};

use crate::diagnostic::{Diagnostic, io_reason};
use crate::output::write::{PREFIX, folder_refused, prepare, replace_refused, temporary};

/// A .zip that is being written; it takes its name only when it is finished.
#[derive(Debug)]
pub struct Packer {
    target: PathBuf,
    zip: ZipWriter<NamedTempFile<File>>,
}

impl Packer {
    /// Begins `target`. Folders that are missing are made.
    pub fn new(target: &Path) -> Result<Self, Diagnostic> {
        let folder = prepare(target)?;
        let file = temporary(folder, PREFIX).map_err(|error| folder_refused(folder, &error))?;
        Ok(Self { target: target.to_path_buf(), zip: ZipWriter::new(file) })
    }

    /// Adds the file at `path` under `name`.
    pub fn add(&mut self, path: &Path, name: &str) -> Result<(), Diagnostic> {
        let opened = File::open(path).and_then(|file| Ok((file.metadata()?.len(), file)));
        let (length, mut file) = opened.map_err(|error| unreadable(path, &error))?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644)
            .large_file(length >= ZIP64_BYTES_THR);
        let packed = self.zip.start_file(name, options).map_err(io::Error::from);
        packed
            .and_then(|()| io::copy(&mut file, &mut self.zip))
            .map(|_| ())
            .map_err(|error| self.refused(&error))
    }

    /// Ends the file and moves it over the target.
    pub fn finish(self) -> Result<(), Diagnostic> {
        let Self { target, zip } = self;
        let finished = zip.finish().map_err(io::Error::from).and_then(|mut file| {
            file.flush()?;
            file.as_file().sync_data()?;
            Ok(file)
        });
        let file = finished.map_err(|error| not_written(&target, &error))?;
        let moved = file.persist(&target);
        moved.map(|_| ()).map_err(|refused| replace_refused(&target, &refused.error))
    }

    fn refused(&self, error: &io::Error) -> Diagnostic {
        not_written(&self.target, error)
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("Không đọc được tệp {}: {}.", path.display(), io_reason(error));
    Diagnostic::general("zip-source", message)
        .hint("đóng tệp nếu nó đang mở trong chương trình khác, rồi chạy lại với --resume")
}

fn not_written(target: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("Không ghi được tệp nén {}: {}.", target.display(), io_reason(error));
    Diagnostic::general("zip-target", message)
        .hint("xem ổ đĩa còn đủ chỗ không; các văn bản trong thư mục còn nguyên")
}
