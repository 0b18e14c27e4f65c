//! Days of the week and months in words.

use crate::check::citation::nd30;
use crate::check::phrases::has_sentences;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{Word, folded, is_joined, lowered, may_begin, with_first, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C21",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, V.8c"),
    page: include_str!("c21.md"),
    checks: &[Check::Text(look)],
};

/// Numbers of days; after "thứ".
const DAYS: &[&str] = &["hai", "ba", "tư", "năm", "sáu", "bảy"];
/// Numbers of months that nothing else is called by: "tháng năm", "tháng hai lần" are left.
const MONTHS: &[&str] = &["giêng", "tư", "sáu", "bảy", "tám", "chín", "mười", "chạp"];
/// Before "thứ" it is a day, not an ordinal.
const PARTS_OF_DAY: &[&str] = &["sáng", "trưa", "chiều", "tối", "đêm"];
/// After the number something is counted: "mỗi tháng sáu buổi".
const COUNTED: &[&str] = &["lần", "buổi", "kỳ", "ngày", "đợt", "cuộc", "giờ", "triệu", "nghìn"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    (0..found.len()).filter_map(|at| name(text, &found, at)).collect()
}

/// The name of a day or month at `at`, if its case is wrong.
fn name(text: &str, found: &[Word], at: usize) -> Option<Hit> {
    let (word, number) = (found.get(at)?, found.get(at + 1)?);
    if !is_joined(text, found, at) {
        return None;
    }
    let near = |at: Option<usize>| at.and_then(|at| found.get(at)).map(|word| folded(word.text));
    let (before, after) = (near(at.checked_sub(1)), near(Some(at + 2)));
    let before = before.as_deref().unwrap_or_default();
    let after = after.as_deref().unwrap_or_default();
    let of = |list: &[&str]| list.contains(&folded(number.text).as_str());
    let begins = may_begin(text, word.range.start);
    let is_name = match word.text {
        "thứ" => of(DAYS) && (PARTS_OF_DAY.contains(&before) || matches!(after, "hằng" | "hàng")),
        "Thứ" => of(DAYS) && !begins,
        "tháng" | "Tháng" => {
            let counted =
                matches!(before, "mỗi" | "hằng" | "hàng" | "một") || COUNTED.contains(&after);
            of(MONTHS) && !counted
        }
        _ => false,
    };
    let first = if begins { word.text.to_owned() } else { lowered(word.text) };
    let right = format!("{first} {}", with_first(&lowered(number.text), true));
    let range = word.range.start..number.range.end;
    let words = text.get(range.clone())?;
    let is_wrong = is_name && words != right && words.chars().any(char::is_lowercase);
    is_wrong.then(|| {
        Hit::new(range, format!("Tên ngày, tháng viết hoa chưa đúng: “{words}”."))
            .hint(format!("viết “{right}”, hoặc dùng chữ số"))
            .mend(right)
    })
}
