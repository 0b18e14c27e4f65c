//! Laws and ordinances are cited by name, without a number.

use crate::check::citation::nd30;
use crate::check::cited::{is_of_assembly, numbers, sentence_before};
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, lowered, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B04",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.6b"),
    page: include_str!("b04.md"),
    checks: &[Check::Text(look)],
};

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let cited = numbers(text).into_iter();
    let of_assembly = cited.filter(|range| text.get(range.clone()).is_some_and(is_of_assembly));
    of_assembly.filter_map(|range| law(text, range)).collect()
}

/// A hit where the number is that of a law or an ordinance.
fn law(text: &str, number: std::ops::Range<usize>) -> Option<Hit> {
    let sentence = sentence_before(text, number.start);
    let offset = number.start - sentence.len();
    let before: Vec<Word> = words(sentence).collect();
    let (named, of) = before.split_at_checked(before.len().checked_sub(1)?)?;
    let of = of.first().filter(|word| word.text == "số")?;
    let kind = named.iter().enumerate().rev().find_map(|(at, word)| {
        let previous = at.checked_sub(1).and_then(|at| named.get(at)).map(|word| word.text);
        match (previous, lowered(word.text).as_str()) {
            (Some("pháp" | "kỷ"), "luật") => None,
            (_, "luật") | (Some("Pháp" | "pháp"), "lệnh") => Some(Some(at)),
            (Some("Nghị" | "nghị"), "quyết") => Some(None),
            _ => None,
        }
    })??;
    let start = offset + of.range.start;
    let message = |words: &str| format!("Dẫn luật, pháp lệnh kèm số: “{}”.", words.trim());
    let hint = "chỉ ghi tên loại và tên, bỏ số";
    if kind + 1 == named.len() {
        // "Luật số 72/2025/QH15": the name is wanting.
        let words = text.get(start..number.end)?;
        return Some(Hit::new(start..number.end, message(words)).hint("thay số bằng tên của luật"));
    }
    let start = text.get(..start)?.trim_end().len();
    let words = text.get(start..number.end)?;
    Some(Hit::new(start..number.end, message(words)).hint(hint))
}
