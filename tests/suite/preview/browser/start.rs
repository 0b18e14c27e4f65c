//! The page to begin with: files dropped on it, the sample, the empty workbook,
//! files opened before.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::driver::Browser;
use super::served::{Served, copy, data, edited, save};
use super::until_pages_with;

/// Drops files as a script does, under their own names.
pub fn drop_files(browser: &Browser, files: &[&Path]) {
    let files: Vec<Value> = files
        .iter()
        .map(|file| json!([file.file_name().unwrap().to_str(), fs::read(file).unwrap()]))
        .collect();
    browser.is(&format!("drop({})", json!(files)));
}

/// Drops files as the desktop does, so that the page may read them again later.
fn drop_from_desktop(browser: &Browser, files: &[&Path]) {
    for kind in ["dragEnter", "dragOver", "drop"] {
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        let parameters = json!({ "type": kind, "x": 400, "y": 300, "data": data });
        browser.cdp("Input.dispatchDragEvent", parameters);
    }
}

#[test]
fn dropped_files_are_opened() {
    let served = Served::app();
    let browser = Browser::at(&served.url);
    browser.until("text('#version') === 'kehoach 0.1.0'");
    drop_files(&browser, &[&data("binh-lu-papi-2026.xlsx")]);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    assert_eq!(browser.text("text('#plan-name')"), "binh-lu-papi-2026.xlsx");
    assert_eq!(browser.is("all('.page').length"), 10);
    assert!(!browser.is("isShown('#communes')").as_bool().unwrap());

    // A plan with its list, in any order.
    browser.open(&served.url);
    browser.until("isShown('#drop-zone')");
    drop_files(&browser, &[&data("danh-sach-xa-mau.xlsx"), &data("ke-hoach-mau-xa.xlsx")]);
    until_pages_with(&browser, "của phường Đoàn Kết năm 2026");
    let files = browser.text("text('#file-list li')");
    assert_eq!(files, "ke-hoach-mau-xa.xlsx\ndanh-sach-xa-mau.xlsx");
    assert!(browser.is("isShown('#communes')").as_bool().unwrap());
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn files_that_are_no_plan_are_refused_with_a_reason() {
    let served = Served::app();
    let browser = Browser::at(&served.url);
    browser.until("isShown('#drop-zone')");
    drop_files(&browser, &[&data("danh-sach-xa-mau.xlsx"), &data("communes.csv")]);
    browser.until("isShown('#problems-box')");
    let said = browser.text("text('#problems')");
    assert!(
        said.contains(
            "Không rõ tệp nào là kế hoạch trong các tệp danh-sach-xa-mau.xlsx, communes.csv."
        ),
        "{said}"
    );
    assert!(said.contains("Cách sửa: thả một tệp kế hoạch"), "{said}");
    assert_eq!(browser.text("document.activeElement.id"), "problems-box");

    // A file of another kind opens a page that says what is wrong with it.
    drop_files(&browser, &[&data("README.md")]);
    browser.until("isShown('#banner')");
    let said = browser.text("text('#banner')");
    assert!(said.contains("Tệp có lỗi nên chưa có trang nào."), "{said}");
    assert!(said.contains("README.md: Đây là tệp văn bản"), "{said}");
}

#[test]
fn a_file_dropped_from_the_desktop_is_followed() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch xã.xlsx");
    let served = Served::app();
    let browser = Browser::at(&served.url);
    browser.until("isShown('#drop-zone')");
    drop_from_desktop(&browser, &[&plan]);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    browser.until("text('#watch-state') === 'Lưu trong Excel là trang này đổi theo.'");
    assert!(browser.address().contains("/plan/"), "{}", browser.address());
    browser.is("window.notReloaded = true");
    save(&plan, &edited(&plan, &[("của xã Bình Lư năm 2026", "của xã Bình Lư năm 2027")]));
    until_pages_with(&browser, "của xã Bình Lư năm 2027");
    assert_eq!(browser.is("window.notReloaded"), true);

    // A page that is loaded anew must be allowed to read the file again; or the file
    // is given again.
    browser.reload();
    until_pages_with(&browser, "của xã Bình Lư năm 2027");
    browser.until("isShown('#watch-allow')");
    let asked = browser.text("text('#watch-state')");
    assert_eq!(asked, "Trình duyệt cần bạn cho phép mới đọc tiếp được tệp.");
    save(&plan, &edited(&plan, &[("của xã Bình Lư năm 2027", "của xã Bình Lư năm 2028")]));
    drop_from_desktop(&browser, &[&plan]);
    until_pages_with(&browser, "của xã Bình Lư năm 2028");
    browser.until("!isShown('#watch-allow')");
    save(&plan, &edited(&plan, &[("của xã Bình Lư năm 2028", "của xã Bình Lư năm 2029")]));
    until_pages_with(&browser, "của xã Bình Lư năm 2029");

    // Back at the start, where the file is remembered; and back again from the page
    // that the start has become.
    browser.click(".home");
    browser.until("text('.recent-open strong') === 'kế hoạch xã.xlsx'");
    drop_from_desktop(&browser, &[&plan]);
    until_pages_with(&browser, "của xã Bình Lư năm 2029");
    browser.is("history.back()");
    browser.until("isShown('#drop-zone')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_sample_the_empty_workbook_and_files_opened_before() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch.xlsx");
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    browser.click(".home");
    browser.until("text('.recent-open strong') === 'kế hoạch.xlsx'");

    let downloads = browser.downloads();
    browser.click("#blank");
    let blank = super::downloaded(&downloads, "ke-hoach.xlsx");
    assert!(blank.starts_with(b"PK"));

    browser.click("#sample");
    browser.until("isWhole() && text('#plan-name') === 'ke-hoach-mau.xlsx'");
    browser.click(".home");
    browser.click(".recent-open");
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    assert_eq!(browser.address(), served.url);

    browser.click(".home");
    browser.click("[aria-label='Bỏ kế hoạch.xlsx khỏi danh sách']");
    browser.until("!isShown('#recent')");
    assert!(plan.exists());
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
