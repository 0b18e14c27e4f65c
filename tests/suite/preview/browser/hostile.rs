//! A workbook made to run script in the page: it is shown, and nothing runs.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use super::driver::Browser;
use super::served::{Served, data, edited, save};
use super::until_pages_with;

const IMAGE: &str = "<img src=x onerror=\"window.hacked=1\">";
const SCRIPT: &str = "</script><script>window.hacked=2</script>";
const LINK: &str = "javascript:window.hacked=3";
const DRAWING: &str = "<svg onload=window.hacked=4>";

/// Nothing of it has become a part of the page.
#[track_caller]
fn nothing_has_run(browser: &Browser) {
    assert!(browser.is("window.hacked ?? null").is_null(), "a script has run");
    let strangers = "all('img[src=x], [onerror], [onload], iframe, object, embed, a[href^=javascript], \
                     body script, body svg[onload]').map((element) => element.outerHTML)";
    assert_eq!(browser.is(strangers), json!([]));
    // Not even an attempt: the policy had nothing to forbid.
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_hostile_list_and_plan_are_only_text() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("\"><img src=x onerror=window.hacked=5>.json");
    let rows = folder.path().join("'><svg onload=window.hacked=6>.csv");
    let body =
        [IMAGE, SCRIPT, LINK, DRAWING].map(|text| json!({ "text": format!("Đoạn {text} hết.") }));
    let text = json!({
        "letterhead": { "agency": "{{ ten_xa }}", "symbol": "KH-UBND", "place": "A" },
        "subject": format!("Thử {IMAGE} của {{{{ ten_xa }}}}"),
        "body": body,
        "recipients": ["Lưu: VT"],
        "signature": { "position": "CHỦ TỊCH" }
    });
    fs::write(&plan, text.to_string()).unwrap();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let list = [("00001", IMAGE), ("00002", SCRIPT), ("00003", LINK), ("00004", DRAWING)].map(
        |(key, name)| format!("{key},{},{}\n", quoted(name), quoted(&format!("Tỉnh {DRAWING}"))),
    );
    fs::write(&rows, format!("Mã xã,Tên xã,Tỉnh\n{}", list.concat())).unwrap();

    let served = Served::merged(&plan, &rows);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, IMAGE);
    for text in [IMAGE, SCRIPT, LINK, DRAWING] {
        browser.until(&format!("pageText(1).includes({})", json!(format!("Đoạn {text} hết."))));
    }
    assert_eq!(browser.text("text('#plan-name')"), "\"><img src=x onerror=window.hacked=5>.json");
    assert!(browser.text("text('#plan-title')").contains(IMAGE));
    assert!(browser.text("document.title").contains("<img src=x"));
    assert!(browser.text("text('#file-list')").contains("<svg onload=window.hacked=6>.csv"));
    nothing_has_run(&browser);

    browser.click("#commune-input");
    browser.until("all('#commune-list .commune-name').length === 4");
    let names = browser.text("text('.commune-name')");
    assert_eq!(names, [IMAGE, SCRIPT, LINK, DRAWING].join("\n"));
    browser.press(&["</script>", "Enter"]);
    until_pages_with(&browser, &format!("của {SCRIPT}"));
    nothing_has_run(&browser);

    // The panel, what is said to screen readers, a search.
    browser.click_at(&browser.is("middle('hacked=1', 1)"));
    browser.until("isShown('#source-panel') && text('.cell-text')");
    assert!(browser.text("text('#source-cells')").contains(IMAGE));
    browser.click("#search-input");
    browser.press(&["<img src=x"]);
    browser.until("/^1\\//.test(text('#search-count'))");
    nothing_has_run(&browser);

    browser.click("#batch-open");
    browser.click("#batch-start");
    browser.until("text('#batch-state') === 'Đã làm xong.'");
    browser.press(&["Escape"]);
    browser.click(".home");
    browser.until("text('.recent-open').includes('<img src=x onerror=window.hacked=5>.json')");
    nothing_has_run(&browser);
}

#[test]
fn a_hostile_workbook_with_faults_is_only_text() {
    let folder = TempDir::new().unwrap();
    let plan = folder.path().join("kế hoạch.xlsx");
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let sheet = "<img src=x onerror=hacked=1>";
    let good = edited(&data("lai-chau-par-index-2023.xlsx"), &[("Bảng chỉ tiêu", &escaped(sheet))]);
    save(&plan, &good);
    save(&plan, &edited(&plan, &[("<t>Địa danh</t>", &format!("<t>{}</t>", escaped(IMAGE)))]));
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    browser.until("isShown('#banner') && text('#banner').includes('Thiếu “Địa danh”')");
    assert!(browser.text("text('#diagnostics')").contains(IMAGE));
    nothing_has_run(&browser);

    // The sheet's name is a part of each place.
    save(&plan, &good);
    until_pages_with(&browser, "Công tác chỉ đạo điều hành");
    browser
        .click_at(&browser.is(
            "middle('Công tác chỉ đạo điều hành', pagesWith('Công tác chỉ đạo điều hành')[0])",
        ));
    browser.until(&format!(
        "text('.cell-place strong') === {}",
        json!(format!("kế hoạch.xlsx ▸ {sheet}!B3"))
    ));
    nothing_has_run(&browser);
}
