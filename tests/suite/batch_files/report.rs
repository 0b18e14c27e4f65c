//! The journal of a run and its two reports.

use std::fs;

use tempfile::TempDir;

use kehoach::diagnostic::{Diagnostic, Severity, render};
use kehoach::origin::Origin;
use kehoach::output::batch::{Finding, Folder, Record, Records, Report, Status, load};

use super::record;

/// Records with all that a cell can hold.
fn odd() -> Vec<Record> {
    let origin = Origin::cell(&"danh-sach.xlsx".into(), &"Xã".into(), 4, 1);
    let found = [
        Diagnostic::error("unknown-label", &origin, "Không có mục “A”,\nở đây.").hint("xóa mục"),
        Diagnostic::warning("long", &origin, "=1+1"),
        Diagnostic::general("disk", "Ổ đĩa \"đầy\" (tạm)"),
        Diagnostic::note("moved", &origin, "Đã chuyển."),
    ];
    let mut failed = record("=HYPERLINK(\"http://x\")", b"");
    failed.status = Status::Failed;
    (failed.pages, failed.sha256) = (0, String::new());
    failed.findings = found.iter().map(Finding::from).collect();
    let names =
        ["-1", "+1", "@x", "\t=1", "\r=1", "'=1", "''=1", "'a", "a\r\nb;c", "Xã Bình Lư", ""];
    let named = names.iter().enumerate().map(|(index, name)| Record {
        name: (*name).into(),
        ..record(&format!("{index:05}"), b"x")
    });
    named.chain([failed]).collect()
}

fn keyed(records: &[Record]) -> Records {
    records.iter().map(|record| (record.key.clone(), record.clone())).collect()
}

/// What the .csv alone keeps of a record.
fn shortened(record: &Record) -> Record {
    let mut record = record.clone();
    record.findings.retain(|finding| finding.severity != Severity::Note);
    record.findings.sort_by_key(|finding| finding.severity != Severity::Warning);
    for finding in &mut record.findings {
        finding.message = finding.message.replace('\n', " ");
        (finding.code, finding.hints) = (String::new(), Vec::new());
    }
    record
}

#[test]
fn records_are_read_back_as_they_were() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(temporary.path(), None).unwrap();
    let mut report = Report::start(&folder, &Records::new()).unwrap();
    for record in odd().iter().rev() {
        report.append(record).unwrap();
    }
    let short: Vec<Record> = odd().iter().map(shortened).collect();
    assert_eq!(load(temporary.path()).unwrap(), keyed(&short));
    let summary = report.finish(&odd(), &[], 4.0).unwrap();
    assert_eq!((summary.total, summary.done, summary.failed, summary.skipped), (12, 11, 1, 0));
    assert_eq!(summary.documents_per_second, 2.75);
    assert_eq!(load(temporary.path()).unwrap(), keyed(&odd()));

    let mut csv = csv::Reader::from_path(temporary.path().join("report.csv")).unwrap();
    for cell in
        csv.records().flat_map(|line| Vec::from_iter(line.unwrap().iter().map(str::to_owned)))
    {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }
}

#[test]
fn the_reports_are_for_people_and_programs() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(temporary.path(), None).unwrap();
    let report = Report::start(&folder, &Records::new()).unwrap();
    let all = odd();
    report.finish(&[all[9].clone(), all[11].clone()], &[], 0.5).unwrap();
    let text = |name| fs::read_to_string(temporary.path().join(name)).unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let shown = format!("{}\n{}", text("report.csv"), text("report.json"));
    insta::assert_snapshot!("reports", shown.replace(&version, "\"version\": \"…\""));
}

#[test]
fn a_journal_torn_anywhere_keeps_the_lines_before() {
    let temporary = TempDir::new().unwrap();
    let path = temporary.path().join("report.csv");
    let folder = Folder::open(temporary.path(), None).unwrap();
    let mut report = Report::start(&folder, &Records::new()).unwrap();
    let all = odd();
    report.append(&all[0]).unwrap();
    let before = fs::read(&path).unwrap().len();
    report.append(&all[11]).unwrap();
    let whole = fs::read(&path).unwrap();
    for end in before..whole.len() {
        fs::write(&path, &whole[..end]).unwrap();
        let keys: Vec<String> = load(temporary.path()).unwrap().into_keys().collect();
        assert_eq!(keys, [all[0].key.clone()], "{:?}", String::from_utf8_lossy(&whole[..end]));
    }
}

#[test]
fn a_report_saved_by_a_spreadsheet_is_read_or_refused_with_words() {
    let temporary = TempDir::new().unwrap();
    let path = temporary.path().join("report.csv");
    let folder = Folder::open(temporary.path(), None).unwrap();
    let mut report = Report::start(&folder, &Records::new()).unwrap();
    report.append(&record("03388", b"x")).unwrap();
    let csv = fs::read_to_string(&path).unwrap();
    for separator in [";", "\t"] {
        fs::write(&path, csv.replace(',', separator)).unwrap();
        assert_eq!(load(temporary.path()).unwrap(), keyed(&[record("03388", b"x")]));
    }
    let mut said = Vec::new();
    let damaged = csv.replace("Đã tạo", "Xong");
    for bytes in [&b"M\xE3,T\xEAn\r\n"[..], b"", b"a,b\r\n1,2\r\n", damaged.as_bytes()] {
        fs::write(&path, bytes).unwrap();
        said.push(load(temporary.path()).unwrap_err());
    }
    let shown = render(&said).replace(&temporary.path().display().to_string(), "THƯ-MỤC");
    insta::assert_snapshot!("unreadable_reports", shown.replace('\\', "/"));
}

#[test]
fn a_report_that_cannot_be_finished_leaves_the_journal() {
    let temporary = TempDir::new().unwrap();
    let folder = Folder::open(temporary.path(), None).unwrap();
    let mut report = Report::start(&folder, &Records::new()).unwrap();
    report.append(&record("1", b"x")).unwrap();
    fs::create_dir(temporary.path().join("report.json")).unwrap();
    let fault = report.finish(&[record("1", b"x")], &[], 1.0).unwrap_err();
    let shown = render(&[fault]).replace(&temporary.path().display().to_string(), "THƯ-MỤC");
    insta::assert_snapshot!("unfinished_report", shown.replace('\\', "/"));
    assert_eq!(load(temporary.path()).unwrap(), keyed(&[record("1", b"x")]));
}
