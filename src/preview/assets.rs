//! The page's own files, embedded in the program.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// Names the files of `page/`.
macro_rules! assets {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("page/", $name)))),*]
    };
}

/// Every file with its name. A new one is a name here.
const ASSETS: &[(&str, &[u8])] = assets![
    "api.js",
    "assets.js",
    "batch.js",
    "communes.js",
    "copy.js",
    "cursor.js",
    "diagnostics.js",
    "dom.js",
    "enter.js",
    "excerpt.js",
    "find.js",
    "frames.js",
    "handles.js",
    "icon.svg",
    "keys.js",
    "live.js",
    "marks.js",
    "pages.js",
    "panel.css",
    "picture.js",
    "plan.css",
    "plan.html",
    "plan.js",
    "source.js",
    "start.css",
    "start.html",
    "start.js",
    "style.css",
    "textlayer.js",
    "thumbs.js",
    "upload.js",
    "watchfile.js",
    "zoom.js",
];

/// The kinds of files that there are.
const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("svg", "image/svg+xml"),
];

/// `GET page/NAME`.
pub async fn asset(Path(name): Path<String>) -> Response {
    answer(&name)
}

/// `GET ""`: the page to begin with.
pub async fn start() -> Response {
    answer("start.html")
}

/// `GET plan/ID`: the page of a plan.
pub async fn plan() -> Response {
    answer("plan.html")
}

fn answer(name: &str) -> Response {
    let known = ASSETS.iter().find(|(known, _)| *known == name);
    let extension = name.rsplit('.').next().unwrap_or_default();
    let kind = TYPES.iter().find(|(known, _)| *known == extension);
    match (known, kind) {
        (Some((_, bytes)), Some((_, kind))) => ([(CONTENT_TYPE, *kind)], *bytes).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
