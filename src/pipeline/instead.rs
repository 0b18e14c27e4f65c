//! Contents that are read in the place of files on the disk: a copy that is not written
//! yet, checked as if it stood where the file does.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Contents of files, by their paths.
#[derive(Clone, Debug, Default)]
pub struct Instead(Vec<(PathBuf, Arc<str>, Arc<[u8]>)>);

impl Instead {
    /// From now on `path` has these contents, and is called `name`.
    pub fn put(&mut self, path: &Path, name: &str, bytes: impl Into<Arc<[u8]>>) {
        self.0.retain(|(known, _, _)| known != path);
        self.0.push((path.to_path_buf(), name.into(), bytes.into()));
    }

    /// The name and the contents of `path`, if they are given here.
    pub fn of(&self, path: &Path) -> Option<(&Arc<str>, &[u8])> {
        let found = self.0.iter().find(|(known, _, _)| known == path)?;
        Some((&found.1, &found.2))
    }
}
