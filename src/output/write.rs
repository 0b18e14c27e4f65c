//! Bytes to files, whole or not at all.
//!
//! Everything is first written to temporary files in the target's folder, then
//! moved over the targets: a full disk or a file that is open elsewhere leaves
//! the old one as it was.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{self, Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::Format;
use crate::diagnostic::{Diagnostic, io_reason};

/// How the names of temporary files begin.
pub(super) const PREFIX: &str = ".kehoach-";

/// Writes the `files` that `format` made and returns their names: `target`
/// itself, or for a format with a file a page, `target` with `-01`, `-02` …
/// before its extension. Folders that are missing are made.
///
/// The error names the first file or folder that could not be written.
pub fn write(
    target: &Path,
    format: &Format,
    files: &[Vec<u8>],
) -> Result<Vec<PathBuf>, Diagnostic> {
    let names: Vec<PathBuf> = names(target, format.per_page, files.len()).collect();
    write_all(target, &names, files)?;
    Ok(names)
}

/// Writes the one file `target`. Folders that are missing are made.
///
/// The error names the file or folder that could not be written.
pub fn write_file(target: &Path, bytes: Vec<u8>) -> Result<(), Diagnostic> {
    write_all(target, &[target.to_path_buf()], &[bytes])
}

/// Writes `files` as `names`, which all stand in the folder of `target`.
fn write_all(target: &Path, names: &[PathBuf], files: &[Vec<u8>]) -> Result<(), Diagnostic> {
    let folder = prepare(target)?;
    for name in names {
        check(name)?;
    }
    for (file, name) in stage(folder, PREFIX, files)?.into_iter().zip(names) {
        file.persist(name).map_err(|refused| replace_refused(name, &refused.error))?;
    }
    Ok(())
}

/// Refuses a `target` that cannot be a file, and returns its folder, which is
/// made if it is missing.
pub(super) fn prepare(target: &Path) -> Result<&Path, Diagnostic> {
    check(target)?;
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(|error| folder_refused(folder, &error))?;
    Ok(folder)
}

/// Writes new files, each with its name, into `folder`, which is made if it is
/// missing; returns their paths.
///
/// A file that is there already is never replaced: the error names all such
/// files, or the file or folder that could not be written.
pub fn write_new(folder: &Path, files: Vec<(&str, Vec<u8>)>) -> Result<Vec<PathBuf>, Diagnostic> {
    let (names, bytes): (Vec<_>, Vec<_>) =
        files.into_iter().map(|(name, bytes)| (folder.join(name), bytes)).unzip();
    let there: Vec<String> = names
        .iter()
        .filter(|name| fs::symlink_metadata(name).is_ok())
        .map(|name| name.display().to_string())
        .collect();
    if !there.is_empty() {
        return Err(already_there(&there));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs::create_dir_all(folder).map_err(|error| folder_refused(folder, &error))?;
    for (file, name) in stage(folder, PREFIX, &bytes)?.into_iter().zip(&names) {
        file.persist_noclobber(name).map_err(|refused| match refused.error.kind() {
            io::ErrorKind::AlreadyExists => already_there(&[name.display().to_string()]),
            _ => folder_refused(folder, &refused.error),
        })?;
    }
    Ok(names)
}

fn already_there(names: &[String]) -> Diagnostic {
    let message = format!("Đã có {}; tệp có sẵn không bị ghi đè.", names.join(" và "));
    Diagnostic::general("already-there", message)
        .hint("ghi vào thư mục khác, hoặc đổi tên tệp có sẵn rồi chạy lại")
}

/// Writes each of `files` to the disk as a temporary file in `folder` whose name
/// begins with `prefix`.
pub(super) fn stage(
    folder: &Path,
    prefix: &str,
    files: &[Vec<u8>],
) -> Result<Vec<NamedTempFile<File>>, Diagnostic> {
    let stage_one = |bytes: &Vec<u8>| -> io::Result<NamedTempFile<File>> {
        let mut file = temporary(folder, prefix)?;
        file.write_all(bytes)?;
        file.as_file().sync_data()?;
        Ok(file)
    };
    let staged = files.iter().map(stage_one).collect::<io::Result<_>>();
    staged.map_err(|error| folder_refused(folder, &error))
}

/// An empty temporary file, removed when dropped. It is made by [`File`], so that
/// it gets the permissions of any new file and not tempfile's narrow ones.
pub(super) fn temporary(folder: &Path, prefix: &str) -> io::Result<NamedTempFile<File>> {
    Builder::new().prefix(prefix).make_in(folder, |path| File::create_new(path))
}

/// The names of a document's `count` files: `target` itself, or where each page
/// is a file, `target` with the page's number before its extension.
pub(super) fn names(
    target: &Path,
    per_page: bool,
    count: usize,
) -> impl Iterator<Item = PathBuf> + use<'_> {
    let count = if per_page { count } else { 1 };
    (1..=count).map(move |page| match per_page {
        true => numbered(target, page, count),
        false => target.to_path_buf(),
    })
}

