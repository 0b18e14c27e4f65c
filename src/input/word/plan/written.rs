//! How offices write the number and the date of a document, gaps among them.
//!
//! Depends on `model`.

use crate::model::date::PartialDate;
use crate::model::fields::fold;

/// "Số: 12/KH-UBND" as number and symbol; the number may be a gap.
pub fn number_of(text: &str) -> Option<(&str, &str)> {
    let is_blank = |c: char| c.is_whitespace() || ".…_·:".contains(c);
    let rest = text.trim().strip_prefix("Số").or_else(|| text.trim().strip_prefix("SỐ"))?;
    let rest = rest.strip_prefix(|c: char| is_blank(c) || c.is_ascii_digit()).map(|_| rest)?;
    // "Số 12-KH/ĐU", as the Party numbers its documents.
    let dash = rest.find('-').filter(|dash| rest.find('/').is_some_and(|slash| *dash < slash));
    let (number, symbol) = match dash {
        Some(dash) => (rest.get(..dash)?, rest.get(dash + 1..)?),
        None => rest.split_once('/')?,
    };
    let (number, symbol) = (number.trim_matches(is_blank), symbol.trim());
    let digits = number.trim_end_matches(char::is_alphabetic);
    let fits = digits.len() <= 6
        && digits.chars().all(|c| c.is_ascii_digit())
        && number.chars().count() - digits.len() <= 2
        && (number.is_empty() || !digits.is_empty());
    // "Số 12/KH-UBND ngày …" is a sentence.
    let short = symbol.chars().count() <= 40 && symbol.split_whitespace().count() <= 4;
    (fits && short && !symbol.is_empty()).then_some((number, symbol))
}

/// The number as the program prints it: two digits at least.
pub fn printed_number(number: &str) -> String {
    if number.chars().take_while(char::is_ascii_digit).count() == 1 {
        return format!("0{number}");
    }
    number.to_owned()
}

/// "Lào Cai, ngày 09 tháng 6 năm 2026" as place and date, each part of which may be a
/// gap.
pub fn date_of(text: &str) -> Option<(&str, PartialDate)> {
    let (place, rest) = match text.split_once(',') {
        Some(parts) => parts,
        // The comma forgotten.
        None if fold(text).starts_with("ngay ") && text.contains("tháng") => ("", text),
        None => text.split_at(text.find(" ngày ").filter(|_| text.contains("tháng"))?),
    };
    let folded = fold(rest);
    let starts = ["ngay", "thang", "nam"].iter().any(|word| folded.starts_with(word));
    if !starts || place.chars().count() > 40 || folded.len() > 80 {
        return None;
    }
    // A year of which only "20" is typed is a gap.
    let text = apart(&folded.replace(['…', '.', '·', '_'], " "));
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let text = text.strip_suffix(" 20").or_else(|| text.strip_suffix(" 202")).unwrap_or(text);
    PartialDate::parse(text).ok().map(|date| (place.trim(), date))
}

/// The text with a space wherever a letter and a figure touch ("tháng 4năm").
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        if before.is_ascii_digit() && c.is_alphabetic()
            || before.is_alphabetic() && c.is_ascii_digit()
        {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

/// The date as the plan has it.
pub fn written(date: PartialDate) -> String {
    match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => format!("{day:02}/{month:02}/{year}"),
        (Some(year), Some(month), None) => format!("tháng {month:02}/{year}"),
        (Some(year), None, None) => format!("năm {year}"),
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{date_of, number_of};

    #[test]
    fn numbers_are_told_with_and_without_gaps() {
        for (text, number, symbol) in [
            ("Số: 12/KH-UBND", "12", "KH-UBND"),
            ("Số:       /KH-UBND", "", "KH-UBND"),
            ("Số: …./KH - UBND", "", "KH - UBND"),
            ("Số 05a/KH-THCS", "05a", "KH-THCS"),
            ("Số:........../2026/KH-SCT", "", "2026/KH-SCT"),
            ("Số 12-KH/ĐU", "12", "KH/ĐU"),
        ] {
            assert_eq!(number_of(text), Some((number, symbol)), "{text}");
        }
        for text in [
            "Sốt rét/sốt xuất huyết",
            "Số: 12",
            "Số lượng: 3/4",
            "Số 5/KH-UBND ngày 01/02/2026 của Sở",
        ] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_told_with_and_without_gaps() {
        for (text, place, day, month, year) in [
            ("Lào Cai, ngày 09 tháng 6 năm 2026", "Lào Cai", Some(9), Some(6), Some(2026)),
            ("Lào Cai, ngày      tháng 6 năm 2026", "Lào Cai", None, Some(6), Some(2026)),
            ("Đông A, ngày … tháng … năm 20…", "Đông A", None, None, None),
            ("TP. Hồ Chí Minh, tháng 02 năm 2026", "TP. Hồ Chí Minh", None, Some(2), Some(2026)),
            ("Lào Cai, ngày      tháng 4năm 2026", "Lào Cai", None, Some(4), Some(2026)),
            ("Lào Cai ngày 09 tháng 6 năm 2026", "Lào Cai", Some(9), Some(6), Some(2026)),
            ("Hà Nội, ngày     tháng    năm 2026.", "Hà Nội", None, None, Some(2026)),
        ] {
            let (found, date) = date_of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (found, date.day, date.month, date.year),
                (place, day, month, year),
                "{text}"
            );
        }
        assert_eq!(date_of("Tuyên truyền, ngày hội lớn"), None);
    }
}
