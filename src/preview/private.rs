//! Folders that only the user can look into. On Windows those of a user are private
//! by themselves.

use std::fs::DirBuilder;
use std::io;
use std::path::Path;

use tempfile::{Builder, TempDir};

/// A new folder in `parent` whose name begins with `prefix`; removed when dropped.
///
/// # Errors
/// It cannot be made.
pub fn temporary(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    let mut builder = Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(parent)
}

/// Makes `folder`, with those above it, if it is not there.
///
/// # Errors
/// It cannot be made.
pub fn folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