/// `a/b.png` for page 3 of 10 is `a/b-03.png`; at least two digits.
fn numbered(target: &Path, page: usize, pages: usize) -> PathBuf {
    let digits = pages.to_string().len().max(2);
    let mut name: OsString = target.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{page:0digits$}"));
    if let Some(extension) = target.extension() {
        name.push(".");
        name.push(extension);
    }
    target.with_file_name(name)
}

/// Refuses what a rename would wrongly replace, or what the user protected.
pub(super) fn check(target: &Path) -> Result<(), Diagnostic> {
    let shown = target.display();
    let ends_in_separator = target.to_string_lossy().ends_with(path::is_separator);
    if ends_in_separator || target.is_dir() {
        return Err(Diagnostic::general("output-is-folder", format!("{shown} là một thư mục."))
            .hint("ghi thêm tên tệp sau -o, ví dụ -o thư-mục/ke-hoach.pdf"));
    }
    let Ok(metadata) = fs::metadata(target) else { return Ok(()) };
    if !metadata.is_file() {
        let message = format!("{shown} không phải là tệp thường, không ghi đè được.");
        return Err(Diagnostic::general("output-not-a-file", message)
            .hint("cho tên tệp khác sau -o; muốn ghi ra đầu ra chuẩn thì dùng -o -"));
    }
    if metadata.permissions().readonly() {
        let message = format!("Tệp {shown} được đặt “chỉ đọc” (read-only), không ghi đè.");
        return Err(Diagnostic::general("output-read-only", message).hint(
            "bỏ dấu “chỉ đọc” trong thuộc tính của tệp rồi chạy lại, hoặc cho tên khác sau -o",
        ));
    }
    Ok(())
}

pub(super) fn folder_refused(folder: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("Không ghi được vào thư mục {}: {}.", folder.display(), io_reason(error));
    Diagnostic::general("output-folder", message).hint("chọn thư mục khác mà bạn ghi được")
}

/// The folder can be written, so it is the old file that does not let go.
pub(super) fn replace_refused(target: &Path, error: &io::Error) -> Diagnostic {
    let message = format!(
        "Không thay được tệp {}: {}. Tệp cũ còn nguyên.",
        target.display(),
        io_reason(error)
    );
    Diagnostic::general("output-locked", message)
        .hint("nếu tệp đang mở, đóng tệp trong trình đọc PDF rồi chạy lại")
        .hint("hoặc cho tên khác sau -o")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_before_the_extension() {
        assert_eq!(numbered(Path::new("a/b.png"), 3, 10), Path::new("a/b-03.png"));
        assert_eq!(numbered(Path::new("b.v2.svg"), 7, 120), Path::new("b.v2-007.svg"));
        assert_eq!(numbered(Path::new("b"), 1, 1), Path::new("b-01"));
    }

    #[test]
    fn a_file_open_elsewhere_is_named_with_what_to_do() {
        let locked = io::Error::from(io::ErrorKind::PermissionDenied);
        let diagnostic = replace_refused(Path::new("output/a.pdf"), &locked);
        assert_eq!(
            crate::diagnostic::render(&[diagnostic]),
            "lỗi: Không thay được tệp output/a.pdf: không có quyền, hoặc tệp đang mở trong chương trình khác. Tệp cũ còn nguyên.
   cách sửa: nếu tệp đang mở, đóng tệp trong trình đọc PDF rồi chạy lại
   cách sửa: hoặc cho tên khác sau -o
   mã: output-locked
Tổng cộng: 1 lỗi.
"
        );
    }
}
