//! The number formats of Word's lists.
//!
//! Depends on `model`.

use crate::model::outline;

/// Numbers beyond these have no letters or Roman numerals.
const LETTERS_LIMIT: i64 = 780;
const ROMAN_LIMIT: usize = 32_767;

/// `number` in a format by its name in the file (`w:numFmt`). A format that is not
/// known counts as decimal.
pub fn numeral(format: &str, number: i64) -> String {
    match format {
        "none" => String::new(),
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerLetter" => letters(number),
        "ordinal" => format!("{number}{}", ordinal_ending(number)),
        "vietnameseCounting" => vietnamese(number),
        _ => number.to_string(),
    }
}

/// I, II, III … as the plan model counts.
fn roman(number: i64) -> String {
    match usize::try_from(number) {
        Ok(count @ 1..=ROMAN_LIMIT) => outline::roman(count),
        _ => number.to_string(),
    }
}

/// a … z, then aa, bb … zz, aaa …
fn letters(number: i64) -> String {
    if !(1..=LETTERS_LIMIT).contains(&number) {
        return number.to_string();
    }
    let (times, letter) = ((number - 1) / 26 + 1, (number - 1) % 26);
    let letter = char::from(b'a' + letter as u8);
    std::iter::repeat_n(letter, times as usize).collect()
}

fn ordinal_ending(number: i64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// In words, up to ninety-nine.
fn vietnamese(number: i64) -> String {
    const DIGITS: [&str; 10] = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
    if !(1..=99).contains(&number) {
        return number.to_string();
    }
    let digit = |index: i64| DIGITS.get(index as usize).copied().unwrap_or_default();
    let (tens, ones) = (number / 10, number % 10);
    let last = match (tens, ones) {
        (2.., 1) => "mốt",
        (1.., 5) => "lăm",
        _ => digit(ones),
    };
    let first = match tens {
        0 => String::new(),
        1 => "mười ".to_owned(),
        _ => format!("{} mươi ", digit(tens)),
    };
    (first + last).trim_end().to_owned()
}
