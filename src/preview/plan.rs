//! A plan that is open: what its thread has made, for all tabs that look at it.

use std::collections::HashMap;
use std::hash::Hash;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::sync::watch;

use super::ToOpen;
use super::batch::Batch;
use super::engine::Ask;
use super::json;
use crate::diagnostic::{Diagnostic, is_withheld};
use crate::pipeline::{Commune, Live, Press};
use crate::typeset::Typeset;
use crate::typeset::layer::Layer;

/// What a tab looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct View {
    /// The key of the commune; the first one where there is none.
    pub row: Option<String>,
    /// Whether the pages have the draft mark.
    pub draft: bool,
}

/// What is to be seen at a [`View`].
#[derive(Debug)]
pub struct Snapshot {
    /// Greater for each that is made.
    pub version: u64,
    /// The commune and its row in the list.
    pub commune: Option<(usize, Commune)>,
    /// The pages, maybe of an older version of the files.
    pub typeset: Option<Arc<Typeset>>,
    /// What tells each page from others, with its text.
    pub pages: Vec<PageRef>,
    /// Whether the newest files have no pages.
    pub stale: bool,
    /// Whether the newest files could be read.
    pub readable: bool,
    /// What is wrong with the newest files.
    pub diagnostics: Vec<Diagnostic>,
}

/// A page of a [`Snapshot`].
#[derive(Clone, Debug)]
pub struct PageRef {
    /// A name for what the page looks like.
    pub svg: String,
    /// A name for its text layer.
    pub text: String,
    /// What is on it.
    pub layer: Arc<Layer>,
}

/// What all tabs of a plan are told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Title of the document.
    pub title: String,
    /// How often the files have been read.
    pub reads: u64,
    /// How many communes there are.
    pub communes: usize,
    /// Whether newer pages are on the way.
    pub reading: bool,
    /// How many communes have errors, and how many warnings, when all are checked.
    pub checked: Option<(usize, usize)>,
    /// How the batch goes, JSON.
    pub batch: Option<Value>,
}

/// A plan that is open.
pub struct Plan {
    /// Its number in addresses.
    pub id: u64,
    /// The files.
    pub files: ToOpen,
    /// The folder that they were uploaded into.
    pub uploaded: Option<PathBuf>,
    /// The fonts and templates.
    pub press: Arc<Press>,
    /// Where its thread is asked.
    pub asks: Sender<Ask>,
    /// What tabs are told.
    pub state: watch::Sender<State>,
    /// The documents of all communes.
    pub batch: Batch,
    live: Mutex<Option<Arc<Live>>>,
    /// Errors and warnings of each commune, as far as checked.
    counts: Mutex<Vec<Option<(usize, usize)>>>,
    views: Mutex<HashMap<View, watch::Sender<Option<Arc<Snapshot>>>>>,
}

impl Plan {
    /// A plan none of whose files has been read.
    pub fn new(
        id: u64,
        files: ToOpen,
        uploaded: Option<PathBuf>,
        press: Arc<Press>,
        asks: Sender<Ask>,
    ) -> Self {
        Self {
            id,
            files,
            uploaded,
            press,
            asks,
            state: watch::Sender::default(),
            batch: Batch::default(),
            live: Mutex::default(),
            counts: Mutex::default(),
            views: Mutex::default(),
        }
    }

