//! Runs that go on with earlier ones, and parts that are joined.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use kehoach::diagnostic::render;
use kehoach::output::batch::{
    Folder, Record, Records, Report, Shard, Status, Summary, load, merge, sha256,
};

use super::record;
use crate::cli::names;

/// A run that makes `records` and ends.
fn run(path: &Path, shard: Option<&str>, records: &[Record], seconds: f64) -> Summary {
    let shard = shard.map(|text| Shard::parse(text).unwrap());
    let folder = Folder::open(path, shard).unwrap();
    let report = Report::start(&folder, &Records::new()).unwrap();
    report.finish(records, &[], seconds).unwrap()
}

fn failed(key: &str) -> Record {
    Record { status: Status::Failed, ..record(key, b"") }
}

#[test]
fn only_files_that_are_as_they_were_written_are_kept() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(temporary.path(), None).unwrap();
    let made = record("a", b"x");
    assert!(!made.unchanged("a1b2", &folder), "there is no file yet");
    folder.write("a.pdf", b"x".to_vec()).unwrap();
    assert!(made.unchanged("a1b2", &folder));
    assert!(Record { status: Status::Skipped, ..made.clone() }.unchanged("a1b2", &folder));
    assert!(!Record { status: Status::Failed, ..made.clone() }.unchanged("a1b2", &folder));
    assert!(!made.unchanged("other", &folder));
    folder.write("a.pdf", b"y".to_vec()).unwrap();
    assert!(!made.unchanged("a1b2", &folder));

    let pages = [b"1".to_vec(), b"2".to_vec()];
    folder.stage("b.png", &pages).unwrap().commit().unwrap();
    let paged = Record { file: "b.png".into(), sha256: sha256(&pages), ..record("b", b"12") };
    assert_eq!(paged.files().collect::<Vec<_>>(), ["b-01.png", "b-02.png"]);
    assert!(paged.unchanged("a1b2", &folder));
    fs::remove_file(temporary.path().join("b-02.png")).unwrap();
    assert!(!paged.unchanged("a1b2", &folder));

    let inner = Folder::open(&temporary.path().join("trong"), None).unwrap();
    let outside = Record { file: "../a.pdf".into(), ..record("a", b"y") };
    assert!(!outside.unchanged("a1b2", &inner));
    let endless = Record { file: "c.png".into(), pages: usize::MAX, ..made };
    assert!(!endless.unchanged("a1b2", &folder));
}

#[test]
fn old_lines_stay_until_the_run_ends_and_the_last_line_counts() {
    let temporary = TempDir::new().unwrap();
    let path = temporary.path();
    run(path, None, &[record("1", b"x"), failed("2")], 1.0);
    let old = load(path).unwrap();
    let folder = Folder::open(path, None).unwrap();
    let mut report = Report::start(&folder, &old).unwrap();
    assert_eq!(load(path).unwrap(), old);
    report.append(&record("2", b"y")).unwrap();
    let now = load(path).unwrap();
    assert_eq!((now.len(), now["2"].status), (2, Status::Done));
    report.finish(&[record("2", b"y")], &[], 1.0).unwrap();
    assert_eq!(load(path).unwrap().len(), 1);
}

#[test]
fn parts_go_on_with_their_own_rows_and_the_whole_stands_for_them() {
    let temporary = TempDir::new().unwrap();
    let path = temporary.path();
    let keys: Vec<String> = (0..20).map(|key| key.to_string()).collect();
    let all: Vec<Record> = keys.iter().map(|key| record(key, b"x")).collect();
    run(path, None, &all, 1.0);
    let old = load(path).unwrap();
    for text in ["1/2", "2/2"] {
        let shard = Shard::parse(text).unwrap();
        let folder = Folder::open(path, Some(shard)).unwrap();
        Report::start(&folder, &old).unwrap();
        let name = format!("report-{}.csv", text.replace('/', "-"));
        let csv = fs::read_to_string(path.join(name)).unwrap();
        let own = keys.iter().filter(|key| shard.has(key)).count();
        assert_eq!(csv.lines().count(), own + 1);
    }
    assert_eq!(load(path).unwrap(), old);
    run(path, None, &all, 1.0);
    assert!(!names(path).iter().any(|name| name.starts_with("report-")));
}

#[test]
fn parts_are_joined_into_one_report() {
    let temporary = TempDir::new().unwrap();
    let [a, b] = ["a", "b"].map(|name| temporary.path().join(name));
    run(&a, Some("1/3"), &[record("1", b"x"), failed("2"), record("5", b"x")], 2.0);
    run(&a, Some("2/3"), &[record("4", b"x"), failed("3")], 3.0);
    run(&b, Some("3/3"), &[record("2", b"y"), failed("1")], 4.0);
    for _ in 0..2 {
        let summary = merge(&[a.clone(), b.clone()], &a).unwrap();
        assert_eq!((summary.total, summary.done, summary.failed), (5, 4, 1));
        assert_eq!(summary.seconds, 9.0);
    }
    let joined = load(&a).unwrap();
    assert_eq!(joined.keys().collect::<Vec<_>>(), ["1", "2", "3", "4", "5"]);

    // A part that was made again counts more than what was joined before.
    run(&a, Some("2/3"), &[record("4", b"z"), record("3", b"x")], 3.0);
    let summary = merge(&[a.clone(), b.clone()], &b).unwrap();
    assert_eq!((summary.done, summary.failed), (5, 0));
    assert_eq!(load(&b).unwrap()["4"], record("4", b"z"));
}

#[test]
fn a_folder_without_a_report_is_not_joined() {
    let temporary = TempDir::new().unwrap();
    let [a, b] = ["a", "b"].map(|name| temporary.path().join(name));
    run(&a, None, &[], 1.0);
    let fault = merge(&[a.clone(), b], &a).unwrap_err();
    let shown = render(&[fault]).replace(&temporary.path().display().to_string(), "THƯ-MỤC");
    insta::assert_snapshot!("missing_report", shown.replace('\\', "/"));
    assert!(load(&temporary.path().join("b")).unwrap().is_empty());
}
