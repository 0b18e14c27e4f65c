//! The workbook is edited on the disk, the page follows.

use std::fs;

use serde_json::json;

use super::driver::Browser;
use super::served::{Served, copy, data, edited, save};
use super::until_pages_with;

#[test]
fn an_edit_is_seen_without_reload_and_the_place_is_kept() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch.xlsx");
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    let words = "đóng góp kinh phí xây dựng mới";
    let page = browser.is(&format!("pagesWith({})", json!(words)));
    assert_eq!(page.as_array().unwrap().len(), 1, "{page}");
    let page = page[0].as_u64().unwrap();
    assert!(page > 1);

    // A person reads in the middle of that page.
    browser.is(&format!(
        "place({}, {page}).run.element.scrollIntoView({{ block: 'center' }})",
        json!(words)
    ));
    browser.until(&format!("images()[{page}] && images()[{}]", page + 1));
    browser.until("all('.page[data-svg] img').every((image) => image.complete)");
    let before = browser.is("images()");
    let place = browser.is("one('#pages').scrollTop");
    browser.is("performance.clearResourceTimings()");
    browser.is("window.notReloaded = true");

    save(&plan, &edited(&plan, &[("đóng góp kinh phí", "đóng góp sức lực")]));
    until_pages_with(&browser, "đóng góp sức lực xây dựng mới");
    browser.until(&format!("images()[{page}] !== {}", before[page.to_string()]));
    let after = browser.is("images()");
    let changed: Vec<&String> = before
        .as_object()
        .unwrap()
        .iter()
        .filter(|(page, image)| after[page.as_str()] != **image)
        .map(|(page, _)| page)
        .collect();
    assert_eq!(changed, [&page.to_string()]);
    assert_eq!(browser.is("fetched()"), json!([after[page.to_string()]]));
    assert_eq!(browser.is("one('#pages').scrollTop"), place);
    assert_eq!(browser.is("window.notReloaded"), true);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_broken_file_keeps_the_pages_under_a_banner() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch.xlsx");
    let good = fs::read(&plan).unwrap();
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    assert_eq!(browser.is("isShown('#banner')"), false);
    let images = browser.is("images()");

    let broken = [
        (
            b"khong phai bang tinh".to_vec(),
            "kế hoạch.xlsx: Tên tệp có đuôi .xlsx nhưng nội dung là tệp văn bản.",
        ),
        (
            edited(&plan, &[("tháng 6 năm 2026", "tháng 13 năm 2026")]),
            "kế hoạch.xlsx ▸ Thông tin!B8: Không có ngày “tháng 13 năm 2026”.",
        ),
        (good[..good.len() / 2].to_vec(), "kế hoạch.xlsx: "),
    ];
    for (bytes, reason) in broken {
        save(&plan, &bytes);
        browser.until("isShown('#banner')");
        let said = browser.text("text('#banner')");
        assert!(said.starts_with("Tệp vừa lưu có lỗi, đang xem bản trước đó."), "{said}");
        assert!(said.contains(reason), "{said}");
        assert!(browser.text("text('#diagnostics')").contains(reason.rsplit(": ").next().unwrap()));
        assert_eq!(browser.is("images()"), images, "the pages stay");
        assert!(browser.text("pageText(1)").contains("của xã Bình Lư năm 2026"));
        // Nothing can be printed of it.
        assert_eq!(browser.text("one('#download-pdf').getAttribute('aria-disabled')"), "true");
        assert!(browser.is("one('#download-pdf').getAttribute('href')").is_null());

        save(&plan, &good);
        browser.until("!isShown('#banner') && one('#download-pdf').href");
        assert!(!browser.text("text('#diagnostics')").contains("Lỗi"));
    }
}

#[test]
fn two_windows_follow_and_say_when_the_program_has_gone() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch.xlsx");
    let mut served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    let (first, second) = browser.second_window();
    browser.open(&served.url);
    until_pages_with(&browser, "của xã Bình Lư năm 2026");

    save(&plan, &edited(&plan, &[("của xã Bình Lư năm 2026", "của xã Bình Lư năm 2027")]));
    for window in [&first, &second] {
        browser.to(window);
        until_pages_with(&browser, "của xã Bình Lư năm 2027");
    }
    served.end();
    for window in [&first, &second] {
        browser.to(window);
        browser.until("isShown('#banner')");
        let said = browser.text("text('#banner')");
        assert_eq!(said, "Chương trình kehoach đã dừng. Mở lại kehoach để tiếp tục.");
        assert!(browser.text("pageText(1)").contains("năm 2027"), "what was seen stays");
    }
}

#[test]
fn communes_are_picked_and_followed() {
    let (folder, plan) = copy("ke-hoach-mau-xa.xlsx", "kế hoạch.xlsx");
    let rows = folder.path().join("danh sách.xlsx");
    fs::copy(data("danh-sach-xa-mau.xlsx"), &rows).unwrap();
    let served = Served::merged(&plan, &rows);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "của phường Đoàn Kết năm 2026");
    let picked = "one('#commune-input').value";
    assert_eq!(browser.text(picked), "Phường Đoàn Kết, Tỉnh Lai Châu");

    // A name typed without its marks.
    browser.click("#commune-input");
    browser.press(&["sin ho"]);
    browser.until("text('#commune-list .active .commune-name') === 'Xã Sìn Hồ'");
    browser.press(&["Enter"]);
    until_pages_with(&browser, "của xã Sìn Hồ năm 2026");
    assert_eq!(browser.text(picked), "Xã Sìn Hồ, Tỉnh Lai Châu");
    browser.until("!pagesWith('Đoàn Kết').length");
    browser.click("#commune-next");
    until_pages_with(&browser, "của xã Phong Thổ năm 2026");
    browser.click("#commune-previous");
    until_pages_with(&browser, "của xã Sìn Hồ năm 2026");
    browser.reload();
    until_pages_with(&browser, "của xã Sìn Hồ năm 2026");
    assert_eq!(browser.text(picked), "Xã Sìn Hồ, Tỉnh Lai Châu");
    assert!(browser.address().ends_with("?row=03478"), "{}", browser.address());

    let (first, second) = browser.second_window();
    browser.open(&format!("{}?row=03390", served.url));
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    assert_eq!(browser.text(picked), "Xã Bình Lư, Tỉnh Lai Châu");
    // The title is cut up by fields: what stands before the commune changes.
    save(
        &plan,
        &edited(
            &plan,
            &[(
                "Cải thiện, nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI) của {{ ten_xa",
                "Nâng hạng Chỉ số PAPI của {{ ten_xa",
            )],
        ),
    );
    for (window, title) in [
        (&first, "Nâng hạng Chỉ số PAPI của xã Sìn Hồ năm 2026"),
        (&second, "Nâng hạng Chỉ số PAPI của xã Bình Lư năm 2026"),
    ] {
        browser.to(window);
        until_pages_with(&browser, title);
    }
    // The list is followed too.
    save(&rows, &edited(&rows, &[("<t>Xã Bình Lư</t>", "<t>Xã Bình Lư Mới</t>")]));
    until_pages_with(&browser, "của xã Bình Lư Mới năm 2026");
    browser.until(&format!("{picked} === 'Xã Bình Lư Mới, Tỉnh Lai Châu'"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
