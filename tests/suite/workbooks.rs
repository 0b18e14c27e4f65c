//! Workbooks that other programs wrote, in `tests/fixtures/workbooks`: what
//! rust_xlsxwriter, which makes all others, would never write.

use std::path::Path;

use kehoach::diagnostic::render;
use kehoach::output::{FORMATS, Format};
use kehoach::pipeline::{self, BuildOptions};

fn pdf(name: &str) -> (Vec<u8>, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let outcome = pipeline::build(&path, &BuildOptions::default()).unwrap();
    let said = render(&outcome.diagnostics);
    let typeset = outcome.typeset.unwrap_or_else(|| panic!("{said}"));
    let format: &Format = FORMATS.iter().find(|format| format.name == "pdf").unwrap();
    (((format.export)(&typeset)).unwrap().remove(0), said)
}

#[test]
fn a_sample_saved_by_libreoffice_gives_the_same_bytes() {
    for (saved, sample) in [
        ("binh-lu-papi-2026-libreoffice.xlsx", "data/binh-lu-papi-2026.xlsx"),
        ("binh-lu-papi-2026-libreoffice.ods", "data/binh-lu-papi-2026.xlsx"),
        ("lai-chau-par-index-2023-libreoffice.xls", "data/lai-chau-par-index-2023.xlsx"),
    ] {
        let (bytes, _) = pdf(&format!("tests/fixtures/workbooks/{saved}"));
        assert!(bytes == pdf(sample).0, "{saved}");
    }
}

/// Written by openpyxl: sheets and labels in other spellings and orders, no
/// heading row above the fields, empty columns and rows between.
#[test]
fn labels_are_found_wherever_they_stand() {
    let (_, said) = pdf("tests/fixtures/workbooks/odd-labels.xlsx");
    assert_eq!(
        said,
        "ghi chú: Nội dung phía trên dòng tiêu đề cột không được dùng: ô B2.\n   \
         tại: odd-labels.xlsx ▸ THÔNG TIN\n   mã: text-above-headings\nTổng cộng: 1 ghi chú.\n"
    );
}
