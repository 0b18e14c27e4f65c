//! All of it without a mouse.

use std::fs;

use serde_json::json;

use super::driver::Browser;
use super::served::{Served, copy, data, edited, save};
use super::until_pages_with;

/// More than there are stops on a page.
const MOST_STOPS: usize = 80;

/// Goes on from stop to stop until `selector` has the focus; every stop on the way
/// can be seen and shows that it has it.
#[track_caller]
fn go_to(browser: &Browser, key: &str, selector: &str) {
    let mut stops = Vec::new();
    for _ in 0..MOST_STOPS {
        browser.press(&[key]);
        let stop = browser.is(&format!(
            "(() => {{ const stop = document.activeElement; const box = stop.getBoundingClientRect();
               return [stop.matches({}), stop === document.body || getComputedStyle(stop).outlineStyle !== 'none',
               stop.checkVisibility() && box.bottom > 0 && box.top < innerHeight, stop.outerHTML.slice(0, 120)]; }})()",
            json!(selector)
        ));
        assert_eq!(stop[1], true, "the focus is not to be seen: {stop}");
        assert_eq!(stop[2], true, "out of sight: {stop}");
        if stop[0] == true {
            return;
        }
        stops.push(stop[3].to_string());
    }
    panic!("{selector} is not to be reached with {key}:\n{}", stops.join("\n"));
}

#[test]
fn everything_is_reached_with_keys() {
    let (_folder, plan) = copy("ke-hoach-mau-xa.xlsx", "kế hoạch.xlsx");
    let good = fs::read(&plan).unwrap();
    let served = Served::merged(&plan, &data("danh-sach-xa-mau.xlsx"));
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của phường Đoàn Kết năm 2026");

    // From the head of the page straight to the pages.
    browser.press(&["Tab"]);
    assert_eq!(browser.text("text('.skip:focus')"), "Đến các trang");
    browser.press(&["Enter"]);
    browser.until("document.activeElement.id === 'pages'");
    browser.press(&["End"]);
    browser.until("one('#page-input').value === text('#page-count')");
    browser.press(&["Home"]);
    browser.until("one('#page-input').value === '1' && one('#pages').scrollTop === 0");
    browser.press(&["ArrowRight", "ArrowRight"]);
    browser.until("one('#page-input').value === '3'");
    browser.press(&["ArrowLeft", "ArrowLeft"]);
    browser.until("one('#page-input').value === '1'");
    browser.press(&["PageDown"]);
    browser.until("one('#pages').scrollTop > 300");
    let level = browser.text("text('#zoom-level')");
    browser.press(&["+"]);
    browser.until(&format!("text('#zoom-level') !== {}", json!(level)));
    browser.press(&["0"]);
    browser.until(&format!("text('#zoom-level') === {}", json!(level)));

    // A search without marks, a hit, its cell.
    browser.press(&["Home"]);
    browser.until("one('#pages').scrollTop === 0");
    browser.press(&["/"]);
    browser.until("document.activeElement.id === 'search-input'");
    browser.press(&["chuyen mon"]);
    browser.until("/^1\\/\\d+$/.test(text('#search-count'))");
    browser.press(&["Enter"]);
    browser.until("/^2\\/\\d+$/.test(text('#search-count'))");
    browser.press(&["Shift+Enter"]);
    browser.until("/^1\\/\\d+$/.test(text('#search-count'))");
    browser.press(&["Escape"]);
    browser.until("document.activeElement.id === 'pages'");
    browser.press(&["Enter"]);
    browser.until("text('.cell-place strong') === 'kế hoạch.xlsx ▸ Nội dung!B9'");
    assert_eq!(browser.text("text('.cell-text mark')"), "chuyên");
    // On to the next word and paragraph.
    browser.press(&["Ctrl+ArrowRight", "Enter"]);
    browser.until("text('.cell-text mark') === 'môn'");
    browser.press(&["Ctrl+ArrowDown", "Enter"]);
    browser.until("text('.cell-place strong') === 'kế hoạch.xlsx ▸ Nội dung!B10'");
    browser.press(&["Escape"]);
    browser.until("!isShown('#source-panel')");

    // A finding leads to its place.
    save(
        &plan,
        &edited(&plan, &[("Tăng cường công tác kiểm tra", "Tăng cường 漢 công tác kiểm tra")]),
    );
    browser.until("isShown('#banner')");
    go_to(&browser, "Tab", "#diagnostics .error .place");
    browser.press(&["Enter"]);
    browser.until("/^Đã đến trang \\d+\\.$/.test(text('.finding[aria-current] .finding-note'))");
    assert!(browser.text("text('.finding[aria-current]')").contains("không có ký tự “漢”"));
    assert_eq!(browser.is("[...CSS.highlights.get('source')].length"), 1);

    save(&plan, &good);
    browser.until("!isShown('#banner')");

    // A commune.
    go_to(&browser, "Shift+Tab", "#commune-input");
    browser.press(&["ArrowDown"]);
    browser.until("one('#commune-input').getAttribute('aria-expanded') === 'true'");
    browser.press(&["ArrowDown", "ArrowDown", "Escape"]);
    browser.until("!isShown('#commune-popup')");
    browser.press(&["Ctrl+a", "tan uyen"]);
    browser.until("text('#commune-list .active .commune-name') === 'Xã Tân Uyên'");
    browser.press(&["Enter"]);
    until_pages_with(&browser, "của xã Tân Uyên năm 2026");

    // The dialogs, and back from them.
    go_to(&browser, "Tab", "#batch-open");
    browser.press(&["Enter"]);
    browser.until("one('#batch-dialog').open");
    browser.press(&["Escape"]);
    browser.until("!one('#batch-dialog').open && document.activeElement.id === 'batch-open'");
    go_to(&browser, "Tab", "#pages");
    browser.press(&["?"]);
    browser.until("one('#keys-dialog').open");
    browser.press(&["Escape"]);
    browser.until("!one('#keys-dialog').open && document.activeElement.id === 'pages'");
    browser.press(&["["]);
    until_pages_with(&browser, "của xã Than Uyên năm 2026");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
