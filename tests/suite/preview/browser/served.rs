//! The program as it runs on a clerk's machine, without the browser that it would
//! open, and the files that she works on.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::built;

/// How long a program that was told to end may take.
const ENDING: Duration = Duration::from_secs(10);

/// A running program; ended when dropped.
pub struct Served {
    pub url: String,
    child: Child,
    _home: TempDir,
}

impl Served {
    /// `kehoach app`.
    pub fn app() -> Self {
        Self::start(&["app".as_ref()])
    }

    /// `kehoach preview PLAN`.
    pub fn plan(plan: &Path) -> Self {
        Self::start(&["preview".as_ref(), plan])
    }

    /// `kehoach preview PLAN --rows ROWS`.
    pub fn merged(plan: &Path, rows: &Path) -> Self {
        Self::start(&["preview".as_ref(), plan, "--rows".as_ref(), rows])
    }

    fn start(arguments: &[&Path]) -> Self {
        let home = TempDir::new().unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
            .args(arguments)
            .args(["--no-open", "--port", "0"])
            // Each has a folder of its own, so that none finds another.
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path())
            .env("TMPDIR", home.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        assert!(url.starts_with("http://127.0.0.1:"), "{url:?}");
        Self { url: url.trim_end().to_owned(), child, _home: home }
    }

    /// Ends the program as Ctrl-C does.
    pub fn end(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        let id = self.child.id().to_string();
        let _ = Command::new("kill").args(["-INT", &id]).status();
        let start = Instant::now();
        while start.elapsed() < ENDING {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.end();
    }
}

/// A folder with a copy of a file of `data/` under another name.
pub fn copy(name: &str, under: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join(under);
    fs::copy(data(name), &copy).unwrap();
    (folder, copy)
}

/// A file of `data/`.
pub fn data(name: &str) -> PathBuf {
    built::path("data").join(name)
}

/// The workbook at `path` with other texts in its cells and other
/// names of its sheets, as XML has them: each of `changes` is what
/// stands there now and what shall.
pub fn edited(path: &Path, changes: &[(&str, &str)]) -> Vec<u8> {
    let mut old = ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let mut found = 0;
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if ["xl/sharedStrings.xml", "xl/workbook.xml"].contains(&name.as_str()) {
            let mut text = String::from_utf8(bytes).unwrap();
            for (there, wanted) in changes {
                found += text.matches(there).count();
                text = text.replace(there, wanted);
            }
            bytes = text.into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    assert!(found >= changes.len(), "{changes:?} are not all in {}", path.display());
    new.finish().unwrap().into_inner()
}

/// Saves as Excel does: beside the file, then in its place.
pub fn save(path: &Path, bytes: &[u8]) {
    let beside = path.with_file_name("~tam.tmp");
    fs::write(&beside, bytes).unwrap();
    fs::rename(&beside, path).unwrap();
}
