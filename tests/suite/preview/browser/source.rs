//! From a word on the page to the cell that it came from.

use serde_json::json;

use super::driver::Browser;
use super::served::{Served, data};
use super::until_pages_with;

/// Clicks in the middle of `words` where they are printed on a page, and gives the
/// cells that the panel shows: of each its place, what it says, and the word that
/// is marked there.
fn cells(browser: &Browser, words: &str, page: usize) -> Vec<[String; 3]> {
    browser.is("one('#source-cells').replaceChildren()");
    let point = browser.is(&format!("middle({}, {page})", json!(words)));
    browser.click_at(&point);
    browser.until("isShown('#source-panel') && text('#source-cells')");
    let cells = browser.is(
        "all('#source-cells .cell-card').map((card) => [card.querySelector('.cell-place strong'), \
         card.querySelector('.cell-text'), card.querySelector('mark')].map((part) => part?.textContent ?? ''))",
    );
    serde_json::from_value(cells).unwrap()
}

/// What is marked on the pages under a name.
fn marked(browser: &Browser, name: &str) -> Vec<String> {
    let marked = browser.is(&format!(
        "[...CSS.highlights.get('{name}') ?? []].map((range) => {{ const real = document.createRange(); \
         real.setStart(range.startContainer, range.startOffset); \
         real.setEnd(range.endContainer, range.endOffset); return real.toString(); }})"
    ));
    serde_json::from_value(marked).unwrap()
}

/// The page that some words stand on, with its image.
fn page_with(browser: &Browser, words: &str) -> usize {
    let page = browser.is(&format!("pagesWith({})[0]", json!(words))).as_u64().expect(words);
    browser.is(&format!("one('.page[data-page=\"{page}\"]').scrollIntoView()"));
    browser.until(&format!("images()[{page}]"));
    usize::try_from(page).unwrap()
}

/// A person points at what is printed: letters that can be selected must lie on it.
#[test]
fn letters_can_be_pointed_at_where_they_are_printed() {
    for plan in ["lao-cai-papi-2023.xlsx", "lai-chau-par-index-2023.xlsx"] {
        let served = Served::plan(&data(plan));
        let browser = Browser::at(&served.url);
        until_pages_with(&browser, "KẾ HOẠCH");
        let pages = browser.is("all('.page').length").as_u64().unwrap();
        for page in 1..=pages {
            browser.is(&format!("one('.page[data-page=\"{page}\"]').scrollIntoView()"));
            browser.until(&format!("images()[{page}]"));
            let found = browser.is(&format!("deviation({page})"));
            assert!(found["letters"].as_u64().unwrap() > 30, "page {page}: {found}");
            assert!(found["by"].as_f64().unwrap() < 1.0, "{plan}, page {page}: {found}");
        }
    }
}

