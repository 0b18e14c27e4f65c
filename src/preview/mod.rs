//! The program in a browser: a server on this machine alone that shows a plan's
//! pages while it is written in a spreadsheet, what is wrong with it, and the
//! cell of each word.
//!
//! `server` listens and `guard` lets only the own page in; `app` holds what is
//! open; a plan is `plan`, made by the thread in `engine` whenever `watch` sees a
//! file change, told to each tab by `live`; `pages`, `files` and `batch` answer
//! requests, `json` says things to the page, `page/` is that page. `instance`
//! sees to it that a user has one server.
//!
//! May depend on all but `cli`. A new request is a function in one of these files
//! and a route in `server`.

mod app;
mod assets;
mod batch;
mod browser;
mod engine;
mod files;
mod guard;
mod instance;
mod json;
mod live;
mod pages;
mod plan;
mod private;
mod recent;
mod server;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::pipeline::BuildOptions;

pub use server::{Server, start};

/// How the preview is to run.
#[derive(Clone, Debug)]
pub struct PreviewOptions {
    /// The port to listen on, any free one if 0; where none is named, the usual one
    /// if it is free, since a browser remembers settings by the port.
    pub port: Option<u16>,
    /// Whether to open the browser.
    pub open: bool,
    /// How long to go on without a tab.
    pub idle: Duration,
    /// The folder of what is kept: recent files, and by what a second start finds
    /// the first.
    pub folder: PathBuf,
}

/// A plan to be opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToOpen {
    /// The plan's file.
    pub plan: PathBuf,
    /// The list of communes as typed, `FILE` or `FILE#SHEET`; else the one in the plan.
    pub rows: Option<PathBuf>,
}

impl ToOpen {
    /// What to build the plan with.
    fn options(&self) -> BuildOptions {
        BuildOptions { rows: self.rows.clone().map(Into::into), ..BuildOptions::default() }
    }
}

impl PreviewOptions {
    /// A minute without a tab ends the program.
    pub const IDLE: Duration = Duration::from_secs(60);

    /// The folder of the user's own.
    ///
    /// # Errors
    /// The system names none.
    pub fn user_folder() -> Result<PathBuf, Diagnostic> {
        let folder = dirs::data_local_dir().map(|folder| folder.join("kehoach"));
        folder.ok_or_else(|| {
            Diagnostic::general("no-home", "Không tìm được thư mục riêng của người dùng.")
                .hint("đặt biến môi trường HOME (Windows: LOCALAPPDATA) rồi chạy lại")
        })
    }
}
