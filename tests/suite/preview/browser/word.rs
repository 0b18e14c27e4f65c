//! Last year's plan in Word, from the page to begin with to this year's workbook.

use std::fs;
use std::path::{Path, PathBuf};

use kehoach::pipeline::{self, BuildOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::Browser;
use super::needs::axe;
use super::served::Served;
use super::start::drop_files;
use super::{downloaded, until_pages_with};
use crate::built;
use crate::cli::run;
use crate::files::ole;
use crate::word::{last_year, unfinished};

/// What the document is called.
const OLD: &str = "Kế hoạch 2025.docx";
/// And the workbook.
const NEW: &str = "Kế hoạch 2025.xlsx";

/// The page of a document that was dropped on the page to begin with.
fn dropped(served: &Served, document: &Path) -> Browser {
    let browser = Browser::at(&served.url);
    browser.until("isShown('#drop-zone')");
    drop_files(&browser, &[document]);
    browser
}

/// A document in a folder of its own.
fn document(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(OLD);
    fs::write(&file, bytes).unwrap();
    (folder, file)
}

/// Turns to the tab that a link has opened.
fn opened(browser: &Browser) {
    let tabs = browser.tabs();
    browser.to(tabs.last().unwrap());
    browser.resize(1366, 768);
    browser.until("document.readyState === 'complete' && text('h1')");
}

/// What axe-core has against the page, whatever the surroundings.
fn violations(browser: &Browser) -> Value {
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.surroundings(scheme);
        browser.cdp("Runtime.evaluate", json!({ "expression": axe() }));
        found.push(browser.is("axe.run(document, { resultTypes: ['violations'] }).then( \
            ({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]))"));
    }
    json!(found)
}

