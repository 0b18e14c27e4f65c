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

/// The file with a change.
fn file(bytes: Vec<u8>, what: &str) -> Vec<u8> {
    let replaced = |old: &[u8], new: &[u8]| {
        assert_eq!(old.len(), new.len(), "offsets must stay");
        let at = bytes.windows(old.len()).position(|part| part == old);
        let at = at.unwrap_or_else(|| panic!("no {}", String::from_utf8_lossy(old)));
        [&bytes[..at], new, &bytes[at + old.len()..]].concat()
    };
    match what {
        "như chương trình tạo ra" => bytes,
        "phiên bản 1.3" => replaced(b"%PDF-1.7", b"%PDF-1.3"),
        _ => panic!("no change named {what}"),
    }
}
