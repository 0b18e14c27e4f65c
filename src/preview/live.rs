//! The line to each tab: it is told of new pages and of how things go, and says
//! what it looks at.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::app::App;
use super::plan::{Plan, State, View};

/// What a tab says is short.
const MAX_MESSAGE: usize = 1 << 14;

/// `plan/ID/live`.
pub async fn live(
    Shared(app): Shared<Arc<App>>,
    Path(id): Path<u64>,
    Query(query): Query<Asked>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Some(plan) = app.plan(id) else { return StatusCode::NOT_FOUND.into_response() };
    let view = query.view();
    upgrade.max_message_size(MAX_MESSAGE).on_upgrade(move |mut socket| async move {
        let _tab = app.tab();
        // Whoever has gone need not be told.
        let _ = talk(&plan, view, &mut socket).await;
    })
}

/// `live`: the page to begin with is there as long as this.
pub async fn start(Shared(app): Shared<Arc<App>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MAX_MESSAGE).on_upgrade(move |mut socket| async move {
        let _tab = app.tab();
        while let Some(Ok(_)) = socket.recv().await {}
    })
}

/// What an address asks to see: `row=KEY&draft=1`.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    row: Option<String>,
    draft: Option<String>,
}

impl Asked {
    /// The view.
    pub fn view(self) -> View {
        let row = self.row.filter(|row| !row.is_empty());
        View { row, draft: self.draft.is_some_and(|draft| draft == "1") }
    }
}

async fn talk(plan: &Plan, mut view: View, socket: &mut WebSocket) -> Result<(), axum::Error> {
    let mut states = plan.state.subscribe();
    let mut pages = plan.subscribe(&view);
    pages.mark_changed();
    let mut told = states.borrow_and_update().clone();
    send(socket, &plan.message(&told)).await?;
    for message in differences(&State { reading: told.reading, ..State::default() }, &told) {
        send(socket, &message).await?;
    }
    loop {
        tokio::select! {
            // That pages are on the way is told before they are there.
            biased;
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => {
                    if let Some(wanted) = asked(&text) {
                        view = wanted;
                        pages = plan.subscribe(&view);
                        pages.mark_changed();
                    }
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(()),
                Some(Ok(_)) => {}
            },
            Ok(()) = states.changed() => {
                let now = states.borrow_and_update().clone();
                if (now.reads, &now.title) != (told.reads, &told.title) {
                    send(socket, &plan.message(&now)).await?;
                    told.checked = told.checked.filter(|_| now.reads == told.reads);
                }
                for message in differences(&told, &now) {
                    send(socket, &message).await?;
                }
                told = now;
            }
            Ok(()) = pages.changed() => {
                let snapshot = pages.borrow_and_update().clone();
                if let Some(snapshot) = snapshot {
                    send(socket, &snapshot.message(&view)).await?;
                }
            }
        }
    }
}

/// What to tell of a state to somebody who knows another.
fn differences(told: &State, now: &State) -> Vec<Value> {
    let mut messages = Vec::new();
    if now.reading && !told.reading {
        messages.push(json!({ "type": "reading" }));
    }
    if let (Some((errors, warnings)), true) = (now.checked, now.checked != told.checked) {
        messages.push(json!({ "type": "checked", "errors": errors, "warnings": warnings }));
    }
    if now.batch != told.batch {
        messages.extend(now.batch.clone());
    }
    messages
}

/// `{"show": {"row": KEY, "draft": true}}`.
fn asked(text: &str) -> Option<View> {
    let message: Value = serde_json::from_str(text).ok()?;
    let show = message.get("show")?;
    let row = show.get("row").and_then(Value::as_str).filter(|row| !row.is_empty());
    let draft = show.get("draft").and_then(Value::as_bool).unwrap_or_default();
    Some(View { row: row.map(str::to_owned), draft })
}

async fn send(socket: &mut WebSocket, message: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(message.to_string().into())).await
}
