//! Festivals of the lunar year.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::{Phrases, has_sentences};
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, begins_upper, folded, is_joined, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C20",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, V.8b"),
    page: include_str!("c20.md"),
    checks: &[Check::Text(look)],
};

/// The festivals as they must be written.
static NAMES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(include_str!("../lists/tet.txt")));

/// "tết" after these, without another name behind, is Tết Nguyên đán.
const BEFORE: &[&str] = &["dịp", "đón", "nghỉ", "trước", "sau", "lễ", "chúc", "quà", "vui", "ăn"];
/// Names of other festivals begin so.
const OTHERS: &[&str] = &[
    "nguyên", "trung", "đoan", "hàn", "thiếu", "độc", "trồng", "thầy", "quân", "cổ", "của", "cơm",
    "té", "cho", "dương", "tây",
];

fn look(role: Role, text: &str) -> Vec<Hit> {
    // "Tết Nguyên đán" is nearly everyone's habit.
    let named = NAMES.hits(role, text).into_iter().map(|hit| {
        let written = text.get(hit.range.clone()).unwrap_or_default();
        let habit = hit.mend.as_ref().is_some_and(|right| right.get(1..) == written.get(1..));
        if habit { hit.warning() } else { hit }
    });
    named.chain(alone(role, text)).collect()
}

/// "nghỉ tết": Tết Nguyên đán, called by the one word.
fn alone(role: Role, text: &str) -> Vec<Hit> {
    let found: Vec<Word> = words(text).filter(|_| has_sentences(role)).collect();
    let mut hits = Vec::new();
    for (at, word) in found.iter().enumerate().filter(|(_, word)| word.text == "tết") {
        let before = at.checked_sub(1).and_then(|at| found.get(at));
        let after = found.get(at + 1).filter(|_| is_joined(text, &found, at));
        let named = after.is_some_and(|word| {
            begins_upper(word.text) || OTHERS.contains(&folded(word.text).as_str())
        });
        if !named && before.is_some_and(|word| BEFORE.contains(&folded(word.text).as_str())) {
            hits.push(
                Hit::new(word.range.clone(), "“tết” viết thường.".to_owned())
                    .hint("dùng thay cho “tết Nguyên đán” thì viết hoa: “Tết”")
                    .warning(),
            );
        }
    }
    hits
}
