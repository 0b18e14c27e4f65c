//! Files saved while the preview runs, in the ways of office programs: each save is
//! one update, a broken file keeps the pages, and only what changed has new names.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use kehoach::preview::ToOpen;
use serde_json::Value;

use super::Running;
use super::client::Line;
use crate::built::path;

/// A plan in a folder of its own, a server that shows it, and a tab.
struct Watched {
    _folder: tempfile::TempDir,
    plan: PathBuf,
    line: Line,
    running: Running,
    /// The last pages that were told.
    pages: Value,
}

impl Watched {
    fn new(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join(Path::new(source).file_name().unwrap());
        fs::copy(path(source), &plan).unwrap();
        let running = Running::start(Some(ToOpen { plan: plan.clone(), rows: None }));
        let client = running.client();
        let mut line = client.live(&client.page, "");
        let pages = line.wait("pages");
        Self { _folder: folder, plan, line, running, pages }
    }

    /// Waits for the one update that there must be.
    fn update(&mut self) -> Value {
        let pages = self.line.wait("pages");
        let version = |pages: &Value| pages["version"].as_u64().unwrap();
        assert_eq!(version(&pages), version(&self.pages) + 1, "more than one update");
        std::mem::replace(&mut self.pages, pages)
    }

    fn names(pages: &Value) -> Vec<(Value, Value)> {
        let pages = pages["pages"].as_array().unwrap();
        pages.iter().map(|page| (page["svg"].clone(), page["text"].clone())).collect()
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.plan).unwrap()
    }
}

const PLAN: &str = "tests/fixtures/plans/blank-number-day.json";

/// So many milliseconds are a pause within a save.
fn pause(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds));
}

/// Writes `text` as one program or another does.
type Save = fn(&Path, &str);

