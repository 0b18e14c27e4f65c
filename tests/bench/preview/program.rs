//! The program in a process of its own, with a tab that knows its pages.

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::client::{Client, Line, ask};
use crate::plans::Sample;
use crate::{first_pages, named};

/// The program, ended when dropped.
pub struct Program {
    child: Child,
    client: Client,
    /// As a browser keeps it.
    connection: RefCell<BufReader<TcpStream>>,
    /// The line of the tab.
    pub line: Line,
    /// The pages as told last: the names of image and text.
    pub pages: Vec<(String, String)>,
    _folder: tempfile::TempDir,
}

impl Program {
    /// Starts it and waits for the first pages to be told.
    pub fn start(sample: &Sample) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_kehoach"))
            .arg("preview")
            .arg(&sample.file)
            .args(["--no-open", "--port", "0"])
            .env("XDG_DATA_HOME", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program");
        let mut url = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut url).expect("an address");
        let client = Client::new(url.trim());
        let mut line = client.live(&client.page, "");
        let pages = first_pages(&mut line);
        let connection = RefCell::new(client.connect());
        Self { child, client, connection, line, pages, _folder: folder }
    }

    /// The pages of `message` that the tab does not know yet, which it knows from now
    /// on.
    pub fn changed(&mut self, message: &Value) -> Vec<usize> {
        let pages = named(message);
        let changed = (0..pages.len()).filter(|at| pages.get(*at) != self.pages.get(*at));
        let changed = changed.collect();
        self.pages = pages;
        changed
    }

    /// Gets image and text of these pages.
    pub fn fetch(&self, pages: &[usize]) {
        for (svg, text) in pages.iter().filter_map(|page| self.pages.get(*page)) {
            self.get(&format!("{}/svg/{svg}", self.client.page));
            self.get(&format!("{}/text/{text}", self.client.page));
        }
    }

    /// How long a click on a word takes to be answered.
    pub fn click(&self) -> Duration {
        let text = &self.pages.first().expect("a page").1;
        let layer = self.get(&format!("{}/text/{text}", self.client.page));
        let mut json = String::new();
        GzDecoder::new(layer.as_slice()).read_to_string(&mut json).expect("text");
        let layer: Value = serde_json::from_str(&json).expect("JSON");
        let place = layer["origins"][0].as_str().expect("a cell");
        let escaped: String = place.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let path = format!("{}/cell?origin={escaped}&at=0", self.client.page);
        let start = Instant::now();
        self.get(&path);
        start.elapsed()
    }

    fn get(&self, path: &str) -> Vec<u8> {
        let head = self.client.head("GET", path, "");
        let answer = ask(&mut self.connection.borrow_mut(), head.as_bytes()).expect("an answer");
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    }

    /// What the process holds in memory, in MB.
    pub fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()));
        let status = status.expect("a system with /proc");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
        let kilobytes: f64 =
            line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).expect("kB");
        kilobytes / 1024.0
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
