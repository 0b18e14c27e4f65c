//! What rules find stands beside the pages and leads to the words; it withholds
//! nothing.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::driver::Browser;
use super::needs::axe;
use super::served::Served;
use super::{downloaded, until_pages_with};
use crate::rules::base;

/// A plan whose headings are numbered I, III, V … `count` times wrongly.
fn plan(count: usize) -> (TempDir, PathBuf) {
    let mut plan = base();
    let numerals = ["I", "III", "V", "VII", "IX", "XI", "XIII", "XV"];
    let body: Vec<Value> = numerals[..=count]
        .iter()
        .flat_map(|marker| {
            [
                json!({ "kind": "heading", "marker": marker, "text": format!("PHẦN VIỆC {marker}") }),
                json!({ "text": format!("Chủ động phòng, chống lụt bão trên địa bàn xã. {}", "Các đơn vị tổ chức thực hiện. ".repeat(12)) }),
            ]
        })
        .collect();
    plan["body"] = json!(body);
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("kế hoạch.json");
    fs::write(&file, plan.to_string()).unwrap();
    (folder, file)
}

/// The frame that is shown, against where these words are printed: how far, in pt,
/// its edges are from them.
const FRAME: &str = "(async () => { \
    const page = Number(one('.frame').closest('.page').dataset.page); \
    const { x, y } = await middle(WORDS, page); \
    const frame = one('.frame').getBoundingClientRect(); \
    return frame.left < x && x < frame.right && frame.top < y && y < frame.bottom && frame.height < 60; })()";