#[test]
fn a_document_becomes_this_years_workbook() {
    let (folder, file) = document(&last_year());
    let served = Served::app();
    let browser = dropped(&served, &file);
    let downloads = browser.downloads();
    until_pages_with(&browser, "năm 2025");
    browser.until("isShown('#from-word') && isShown('#report')");
    assert_eq!(browser.text("text('#plan-name')"), OLD);

    // What is not certain, with its place, leads to the words.
    let own =
        "all('.finding').find((finding) => finding.textContent.includes('in đậm mà không có số'))";
    browser.until(own);
    browser.is(&format!("{own}.id = 'own'"));
    browser.shot("word-plan");
    let place = browser.text("text('#own .place')");
    assert!(place.starts_with("Kế hoạch 2025.docx ▸ đoạn "), "{place}");
    browser.click("#own .place");
    browser.until("text('#own .finding-note') === 'Đã đến trang 1.'");
    let marked = browser.text(
        "[...CSS.highlights.get('source')].map((range) => range.startContainer.data).join(' ')",
    );
    assert!(marked.contains("CHỈ TIÊU CỦA TỪNG THÔN"), "{marked}");
    browser.click_at(&browser.is("middle('CHỈ TIÊU', 1)"));
    browser.until("text('.cell-text') === 'CHỈ TIÊU CỦA TỪNG THÔN'");
    assert!(browser.text("text('.cell-place')").contains("đoạn "));

    // The workbook is that of the command line, and as good a plan.
    browser.click("#download-annotated");
    let book = downloaded(&downloads, NEW);
    let target = file.with_file_name(NEW);
    let annotated = pipeline::annotate(&file, &target, &BuildOptions::default()).unwrap();
    assert!(Some(&book) == annotated.bytes.as_ref(), "other bytes than annotate gives");
    let made = run(folder.path(), &["init", "--from", OLD, "moi"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert!(fs::read(folder.path().join("moi").join(NEW)).unwrap() == book);
    fs::write(&target, &book).unwrap();
    assert!(built::build(&target) == built::build(&file));

    // It is dropped on the document's page, and is a plan as any other.
    drop_files(&browser, &[&target]);
    browser.until(&format!("text('#plan-name') === {}", json!(NEW)));
    until_pages_with(&browser, "năm 2025");
    assert_eq!(browser.is("isShown('#from-word') || isShown('#report')"), false);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_report_is_a_page_of_its_own() {
    let (folder, file) = document(&last_year());
    let served = Served::app();
    let browser = dropped(&served, &file);
    until_pages_with(&browser, "năm 2025");
    // It is the one of the command line.
    let made = run(folder.path(), &["init", "--from", OLD, "moi"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let written = fs::read_to_string(folder.path().join("moi/Kế hoạch 2025-bao-cao.html")).unwrap();
    let shown = browser.text("fetch(one('#report').href).then((answer) => answer.text())");
    assert_eq!(shown, written);

    browser.click("#report");
    opened(&browser);
    assert_eq!(browser.text("text('h1')"), OLD);
    assert_eq!(
        browser.text("text('h2')"),
        "Làm theo thứ tự này\nViệc phải làm cho kế hoạch năm nay 12\nChỗ đọc chưa chắc 1\n\
         Không đưa vào bảng tính 1\nChương trình tự in hoặc ghi cách khác 9\nĐã đọc gì thành gì 81"
    );
    // Everything to be done has its cell and its words.
    let done = "all('.todo li').every((task) => /^[\\p{L} ]+![A-Z]+\\d+$/u.test( \
        task.querySelector('.cell').textContent) && task.querySelector('blockquote mark').textContent)";
    assert_eq!(browser.is(done), true);
    let years = browser.text("text('.todo mark')");
    assert!(years.starts_with("12\nngày 05 tháng 3 năm 2025\n2025\n"), "{years}");
    browser.resize(1000, 1100);
    browser.shot("word-report");
    browser.click(".todo input");
    assert_eq!(browser.is("all('.todo input:checked').length"), 1);
    browser.click(".steps a");
    assert_eq!(browser.is("location.hash"), "#nam-nay");

    // Long lists are folded; with all of them open it fits a phone.
    assert_eq!(browser.is("isShown('details table')"), false);
    browser.click("summary");
    assert_eq!(browser.is("isShown('details table')"), true);
    browser.is("all('details').forEach((details) => { details.open = true; })");
    assert_eq!(violations(&browser), json!([[], []]));
    browser.resize(380, 800);
    assert_eq!(browser.is("document.documentElement.scrollWidth <= innerWidth"), true);
    assert_eq!(violations(&browser), json!([[], []]));
    assert_eq!(browser.is("performance.getEntriesByType('resource').length"), 0);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_document_that_lacks_something_says_what() {
    let (_folder, file) = document(&unfinished());
    let served = Served::app();
    let browser = dropped(&served, &file);
    let downloads = browser.downloads();
    browser.until("isShown('#banner') && isShown('#report')");
    let said = browser.text("text('#banner')");
    assert!(
        said.starts_with("Văn bản Word chưa đủ nên chưa có trang nào. Tải bảng tính,"),
        "{said}"
    );
    let said = browser.text("text('.finding.error .finding-message')");
    assert!(said.contains("Thiếu “Ký hiệu”.") && said.contains("Thiếu “Chức vụ”."), "{said}");

    // The workbook is there to be filled in.
    let page = browser.text("location.href");
    browser.click("#download-annotated");
    let book = file.with_file_name(NEW);
    fs::write(&book, downloaded(&downloads, NEW)).unwrap();
    drop_files(&browser, &[&book]);
    browser.until(&format!("text('#plan-name') === {} && isShown('#banner')", json!(NEW)));
    let said = browser.text("text('#banner')");
    assert!(said.starts_with("Tệp có lỗi nên chưa có trang nào."), "{said}");
    browser.is(&format!("location.assign({})", json!(page)));
    browser.until("isShown('#report')");

    browser.click("#report");
    opened(&browser);
    let headings = browser.text("text('h2')");
    assert!(headings.starts_with("Làm theo thứ tự này\nMục còn thiếu 2\n"), "{headings}");
    let lacking = browser.text("text('.todo.error li')");
    assert_eq!(
        lacking,
        "Thông tin!B6 Thiếu “Ký hiệu”. Cách sửa: điền “Ký hiệu”\n\
         Thông tin!B12 Thiếu “Chức vụ”. Cách sửa: điền “Chức vụ”"
    );
    assert_eq!(violations(&browser), json!([[], []]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn other_documents_are_refused_with_advice() {
    let served = Served::app();
    let browser = Browser::at(&served.url);
    let folder = TempDir::new().unwrap();
    for (name, bytes, advice) in [
        ("cũ.doc", ole("/WordDocument"), "Lưu thành (Save As) > Tài liệu Word (.docx)"),
        ("bản ký.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), "tìm tệp Word (.docx) gốc"),
    ] {
        let file = folder.path().join(name);
        fs::write(&file, bytes).unwrap();
        browser.open(&served.url);
        browser.until("isShown('#drop-zone')");
        drop_files(&browser, &[&file]);
        browser.until("isShown('#banner')");
        let said = browser.text("text('.finding.error')");
        assert!(said.contains(advice), "{name}: {said}");
        assert_eq!(browser.is("isShown('#from-word') || isShown('#report')"), false, "{name}");
        assert_eq!(browser.is("one('#download-annotated').hasAttribute('href')"), false, "{name}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
