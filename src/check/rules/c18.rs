//! Parts of an act: what has a capital and what has none.

use crate::check::citation::nd30;
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, folded, is_joined, may_begin, with_first, words};
use crate::diagnostic::Severity;
use crate::model::outline::LETTERS;

pub const RULE: Rule = Rule {
    id: "C18",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, V.7"),
    page: include_str!("c18.md"),
    checks: &[Check::Text(look)],
};

/// Before the word it is another one: "danh mục 1", "huy chương 3", "những điều 2 bên".
const OTHER: &[&str] = &[
    "danh", "chuyên", "hạng", "đề", "thư", "khoa", "tiết", "huy", "huân", "văn", "phạm", "những",
    "mọi", "nhiều", "một", "hai", "ba", "các", "cổ", "thành", "mấy",
];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    (0..found.len()).filter_map(|at| part(role, text, &found, at)).collect()
}

/// The part of an act that begins at `at`, if its case is wrong.
fn part(role: Role, text: &str, found: &[Word], at: usize) -> Option<Hit> {
    let (word, number) = (found.get(at)?, found.get(at + 1)?);
    if !is_joined(text, found, at) {
        return None;
    }
    let before = at.checked_sub(1).and_then(|at| found.get(at)).map(|word| folded(word.text));
    let before = before.as_deref().unwrap_or_default();
    // "mục 1.1" is a level that the decree does not know.
    let rest = text.get(number.range.end..).unwrap_or_default();
    let decimal =
        rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let (arabic, roman) = (is_arabic(number.text) && !decimal, is_roman(number.text));
    let upper = match word.text {
        "điều" => arabic,
        "chương" | "mục" if before == "tiểu" => false,
        // A line of the table.
        "mục" if role == Role::Cell => roman,
        "chương" | "mục" => arabic || roman,
        "phần" => roman,
        // "tiểu mục": the first syllable has the capital.
        "tiểu" if number.text == "mục" => {
            let number = found.get(at + 2).filter(|_| is_joined(text, found, at + 1))?;
            is_arabic(number.text) || is_roman(number.text)
        }
        _ => false,
    };
    let letter = number.text.chars().count() == 1 && LETTERS.contains(number.text);
    let lower = match word.text {
        "Khoản" => arabic,
        "Điểm" => letter && is_letter_closed(text, number),
        _ => false,
    };
    let wrong =
        (upper && !OTHER.contains(&before)) || (lower && !may_begin(text, word.range.start));
    wrong.then(|| {
        let right = with_first(word.text, upper);
        let how = if upper { "viết hoa" } else { "viết thường" };
        let kind = if upper {
            "phần, chương, mục, tiểu mục, điều"
        } else {
            "khoản, điểm"
        };
        let range = word.range.start..number.range.end;
        let words = text.get(range).unwrap_or_default();
        let hit = Hit::new(word.range.clone(), format!("Dẫn “{words}” viết hoa chưa đúng."))
            .hint(format!("khi dẫn văn bản, {kind} {how}: “{right}”"))
            .mend(right);
        // "mục 23" may be a line of a list.
        if word.text == "mục" && arabic { hit.warning() } else { hit }
    })
}

/// "2", "103", "4a".
fn is_arabic(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    (1..=3).contains(&digits.len())
        && text.len() <= digits.len() + 1
        && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_roman(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "IVX".contains(c))
}

/// Whether the letter of a điểm stands alone: "Điểm a khoản 2", "Điểm b,".
fn is_letter_closed(text: &str, letter: &Word) -> bool {
    let after = text.get(letter.range.end..).unwrap_or_default();
    after.is_empty() || after.starts_with([' ', ',', ';', ')', '.'])
}