#[test]
fn a_finding_leads_to_its_words_and_withholds_nothing() {
    let (_folder, file) = plan(1);
    let served = Served::plan(&file);
    let browser = Browser::at(&served.url);
    let downloads = browser.downloads();
    until_pages_with(&browser, "KẾ HOẠCH");
    let own = "all('.finding.error').find((finding) => finding.querySelector('a.rule')?.textContent === 'B05')";
    browser.until(own);
    browser.is(&format!("{own}.id = 'own'"));
    let said = browser.text("text('#own')");
    assert!(said.starts_with("✕lỗi B05 Đánh số không liên tục: sau “I.” là “III.”."), "{said}");
    assert!(said.contains("Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I"), "{said}");
    assert!(said.contains("Cách sửa: "), "{said}");
    assert!(browser.text("text('#diagnostics h3.error')").starts_with("Lỗi ("));

    // The words are framed on the page, wherever it is scrolled to.
    browser.click("#own .place");
    browser.until("text('#own .finding-note') === 'Đã đến trang 1.'");
    assert_eq!(browser.is("all('.frame').length"), 1);
    assert_eq!(browser.is(&FRAME.replace("WORDS", "'III. PHẦN'")), true);
    browser.shot("finding-words");
    browser.click("#zoom-out");
    assert_eq!(browser.is(&FRAME.replace("WORDS", "'III. PHẦN'")), true);

    // The rule's page.
    let page = browser.is("fetch(one('#own a.rule').href).then(async (answer) => \
        [answer.status, answer.headers.get('content-type'), await answer.text()])");
    assert_eq!((&page[0], &page[1]), (&json!(200), &json!("text/plain; charset=utf-8")));
    assert!(page[2].as_str().unwrap().starts_with("# B05. "), "{page}");
    assert!(browser.text("one('#own a.rule').title").starts_with("B05. Đánh số"));

    assert_eq!(browser.is("isShown('#banner')"), false);
    browser.click("#download-pdf");
    assert!(downloaded(&downloads, "kế hoạch.pdf").starts_with(b"%PDF-"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn many_findings_of_a_rule_are_folded() {
    let (_folder, file) = plan(6);
    let served = Served::plan(&file);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "KẾ HOẠCH");
    let own = "all('.folded details').find((details) => text('.folded summary').includes('6 chỗ theo B05: '))";
    browser.until(own);
    browser.is(&format!("{own}.id = 'own'"));
    assert_eq!(browser.is("one('#own').open"), false);
    browser.click("#own summary");
    browser.until("isShown('#own .finding')");
    // The last one is on a further page, where another click takes its frame away.
    browser.is("all('#own .finding').at(-1).querySelector('.place').click()");
    browser.until("one('.frame')?.closest('.page').dataset.page === '2'");
    assert_eq!(browser.is(&FRAME.replace("WORDS", "'XIII. PHẦN'")), true);
    browser.shot("findings-folded");
    for scheme in ["light", "dark"] {
        browser.surroundings(scheme);
        browser.cdp("Runtime.evaluate", json!({ "expression": axe() }));
        let faults = browser.is("axe.run(document, { resultTypes: ['violations'] }).then( \
            ({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))");
        assert_eq!(faults, json!([]));
    }
    browser.click_at(&browser.is("middle('Chủ động phòng', 2)"));
    browser.until("all('.frame').length === 0");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// What the page makes of findings that no plan here has: an area of a page, and words
/// in every place of a text.
#[test]
fn areas_and_words_are_framed() {
    let (_folder, file) = plan(2);
    let served = Served::plan(&file);
    let browser = Browser::at(&served.url);
    until_pages_with(&browser, "KẾ HOẠCH");
    let found = json!([{
        "severity": "warning", "message": "Câu dài.", "place": "a ▸ B2", "spot": { "page": 1, "x": 100, "y": 200, "w": 300, "h": 40 },
        "rule": { "id": "B99", "title": "Câu ngắn" },
        "excerpt": { "shown": ["Một <b>hai</b> ", "", " ba …"], "exact": ["", "", ""] },
    }]);
    browser.is(&format!(
        "import('../page/diagnostics.js').then(({{ Diagnostics }}) => {{ \
         const page = {{ index: 0, element: one('.page') }}; \
         const pages = {{ list: [page], root: one('#thumbs'), addEventListener() {{}}, ready() {{}}, revealPoint() {{}} }}; \
         new Diagnostics(pages, {{ trace() {{}} }}).show({found}); }})"
    ));
    assert_eq!(browser.text("text('#findings-count')"), "1 cảnh báo");
    assert_eq!(browser.text("text('.excerpt')"), "Một <b>hai</b> ‸ ba …");
    assert_eq!(browser.text("text('.finding .place')"), "trang 1\na ▸ B2");
    // Words by what is around them: the second of two, over a line's end, beside a note.
    let within = |text: &str, exact: [&str; 3]| {
        let found = browser.is(&format!(
            "import('../page/excerpt.js').then(({{ wordsWithin }}) => {{ const text = {}; \
             const {{ from, to }} = wordsWithin({{ block: {{ text }}, from: 0, to: text.length }}, {{ exact: {} }}) \
             ?? {{ from: 0, to: 0 }}; return text.slice(0, from) + '[' + text.slice(from, to) + ']'; }})",
            json!(text),
            json!(exact)
        ));
        found.as_str().unwrap().to_owned()
    };
    assert_eq!(within("xã A và xã B", ["xã A và ", "xã", " B"]), "xã A và [xã]");
    assert_eq!(
        within("1. Ủy ban  nhân dân", ["", "Ủy ban\nnhân dân", ""]),
        "1. [Ủy ban  nhân dân]"
    );
    assert_eq!(within("Mục tiêu1 của xã", ["Mục tiêu ", "của", " xã"]), "Mục tiêu1 [của]");
    assert_eq!(within("Một hai ba", ["Một hai", "", " ba"]), "Một ha[i b]");
    assert_eq!(within("Một hai", ["Một hai", "", ""]), "Một ha[i]");
    assert_eq!(within("Một hai", ["", "bốn", ""]), "[]");
    // An area, where it is on the paper.
    browser.click("#diagnostics .finding .excerpt");
    browser.until("text('.finding-note') === 'Đã đến trang 1.'");
    let frame = browser.is(
        "(() => { const [page, frame] = ['.page', '.frame'].map((part) => one(part).getBoundingClientRect()); \
         const scale = page.width / parseFloat(one('.page').style.getPropertyValue('--w')); \
         return [(frame.left + 3 - page.left) / scale, (frame.top + 2 - page.top) / scale, \
           (frame.width - 6) / scale, (frame.height - 4) / scale].map(Math.round); })()",
    );
    assert_eq!(frame, json!([100, 200, 300, 40]));
    browser.shot("finding-area");
}
