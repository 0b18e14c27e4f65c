//! The plans that were opened from the disk before, the newest first.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::{Value, json};

use super::ToOpen;
use super::plan::lock;
use crate::output::write_file;

/// So many are remembered.
const MOST: usize = 10;

/// The list, kept in a file.
pub struct Recent {
    file: PathBuf,
    /// Whoever changes the file holds this.
    changing: Mutex<()>,
}

impl Recent {
    /// The list in `folder`.
    pub fn new(folder: &Path) -> Self {
        Self { file: folder.join("recent.json"), changing: Mutex::default() }
    }

    /// Puts a plan at the head of the list.
    pub fn add(&self, files: &ToOpen) {
        self.change(|list| {
            list.retain(|known| known != files);
            list.insert(0, files.clone());
            list.truncate(MOST);
        });
    }

    /// Takes a plan off the list.
    pub fn remove(&self, plan: &Path) {
        self.change(|list| list.retain(|known| known.plan != plan));
    }

    /// That the list cannot be written is no reason not to open a plan.
    fn change(&self, change: impl FnOnce(&mut Vec<ToOpen>)) {
        let _changing = lock(&self.changing);
        let mut list = self.all();
        change(&mut list);
        // A path that is no text cannot be remembered.
        let entries = list.iter().filter_map(|files| {
            let rows = files.rows.as_ref().map(|rows| rows.to_str());
            Some(json!({ "plan": files.plan.to_str()?, "rows": rows.unwrap_or_default() }))
        });
        let _ = write_file(&self.file, entries.collect::<Value>().to_string().into_bytes());
    }

    /// The plans whose files are there.
    pub fn list(&self) -> Vec<ToOpen> {
        self.all().into_iter().filter(|files| files.plan.is_file()).collect()
    }

    fn all(&self) -> Vec<ToOpen> {
        let text = fs::read(&self.file).unwrap_or_default();
        let list: Vec<Value> = serde_json::from_slice(&text).unwrap_or_default();
        let path = |entry: &Value, key| entry.get(key).and_then(Value::as_str).map(PathBuf::from);
        let entries = list.iter().filter_map(|entry| {
            Some(ToOpen { plan: path(entry, "plan")?, rows: path(entry, "rows") })
        });
        entries.collect()
    }
}
