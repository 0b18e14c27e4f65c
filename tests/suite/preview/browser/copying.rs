//! What is selected on the pages is copied as the words are read.

use std::fs;

use serde_json::{Value, json};

use super::driver::Browser;
use super::served::{Served, data};
use super::until_pages_with;

/// Selects with the mouse from one word to the end of another, and copies with the
/// keyboard.
fn copied(browser: &Browser, from: &str, to: &str, page: usize) -> String {
    let ends = browser.is(&format!("ends({}, {}, {page})", json!(from), json!(to)));
    // Whoever presses on what is selected drags it away.
    browser.is("getSelection().removeAllRanges()");
    browser.drag(&ends[0], &ends[1]);
    browser.press(&["Ctrl+c"]);
    browser.text("navigator.clipboard.readText()")
}

#[test]
fn selected_words_are_copied_in_order() {
    let served = Served::plan(&data("lai-chau-par-index-2023.xlsx"));
    let browser = Browser::at(&served.url);
    let origin = served.url.split('/').take(3).collect::<Vec<_>>().join("/");
    let permissions = json!(["clipboardReadWrite"]);
    browser
        .cdp("Browser.grantPermissions", json!({ "origin": origin, "permissions": permissions }));
    until_pages_with(&browser, "Công tác chỉ đạo điều hành");
    let plan: Value =
        serde_json::from_slice(&fs::read(data("lai-chau-par-index-2023.json")).unwrap()).unwrap();
    let text = |index: usize| plan["body"][index]["text"].as_str().unwrap();

    // A paragraph of several justified lines, whole.
    let paragraph = text(0);
    let last = paragraph.rsplit(' ').next().unwrap();
    assert_eq!(copied(&browser, "Theo kết quả công bố", last, 1), paragraph);
    // A part of a line, letter for letter.
    assert_eq!(
        copied(&browser, "tăng 7 bậc", "so với năm 2021; Chỉ", 1),
        "tăng 7 bậc so với năm 2021; Chỉ"
    );
    // Headings, and the paragraphs after them with what numbers them.
    let wanted = format!("I. {}\n1. {}\n- {}", text(1), text(2), text(3));
    assert_eq!(copied(&browser, "I. MỤC", "đề ra.", 1), wanted);

    // The cells of a table's row, and of the next.
    let page = browser.is("pagesWith('Công tác chỉ đạo điều hành')[0]").as_u64().unwrap();
    let page = usize::try_from(page).unwrap();
    browser.is(&format!("one('.page[data-page=\"{page}\"]').scrollIntoView()"));
    browser.until(&format!("images()[{page}]"));
    let row = copied(&browser, "Công tác chỉ đạo", "Xây dựng và tổ chức", page);
    let wanted = "Công tác chỉ đạo điều hành về cải cách hành chính\t89,47%\t43\tTừ 90% trở lên\t40-43\t\
        Các Sở: Nội vụ, Khoa học và Công nghệ, các thành viên Ban Chỉ đạo CCHC tỉnh\n2\tXây dựng và tổ chức";
    assert_eq!(row, wanted);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
