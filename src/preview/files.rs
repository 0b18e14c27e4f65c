//! Files that come in: dropped on the page, chosen from those opened before, or
//! the program's own to begin with.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Multipart, Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_blocking;

use super::ToOpen;
use super::app::App;
use super::json::refusal;
use super::pages::download;
use super::plan::Plan;
use super::watch::is_picture;
use crate::diagnostic::Diagnostic;
use crate::output::batch::safe;
use crate::output::write_file;
use crate::pipeline;

/// The largest file that is taken, as the readers have it, and all that come at
/// once.
pub const MOST_BYTES: usize = 64 << 20;
/// See [`MOST_BYTES`].
pub const MOST_TOGETHER: usize = 2 * MOST_BYTES;
/// So many files come at once.
const MOST_FILES: usize = 50;

/// How often a file is tried that another reads, and the pause between.
const MOST_TRIES: usize = 10;
const PAUSE: Duration = Duration::from_millis(50);

/// The kind of a workbook.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `api/start`: what the page to begin with shows.
pub async fn start(Shared(app): Shared<Arc<App>>) -> Response {
    // Files on a network may take their time.
    let list = spawn_blocking(move || app.recent.list()).await.unwrap_or_default();
    let recent = list.into_iter().map(|ToOpen { plan, rows }| {
        let folder = plan.parent().map(|folder| folder.display().to_string());
        let name = plan.file_name().map(|name| name.to_string_lossy().into_owned());
        json!({ "plan": plan, "rows": rows, "name": name, "folder": folder })
    });
    let recent: Vec<_> = recent.collect();
    Json(json!({ "version": env!("CARGO_PKG_VERSION"), "recent": recent })).into_response()
}

/// A plan of the disk.
#[derive(Deserialize)]
pub struct OnDisk {
    plan: PathBuf,
    rows: Option<PathBuf>,
}

