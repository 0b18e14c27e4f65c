//! `kehoach preview`: what it knows of pages, the server, the page in a browser.

mod browser;
mod client;
mod layers;
mod process;
mod requests;
mod saved;

use std::path::{Path, PathBuf};
use std::time::Duration;

use kehoach::preview::{PreviewOptions, Server, ToOpen, start};
use tempfile::TempDir;

use self::client::Client;
use crate::built::path;

/// A plan to look at.
fn sample() -> ToOpen {
    ToOpen { plan: path("data/lai-chau-par-index-2023.json"), rows: None }
}

/// A server of this process with a folder of its own.
struct Running {
    server: Option<Server>,
    url: String,
    folder: TempDir,
}

impl Running {
    /// Starts it with this plan, or on the page to begin with.
    fn start(files: Option<ToOpen>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let server = start(files, &options(folder.path())).unwrap();
        Self { url: server.url.clone(), server: Some(server), folder }
    }

    fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// The files that have been uploaded.
    fn uploads(&self) -> Vec<PathBuf> {
        let below = |folders: Vec<PathBuf>| -> Vec<PathBuf> {
            let entries = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok());
            entries.flatten().flatten().map(|entry| entry.path()).collect()
        };
        let mut own = below(vec![self.folder.path().to_path_buf()]);
        own.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("tam-"));
        below(below(own))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stopper()();
            server.wait();
        }
    }
}

/// Any port, no browser, and an end that no test waits for.
fn options(folder: &Path) -> PreviewOptions {
    let idle = Duration::from_secs(600);
    PreviewOptions { port: Some(0), open: false, idle, folder: folder.to_path_buf() }
}