#[test]
fn a_click_on_a_word_shows_its_cell() {
    let name = "lai-chau-par-index-2023.xlsx";
    let served = Served::plan(&data(name));
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "Công tác chỉ đạo điều hành");
    // What is clicked on, the cell, how its text begins, the word that is marked in it.
    for (words, cell, text, word) in [
        ("LAI CHÂU", "Thông tin!B4", "ỦY BAN NHÂN DÂN\nTỈNH LAI CHÂU", "LAI"),
        ("INDEX), Chỉ số hài lòng", "Thông tin!B9", "Duy trì, cải thiện", "INDEX),"),
        // In justified lines: at their beginning, in the middle, at the end.
        ("vị trí thứ", "Nội dung!B2", "Theo kết quả công bố", "vị"),
        ("86,29 điểm", "Nội dung!B2", "Theo kết quả công bố", "86,29"),
        ("2022 chưa được", "Nội dung!B2", "Theo kết quả công bố", "2022"),
        ("MỤC ĐÍCH, YÊU CẦU", "Nội dung!B3", "MỤC ĐÍCH, YÊU CẦU", "MỤC"),
        // In a table: a word, a number as the spreadsheet shows it, a head, its note.
        ("đạo điều hành về cải cách", "Bảng chỉ tiêu!B3", "Công tác chỉ đạo", "đạo"),
        ("89,47%", "Bảng chỉ tiêu!C3", "89,47%", ""),
        ("(trên 63 tỉnh", "Bảng chỉ tiêu!D2", "Thứ hạng[^2] (trên", "(trên"),
        ("thành phần được tính", "Chú thích!B2", "Chỉ số % thành phần", "thành"),
        ("Tỉnh ủy (b/c)", "Nơi nhận!A2", "Thường trực Tỉnh ủy", "Tỉnh"),
    ] {
        let page = page_with(&browser, words);
        let found = cells(&browser, words, page);
        let [[place, whole, mark]] = found.as_slice() else { panic!("{words}: {found:?}") };
        assert_eq!(*place, format!("{name} ▸ {cell}"), "{words}");
        assert!(whole.starts_with(text), "{words}: {whole}");
        assert_eq!(mark, word, "{words}");
        let clicked = words.split(' ').next().unwrap().trim_matches(['(', ')', ',', '%']);
        assert_eq!(marked(&browser, "word"), [clicked], "{words}");
    }
    // All that came from the cell is marked.
    cells(&browser, "86,29 điểm", page_with(&browser, "86,29 điểm"));
    let traces = marked(&browser, "source").concat();
    assert!(traces.starts_with("Theo kết quả") && traces.len() > 500, "{traces}");
    assert_eq!(browser.text("text('#source-count')"), "Có ở 1 chỗ trên các trang");
    // Words of the form come from no cell.
    browser.click_at(&browser.is("middle('CỘNG HÒA', 1)"));
    browser.until("text('#source-cells').startsWith('Chữ này có sẵn trong mẫu văn bản')");
    browser.click("#source-close");
    browser.until("!isShown('#source-panel')");
    assert_eq!(marked(&browser, "source"), Vec::<String>::new());
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_merged_word_shows_the_communes_value_and_the_plans_cell() {
    let served = Served::merged(&data("ke-hoach-mau-xa.xlsx"), &data("danh-sach-xa-mau.xlsx"));
    let browser = Browser::at(&format!("{}?row=03390", served.url));
    until_pages_with(&browser, "của xã Bình Lư năm 2026");
    let (plan, rows) = ("ke-hoach-mau-xa.xlsx ▸", "danh-sach-xa-mau.xlsx ▸ Danh sách xã");
    let found = cells(&browser, "Bình Lư năm 2026", 1);
    let headings = browser.text("text('#source-cells h3')");
    assert_eq!(headings, "Giá trị của xã\nÔ của bản kế hoạch dùng giá trị này");
    let [[value, name, _], [cell, template, _]] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((value.as_str(), name.as_str()), (format!("{rows}!D3").as_str(), "Xã Bình Lư"));
    assert_eq!(*cell, format!("{plan} Thông tin!B9"));
    assert!(template.contains("của {{ ten_xa | trong_cau }} năm 2026"), "{template}");
    // The next word is the plan's own.
    let found = cells(&browser, "quản trị và", 1);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        (found[0][0].as_str(), found[0][2].as_str()),
        (format!("{plan} Thông tin!B9").as_str(), "quản")
    );
    // All that has the commune's name is marked, and can be gone through.
    cells(&browser, "Bình Lư năm 2026", 1);
    let traces = marked(&browser, "source");
    assert!(
        traces.len() > 3 && traces.iter().all(|trace| trace.to_lowercase().contains("bình lư")),
        "{traces:?}"
    );
    assert!(browser.text("text('#source-count')").starts_with("Chỗ "));
    browser.click("#source-next");
    browser.until("/^Chỗ \\d+ trên \\d+$/.test(text('#source-count'))");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}
