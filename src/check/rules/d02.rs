//! A file that everybody can open and print.

use crate::check::citation::PRACTICE;
use crate::check::file::{dictionaries, found, open};
use crate::check::rule::At;
use crate::check::rule::{Check, Found, Rule};
use crate::diagnostic::Severity;
use hayro_syntax::object::{Dict, Name};

pub const RULE: Rule = Rule {
    id: "D02",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("d02.md"),
    checks: &[Check::File(look)],
};

/// The fonts are in one of these.
const EMBEDDED: &[&str] = &["FontFile", "FontFile2", "FontFile3"];

fn look(bytes: &[u8]) -> Vec<Found> {
    let mut wrong = Vec::new();
    if found(bytes, b"/Encrypt").next().is_some() {
        wrong.push(("Tệp PDF bị khóa bằng mật khẩu.", "xuất lại tệp, không đặt mật khẩu"));
    }
    if let Some(pdf) = open(bytes) {
        let is = |dict: &Dict, key: &str, name: &str| {
            dict.get::<Name>(key).is_some_and(|value| value.as_str() == name)
        };
        let bare = |dict: &Dict| {
            is(dict, "Type", "FontDescriptor") && !EMBEDDED.iter().any(|key| dict.contains_key(key))
        };
        if dictionaries(&pdf).any(|dict| bare(&dict)) {
            wrong.push((
                "Tệp PDF có phông chữ chưa nhúng.",
                "xuất lại tệp, chọn nhúng mọi phông chữ",
            ));
        }
        if dictionaries(&pdf).any(|dict| has_script(&dict)) {
            wrong.push(("Tệp PDF có chứa mã lệnh JavaScript.", "xuất lại tệp, không kèm mã lệnh"));
        }
    }
    let told = |(message, hint): (&str, &str)| Found::new(At::Whole, message).hint(hint);
    wrong.into_iter().map(told).collect()
}

/// Whether it is an action with a program, or holds one that runs when it is opened.
fn has_script(dict: &Dict) -> bool {
    let names = dict.get::<Dict>("Names");
    let opens = dict.get::<Dict>("OpenAction");
    dict.contains_key("JS")
        || names.is_some_and(|names| names.contains_key("JavaScript"))
        || opens.is_some_and(|action| action.contains_key("JS"))
}