    /// The name of the plan's file.
    pub fn name(&self) -> String {
        self.files.plan.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The plan as read last.
    pub fn live(&self) -> Option<Arc<Live>> {
        lock(&self.live).clone()
    }

    /// Replaces what was read; nothing is checked yet.
    pub fn set_live(&self, live: Arc<Live>, communes: usize) {
        *lock(&self.counts) = vec![None; communes];
        *lock(&self.live) = Some(live);
        self.state.send_modify(|state| {
            state.reads += 1;
            state.communes = communes;
            state.checked = None;
        });
    }

    /// Keeps how many errors and warnings the commune at `row` has.
    pub fn count(&self, row: usize, counts: (usize, usize)) {
        if let Some(slot) = lock(&self.counts).get_mut(row) {
            *slot = Some(counts);
        }
    }

    /// Errors and warnings of each commune.
    pub fn counts(&self) -> Vec<Option<(usize, usize)>> {
        lock(&self.counts).clone()
    }

    /// What is to be seen at `view`, now and later.
    pub fn subscribe(&self, view: &View) -> watch::Receiver<Option<Arc<Snapshot>>> {
        let mut views = lock(&self.views);
        if let Some(sender) = views.get(view) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(None);
        views.insert(view.clone(), sender);
        // The thread is there as long as the plan.
        let _ = self.asks.send(Ask::Show(view.clone()));
        receiver
    }

    /// Whether somebody looks at `view`; one that nobody looks at is forgotten, and so
    /// are the others.
    pub fn is_wanted(&self, view: &View) -> bool {
        let mut views = lock(&self.views);
        views.retain(|_, sender| sender.receiver_count() > 0);
        views.contains_key(view)
    }

    /// The views that somebody looks at; others are forgotten.
    pub fn views(&self) -> Vec<View> {
        let mut views = lock(&self.views);
        views.retain(|_, sender| sender.receiver_count() > 0);
        let mut views: Vec<View> = views.keys().cloned().collect();
        views.sort_by(|a, b| (&a.row, a.draft).cmp(&(&b.row, b.draft)));
        views
    }

    /// What is to be seen at `view`.
    pub fn snapshot(&self, view: &View) -> Option<Arc<Snapshot>> {
        lock(&self.views).get(view).and_then(|sender| sender.borrow().clone())
    }

    /// Shows something new at `view`.
    pub fn publish(&self, view: &View, snapshot: Snapshot) {
        if let Some(sender) = lock(&self.views).get(view) {
            sender.send_replace(Some(Arc::new(snapshot)));
        }
    }

    /// The first page, of any view, that is the wanted one.
    pub fn find(&self, is_it: impl Fn(&PageRef) -> bool) -> Option<(Arc<Snapshot>, usize)> {
        lock(&self.views).values().find_map(|sender| {
            let snapshot = sender.borrow().clone()?;
            let index = snapshot.pages.iter().position(&is_it)?;
            Some((snapshot, index))
        })
    }

    /// What a tab is told first, and when it changes.
    pub fn message(&self, state: &State) -> Value {
        let files = [Some(&self.files.plan), self.files.rows.as_ref()];
        let name =
            |file: &PathBuf| file.file_name().map(|name| name.to_string_lossy().into_owned());
        let folder = self.files.plan.parent().map(|folder| folder.display().to_string());
        json!({
            "type": "plan",
            "name": self.name(),
            "folder": folder.filter(|_| self.uploaded.is_none()),
            "files": files.into_iter().flatten().filter_map(name).collect::<Vec<_>>(),
            "uploaded": self.uploaded.is_some(),
            "document": self.live().is_some_and(|live| live.is_document()),
            "communes": state.communes,
            "title": state.title,
        })
    }
}

impl Snapshot {
    /// Whether a PDF can be made of it.
    pub fn is_good(&self) -> bool {
        self.typeset.is_some() && !self.stale && !is_withheld(&self.diagnostics)
    }

    /// What a tab is told of it.
    pub fn message(&self, view: &View) -> Value {
        let row = self.commune.as_ref().map(
            |(index, commune)| json!({ "key": commune.key, "index": index, "name": commune.name }),
        );
        let page = |page: &PageRef| json!({ "svg": page.svg, "text": page.text, "w": page.layer.width, "h": page.layer.height });
        json!({
            "type": "pages",
            "version": self.version,
            "row": row,
            "draft": view.draft,
            "stale": self.stale,
            "printable": self.is_good(),
            "readable": self.readable,
            "pages": self.pages.iter().map(page).collect::<Vec<_>>(),
            "diagnostics": json::diagnostics(&self.diagnostics),
        })
    }
}

/// What `mutex` holds; a thread that panicked has left it whole.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
