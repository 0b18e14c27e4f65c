//! The documents of all communes, made while the page looks on.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use super::app::App;
use super::json::{self, refusal};
use super::pages::download;
use super::plan::{Plan, lock};
use crate::diagnostic::{Diagnostic, Severity, caught, no_thread};
use crate::output;
use crate::output::batch::{Status, csv_name};
use crate::pipeline::{self, BatchOptions, BuildOptions, Done, Event};
use crate::typeset::STACK;

/// How often the page is told.
const EVERY: Duration = Duration::from_millis(200);
/// So many findings are told.
const MOST_FINDINGS: usize = 100;

/// The batch of a plan: one at a time.
#[derive(Default)]
pub struct Batch {
    running: AtomicBool,
    stop: AtomicBool,
    /// The folder of the last one.
    folder: Mutex<Option<PathBuf>>,
}

impl Batch {
    /// Whether one runs.
    pub fn is_running(&self) -> bool {
        self.running.load(Ordering::Acquire)
    }

    /// Ends it after the documents at hand.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// What is to be made.
#[derive(Clone, Copy, Deserialize)]
pub struct Wanted {
    /// With the draft mark.
    #[serde(default)]
    draft: bool,
    /// Only what the last one has left.
    #[serde(default)]
    resume: bool,
}

/// `POST plan/ID/batch`.
pub async fn start(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Json(wanted): Json<Wanted>,
) -> Response {
    let Some(plan) = app.plan(id) else { return StatusCode::NOT_FOUND.into_response() };
    if plan.batch.running.swap(true, Ordering::AcqRel) {
        return StatusCode::CONFLICT.into_response();
    }
    plan.batch.stop.store(false, Ordering::Relaxed);
    let known = lock(&plan.batch.folder).take();
    let folder = match known {
        Some(known) if wanted.resume => Ok(known),
        old => {
            // The documents of the last one are done with.
            old.map(std::fs::remove_dir_all);
            app.new_folder()
        }
    };
    let spawned = folder.and_then(|folder| {
        *lock(&plan.batch.folder) = Some(folder.clone());
        let work = {
            let plan = plan.clone();
            move || {
                run(&plan, folder, wanted);
                // What could panic is caught in there.
                plan.batch.running.store(false, Ordering::Release);
            }
        };
        let spawned = thread::Builder::new().name("batch".into()).stack_size(STACK).spawn(work);
        spawned
            .map(drop)
            .map_err(|error| no_thread(&error).hint("đóng bớt chương trình khác rồi bấm lại"))
    });
    match spawned {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(fault) => {
            plan.batch.running.store(false, Ordering::Release);
            refusal(StatusCode::INTERNAL_SERVER_ERROR, &[fault])
        }
    }
}

/// `POST plan/ID/batch/stop`.
pub async fn stop(Shared(app): Shared<Arc<App>>, Path(id): Path<u64>) -> StatusCode {
    match app.plan(id) {
        Some(plan) => {
            plan.batch.stop();
            StatusCode::NO_CONTENT
        }
        None => StatusCode::NOT_FOUND,
    }
}

/// `plan/ID/batch/zip`.
pub async fn zip(Shared(app): Shared<Arc<App>>, Path(id): Path<u64>) -> Response {
    file(app.plan(id), "zip", "application/zip", |folder| folder.join(ZIP)).await
}

/// `plan/ID/batch/report`.
pub async fn report(Shared(app): Shared<Arc<App>>, Path(id): Path<u64>) -> Response {
    let path = |folder: PathBuf| folder.join(DOCUMENTS).join(csv_name(None));
    file(app.plan(id), "csv", "text/csv; charset=utf-8", path).await
}

/// In the folder of a batch: the documents with their report, and all as one.
const DOCUMENTS: &str = "van-ban";
const ZIP: &str = "van-ban.zip";

async fn file(
    plan: Option<Arc<Plan>>,
    extension: &str,
    kind: &'static str,
    path: impl FnOnce(PathBuf) -> PathBuf,
) -> Response {
    let Some(plan) = plan else { return StatusCode::NOT_FOUND.into_response() };
    let Some(path) = lock(&plan.batch.folder).clone().map(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let stem = plan.files.plan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match spawn_blocking(move || std::fs::read(path)).await {
        Ok(Ok(bytes)) => download("attachment", &format!("{stem}.{extension}"), kind, bytes),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// How it goes.
struct Progress<'a> {
    plan: &'a Plan,
    start: Instant,
    told: Option<Instant>,
    total: usize,
    done: usize,
    failed: usize,
    found: Vec<Value>,
}

#[expect(clippy::disallowed_methods, reason = "the page is told how long it takes")]
fn run(plan: &Plan, folder: PathBuf, wanted: Wanted) {
    let options = BatchOptions {
        build: BuildOptions { draft: wanted.draft, ..plan.files.options() },
        output: folder.join(DOCUMENTS),
        name: None,
        only: None,
        jobs: None,
        format: output::DEFAULT,
        force: false,
        resume: wanted.resume,
        strict: false,
        zip: Some(folder.join(ZIP)),
        shard: None,
    };
    let start = Instant::now();
    let mut progress =
        Progress { plan, start, told: None, total: 0, done: 0, failed: 0, found: Vec::new() };
    progress.tell("running");
    let ended = caught(
        "gửi kế hoạch và danh sách cho người phụ trách chương trình",
        || {
            pipeline::batch(&plan.files.plan, &options, &plan.batch.stop, &mut |event| {
                progress.take(&event);
            })
        },
    );
    let state = match ended.unwrap_or_else(Err) {
        Ok(Done { stopped: true, .. }) => "stopped",
        Ok(Done { summary: Some(_), .. }) => "done",
        Ok(Done { summary: None, .. }) => "failed",
        Err(fault) => {
            progress.find(&fault);
            "failed"
        }
    };
    progress.tell(state);
}

impl Progress<'_> {
    #[expect(clippy::disallowed_methods, reason = "the page is told now and then")]
    fn take(&mut self, event: &Event) {
        match event {
            Event::Checked(found) => {
                let told = found.iter().filter(|found| found.severity != Severity::Note);
                told.for_each(|found| self.find(found));
            }
            Event::Started(total) => self.total = *total,
            Event::Document(record) => match record.status {
                Status::Failed => self.failed += 1,
                Status::Done | Status::Skipped => self.done += 1,
            },
        }
        if self.told.is_none_or(|told| told.elapsed() >= EVERY) {
            self.told = Some(Instant::now());
            self.tell("running");
        }
    }

    fn find(&mut self, found: &Diagnostic) {
        if self.found.len() < MOST_FINDINGS {
            self.found.push(json::diagnostic(found));
        }
    }

    fn tell(&self, state: &str) {
        let has_report = matches!(state, "done" | "stopped");
        let message = json!({
            "type": "batch",
            "state": state,
            "total": self.total,
            "done": self.done,
            "failed": self.failed,
            "seconds": (self.start.elapsed().as_secs_f64() * 10.0).round() / 10.0,
            "diagnostics": self.found,
            "zip": state == "done",
            "report": has_report,
        });
        self.plan.state.send_modify(|state| state.batch = Some(message));
    }
}
