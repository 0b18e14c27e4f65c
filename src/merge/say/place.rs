//! Names of provinces and communes: the noun of the unit, and the name after it.
//!
//! A new noun is an entry of `UNITS`.

use super::letters::hoa_dau;

/// The nouns as they stand inside a sentence.
const UNITS: &[&str] = &["thành phố", "phường", "đặc khu", "tỉnh", "xã"];

/// The name without the noun: "Xã Bình Lư" → "Bình Lư"; "Phường 1" stays, as
/// does what begins with no noun.
pub fn ten_rieng(text: &str) -> String {
    match unit(text) {
        Some((_, name)) if !name.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => text.to_owned(),
    }
}

/// As inside a sentence ([`in_sentence`]); what begins with no noun stays.
pub fn trong_cau(text: &str) -> String {
    in_sentence(text).unwrap_or_else(|| text.to_owned())
}

/// "Xã Bình Lư" → "xã Bình Lư". The noun keeps its capital before a number and
/// in "Thành phố Hồ Chí Minh" (PL2 III.1b–c). The decree wants it before the
/// names of persons and events too, which cannot be told from others here.
/// `None` for what begins with no noun.
pub fn in_sentence(text: &str) -> Option<String> {
    let (unit, name) = unit(text)?;
    let capital = name.starts_with(|c: char| c.is_ascii_digit())
        || (unit == "thành phố" && name.to_lowercase() == "hồ chí minh");
    let unit = if capital { hoa_dau(unit) } else { unit.to_owned() };
    Some(format!("{unit} {name}"))
}

/// The noun and the name after it, with single blanks.
fn unit(text: &str) -> Option<(&'static str, String)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    UNITS.iter().find_map(|unit| {
        let name = without(&text, unit)?.strip_prefix(' ')?;
        Some((*unit, name.to_owned()))
    })
}

/// What follows `beginning`, which is lower case, whatever the case in `text`.
fn without<'a>(text: &'a str, beginning: &str) -> Option<&'a str> {
    let mut chars = text.chars();
    for expected in beginning.chars() {
        chars.next().filter(|c| c.to_lowercase().eq([expected]))?;
    }
    Some(chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::{ten_rieng, trong_cau};

    #[test]
    fn names_without_their_noun() {
        for (text, expected) in [
            ("Xã Bình Lư", "Bình Lư"),
            ("XÃ BÌNH LƯ", "BÌNH LƯ"),
            ("phường Ba Đình", "Ba Đình"),
            ("Đặc  khu\u{a0}Phú Quốc", "Phú Quốc"),
            ("Xã Đam Rông 3", "Đam Rông 3"),
            ("Phường 1", "Phường 1"),
            ("Thành phố Huế", "Huế"),
            ("Tỉnh Lai Châu", "Lai Châu"),
            ("Bình Lư", "Bình Lư"),
            ("Xa Mát", "Xa Mát"),
            ("Xãm", "Xãm"),
            ("Xã", "Xã"),
            ("Thị xã Ba Đồn", "Thị xã Ba Đồn"),
            ("", ""),
        ] {
            assert_eq!(ten_rieng(text), expected);
        }
    }

    #[test]
    fn names_inside_a_sentence() {
        for (text, expected) in [
            ("Xã Bình Lư", "xã Bình Lư"),
            ("xã Bình Lư", "xã Bình Lư"),
            ("XÃ Ea H'Leo", "xã Ea H'Leo"),
            ("Phường 1", "Phường 1"),
            ("phường 12", "Phường 12"),
            ("Xã Đam Rông 3", "xã Đam Rông 3"),
            ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
            ("Thành phố Huế", "thành phố Huế"),
            ("Tỉnh Lai Châu", "tỉnh Lai Châu"),
            ("Đặc khu Côn Đảo", "đặc khu Côn Đảo"),
            ("Sở Y tế", "Sở Y tế"),
        ] {
            assert_eq!(trong_cau(text), expected);
        }
    }
}
