//! Cells of workbooks put right.

use std::fs;

use kehoach::amend::OVERLAPS;
use kehoach::model::node::Script;
use rust_xlsxwriter::{Format, Table, TableColumn, Workbook};

use super::*;
use crate::built;

const SHEET: &str = "xl/worksheets/sheet2.xml";

#[test]
fn only_the_cell_changes() {
    let before = workbook();
    let mend = words(&before, "B2", "hoà", "hòa");
    let after = amended(&before, &[mend]);
    assert_eq!(touched(&before, &after.bytes), [SHEET]);
    assert_eq!(read(&after.bytes, "B2").text, "Đảm bảo an toàn hòa bình ,  ổn định.");
    let (old, new) = (part(&before, SHEET), part(&after.bytes, SHEET));
    // Up to the cell and behind it, byte for byte.
    let at = old.find("<c r=\"B2\"").unwrap();
    let rest = &old[at..][old[at..].find("</c>").unwrap()..];
    assert!(new.starts_with(&old[..at]) && new.ends_with(rest), "{new}");
    let shown: Vec<_> = after.done.iter().map(|c| (c.before.as_str(), c.after.as_str())).collect();
    assert_eq!(
        shown,
        [("Đảm bảo an toàn hoà bình ,  ổn định.", "Đảm bảo an toàn hòa bình ,  ổn định.")]
    );
    assert_eq!(after.left, []);
}

#[test]
fn many_changes_of_one_cell_are_made_together() {
    let before = workbook();
    let mends = [
        words(&before, "B2", ",  ổ", ", ổ"),
        words(&before, "B2", "Đảm bảo", "Bảo đảm"),
        words(&before, "B2", "hoà", "hòa"),
        words(&before, "B2", " ,", ","),
    ];
    let after = amended(&before, &mends);
    assert_eq!(read(&after.bytes, "B2").text, "Bảo đảm an toàn hòa bình,  ổn định.");
    // “ ,” and “,  ổ” overlap: the second waits.
    assert_eq!(after.done.iter().map(|change| change.count).sum::<usize>(), 3);
    assert_eq!(after.left.iter().map(|left| left.why).collect::<Vec<_>>(), [OVERLAPS]);
}

#[test]
fn runs_keep_their_looks() {
    let before = workbook();
    let mends =
        [words(&before, "B3", "hoà bình", "hòa bình"), words(&before, "B3", "Diện", "diện")];
    let raw = read(&amended(&before, &mends).bytes, "B3");
    assert_eq!(raw.text, "diện tích hòa bình 5 m2");
    let styled = |text: &str| {
        let found = raw.styles.iter().find(|(range, _)| raw.text[range.clone()] == *text);
        found.unwrap_or_else(|| panic!("{raw:?}")).1
    };
    assert!(styled("hòa bình").bold);
    assert!(styled(" 5 m").italic);
    assert_eq!(styled("2").script, Script::Super);
    let fonts = part(&amended(&before, &mends).bytes, SHEET);
    assert!(fonts.contains("<rPr>"), "the runs' own properties are kept");
}

#[test]
fn numbers_formulas_and_blanks_are_left_alone() {
    let before = workbook();
    let mends = [change("B4", 0..1, "9"), change("B5", 0..3, "h"), change("B8", 0..0, "x"), {
        Mend { origin: cell("Không có", "A1"), range: 0..0, with: "x".into() }
    }];
    let after = amended(&before, &mends);
    assert!(after.done.is_empty() && touched(&before, &after.bytes).is_empty());
    let mut why: Vec<_> = after.left.iter().map(|left| left.why).collect();
    why.sort_unstable();
    assert_eq!(
        why,
        [
            "không có trang này",
            "ô là công thức",
            "ô là số, ngày hoặc giá trị không phải chữ",
            "ô trống"
        ]
    );
}

#[test]
fn a_mend_of_nothing_writes_the_cell_as_it_was_read() {
    let before = workbook();
    let was = read(&before, "B6").text;
    let after = amended(&before, &[change("B6", 0..0, ""), words(&before, "B6", "của", "Của")]);
    assert_eq!(read(&after.bytes, "B6").text, was.replace("của", "Của"));
    assert!(part(&after.bytes, SHEET).contains(": Của xã"), "composed letters are stored");
    assert_eq!(after.done.len(), 2);
    let again = amended(&after.bytes, &[change("B6", 0..0, "")]);
    assert!(again.done.is_empty() && touched(&after.bytes, &again.bytes).is_empty());
}