const SAVES: &[(&str, Save)] = &[
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("beside, then renamed", |file, text| {
        let beside = file.with_extension("tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, file).unwrap();
    }),
    ("the old one moved away first, as Excel does", |file, text| {
        let (new, old) = (file.with_extension("new"), file.with_extension("old"));
        fs::write(file.with_file_name("~$plan.json"), "").unwrap();
        fs::write(&new, text).unwrap();
        fs::rename(file, &old).unwrap();
        pause(90);
        fs::rename(new, file).unwrap();
        fs::remove_file(old).unwrap();
        fs::remove_file(file.with_file_name("~$plan.json")).unwrap();
    }),
    ("in steps", |file, text| {
        let mut open = File::create(file).unwrap();
        for part in text.as_bytes().chunks(text.len() / 4 + 1) {
            open.write_all(part).unwrap();
            open.flush().unwrap();
            pause(20);
        }
    }),
    ("half written for a while", |file, text| {
        fs::write(file, &text[..text.len() / 2]).unwrap();
        pause(500);
        fs::write(file, text).unwrap();
    }),
];

#[test]
fn each_save_is_one_update() {
    let mut watched = Watched::new(PLAN);
    for (number, (name, save)) in SAVES.iter().enumerate() {
        let text =
            watched.text().replacen("\"subject\": \"", &format!("\"subject\": \"Lần {number} "), 1);
        save(&watched.plan, &text);
        let before = watched.update();
        assert_eq!(watched.pages["stale"], false, "{name}");
        assert_ne!(Watched::names(&before)[0], Watched::names(&watched.pages)[0], "{name}");
        // The same bytes once more are no change, whatever becomes of the file.
        save(&watched.plan, &text);
        fs::write(watched.plan.with_file_name("khac.json"), name).unwrap();
    }
    let title = watched.running.client().live("plan/1", "").wait("plan")["title"].clone();
    assert!(title.as_str().unwrap().contains("Lần 4 Lần 3 Lần 2 Lần 1 Lần 0"), "{title}");
}

#[test]
fn only_changed_pages_have_new_names() {
    let mut watched = Watched::new("data/lai-chau-par-index-2023.json");
    let text = watched.text();
    let last = text.rfind("\"Lưu: ").unwrap();
    fs::write(&watched.plan, format!("{}\"Lưu: VT, X, {}", &text[..last], &text[last + 8..]))
        .unwrap();
    let before = watched.update();
    let (old, new) = (Watched::names(&before), Watched::names(&watched.pages));
    let svg =
        |pages: &[(Value, Value)]| pages.iter().map(|(svg, _)| svg.clone()).collect::<Vec<_>>();
    let changed = svg(&old).iter().zip(svg(&new)).filter(|(a, b)| *a != b).count();
    assert_eq!((old.len(), changed), (new.len(), 1));
}

#[test]
fn a_broken_file_keeps_the_pages_and_says_why() {
    let mut watched = Watched::new(PLAN);
    let good = watched.text();
    let old = Watched::names(&watched.pages);
    let faults = [
        ("PK\u{3}\u{4} no workbook".to_owned(), "damaged-workbook"),
        (good.replacen("\"place\"", "\"plaze\"", 1), "missing-field"),
        (good[..good.len() / 2].to_owned(), "json-syntax"),
    ];
    for (text, code) in faults {
        fs::write(&watched.plan, text).unwrap();
        watched.update();
        assert_eq!(watched.pages["stale"], true);
        assert_eq!(Watched::names(&watched.pages), old, "{code}");
        let found = watched.pages["diagnostics"].as_array().unwrap();
        assert!(found.iter().any(|found| found["code"] == code), "{code}: {found:?}");
        let refused = watched.running.client().get("plan/1/pdf");
        assert_eq!(refused.status, 409, "{code}");
        fs::write(&watched.plan, &good).unwrap();
        watched.update();
        assert_eq!(
            (&watched.pages["stale"], Watched::names(&watched.pages)),
            (&Value::Bool(false), old.clone())
        );
    }
    fs::remove_file(&watched.plan).unwrap();
    watched.update();
    assert_eq!(watched.pages["diagnostics"][0]["code"], "cannot-open");
    fs::write(&watched.plan, &good).unwrap();
    watched.update();
    assert_eq!(watched.pages["stale"], false);
    assert_eq!(watched.running.client().get("plan/1/pdf").status, 200);
}

/// An office that runs, ended when dropped.
struct Office {
    child: Child,
    pipe: String,
}

impl Office {
    fn start(profile: &Path) -> Self {
        let pipe = format!("kehoach-{}", std::process::id());
        let child = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args(["--headless", "--norestore", &format!("--accept=pipe,name={pipe};urp;")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("soffice (LibreOffice) is needed");
        Self { child, pipe }
    }

    /// Has it do what `luu.py` does with these arguments.
    fn tell(&self, arguments: &[&OsStr]) -> Output {
        let script = path("tests/fixtures/luu.py");
        Command::new("/usr/bin/python3")
            .arg(script)
            .arg(&self.pipe)
            .args(arguments)
            .output()
            .unwrap()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        self.tell(&[]);
        let _ = self.child.wait();
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_workbook_saved_by_libreoffice_is_one_update() {
    let mut watched = Watched::new("data/binh-lu-papi-2026.xlsx");
    let profile = tempfile::tempdir().unwrap();
    let office = Office::start(profile.path());
    for text in ["Đã sửa trong LibreOffice", "Lại sửa trong LibreOffice"] {
        let saved = office.tell(&[watched.plan.as_os_str(), text.as_ref()]);
        assert!(saved.status.success(), "{}", String::from_utf8_lossy(&saved.stderr));
        watched.update();
        assert_eq!(watched.pages["stale"], false, "{}", watched.pages["diagnostics"]);
        let title = watched.running.client().live("plan/1", "").wait("plan")["title"].clone();
        assert_eq!(title, format!("Kế hoạch {text}"));
    }
}
