//! How findings are shown: excerpts with their marks, the text for a terminal, JSON,
//! and what the web page must not do. How the page looks is seen in `preview::browser`.

use std::fs;

use kehoach::check::RULES;
use kehoach::diagnostic::{Diagnostic, Evidence, Excerpt, Mend, Spot, Window, render};
use kehoach::origin::{Origin, Place};
use kehoach::output::findings::{FORMATS, Findings};
use tempfile::TempDir;

use crate::cli::run;

/// The text whose words in double brackets are marked.
pub fn excerpt(marked: &str) -> Excerpt {
    let (before, rest) = marked.split_once("[[").unwrap();
    let (words, after) = rest.split_once("]]").unwrap();
    let range = before.len()..before.len() + words.len();
    Excerpt { text: format!("{before}{words}{after}"), range }
}

fn window(marked: &str, columns: usize) -> String {
    let Window { before, marked, after } = excerpt(marked).window(columns);
    format!("{before}[{marked}]{after}")
}

#[test]
fn an_excerpt_is_a_line_around_the_words() {
    for (text, columns, shown) in [
        ("Thôn, [[bản]] trên địa bàn", 40, "Thôn, [bản] trên địa bàn"),
        ("[[Ủy ban]]\nnhân dân", 40, "[Ủy ban] nhân dân"),
        ("nhân dân [[]]", 40, "nhân dân []"),
        ("", 0, "[]"),
        ("một hai ba bốn năm sáu [[bảy]] tám chín mười", 21, "… năm sáu [bảy] tám …"),
        ("một hai ba bốn năm [[sáu]]", 14, "… bốn năm [sáu]"),
        ("[[một]] hai ba bốn năm sáu", 14, "[một] hai ba …"),
        ("a [[một hai ba bốn năm]] b", 12, "[một hai ba …]"),
        ("[[mộthaibabốn]]", 6, "[mộtha…]"),
    ] {
        let text = if text.is_empty() { "[[]]" } else { text };
        assert_eq!(window(text, columns), shown, "{text}");
    }
    // Whatever the width, it is kept.
    for columns in 0..60 {
        let Window { before, marked, after } =
            excerpt("Căn cứ Luật [[Tổ chức chính quyền]] địa phương năm 2025;").window(columns);
        let width = format!("{before}{marked}{after}").chars().count();
        assert!(width <= columns, "{width} of {columns}");
    }
    // A range that fits no letters is no reason to fail.
    let odd = Excerpt { text: "Ủy ban".into(), range: 1..99 };
    assert_eq!(odd.window(20).before, "Ủy ban");
}

#[test]
fn the_words_are_pointed_at_where_they_stand() {
    let text =
        "Phòng, chống lụt bão [[,]] hạn chế thiệt hại về người, tài sản của nhân dân trong xã";
    for text in [text, "Thiê\u{323}t hại [[về]] người", "漢字 [[về]] người", "ba ngày[[]]"]
    {
        let origin = Origin::new(&"a.csv".into(), Place::File);
        let excerpt = Some(excerpt(text));
        let found = Diagnostic::warning("T01", &origin, "Sai.")
            .show(Evidence { excerpt, ..Evidence::default() });
        let said = render(&[found]);
        let lines: Vec<&str> = said.lines().collect();
        let at = lines.iter().position(|line| line.trim_start().starts_with('^')).unwrap();
        let (shown, pointer) = (lines[at - 1], lines[at]);
        // What stands above the pointer, by columns of a terminal.
        let columns: String = shown
            .chars()
            .filter(|c| *c != '\u{323}')
            .flat_map(|c| std::iter::repeat_n(c, if "漢字".contains(c) { 2 } else { 1 }))
            .collect();
        let start = pointer.find('^').unwrap();
        let above: String = columns.chars().skip(start).take(pointer.len() - start).collect();
        let (_, rest) = text.split_once("[[").unwrap();
        assert_eq!(above, rest.split_once("]]").unwrap().0, "{said}");
    }
}

