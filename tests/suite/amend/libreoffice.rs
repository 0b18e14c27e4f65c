//! The real LibreOffice opens what was annotated: notes, colours, links.

use std::fs;

use kehoach::amend::annotate;

use super::annotate::findings;
use super::*;
use crate::libreoffice::converted;

#[test]
#[ignore = "needs LibreOffice"]
fn notes_and_colours_are_there_in_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("kt.xlsx");
    fs::write(&source, annotate(&workbook(), FILE, &findings()).unwrap()).unwrap();
    let flat = fs::read_to_string(converted(&source, "fods", folder.path())).unwrap();
    assert_eq!(flat.matches("<office:annotation ").count(), 7);
    for text in ["Sai dấu", "ghi chú cũ", "Lời của bộ đọc", "Dòng chưa có", "Kết quả kiểm tra"]
    {
        assert!(flat.contains(text), "no {text}");
    }
    for colour in ["#ffc7ce", "#fff2cc"] {
        assert!(flat.contains(&format!("fo:background-color=\"{colour}\"")), "no {colour}");
    }
    let links = flat.matches("xlink:href=\"#").count();
    assert_eq!(links, 7, "each finding of the workbook has its link");
    // The workbook that LibreOffice saves is the same plan.
    let saved = tempfile::tempdir().unwrap();
    let again = fs::read(converted(&source, "xlsx", saved.path())).unwrap();
    let plain = |bytes: &[u8]| -> Vec<String> {
        cells(bytes).into_iter().map(|(place, text)| format!("{place} {}", text.text)).collect()
    };
    assert_eq!(plain(&again), plain(&workbook()));
}

#[test]
#[ignore = "needs LibreOffice"]
fn what_was_put_right_is_whole_in_libreoffice() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("ds.xlsx");
    let before = workbook();
    let mends = [words(&before, "B2", "hoà", "hòa"), words(&before, "B3", "hoà", "hòa")];
    let after = amended(&before, &mends).bytes;
    fs::write(&source, &after).unwrap();
    let saved = tempfile::tempdir().unwrap();
    let again = fs::read(converted(&source, "xlsx", saved.path())).unwrap();
    assert_eq!(cells(&again), cells(&after));
}
