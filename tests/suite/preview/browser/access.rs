//! axe-core finds nothing on either page, whatever is open on it, light and dark;
//! and pictures of all that, to be looked at, in `target/tmp/preview`.

use std::fs;

use serde_json::{Value, json};

use super::driver::Browser;
use super::needs::axe;
use super::served::{Served, copy, data, edited, save};
use super::until_pages_with;

/// What axe-core has against the page as it is now, in light and dark surroundings;
/// takes pictures too.
fn violations(browser: &Browser, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    for scheme in ["light", "dark"] {
        browser.surroundings(scheme);
        browser.shot(&format!("{name}-{scheme}"));
        if browser.is("typeof axe === 'undefined'") == true {
            browser.cdp("Runtime.evaluate", json!({ "expression": axe() }));
        }
        let list = browser.is(
            "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map( \
             ({ id, nodes }) => [id, nodes.length, nodes[0].html.slice(0, 200), nodes[0].failureSummary]))",
        );
        let list = list.as_array().unwrap().iter().map(Value::to_string);
        found.extend(list.map(|fault| format!("{name}, {scheme}: {fault}")));
    }
    browser.surroundings("light");
    browser.resize(1024, 600);
    browser.shot(&format!("{name}-small"));
    browser.resize(1366, 768);
    found
}

#[test]
fn axe_finds_nothing() {
    let (_folder, plan) = copy("ke-hoach-mau-xa.xlsx", "kế hoạch.xlsx");
    let good = fs::read(&plan).unwrap();
    let served = Served::merged(&plan, &data("danh-sach-xa-mau.xlsx"));
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của phường Đoàn Kết năm 2026");
    let mut found = violations(&browser, "merged");
    save(
        &plan,
        &edited(&plan, &[("Tăng cường công tác kiểm tra", "Tăng cường 漢 công tác kiểm tra")]),
    );
    browser.until("isShown('#banner') && text('#commune-errors-count') === '(12)'");
    browser.click("#diagnostics .error .place");
    browser.until("text('.finding[aria-current] .finding-note')");
    found.extend(violations(&browser, "findings"));

    browser.click_at(&browser.is("middle('Mục đích', 1)"));
    browser.until("isShown('#source-panel') && text('.cell-place')");
    found.extend(violations(&browser, "cell"));
    browser.click_at(&browser.is("middle('Đoàn Kết', 1)"));
    browser.until("all('.cell-card').length === 2");
    found.extend(violations(&browser, "merged-cell"));
    browser.click("#commune-input");
    browser.until("isShown('#commune-popup')");
    found.extend(violations(&browser, "communes"));
    browser.press(&["Escape"]);
    browser.click("#search-input");
    browser.press(&["nguoi dan"]);
    browser.until("text('#search-count')");
    found.extend(violations(&browser, "search"));
    browser.press(&["Escape"]);
    browser.click("#keys-open");
    found.extend(violations(&browser, "keys"));
    browser.press(&["Escape"]);
    browser.click("#batch-open");
    found.extend(violations(&browser, "batch-blocked"));
    save(&plan, &good);
    browser.until("text('#batch-state').startsWith('Làm một tệp PDF cho mỗi xã')");
    found.extend(violations(&browser, "batch"));
    browser.click("#batch-start");
    browser.until("text('#batch-state') === 'Đã làm xong.'");
    found.extend(violations(&browser, "batch-done"));
    browser.press(&["Escape"]);

    browser.click(".home");
    browser.until("isShown('#recent')");
    found.extend(violations(&browser, "start"));
    browser.is("drop([['danh sách.csv', [65, 44, 66]], ['hai.csv', [65, 44, 66]]])");
    browser.until("isShown('#problems-box')");
    found.extend(violations(&browser, "start-problem"));
    drop(served);
    browser.until("isShown('#banner')");
    found.extend(violations(&browser, "start-gone"));
    assert!(found.is_empty(), "{}", found.join("\n"));
}