/// Findings of every kind, in no order.
pub fn specimen() -> Vec<Diagnostic> {
    let (file, list) = ("kế hoạch.xlsx".into(), "xã.json".into());
    let cell = |sheet: &str, row, column| Origin::cell(&file, &sheet.into(), row, column);
    let pointer = |pointer: &str, line| {
        Origin::new(&list, Place::Pointer { pointer: pointer.into(), line, column: 3 })
    };
    let words = |text: &str| Evidence { excerpt: Some(excerpt(text)), ..Evidence::default() };
    let spot = Spot { page: 2, left: 300, top: 215, width: 1600, height: 60 };
    let origin = cell("Nội dung", 4, 1);
    let mend = Mend { origin: origin.clone(), range: 8..9, with: ",".into() };
    vec![
        Diagnostic::general("P99", "Lề phải của trang 2 không đúng.")
            .hint("dùng mẫu kèm theo")
            .show(Evidence { spot: Some(spot), ..Evidence::default() }),
        Diagnostic::error("A02", &cell("Phụ lục X", 0, 0), "Phụ lục đánh số sai.")
            .show(words("[[Phụ lục X]]")),
        Diagnostic::warning("A02", &cell("Phụ lục II", 2, 0), "Tên phụ lục viết thường.")
            .show(words("Danh mục [[nhiệm vụ]]"))
            .and_at(&pointer("/0/ten_xa", 1)),
        Diagnostic::general("D99", "Tệp PDF không có tiêu đề.").show(Evidence::default()),
        Diagnostic::error("T01", &origin, "Thừa dấu cách trước dấu “,”.")
            .hint("xóa dấu cách")
            .cite("thông lệ <trình bày> & “gõ”")
            .show(Evidence {
                mends: vec![mend], ..words("Lụt, bão[[ ,]] hạn chế <thiệt hại>")
            }),
        Diagnostic::warning("B99", &cell("Nội dung", 3, 1), "Câu quá dài.")
            .show(words("Câu [[rất dài]].")),
        Diagnostic::note("unused-sheet", &cell("Bảng tính", 0, 0), "Trang không dùng đến."),
        Diagnostic::error("H17", &cell("Thông tin", 6, 1), "Ngày sai.").show(words("[[9]]/2/2026")),
        Diagnostic::error("unknown-rule", &Origin::option("--allow X"), "Không có quy tắc “X”."),
        Diagnostic::note(
            "rule-allowed",
            &Origin::option("--allow T07"),
            "Đã bỏ qua 3 chỗ theo quy tắc T07.",
        ),
    ]
}

fn shown(name: &str, found: &[Diagnostic]) -> String {
    let format = FORMATS.iter().find(|format| format.name == name).unwrap();
    let title = |id: &str| (id.len() == 3).then_some("Điều mà quy tắc <này> yêu cầu");
    (format.make)(&Findings {
        plan: "kế hoạch.xlsx", found, document: None, typeset: None, title
    })
}

#[test]
fn the_text_goes_sheet_by_sheet() {
    insta::assert_snapshot!("findings_text", shown("text", &specimen()));
    assert_eq!(shown("text", &[]), "Không thấy chỗ nào phải sửa.\n");
}

#[test]
fn the_json_is_as_documented() {
    let json = shown("json", &specimen());
    insta::assert_snapshot!("findings_json", json);
    // Every key stands in its page.
    let page = crate::built::path("docs/ket-qua-kiem-tra.md");
    let page = fs::read_to_string(page).unwrap();
    let keys = json.lines().filter_map(|line| line.trim_start().split_once("\": "));
    for (key, _) in keys {
        let key = key.trim_start_matches('"');
        assert!(page.contains(&format!("`{key}`")), "{key} is not told of");
    }
}