#[test]
fn old_fonts_go_with_their_encoding() {
    let mut book = Workbook::new();
    let info = book.add_worksheet();
    info.set_name("Thông tin").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("Nội dung").unwrap();
    sheet.write(0, 1, "Nội dung").unwrap();
    let old = Format::new().set_font_name(".VnTime").set_font_size(14).set_bold();
    sheet.write_with_format(1, 1, "KÕ ho¹ch phßng chèng", &old).unwrap();
    let before = book.save_to_buffer().unwrap();
    // Without the word of a rule that it is certain, nothing is written as Unicode.
    let doubtful = amended(&before, &[words(&before, "B2", "Kế", "kế")]);
    assert!(doubtful.done.is_empty() && touched(&before, &doubtful.bytes).is_empty());
    assert_eq!(doubtful.left.len(), 1);
    let after = amended(&before, &[change("B2", 0..0, "")]);
    let sheet = part(&after.bytes, SHEET);
    assert!(sheet.contains("Kế hoạch phòng chống"), "{sheet}");
    assert!(
        sheet.contains("<rFont val=\"Times New Roman\"/>") && sheet.contains("<sz val=\"14\"/>")
    );
    let input = input::read_bytes(&FILE.into(), &after.bytes).unwrap();
    assert!(
        input
            .diagnostics
            .iter()
            .all(|d| !d.code.contains("legacy") && !d.code.contains("encoding"))
    );
    assert_eq!(read(&after.bytes, "B2").text, "Kế hoạch phòng chống");
    assert!(amended(&after.bytes, &[change("B2", 0..0, "")]).done.is_empty());
}

#[test]
fn escapes_and_markup_stay_text() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Nội dung").unwrap();
    sheet.write(0, 1, "Nội dung").unwrap();
    sheet.write(1, 1, "a <b> & \"c\" _x0041_ dòng\nhai hoà").unwrap();
    let before = book.save_to_buffer().unwrap();
    let text = read(&before, "B2").text;
    let after = amended(&before, &[words(&before, "B2", "hoà", "hòa")]);
    assert_eq!(read(&after.bytes, "B2").text, text.replace("hoà", "hòa"));
}

#[test]
fn names_with_a_prefix_and_cells_without_places_are_found() {
    let before = with_part(&workbook(), SHEET, |xml| {
        let xml = xml.replace("<c r=\"B2\"", "<c r='B2'").replace(" r=\"3\"", "");
        let xml = xml.replace("<c r=\"B3\"", "<c r=\"B3\"  ");
        ["worksheet", "sheetData", "row", "c", "v", "f", "sheetViews", "sheetView"].iter().fold(
            xml.replace("xmlns=", "xmlns:x="),
            |xml, name| {
                xml.replace(&format!("<{name} "), &format!("<x:{name} "))
                    .replace(&format!("<{name}>"), &format!("<x:{name}>"))
                    .replace(&format!("</{name}>"), &format!("</x:{name}>"))
            },
        )
    });
    let mends = [words(&before, "B2", "hoà", "hòa"), words(&before, "B3", "hoà", "hòa")];
    let after = amended(&before, &mends);
    assert_eq!(after.done.len(), 2);
    assert_eq!(read(&after.bytes, "B2").text, "Đảm bảo an toàn hòa bình ,  ổn định.");
    assert!(read(&after.bytes, "B3").styles.iter().any(|(_, style)| style.bold));
}

/// Excel has the name of a table's column twice, and refuses a workbook in which they
/// differ.
#[test]
fn the_head_of_a_table_is_left_alone() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Nội dung").unwrap();
    let columns = ["Mục", "Nội dung"].map(|name| TableColumn::new().set_header(name));
    sheet.add_table(0, 0, 2, 1, &Table::new().set_columns(&columns)).unwrap();
    sheet.write(1, 1, "hoà bình").unwrap();
    let before = book.save_to_buffer().unwrap();
    let after = amended(&before, &[change("B1", 0..1, "x"), words(&before, "B2", "hoà", "hòa")]);
    assert_eq!(
        after.left.iter().map(|left| left.why).collect::<Vec<_>>(),
        ["ô là tiêu đề cột của một Table"]
    );
    assert_eq!(read(&after.bytes, "B2").text, "hòa bình");
}

/// Each text of a workbook of LibreOffice changed, and changed back.
#[test]
fn what_libreoffice_saved_reads_as_the_same_plan() {
    let file = built::path("tests/fixtures/workbooks/binh-lu-papi-2026-libreoffice.xlsx");
    let before = fs::read(&file).unwrap();
    let all = cells(&before);
    let mends: Vec<Mend> = all
        .iter()
        .filter_map(|(place, text)| {
            let (sheet, name) = place.split_once('!')?;
            let end = text.start + text.text.len();
            Some(Mend { origin: cell(sheet, name), range: end..end, with: "※".into() })
        })
        .collect();
    let after = amended(&before, &mends);
    assert!(after.done.len() > 100, "{} of {}", after.done.len(), mends.len());
    let sheets = touched(&before, &after.bytes);
    assert!(sheets.iter().all(|part| part.starts_with("xl/worksheets/")), "{sheets:?}");
    let changed = cells(&after.bytes);
    let back: Vec<Mend> = after
        .done
        .iter()
        .filter_map(|change| {
            let place = change.origin.to_string();
            let (_, place) = place.split_once(" ▸ ")?;
            let (_, text) =
                changed.iter().find(|(known, text)| known == place && text.text.contains('※'))?;
            let at = text.start + text.text.find('※')?;
            Some(Mend { origin: change.origin.clone(), range: at..at + 3, with: String::new() })
        })
        .collect();
    let again = amended(&after.bytes, &back);
    assert_eq!(cells(&again.bytes), all);
}
