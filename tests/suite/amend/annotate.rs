//! A workbook with what is found on its cells.

use std::fs;

use kehoach::amend::annotate;
use rust_xlsxwriter::Workbook;

use super::*;
use crate::built;

const SHEET: &str = "xl/worksheets/sheet2.xml";

/// Findings on cells with text, with a look, in a merged area, blank, beyond all rows,
/// and outside of the workbook.
pub fn findings() -> Vec<Diagnostic> {
    let list: Arc<str> = "xa.xlsx".into();
    let place = |name| cell("Nội dung", name);
    vec![
        found(&place("B2"), Severity::Error, "Sai dấu “hoà” & <b>."),
        found(&place("B2"), Severity::Warning, "Thừa dấu cách."),
        found(&place("B7"), Severity::Warning, "Ô có nền.").and_at(&place("B9")),
        found(&place("C3"), Severity::Error, "Ô trống."),
        found(&place("B40"), Severity::Error, "Dòng chưa có."),
        found(&place("A1"), Severity::Note, "Chỉ để biết."),
        Diagnostic::error("missing-sheet", &cell("Thông tin", "B2"), "Lời của bộ đọc."),
        found(&Origin::cell(&list, &"Xã".into(), 4, 1), Severity::Error, "Ở tệp khác."),
        Diagnostic::general("whole", "Cả văn bản."),
    ]
}

/// The look of a cell: its `xf` and the colour of its fill.
fn look(bytes: &[u8], sheet: &str, name: &str) -> (String, Option<String>) {
    let xml = part(bytes, sheet);
    let at = xml.find(&format!("<c r=\"{name}\"")).unwrap_or_else(|| panic!("no {name}"));
    let tag = &xml[at..at + xml[at..].find('>').unwrap()];
    let style = tag.split(" s=\"").nth(1).map_or("0", |rest| rest.split('"').next().unwrap());
    let styles = part(bytes, "xl/styles.xml");
    let looks = styles.split("<cellXfs").nth(1).unwrap();
    let xf = looks.split("<xf ").nth(style.parse::<usize>().unwrap() + 1).unwrap();
    let xf = xf.split("<xf").next().unwrap().split("</cellXfs>").next().unwrap();
    let fill = xf.split("fillId=\"").nth(1).unwrap().split('"').next().unwrap();
    let fill = styles.split("<fill>").nth(fill.parse::<usize>().unwrap() + 1).unwrap();
    let colour = fill.split("fgColor rgb=\"").nth(1).map(|rest| rest[..8].to_owned());
    (xf.to_owned(), colour)
}

#[test]
fn cells_get_notes_and_colours() {
    let before = workbook();
    let after = annotate(&before, FILE, &findings()).unwrap();
    let colour = |name| look(&after, SHEET, name).1;
    assert_eq!(colour("B2").as_deref(), Some("FFFFC7CE"));
    assert_eq!(colour("B7").as_deref(), Some("FFFFF2CC"));
    assert_eq!(colour("B9").as_deref(), Some("FFFFF2CC"));
    assert_eq!(colour("C3").as_deref(), Some("FFFFC7CE"));
    assert_eq!(colour("B40").as_deref(), Some("FFFFC7CE"));
    assert_eq!(colour("A1").as_deref(), Some("FFDDEBF7"));
    assert!(look(&after, SHEET, "B7").0.contains("horizontal=\"right\""), "the look is kept");
    let comments = part(&after, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 6);
    let note = "Lỗi H13: Sai dấu “hoà” &amp; &lt;b&gt;.&#10;Cách sửa: viết lại&#10;\
                Căn cứ: NĐ 30/2020/NĐ-CP, Phụ lục I&#10;&#10;Cảnh báo H13: Thừa dấu cách.";
    assert!(comments.contains(note), "{comments}");
    assert!(comments.contains("ghi chú cũ"), "the old note is kept");
    let shapes = part(&after, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(shapes.matches("<v:shape ").count(), 6);
    // The sheet without notes gets the parts that it lacks.
    let rels = part(&after, "xl/worksheets/_rels/sheet1.xml.rels");
    assert!(rels.contains("/xl/commentsKehoach1.xml") && rels.contains("vmlDrawingKehoach1.vml"));
    assert!(part(&after, "xl/worksheets/sheet1.xml").contains("<legacyDrawing "));
    assert!(part(&after, "xl/commentsKehoach1.xml").contains("Lỗi: Lời của bộ đọc."));
}

#[test]
fn a_sheet_lists_all_with_links() {
    let after = annotate(&workbook(), FILE, &findings()).unwrap();
    let names = part(&after, "xl/workbook.xml");
    assert!(names.contains("name=\"Kết quả kiểm tra\" sheetId=\"4\""), "{names}");
    let list = part(&after, "xl/worksheets/sheetKehoach1.xml");
    assert_eq!(list.matches("<row ").count(), 1 + findings().len());
    assert_eq!(list.matches("<hyperlink ").count(), 7);
    assert!(list.contains("<hyperlink ref=\"D2\" location=\"'Nội dung'!B2\""));
    for text in ["Mức", "Căn cứ", "xa.xlsx ▸ Xã", ">B5<", "Cũng ở: Nội dung!B9", "H13"]
    {
        assert!(list.contains(text), "no {text}");
    }
}

#[test]
fn the_plan_stays_the_same_and_can_be_annotated_again() {
    let before = workbook();
    let after = annotate(&before, FILE, &findings()).unwrap();
    assert_eq!(cells(&after), cells(&before));
    let again = annotate(&after, FILE, &findings()).unwrap();
    assert_eq!(cells(&again), cells(&before));
    assert!(part(&again, "xl/workbook.xml").contains("Kết quả kiểm tra (2)"));
    assert_eq!(part(&again, "xl/comments1.xml").matches("<comment ").count(), 6);
    let nothing = annotate(&before, FILE, &[]).unwrap();
    assert_eq!(cells(&nothing), cells(&before));
}

#[test]
fn what_libreoffice_saved_can_be_annotated() {
    let file = built::path("tests/fixtures/workbooks/binh-lu-papi-2026-libreoffice.xlsx");
    let before = fs::read(&file).unwrap();
    let after = annotate(&before, FILE, &findings()).unwrap();
    assert_eq!(cells(&after), cells(&before));
    assert_eq!(look(&after, SHEET, "B2").1.as_deref(), Some("FFFFC7CE"));
    assert!(part(&after, "xl/worksheets/_rels/sheet2.xml.rels").contains("comments"));
}

#[test]
fn a_thousand_notes_and_a_quote_in_a_name() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Ô's \"&\"").unwrap();
    for row in 0..3000 {
        sheet.write(row, 0, "x").unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let name: Arc<str> = "Ô's \"&\"".into();
    let all = |row| found(&Origin::cell(&FILE.into(), &name, row, 0), Severity::Error, "Sai.");
    let found: Vec<Diagnostic> = (0..3000).map(all).collect();
    let after = annotate(&bytes, FILE, &found).unwrap();
    let list = part(&after, "xl/worksheets/sheetKehoach1.xml");
    assert!(list.contains("location=\"'Ô''s &quot;&amp;&quot;'!A3000\""));
    assert_eq!(part(&after, "xl/commentsKehoach1.xml").matches("<comment ").count(), 3000);
}
