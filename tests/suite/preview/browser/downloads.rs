//! What is downloaded is what `build` and `batch` write.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use kehoach::pipeline::{self, BuildOptions};
use zip::ZipArchive;

use super::driver::Browser;
use super::served::{Served, copy, data, edited, save};
use super::{downloaded, until_pages_with};
use crate::built;

#[test]
fn a_pdf_is_the_one_that_build_writes() {
    let (_folder, plan) = copy("binh-lu-papi-2026.xlsx", "kế hoạch (bản 2).xlsx");
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    let downloads = browser.downloads();
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    browser.click("#download-pdf");
    let pdf = downloaded(&downloads, "kế hoạch (bản 2).pdf");
    assert!(pdf == built::build(&plan), "other bytes than build writes");

    // With the draft mark, which a reload keeps; and of the file as saved last.
    browser.click("#draft");
    browser.until("one('#download-pdf').href.endsWith('?draft=1') && isWhole()");
    browser.reload();
    save(&plan, &edited(&plan, &[("của xã Bình Lư năm 2026", "của xã Bình Lư năm 2027")]));
    until_pages_with(&browser, "của xã Bình Lư năm 2027");
    assert_eq!(browser.is("one('#draft').checked"), true);
    browser.click("#download-pdf");
    let draft = downloaded(&downloads, "kế hoạch (bản 2).pdf");
    let options = BuildOptions { draft: true, ..BuildOptions::default() };
    assert!(draft == built::build_with(&plan, &options), "other bytes than build --draft writes");

    // For printing it is shown and not saved.
    let shown = "fetch(one('#print').href).then(async (answer) => \
        [answer.headers.get('content-disposition').split(';')[0], (await answer.arrayBuffer()).byteLength])";
    assert_eq!(browser.is(shown), serde_json::json!(["inline", draft.len()]));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn all_communes_come_as_one_zip() {
    let (_folder, plan) = copy("ke-hoach-mau-xa.xlsx", "kế hoạch.xlsx");
    let rows = data("danh-sach-xa-mau.xlsx");
    let served = Served::merged(&plan, &rows);
    let browser = Browser::at(&format!("{}?row=03390", served.url));
    let downloads = browser.downloads();
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    let build = |row: &str| {
        let row = Some(row.to_owned());
        let options =
            BuildOptions { rows: Some(rows.clone().into()), row, ..BuildOptions::default() };
        built::build_with(&plan, &options)
    };

    browser.click("#batch-open");
    assert_eq!(
        browser.text("text('#batch-state')"),
        "Làm một tệp PDF cho mỗi xã của danh sách, gói vào một tệp .zip."
    );
    assert_eq!(browser.text("text('#batch-counts')"), "12 xã");
    browser.click("#batch-start");
    browser.until("text('#batch-state') === 'Đã làm xong.'");
    assert!(browser.text("text('#batch-counts')").starts_with("Xong 12 trên 12 xã, "));
    assert_eq!(browser.is("one('#batch-progress').value"), 12);
    browser.click("#batch-zip");
    let zip = downloaded(&downloads, "kế hoạch.zip");
    let mut zip = ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    let pdfs: Vec<(&String, &Vec<u8>)> =
        files.iter().filter(|(name, _)| name.ends_with(".pdf")).collect();
    assert_eq!(pdfs.len(), 12, "{:?}", files.keys());
    for (name, bytes) in pdfs {
        let key = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        let key: String = key.chars().take_while(char::is_ascii_digit).collect();
        assert!(*bytes == build(&key), "{name}: other bytes than build --row {key} writes");
    }
    browser.click("#batch-report");
    let report = String::from_utf8(downloaded(&downloads, "kế hoạch.csv")).unwrap();
    assert_eq!(report.lines().count(), 1 + 12, "{report}");

    // The one that is looked at.
    browser.click("#batch-close");
    browser.click("#download-pdf");
    let name = files.keys().find(|name| name.contains("03390")).unwrap();
    assert!(downloaded(&downloads, name) == files[name]);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn the_workbook_with_notes_is_the_one_that_check_writes() {
    let (_folder, plan) = copy("lai-chau-par-index-2023.xlsx", "kế hoạch.xlsx");
    let served = Served::plan(&plan);
    let browser = Browser::at(&served.url);
    let downloads = browser.downloads();
    until_pages_with(&browser, "KẾ HOẠCH");
    browser.click("#download-annotated");
    let book = downloaded(&downloads, "kế hoạch-ghi-chu.xlsx");
    let annotated = pipeline::annotate(&plan, &plan, &BuildOptions::default()).unwrap();
    assert!(Some(&book) == annotated.bytes.as_ref(), "other bytes than check --annotate writes");

    let mut book = ZipArchive::new(Cursor::new(book)).unwrap();
    let names: Vec<String> = book.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = |name: &str| {
        let mut text = String::new();
        book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(text("xl/workbook.xml").contains("Kết quả kiểm tra"));
    let comments: Vec<&String> =
        names.iter().filter(|name| name.starts_with("xl/comments")).collect();
    let mut notes = comments.iter().map(|name| text(name));
    assert!(notes.any(|notes| notes.contains("“QPPL”")), "{names:?}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_batch_of_the_whole_country_can_be_stopped_and_taken_up() {
    let served = Served::merged(&data("ke-hoach-mau-xa.xlsx"), &data("communes.csv"));
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "KẾ HOẠCH");
    browser.click("#batch-open");
    browser.click("#batch-start");
    let running = "text('#batch-state') === 'Đang làm …' && one('#batch-progress').value";
    browser.until(running);
    let total = "one('#batch-progress').max";
    assert_eq!(browser.is(total), 3321);
    // The dialog may be closed; the button says how it goes.
    browser.click("#batch-close");
    browser.until("/^Tải tất cả \\(\\d+ %\\)$/.test(text('#batch-open'))");
    browser.click("#batch-open");
    browser.click("#batch-stop");
    browser.until("text('#batch-state') === 'Đã dừng. Các xã đã làm xong được giữ lại.'");
    let done = browser.is("one('#batch-progress').value").as_u64().unwrap();
    assert!((1..3321).contains(&done), "{done}");
    assert_eq!(browser.is("isShown('#batch-stop')"), false);
    assert_eq!(browser.is("isShown('#batch-zip')"), false);
    assert_eq!(browser.text("text('#batch-start')"), "Làm lại từ đầu");

    browser.click("#batch-resume");
    browser.until(&format!("{running} > {done}"));
    browser.click("#batch-stop");
    browser.until("isShown('#batch-resume')");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
