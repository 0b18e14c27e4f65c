//! Folders that only the user can look into.

use std::io;
use std::path::Path;

use tempfile::{Builder, TempDir};

/// A new folder in `parent` whose name begins with `prefix`; removed when dropped.
/// On Windows the folders of a user are private by themselves.
///
/// # Errors
/// It cannot be made.
pub fn folder(prefix: &str, parent: &Path) -> io::Result<TempDir> {
    let mut builder = Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir_in(parent)
}
