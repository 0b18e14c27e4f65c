//! The folder of a run: locked against other runs, and each file in it whole or
//! not there.
//!
//! Nothing is ever written outside the folder: names have no separators, and a
//! link at the place of a file is replaced, not followed. Depends on
//! `diagnostic` and `output::write`.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::record::file_names;
use super::saved::report_files;
use super::shard::Shard;
use crate::diagnostic::{Diagnostic, io_reason};
use crate::output::write::{check, folder_refused, replace_refused, stage};

/// The lock of the whole folder. It stays when the run is over: a file that is
/// deleted could be locked twice.
const LOCK: &str = ".kehoach.lock";
/// How the names of temporary files begin; no lock's name does.
const PREFIX: &str = ".kehoach-batch-";
/// Numbers of pages of which each numbers its pages with another width.
const WIDTHS: [usize; 3] = [1, 100, 1000];

/// A folder that this run alone writes to, as long as this lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    shard: Option<Shard>,
    prefix: String,
    _locks: Vec<File>,
}

/// Why the files of a document could not be written.
#[derive(Debug)]
pub enum Refused {
    /// Something stands in the way of this file alone.
    File(Diagnostic),
    /// No further file can be written either: the disk is full, say.
    Run(Diagnostic),
}

/// The files of one document on the disk, but not yet under their names.
/// Dropped, they vanish.
#[derive(Debug)]
pub struct Staged(Vec<(NamedTempFile<File>, PathBuf)>);

impl Folder {
    /// Makes the folder if it is missing, locks it, and removes what a run that
    /// was killed left unfinished.
    ///
    /// The parts of a list can be made side by side, but neither a part twice
    /// nor a part beside the whole. A file system without locks is no error.
    pub fn open(path: &Path, shard: Option<Shard>) -> Result<Self, Diagnostic> {
        fs::create_dir_all(path).map_err(|error| folder_refused(path, &error))?;
        let (locks, alone, prefix) = match shard {
            None => {
                let whole = lock(path, LOCK, File::try_lock)?;
                let alone = whole.is_some();
                (vec![whole], alone, PREFIX.to_owned())
            }
            Some(shard) => {
                let suffix = shard.suffix();
                let whole = lock(path, LOCK, File::try_lock_shared)?;
                let part = lock(path, &format!(".kehoach{suffix}.lock"), File::try_lock)?;
                let alone = part.is_some();
                // The hyphen at the end keeps `1-2` apart from `1-20`.
                (vec![whole, part], alone, format!("{PREFIX}{}-", suffix.trim_start_matches('-')))
            }
        };
        if alone {
            remove_unfinished(path, &prefix);
        }
        let locks = locks.into_iter().flatten().collect();
        Ok(Self { path: path.to_path_buf(), shard, prefix, _locks: locks })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The part of the list that is made here.
    pub fn shard(&self) -> Option<Shard> {
        self.shard
    }

    /// The names that are taken: of the documents' `files` (as in
    /// [`Record::file`](super::Record::file); where each page is a file, its
    /// first page), and of the reports that a run would replace.
    pub fn existing<'a>(&self, files: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        let taken = |name: &String| fs::symlink_metadata(self.path.join(name)).is_ok();
        let first = |file| {
            WIDTHS.iter().find_map(|pages| file_names(file, *pages).next().filter(|n| taken(n)))
        };
        let documents = files.into_iter().filter_map(first);
        let reports = report_files(&self.path).into_iter();
        let replaced = reports.filter(|(of, _)| self.shard.is_none() || *of == self.shard);
        documents.chain(replaced.map(|(_, name)| name)).collect()
    }

    /// Writes a document's `contents` to the disk: one file, or one a page, for
    /// the name `file`.
    pub fn stage(&self, file: &str, contents: &[Vec<u8>]) -> Result<Staged, Refused> {
        let names = file_names(file, contents.len());
        let targets = names.map(|name| self.target(&name)).collect::<Result<Vec<_>, _>>();
        let targets = targets.map_err(Refused::File)?;
        // Temporary files have names of their own: it is the folder that refuses.
        let staged = stage(&self.path, &self.prefix, contents).map_err(Refused::Run)?;
        Ok(Staged(staged.into_iter().zip(targets).collect()))
    }

    /// Writes one file at once.
    pub fn write(&self, name: &str, bytes: Vec<u8>) -> Result<(), Refused> {
        self.stage(name, &[bytes])?.commit()
    }

    fn target(&self, name: &str) -> Result<PathBuf, Diagnostic> {
        if !is_plain(name) {
            let message = format!("“{name}” không dùng làm tên tệp được.");
            return Err(Diagnostic::general("output-name", message)
                .hint("sửa mẫu tên tệp: tên không được có dấu /, \\ hoặc :"));
        }
        let target = self.path.join(name);
        if !target.is_symlink() {
            check(&target).map_err(out_of_the_way)?;
        }
        Ok(target)
    }
}

impl Staged {
    /// Gives the files their names, in order; a file that has such a name
    /// already is replaced.
    pub fn commit(self) -> Result<(), Refused> {
        for (file, target) in self.0 {
            file.persist(&target).map_err(|refused| {
                let diagnostic = out_of_the_way(replace_refused(&target, &refused.error));
                match refused.error.kind() {
                    io::ErrorKind::StorageFull
                    | io::ErrorKind::QuotaExceeded
                    | io::ErrorKind::ReadOnlyFilesystem
                    | io::ErrorKind::NotFound => Refused::Run(diagnostic),
                    _ => Refused::File(diagnostic),
                }
            })?;
        }
        Ok(())
    }
}

impl From<Refused> for Diagnostic {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::File(diagnostic) | Refused::Run(diagnostic) => diagnostic,
        }
    }
}

/// Whether `name` is the name of a file and no path, on any system.
pub(super) fn is_plain(name: &str) -> bool {
    !["", ".", ".."].contains(&name) && !name.contains(['/', '\\', ':', '\0'])
}

/// The fault of a single file, with what to do in a run of many.
fn out_of_the_way(fault: Diagnostic) -> Diagnostic {
    let hint = "đóng tệp nếu nó đang mở (trong trình đọc PDF, Excel), hoặc đổi tên, chuyển nó đi chỗ khác; rồi chạy lại với --resume";
    Diagnostic { hints: vec![hint.to_owned()], ..fault }
}

/// Locks a file of `folder` until it is dropped; none where there are no locks.
fn lock(
    folder: &Path,
    name: &str,
    by: fn(&File) -> Result<(), TryLockError>,
) -> Result<Option<File>, Diagnostic> {
    let path = folder.join(name);
    // Neither way makes a file at the other end of a link.
    let opened = File::create_new(&path).or_else(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => File::options().read(true).write(true).open(&path),
        _ => Err(error),
    });
    let file = opened.map_err(|error| folder_refused(folder, &error))?;
    match by(&file) {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(in_use(folder)),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => Err(not_locked(&path, &error)),
    }
}

fn in_use(folder: &Path) -> Diagnostic {
    let message = format!("Một lần chạy kehoach khác đang ghi vào thư mục {}.", folder.display());
    Diagnostic::general("output-in-use", message)
        .hint("đợi lần chạy kia xong, hoặc cho thư mục khác sau -o")
}

fn not_locked(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("Không khóa được tệp {}: {}.", path.display(), io_reason(error));
    Diagnostic::general("output-lock", message).hint("cho thư mục khác sau -o")
}

/// Removes temporary files. One that cannot be removed does no harm.
fn remove_unfinished(folder: &Path, prefix: &str) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        if entry.file_name().to_str().is_some_and(|name| name.starts_with(prefix)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