#[test]
fn the_page_loads_and_runs_nothing() {
    let mut found = specimen();
    found.push(Diagnostic::general(
        "x",
        "<script>alert(1)</script><img src=\"http://a.b/c\" onerror='d'>",
    ));
    let page = shown("html", &found);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    for bad in ["<script", "<img", "<link", "@import", "url(", "http://", "https://"] {
        let bare = page.replace("http://a.b", "");
        assert!(!bare.contains(bad), "{bad}");
    }
    assert!(page.contains("<mark> ,</mark> hạn chế &lt;thiệt hại&gt;"));
    assert!(page.contains("thông lệ &lt;trình bày&gt; &amp; “gõ”"));
    assert!(shown("html", &[]).contains("Không thấy chỗ nào phải sửa."));
}

#[test]
fn check_writes_what_the_extension_says() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read(crate::built::path("data/binh-lu-papi-2026.json")).unwrap();
    fs::write(folder.path().join("kh.json"), plan).unwrap();
    let check = |args: &[&str]| run(folder.path(), &[&["check", "kh.json"], args].concat());
    let text = check(&[]);
    assert!(matches!(text.code, Some(0 | 1)), "{}", text.stderr);
    assert_eq!(text.stderr, "");
    for (target, begins) in
        [("a.html", "<!doctype html>"), ("thư mục/a.JSON", "{\n"), ("a.txt", "")]
    {
        let run = check(&["-o", target]);
        assert_eq!((run.code, run.stdout.len()), (text.code, 0), "{target}: {}", run.stderr);
        assert!(run.stderr.starts_with(&format!("Đã ghi {target}: ")), "{}", run.stderr);
        let written = fs::read_to_string(folder.path().join(target)).unwrap();
        assert!(written.starts_with(begins), "{target}");
    }
    assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), text.stdout);
    let html = fs::read(folder.path().join("a.html")).unwrap();
    assert_eq!(check(&["--format", "html"]).stdout, html);
    assert_eq!(check(&["--format", "html", "-o", "-"]).stdout, html);
    for (target, code) in [("kh.json", "output-is-plan"), ("kh.xlsx", "unknown-target")] {
        let run = check(&["-o", target]);
        assert_eq!((run.code, run.stdout.len()), (Some(2), 0), "{target}");
        assert!(run.stderr.contains(&format!("mã: {code}")), "{}", run.stderr);
    }
}

#[test]
fn check_tells_what_is_wrong_with_the_list() {
    let folder = TempDir::new().unwrap();
    let plan = fs::read(crate::built::path("data/ke-hoach-mau-xa.json")).unwrap();
    fs::write(folder.path().join("kh.json"), plan).unwrap();
    let commune = r#"{"Mã xã": "03390", "Tên xã": "Xã Bình Lư", "Loại": "xã"}"#;
    fs::write(folder.path().join("ds.json"), format!("[{commune}, {commune}]")).unwrap();
    let run = run(folder.path(), &["check", "kh.json", "--rows", "ds.json"]);
    let told = String::from_utf8(run.stdout).unwrap();
    assert_eq!(run.code, Some(1), "{told}");
    assert!(told.contains("“03390” có hai lần trong cột phân biệt các xã."), "{told}");
    assert!(!told.contains("without-row"), "{told}");
}

/// A family that the list leaves out would hide its rules.
#[test]
fn every_rule_is_listed_and_explained() {
    let folder = TempDir::new().unwrap();
    let list = String::from_utf8(run(folder.path(), &["rules"]).stdout).unwrap();
    for rule in RULES {
        let line = list.lines().find(|line| line.trim_start().starts_with(rule.id));
        let line = line.unwrap_or_else(|| panic!("{} is not in\n{list}", rule.id));
        assert!(line.contains(rule.severity.word()) && line.ends_with(rule.title()), "{line}");
    }
    let page = run(folder.path(), &["rules", "b05"]).stdout;
    assert!(page.starts_with("# B05. ".as_bytes()));
    let unknown = run(folder.path(), &["rules", "B00"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("Không có quy tắc “B00”."), "{}", unknown.stderr);
}
