//! The page that `kehoach check --format html` writes, as a colleague opens it.

use std::fs;

use kehoach::check::find;
use kehoach::diagnostic::{Diagnostic, Evidence, Spot};
use kehoach::output::findings::{Findings, format_of};
use kehoach::pipeline::{BuildOptions, check};

use serde_json::json;

use super::driver::Browser;
use super::needs::axe;
use super::served::data;
use crate::findings::specimen;

/// The page for a plan with findings of every kind, among them areas of `pages`.
fn page(pages: &[usize]) -> String {
    let outcome = check(&data("lao-cai-papi-2023.xlsx"), &BuildOptions::default()).unwrap();
    let mut found = specimen();
    found[0].citation = Some("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, I.3");
    for (at, page) in (0..).zip(pages) {
        let spot = Spot { page: *page, left: 300, top: 400 + 60 * at, width: 900, height: 50 };
        let evidence = Evidence { spot: Some(spot), ..Evidence::default() };
        let message = format!("Dòng thứ {at} của trang {page} chưa đúng cỡ chữ.");
        found.push(Diagnostic::general("B05", message).show(evidence));
    }
    let make = format_of("a.html".as_ref()).unwrap().make;
    make(&Findings {
        plan: "lao-cai-papi-2023.xlsx",
        found: &found,
        document: outcome.document.as_ref(),
        typeset: outcome.typeset.as_ref(),
        title: |id| find(id).map(|rule| rule.title()),
    })
}

#[test]
fn the_report_shows_findings_with_their_parts_of_pages() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ket-qua.html");
    let text = page(&[1, 1, 5]);
    fs::write(&file, &text).unwrap();
    let browser = Browser::at(&format!("file://{}", file.display()));
    browser.until("document.readyState === 'complete'");
    assert_eq!(browser.text("text('h1')"), "lao-cai-papi-2023.xlsx");
    let headings = browser.text("text('h2')");
    assert!(headings.starts_with("Dòng lệnh 1\nThông tin 1\nNội dung 2\n"), "{headings}");
    assert!(headings.contains("\nTrang in 4\nCả văn bản 1"), "{headings}");
    let marked = browser.text("text('article.error mark')");
    assert!(marked.contains("9\n,"), "{marked}");
    // Pictures of three pages, those of one page from one image, each with its frame.
    assert_eq!(browser.is("all('figure svg').length"), 4);
    assert_eq!(browser.is("all('image').length"), 3);
    let seen = "all('image').every((image) => image.getBBox().width === 2100) \
        && all('figure svg').every((svg) => { \
        const [box, frame] = [svg, svg.querySelector('rect')].map((e) => e.getBoundingClientRect()); \
        return box.width > 600 && frame.top > box.top && frame.bottom < box.bottom; })";
    assert_eq!(browser.is(seen), true);
    // Nothing but the page itself was asked for, and on a phone all of it fits.
    assert_eq!(browser.is("performance.getEntriesByType('resource').length"), 0);
    browser.shot("report");
    browser.cdp("Runtime.evaluate", json!({ "expression": axe() }));
    let faults = browser
        .is("axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => \
         violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]))");
    assert_eq!(faults, json!([]));
    browser.is("one('figure').scrollIntoView({ block: 'center' })");
    browser.shot("report-picture");
    browser.resize(390, 800);
    assert_eq!(browser.is("document.documentElement.scrollWidth <= innerWidth"), true);
    browser.shot("report-phone");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_report_of_many_pages_is_small() {
    let pages: Vec<usize> = (1..=18).chain([3, 7]).collect();
    let length = page(&pages).len();
    assert!(length < 2_000_000, "{length}");
}
