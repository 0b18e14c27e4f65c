//! The page of `kehoach preview` in a real browser, as a clerk uses it.
//!
//! `needs` finds the programs, `driver` is the browser, `served` the program and
//! the files; `helpers.js` is what expressions in the page may use. The other files
//! are what is done and seen. Failures leave a picture in `target/tmp/preview`.
#![allow(
    clippy::disallowed_methods,
    reason = "what a browser does is waited for, up to a deadline"
)]

mod access;
mod copying;
mod downloads;
mod driver;
mod findings;
mod hostile;
mod keyboard;
mod live;
mod needs;
mod report;
mod served;
mod source;
mod start;
mod word;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::Instant;

use serde_json::json;

use crate::cli::names;
use driver::Browser;

/// Waits until all pages of the plan are there: `words` on one of them, texts,
/// images.
#[track_caller]
fn until_pages_with(browser: &Browser, words: &str) {
    let words = json!(words);
    browser.until(&format!("isWhole() && pagesWith({words}).length"));
}

/// Waits for a download to be complete, and gives it.
#[track_caller]
fn downloaded(folder: &Path, name: &str) -> Vec<u8> {
    let start = Instant::now();
    loop {
        // Until it is complete the browser gives it another name.
        let names: Vec<String> = names(folder);
        if names == [name] {
            let file = folder.join(name);
            let bytes = fs::read(&file).unwrap();
            fs::remove_file(file).unwrap();
            return bytes;
        }
        assert!(start.elapsed() < driver::PATIENCE, "no {name} in {names:?}");
        thread::sleep(driver::LOOK);
    }
}
