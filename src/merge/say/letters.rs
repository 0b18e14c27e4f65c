//! Capitals, small letters, and names for files.
//!
//! Knows letters only; what the words of a name mean is the affair of
//! [`super::place`]. A new form of letters is a function here.

use crate::model::fields::fold;

/// "Xã Đông A" → "XÃ ĐÔNG A".
pub fn in_hoa(text: &str) -> String {
    text.to_uppercase()
}

/// "XÃ ĐÔNG A" → "xã đông a".
pub fn in_thuong(text: &str) -> String {
    text.to_lowercase()
}

/// The first letter as a capital, after quotation marks and the like, and all
/// else as it is: "“xã Đông A”" → "“Xã Đông A”".
pub fn hoa_dau(text: &str) -> String {
    let at = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let (before, rest) = text.split_at(at);
    let mut chars = rest.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    before.chars().chain(first).chain(chars).collect()
}

/// A capital at the start of each syllable, also after an apostrophe or a
/// hyphen, all else small: "XÃ EA H'LEO" → "Xã Ea H'Leo".
pub fn viet_hoa(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in text.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    out
}

/// A name for files of `a`–`z`, `0`–`9` and single hyphens: "Xã Ea H'Leo" →
/// "xa-ea-h-leo". A letter of another alphabet is its number, "α" → "u3b1", so
/// that names stay apart; a text without letters or digits gives "".
pub fn slug(text: &str) -> String {
    let mut spelled = String::new();
    for c in fold(text).chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => spelled.push(c),
            _ if c.is_alphanumeric() => spelled.push_str(&format!("u{:x}", u32::from(c))),
            _ => spelled.push('-'),
        }
    }
    let words = spelled.split('-').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{hoa_dau, in_hoa, in_thuong, slug, viet_hoa};

    #[test]
    fn cases_of_letters() {
        let text = "Đặc khu Phú Quốc, ở ỷ ợ ư";
        assert_eq!(in_hoa(text), "ĐẶC KHU PHÚ QUỐC, Ở Ỷ Ợ Ư");
        assert_eq!(in_thuong(&in_hoa(text)), text.to_lowercase());
        assert_eq!((in_hoa(""), in_thuong("")), (String::new(), String::new()));
    }

    #[test]
    fn first_letters() {
        for (text, expected) in [
            ("ủy ban nhân dân xã Đông A", "Ủy ban nhân dân xã Đông A"),
            ("đồng", "Đồng"),
            ("“xã” này", "“Xã” này"),
            ("12 hộ", "12 hộ"),
            ("UBND xã", "UBND xã"),
            ("…", "…"),
            ("", ""),
        ] {
            assert_eq!(hoa_dau(text), expected);
        }
    }

    #[test]
    fn capitals_of_syllables() {
        for (text, expected) in [
            ("XÃ EA H'LEO", "Xã Ea H'Leo"),
            ("xã ea h’leo", "Xã Ea H’Leo"),
            ("PHAN RANG - THÁP CHÀM", "Phan Rang - Tháp Chàm"),
            ("bà rịa-vũng tàu", "Bà Rịa-Vũng Tàu"),
            ("PHƯỜNG 1", "Phường 1"),
            ("ông ích khiêm", "Ông Ích Khiêm"),
        ] {
            assert_eq!(viet_hoa(text), expected);
        }
    }

    #[test]
    fn names_for_files() {
        for (text, expected) in [
            ("Xã Ea H'Leo", "xa-ea-h-leo"),
            ("Đặc khu Phú Quốc", "dac-khu-phu-quoc"),
            ("  Phường 1 (mới) ", "phuong-1-moi"),
            ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
            ("ƯƠNG ờ", "uong-o"),
            ("α", "u3b1"),
            ("../..\\a", "a"),
            ("…", ""),
        ] {
            assert_eq!(slug(text), expected);
        }
    }
}
