//! The line "Lưu" names who drafted the document.

use crate::check::citation::nd30;
use crate::check::closing::{archive, listed};
use crate::check::rule::{Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::words;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "N05",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.9d"),
    page: include_str!("n05.md"),
    checks: &[Check::Document(look)],
};

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for line in listed(view) {
        let Some(file) = archive(line.text) else { continue };
        let units = line.text.get(file..).unwrap_or_default();
        let names: Vec<_> =
            words(units).filter(|word| word.text.chars().any(char::is_alphabetic)).collect();
        if let [only] = names.as_slice()
            && only.text == "VT"
        {
            let range = file + only.range.start..file + only.range.end;
            found.push(
                Found::new(line.part(range), "Dòng “Lưu” chưa có đơn vị soạn thảo.")
                    .hint("ghi thêm chữ viết tắt đơn vị soạn thảo, như Lưu: VT, KT"),
            );
        }
    }
    found
}
