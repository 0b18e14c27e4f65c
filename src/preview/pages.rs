//! Answers about a plan: its pages, their text, the cells, the communes, the PDF.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::app::App;
use super::json::{self, refusal};
use super::live::Asked;
use super::plan::{Plan, Snapshot, View};
use crate::diagnostic::Diagnostic;
use crate::output;
use crate::pipeline::{self, Annotated, BuildOptions, Cell, find_rule, kept_extension};

/// So long a PDF waits for pages to be made.
const PATIENCE: Duration = Duration::from_secs(60);

/// `plan/ID/svg/NAME`: a page.
pub async fn svg(Shared(app): Shared<Arc<App>>, Path((id, name)): Path<(u64, String)>) -> Response {
    let found = app.plan(id).and_then(|plan| plan.find(|page| page.svg == name));
    let Some((snapshot, index)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let drawn = move || {
        let svg = output::page_svg(snapshot.typeset.as_deref()?, index)?;
        Some(squeezed(&svg))
    };
    match spawn_blocking(drawn).await {
        Ok(Some(bytes)) => squeezed_answer("image/svg+xml", bytes),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `plan/ID/text/NAME`: the text layer of a page.
pub async fn text(
    Shared(app): Shared<Arc<App>>,
    Path((id, name)): Path<(u64, String)>,
) -> Response {
    let found = app.plan(id).and_then(|plan| plan.find(|page| page.text == name));
    let layer = found
        .and_then(|(snapshot, index)| snapshot.pages.get(index).map(|page| page.layer.clone()));
    match layer {
        Some(layer) => squeezed_answer(
            "application/json",
            squeezed(json::layer(&layer).to_string().as_bytes()),
        ),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn squeezed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory cannot fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn squeezed_answer(kind: &'static str, bytes: Vec<u8>) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_ENCODING, "gzip")], bytes).into_response()
}

/// `plan/ID/font/STYLE`.
pub async fn font(
    Shared(app): Shared<Arc<App>>,
    Path((id, style)): Path<(u64, usize)>,
) -> Response {
    match app.plan(id).and_then(|plan| plan.press.font(style)) {
        Some(font) => ([(CONTENT_TYPE, "font/ttf")], font).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `plan/ID/communes`.
pub async fn communes(Shared(app): Shared<Arc<App>>, Path(id): Path<u64>) -> Response {
    let found = app.plan(id).and_then(|plan| Some((plan.live()?, plan.counts())));
    let Some((live, counts)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let communes = live.communes();
    let rows = communes.iter().enumerate().map(|(row, commune)| {
        let counts = counts.get(row).copied().flatten();
        let (errors, warnings) = (counts.map(|(errors, _)| errors), counts.map(|(_, w)| w));
        json!([commune.key, commune.name, commune.province, errors, warnings])
    });
    let rows: Vec<_> = rows.collect();
    Json(json!({ "heading": live.key_heading(), "communes": rows })).into_response()
}

/// `rules/ID`: what a rule says, why, and its examples.
pub async fn rule(Path(id): Path<String>) -> Response {
    match find_rule(&id) {
        Some(rule) => ([(CONTENT_TYPE, "text/plain; charset=utf-8")], rule.page).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Which cell, and which byte of its text: `origin=PLACE&at=12`.
#[derive(Deserialize)]
pub struct AskedCell {
    origin: String,
    at: Option<usize>,
}

/// `plan/ID/cell`.
pub async fn cell(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Query(AskedCell { origin, at }): Query<AskedCell>,
) -> Response {
    let cell = app.plan(id).and_then(|plan| plan.live()?.cell(&origin));
    let Some(Cell { label, text }) = cell else { return StatusCode::NOT_FOUND.into_response() };
    let (before, mark, after) = match at {
        Some(at) => around(&text, at),
        None => ("", text.as_str(), ""),
    };
    let answer =
        json!({ "place": origin, "label": label, "before": before, "mark": mark, "after": after });
    Json(answer).into_response()
}

/// The word at byte `at` of `text`, with what stands before and after it.
fn around(text: &str, at: usize) -> (&str, &str, &str) {
    let (Some(left), Some(right)) = (text.get(..at), text.get(at..)) else { return ("", text, "") };
    let start = left
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + left[space..].chars().next().map_or(0, char::len_utf8));
    let end = at + right.find(char::is_whitespace).unwrap_or(right.len());
    (&text[..start], &text[start..end], &text[end..])
}

/// Whether the PDF is to be shown and not saved: `open=1`.
#[derive(Deserialize)]
pub struct AskedPdf {
    open: Option<String>,
}

/// `plan/ID/pdf`: the bytes of `kehoach build`.
pub async fn pdf(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Query(asked): Query<Asked>,
    Query(AskedPdf { open }): Query<AskedPdf>,
) -> Response {
    let (plan, _, snapshot) = match asked_for(&app, id, asked).await {
        Ok(found) => found,
        Err(status) => return status.into_response(),
    };
    if !snapshot.is_good() {
        return refusal(StatusCode::CONFLICT, &snapshot.diagnostics);
    }
    let row = snapshot.commune.as_ref().map(|(row, _)| *row);
    let exported = spawn_blocking(move || {
        let typeset = snapshot.typeset.as_deref()?;
        Some((output::DEFAULT.export)(typeset))
    });
    match exported.await {
        Ok(Some(Ok(files))) => {
            let shown = if open.is_some() { "inline" } else { "attachment" };
            let name = format!("{}.pdf", file_name(&plan, row));
            let bytes = files.into_iter().next().unwrap_or_default();
            download(shown, &name, "application/pdf", bytes)
        }
        Ok(Some(Err(faults))) => refusal(StatusCode::CONFLICT, &faults),
        _ => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// `plan/ID/annotated`: the workbook of `kehoach check --annotate`.
pub async fn annotated(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Query(asked): Query<Asked>,
) -> Response {
    let (plan, view, snapshot) = match asked_for(&app, id, asked).await {
        Ok(found) => found,
        Err(status) => return status.into_response(),
    };
    let written = spawn_blocking(move || annotate(&plan, &view, &snapshot));
    match written.await {
        Ok(Ok((name, Annotated { bytes: Some(bytes), .. }))) => {
            download("attachment", &name, "application/octet-stream", bytes)
        }
        Ok(Ok((_, Annotated { outcome, .. }))) => {
            refusal(StatusCode::CONFLICT, &outcome.diagnostics)
        }
        Ok(Err(fault)) => refusal(StatusCode::CONFLICT, &[fault]),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The workbook with notes, and what it is called: of a document that of `init --from`.
fn annotate(
    plan: &Plan,
    view: &View,
    snapshot: &Snapshot,
) -> Result<(String, Annotated), Diagnostic> {
    let file = &plan.files.plan;
    let (row, key) = snapshot.commune.clone().map(|(row, commune)| (row, commune.key)).unzip();
    let stem = file_name(plan, row);
    let is_document = plan.live().is_some_and(|live| live.is_document());
    let name = match is_document {
        true => format!("{stem}.xlsx"),
        false => format!("{stem}-ghi-chu.{}", kept_extension(file, true)?),
    };
    let options = BuildOptions { row: key, draft: view.draft, ..plan.files.options() };
    let annotated = pipeline::annotate(file, &file.with_file_name(&name), &options)?;
    Ok((name, annotated))
}

/// What the report on a document may load: nothing but what stands in it.
const REPORT_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'";

/// `plan/ID/report`: how a document was read.
pub async fn report(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Query(asked): Query<Asked>,
) -> Response {
    let (plan, view, snapshot) = match asked_for(&app, id, asked).await {
        Ok(found) => found,
        Err(status) => return status.into_response(),
    };
    let written = spawn_blocking(move || {
        let (name, Annotated { outcome, reading, .. }) =
            annotate(&plan, &view, &snapshot).map_err(|fault| vec![fault])?;
        let document = plan.files.plan.file_name().unwrap_or_default().to_string_lossy();
        match reading {
            Some(reading) => Ok(reading.report(&document, &name, &outcome)),
            None => Err(outcome.diagnostics),
        }
    });
    match written.await {
        Ok(Ok(page)) => {
            let policy = HeaderValue::from_static(REPORT_POLICY);
            ([(CONTENT_SECURITY_POLICY, policy)], Html(page)).into_response()
        }
        Ok(Err(faults)) => refusal(StatusCode::CONFLICT, &faults),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The plan asked for, with what is to be seen of it when nothing newer is on the way.
async fn asked_for(
    app: &App,
    id: u64,
    asked: Asked,
) -> Result<(Arc<Plan>, View, Arc<Snapshot>), StatusCode> {
    let plan = app.plan(id).ok_or(StatusCode::NOT_FOUND)?;
    let view = asked.view();
    let snapshot = settled(&plan, &view).await.ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    Ok((plan, view, snapshot))
}

/// What is to be seen at `view` when nothing newer is on the way.
async fn settled(plan: &Plan, view: &View) -> Option<Arc<Snapshot>> {
    let mut pages = plan.subscribe(view);
    let mut states = plan.state.subscribe();
    let waited = async {
        states.wait_for(|state| !state.reading).await.ok()?;
        pages.wait_for(Option::is_some).await.ok()?.clone()
    };
    timeout(PATIENCE, waited).await.ok().flatten()
}

/// The name of a document's file, as `build` and `batch` give it.
fn file_name(plan: &Plan, row: Option<usize>) -> String {
    let stem = || plan.files.plan.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let of_commune = row.and_then(|row| plan.live()?.file_name(row));
    of_commune.unwrap_or_else(stem)
}

/// A file to be saved or shown under `name`, which any letters may be in.
pub fn download(shown: &str, name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let escaped: String = name
        .bytes()
        .map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let disposition = format!("{shown}; filename*=UTF-8''{escaped}");
    let disposition = HeaderValue::from_str(&disposition);
    let fallback = HeaderValue::from_static("attachment");
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CONTENT_DISPOSITION, disposition.unwrap_or(fallback)),
    ];
    (headers, bytes).into_response()
}
