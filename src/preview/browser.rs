//! Opens a page in the user's browser without naming its address, and so the
//! token, on any command line: those are for all users to see. The browser is
//! given a file that only the user can read and that leads on.

use std::env;
use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use tempfile::TempDir;

use super::private;

/// The file that leads to a page; removed when dropped.
pub struct Doorway {
    _folder: TempDir,
    file: PathBuf,
}

impl Doorway {
    /// A file that leads to `url`.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn new(url: &str) -> io::Result<Self> {
        let folder = private::folder("kehoach-", &env::temp_dir())?;
        let file = folder.path().join("mo-kehoach.html");
        writeln!(
            File::create_new(&file)?,
            "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>kehoach</title>\
             <meta name=\"referrer\" content=\"no-referrer\">\
             <meta http-equiv=\"refresh\" content=\"0; url={url}\">\
             <p><a href=\"{url}\">Mở kehoach</a></p></html>"
        )?;
        Ok(Self { _folder: folder, file })
    }

    /// Hands it to the browser.
    ///
    /// # Errors
    /// There is none.
    pub fn open(&self) -> io::Result<()> {
        open::that_detached(&self.file)
    }
}
