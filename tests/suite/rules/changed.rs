//! Changes of what was made of an example, for rules that no template and no plan can
//! break: another font on the pages, another PDF.

use kehoach::check::Checker;
use kehoach::diagnostic::Diagnostic;
use kehoach::output;
use kehoach::pipeline::Outcome;

/// What is found in the pages or in the PDF with these changes.
pub fn findings(outcome: &Outcome, changes: &[(String, String)]) -> Vec<Diagnostic> {
    let typeset = outcome.typeset.as_ref().unwrap();
    let (document, checker) = (outcome.document.as_ref().unwrap(), Checker::default());
    let mut found = Vec::new();
    for (label, what) in changes {
        if label == "Phông chữ" {
            let mut printed = typeset.printed();
            printed.families = vec![what.clone(); printed.families.len()];
            found.extend(checker.pages(document, &printed));
        } else {
            let bytes = (output::DEFAULT.export)(typeset).unwrap().remove(0);
            found.extend(checker.file(&file(bytes, what)));
        }
    }
    found
}

/// The file with a change. What takes the place of something is as long, so that
/// offsets stay.
fn file(mut bytes: Vec<u8>, what: &str) -> Vec<u8> {
    let length = bytes.len();
    let (old, new) = match what {
        "như chương trình tạo ra" => return bytes,
        "ký rồi sửa" => {
            bytes.extend(b"% /ByteRange [0 10 20 30]\n");
            return bytes;
        }
        "ký sau cùng" => {
            let signature = |rest| format!("% /ByteRange [0 {length:09} {length:09} {rest:09}]\n");
            bytes.extend(signature(signature(0).len()).as_bytes());
            return bytes;
        }
        "phiên bản 1.3" => ("%PDF-1.7", "%PDF-1.3"),
        "thiếu phông chữ" => ("/FontFile2", "/FontFile9"),
        "có mã lệnh" => (
            "/ViewerPreferences<</DisplayDocTitle true/Direction/L2R>>",
            "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>          ",
        ),
        // "Kế hoạch …" in UTF-16.
        "không có tiêu đề" => ("/Title<FEFF004B1EBF0020", "/Titel<FEFF004B1EBF0020"),
        "tiêu đề sai bảng mã" => {
            ("<FEFF004B1EBF00200068006F1EA1", "<FEFF006B00D500200068006F00B9")
        }
        "ngôn ngữ khác" => ("/Lang(vi-VN)", "/Lang(en-US)"),
        "không gắn thẻ" => ("/Marked true", "/Markez true"),
        _ => panic!("no change named {what}"),
    };
    let (old, new) = (old.as_bytes(), new.as_bytes());
    assert_eq!(old.len(), new.len(), "{what}");
    let at = bytes.windows(old.len()).position(|part| part == old);
    let at = at.unwrap_or_else(|| panic!("nothing to change for {what}"));
    bytes[at..at + old.len()].copy_from_slice(new);
    bytes
}
