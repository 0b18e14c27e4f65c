//! What is open, and for how long.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::watch;
use tokio::time::timeout;

use super::engine::{self, Ask};
use super::plan::{Plan, lock};
use super::recent::Recent;
use super::watch::watch;
use super::{PreviewOptions, ToOpen, browser, private};
use crate::diagnostic::{Diagnostic, io_reason, no_thread};
use crate::pipeline::{BuildOptions, ListFile, Press, plan_files};

/// How the names of folders for temporary files begin.
const TEMPORARY: &str = "tam-";

/// How long the documents at hand of a batch are waited for at the end.
const MOST_PAUSES: usize = 100;
const PAUSE: Duration = Duration::from_millis(50);

/// All that one server knows.
pub struct App {
    press: Arc<Press>,
    plans: Mutex<BTreeMap<u64, Arc<Plan>>>,
    next: AtomicU64,
    /// Where uploaded files and the documents of batches lie; removed at the end.
    folder: TempDir,
    /// The address of the page to begin with.
    base: String,
    /// Files opened before.
    pub recent: Recent,
    /// How many tabs there are.
    tabs: watch::Sender<usize>,
    /// Greater for each request.
    requests: AtomicU64,
}

/// A tab that is open as long as this is kept.
pub struct Tab(watch::Sender<usize>);

impl Drop for Tab {
    fn drop(&mut self) {
        self.0.send_modify(|tabs| *tabs -= 1);
    }
}

impl App {
    /// With nothing open; its page to begin with will be at `base`.
    ///
    /// # Errors
    /// There is no folder for temporary files.
    pub fn new(options: &PreviewOptions, base: &str) -> Result<Self, Diagnostic> {
        remove_leftovers(&options.folder);
        Ok(Self {
            press: Arc::new(Press::new(&BuildOptions::default())?),
            plans: Mutex::default(),
            next: AtomicU64::new(1),
            folder: private::temporary(TEMPORARY, &options.folder).map_err(no_folder)?,
            base: base.to_owned(),
            recent: Recent::new(&options.folder),
            tabs: watch::Sender::default(),
            requests: AtomicU64::default(),
        })
    }

    /// The address of a page; the one to begin with if none is named.
    pub fn url(&self, page: &str) -> String {
        format!("{}{page}", self.base)
    }

    /// Opens a page in the browser; whether there is one.
    pub fn show(&self, page: &str) -> bool {
        browser::open(&self.url(page), self.folder.path()).is_ok()
    }

    /// The plan with this number.
    pub fn plan(&self, id: u64) -> Option<Arc<Plan>> {
        lock(&self.plans).get(&id).cloned()
    }

    /// Opens a plan of the disk, once.
    ///
    /// # Errors
    /// There is no such file.
    pub fn open(&self, files: ToOpen) -> Result<Arc<Plan>, Diagnostic> {
        let rows = files.rows.map(|typed| -> Result<PathBuf, Diagnostic> {
            let ListFile { path, sheet } = typed.into();
            let mut rows = whole(&path)?.into_os_string();
            if let Some(sheet) = sheet {
                rows.push(format!("#{sheet}"));
            }
            Ok(PathBuf::from(rows))
        });
        let files = ToOpen { plan: whole(&files.plan)?, rows: rows.transpose()? };
        self.recent.add(&files);
        self.start(files, None)
    }

    /// Opens a plan that was uploaded into `folder`.
    ///
    /// # Errors
    /// The system refuses.
    pub fn open_uploaded(&self, files: ToOpen, folder: PathBuf) -> Result<Arc<Plan>, Diagnostic> {
        self.start(files, Some(folder))
    }

    /// Starts the threads of a plan, unless it is open.
    fn start(&self, files: ToOpen, uploaded: Option<PathBuf>) -> Result<Arc<Plan>, Diagnostic> {
        let mut plans = lock(&self.plans);
        if let Some(plan) = plans.values().find(|plan| plan.files == files) {
            return Ok(plan.clone());
        }
        let (asks, asked) = channel();
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let plan = Arc::new(Plan::new(id, files, uploaded, self.press.clone(), asks));
        let watched = plan.clone();
        let changed = move || {
            watched.state.send_modify(|state| state.reading = true);
            watched.asks.send(Ask::Changed).is_ok()
        };
        // What is saved from now on is seen.
        watch(watched_files(&plan.files), changed)
            .and_then(|()| engine::start(plan.clone(), asked))
            .map_err(|error| no_thread(&error).hint("đóng bớt chương trình khác rồi mở lại"))?;
        plans.insert(id, plan.clone());
        Ok(plan)
    }

    /// A new folder for temporary files.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn new_folder(&self) -> Result<PathBuf, Diagnostic> {
        let folder = self.folder.path().join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
        fs::create_dir(&folder).map_err(no_folder)?;
        Ok(folder)
    }

    /// A tab that has been opened.
    pub fn tab(&self) -> Tab {
        self.tabs.send_modify(|tabs| *tabs += 1);
        Tab(self.tabs.clone())
    }

    /// Somebody has asked for something.
    pub fn touch(&self) {
        self.requests.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits until there has been no tab and no request for `idle`, and no batch runs.
    pub async fn deserted(&self, idle: Duration) {
        let mut tabs = self.tabs.subscribe();
        loop {
            let requests = self.requests.load(Ordering::Relaxed);
            let opened = timeout(idle, tabs.wait_for(|tabs| *tabs > 0)).await.is_ok();
            if opened {
                // The sender is in `self`.
                let _ = tabs.wait_for(|tabs| *tabs == 0).await;
                continue;
            }
            let is_quiet = requests == self.requests.load(Ordering::Relaxed);
            if is_quiet && !lock(&self.plans).values().any(|plan| plan.batch.is_running()) {
                return;
            }
        }
    }

    /// Stops what batches run, and removes all temporary files.
    pub fn end(&self) {
        let plans: Vec<Arc<Plan>> = lock(&self.plans).values().cloned().collect();
        plans.iter().for_each(|plan| plan.batch.stop());
        for _ in 0..MOST_PAUSES {
            if !plans.iter().any(|plan| plan.batch.is_running()) {
                break;
            }
            thread::sleep(PAUSE);
        }
        // What is left is removed at the next start.
        let _ = fs::remove_dir_all(self.folder.path());
    }
}

/// Removes what a server has left that was ended by force: there is one at a time.
fn remove_leftovers(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let left = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY));
    left.for_each(|entry| {
        let _ = fs::remove_dir_all(entry.path());
    });
}

/// The whole path of a file that is there.
fn whole(path: &Path) -> Result<PathBuf, Diagnostic> {
    let found = fs::metadata(path).and_then(|_| std::path::absolute(path));
    found.map_err(|error| not_there(path, &error))
}

/// The files whose changes are seen: those of the plan, and its list.
fn watched_files(ToOpen { plan, rows }: &ToOpen) -> Vec<PathBuf> {
    let rows = rows.clone().map(|typed| ListFile::from(typed).path);
    plan_files(plan).into_iter().chain(rows).collect()
}

fn not_there(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("Không mở được tệp {}: {}.", path.display(), io_reason(error));
    Diagnostic::general("cannot-open", message).hint("kiểm tra lại tên tệp và thư mục")
}

fn no_folder(error: std::io::Error) -> Diagnostic {
    let message = format!("Không tạo được thư mục tạm: {}.", io_reason(&error));
    Diagnostic::general("no-temporary-folder", message).hint("xem ổ đĩa còn đủ chỗ không")
}