/// `api/open`.
pub async fn open(
    Shared(app): Shared<Arc<App>>,
    Json(OnDisk { plan, rows }): Json<OnDisk>,
) -> Response {
    match spawn_blocking(move || app.open(ToOpen { plan, rows })).await {
        Ok(plan) => opened(plan, &[]),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `api/forget`.
pub async fn forget(Shared(app): Shared<Arc<App>>, Json(file): Json<OnDisk>) -> StatusCode {
    match spawn_blocking(move || app.recent.remove(&file.plan)).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// A page of this server.
#[derive(Deserialize)]
pub struct Page {
    page: String,
}

/// `api/show`: opens a page in the browser, for a second start of the program.
pub async fn show(Shared(app): Shared<Arc<App>>, Json(Page { page }): Json<Page>) -> StatusCode {
    let is_known = page.is_empty()
        || page.strip_prefix("plan/").and_then(|id| app.plan(id.parse().ok()?)).is_some();
    match spawn_blocking(move || is_known && app.show(&page)).await {
        Ok(true) => StatusCode::NO_CONTENT,
        _ => StatusCode::NOT_FOUND,
    }
}

/// `api/blank`: the workbook to fill in.
pub async fn blank() -> Response {
    match pipeline::sample().map(|files| files.into_iter().find(|(name, _)| *name == "xlsx")) {
        Ok(Some((_, bytes))) => download("attachment", "ke-hoach.xlsx", XLSX, bytes),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(fault) => refusal(StatusCode::INTERNAL_SERVER_ERROR, &[fault]),
    }
}

/// `api/sample`: a plan to look at.
pub async fn sample(Shared(app): Shared<Arc<App>>) -> Response {
    let files = pipeline::sample().map(|files| {
        let files = files.into_iter().filter(|(name, _)| *name == "xlsx");
        files.map(|(_, bytes)| ("ke-hoach-mau.xlsx".to_owned(), bytes)).collect::<Vec<_>>()
    });
    answer(app, files).await.unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// `api/upload`.
pub async fn upload(Shared(app): Shared<Arc<App>>, mut parts: Multipart) -> Response {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(error) => return error.status().into_response(),
        };
        let Some(name) = part.file_name().and_then(plain_name) else {
            return refusal(StatusCode::UNPROCESSABLE_ENTITY, &[bad_name()]);
        };
        match part.bytes().await {
            Ok(bytes) if bytes.len() <= MOST_BYTES && files.len() < MOST_FILES => {
                files.push((name, bytes.to_vec()));
            }
            Ok(_) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
            Err(error) => return error.status().into_response(),
        }
    }
    answer(app, Ok(files))
        .await
        .unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Puts the files into a folder and opens them.
async fn answer(
    app: Arc<App>,
    files: Result<Vec<(String, Vec<u8>)>, Diagnostic>,
) -> Option<Response> {
    let work = move || {
        let files = files?;
        let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
        if let Some(name) = names.iter().enumerate().find(|(at, name)| names[..*at].contains(name))
        {
            return Err(twice(name.1));
        }
        let folder = app.new_folder()?;
        let opened = || {
            for (name, bytes) in files {
                write_file(&folder.join(name), bytes)?;
            }
            chosen(names.iter().map(|name| folder.join(name)).collect())
        };
        match opened() {
            Ok(files) => Ok((app.open_uploaded(files, folder)?, names)),
            Err(fault) => {
                // What cannot be opened is not kept.
                let _ = std::fs::remove_dir_all(folder);
                Err(fault)
            }
        }
    };
    let made = spawn_blocking(work).await.ok()?;
    Some(match made {
        Ok((plan, names)) => opened(Ok(plan), &names),
        Err(fault) => opened(Err(fault), &[]),
    })
}

fn opened(opened: Result<Arc<Plan>, Diagnostic>, files: &[String]) -> Response {
    match opened {
        Ok(plan) => Json(json!({ "id": plan.id, "files": files })).into_response(),
        Err(fault) => refusal(StatusCode::UNPROCESSABLE_ENTITY, &[fault]),
    }
}

/// Which of the files is the plan and which the list. Pictures go with them, and a
/// .json with the .csv of its name.
fn chosen(files: Vec<PathBuf>) -> Result<ToOpen, Diagnostic> {
    let has = |path: &FilePath, extension: &str| {
        path.extension().is_some_and(|known| known.eq_ignore_ascii_case(extension))
    };
    let is_half = |path: &PathBuf| {
        has(path, "json")
            && files
                .iter()
                .any(|file| has(file, "csv") && file.with_extension("") == path.with_extension(""))
    };
    let candidates: Vec<&PathBuf> =
        files.iter().filter(|path| !is_picture(path) && !is_half(path)).collect();
    if let [only] = candidates.as_slice() {
        return Ok(ToOpen { plan: (*only).clone(), rows: None });
    }
    let (plans, others): (Vec<&PathBuf>, Vec<&PathBuf>) =
        candidates.into_iter().partition(|path| pipeline::is_plan(path));
    match (plans.as_slice(), others.as_slice()) {
        ([plan], []) => Ok(ToOpen { plan: (*plan).clone(), rows: None }),
        ([plan], [rows]) => Ok(ToOpen { plan: (*plan).clone(), rows: Some((*rows).clone()) }),
        _ => Err(unclear(&files)),
    }
}

/// `PUT plan/ID/file/NAME`: a newer version of an uploaded file.
pub async fn replace(
    Shared(app): Shared<Arc<App>>,
    Path((id, name)): Path<(u64, String)>,
    bytes: Bytes,
) -> Response {
    let folder = app.plan(id).and_then(|plan| plan.uploaded.clone());
    let target = folder.zip(plain_name(&name)).map(|(folder, name)| folder.join(name));
    // Only what has been uploaded is replaced.
    let Some(target) = target.filter(|target| target.is_file()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if bytes.len() > MOST_BYTES {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let replaced = spawn_blocking(move || {
        // On Windows the old one may be open: it is being read.
        (0..MOST_TRIES).any(|_| {
            let is_written = write_file(&target, bytes.to_vec()).is_ok();
            if !is_written {
                thread::sleep(PAUSE);
            }
            is_written
        })
    });
    match replaced.await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => refusal(StatusCode::SERVICE_UNAVAILABLE, &[busy()]),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn busy() -> Diagnostic {
    Diagnostic::general("file-busy", "Chưa nhận được bản vừa lưu của tệp.")
        .hint("chương trình sẽ tự thử lại; nếu không thấy thay đổi thì lưu lại lần nữa")
}

fn twice(name: &str) -> Diagnostic {
    Diagnostic::general("file-twice", format!("Có hai tệp cùng tên {name}."))
        .hint("đổi tên một tệp rồi thả lại")
}

/// `name` as one that stays in its folder on every system; its extension is kept.
fn plain_name(name: &str) -> Option<String> {
    if name.contains(['/', '\\']) {
        return None;
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let plain = [Some(safe(stem)?), safe(extension)].into_iter().flatten();
    Some(plain.collect::<Vec<_>>().join("."))
}

fn bad_name() -> Diagnostic {
    Diagnostic::general("bad-path", "Có tệp mang tên không dùng được.")
        .hint("đổi tên tệp rồi thả lại")
}

fn unclear(files: &[PathBuf]) -> Diagnostic {
    let names: Vec<_> = files
        .iter()
        .filter_map(|file| file.file_name())
        .map(|name| name.to_string_lossy())
        .collect();
    let message = format!("Không rõ tệp nào là kế hoạch trong các tệp {}.", names.join(", "));
    Diagnostic::general("unclear-files", message)
        .hint("thả một tệp kế hoạch, cùng với nhiều nhất một danh sách xã và các tệp hình")
}
