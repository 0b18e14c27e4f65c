//! Numbers in words, as Vietnamese offices read them.
//!
//! A new form with words is a function here.

use super::letters::hoa_dau;
use super::number::{Digits, Number, NumberError};

/// The word for tens that are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ZeroTens {
    /// "một trăm linh năm".
    #[default]
    Linh,
    /// "một trăm lẻ năm", as in the south.
    Le,
}

impl ZeroTens {
    fn word(self) -> &'static str {
        match self {
            Self::Linh => "linh",
            Self::Le => "lẻ",
        }
    }
}

/// "một trăm hai mươi mốt", "âm năm", "mười hai phẩy năm".
///
/// Of the two ways to say 104, "linh tư" and "linh bốn", this is the first.
/// Below the leading group of three digits each group is read in full: 1.005 is
/// "một nghìn không trăm linh năm". Decimals are read like a whole number after
/// their zeros ("không phẩy không năm"), more than three digit by digit.
pub fn bang_chu(number: Number, zero_tens: ZeroTens) -> String {
    let Digits { negative, whole, fraction } = number.digits(0, None);
    let mut words = Vec::from(if negative { &["âm"][..] } else { &[] });
    words.extend(whole_words(&whole, zero_tens));
    if !fraction.is_empty() {
        words.push("phẩy");
        words.extend(fraction_words(&fraction, zero_tens));
    }
    words.join(" ")
}

/// "Một trăm hai mươi mốt nghìn đồng"; a part of a đồng is an error.
pub fn tien_bang_chu(number: Number, zero_tens: ZeroTens) -> Result<String, NumberError> {
    if !number.is_whole() {
        return Err(NumberError::Fraction);
    }
    Ok(hoa_dau(&bang_chu(number, zero_tens)) + " đồng")
}

/// Three digits: hundreds, tens, units.
type Group = [u8; 3];

fn whole_words(digits: &str, zero_tens: ZeroTens) -> Vec<&'static str> {
    let groups = groups(digits);
    let mut words = Vec::new();
    for (index, group) in groups.iter().enumerate() {
        let power = groups.len() - 1 - index;
        if *group != [0; 3] {
            words.extend(group_words(*group, !words.is_empty(), zero_tens));
            match power % 3 {
                1 => words.push("nghìn"),
                2 => words.push("triệu"),
                _ => {}
            }
        }
        // The word ends each three groups, so that 10^18 is "một tỷ tỷ".
        let three = groups.iter().take(index + 1).skip((index + 1).saturating_sub(3));
        if power > 0 && power.is_multiple_of(3) && three.flatten().any(|digit| *digit != 0) {
            words.extend(std::iter::repeat_n("tỷ", power / 3));
        }
    }
    if words.is_empty() { vec!["không"] } else { words }
}

/// The digits in groups of three from the right.
fn groups(digits: &str) -> Vec<Group> {
    let digits: Vec<u8> = digits.bytes().map(|byte| byte.saturating_sub(b'0')).collect();
    let mut groups: Vec<Group> = digits
        .rchunks(3)
        .map(|chunk| {
            let mut group = [0; 3];
            for (place, digit) in group.iter_mut().rev().zip(chunk.iter().rev()) {
                *place = *digit;
            }
            group
        })
        .collect();
    groups.reverse();
    groups
}

/// `full`: also the hundreds that are zero.
fn group_words(
    [hundreds, tens, units]: Group,
    full: bool,
    zero_tens: ZeroTens,
) -> Vec<&'static str> {
    let mut words = Vec::new();
    if full || hundreds > 0 {
        words.extend([digit_word(hundreds), "trăm"]);
    }
    match tens {
        0 if units > 0 && !words.is_empty() => words.push(zero_tens.word()),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([digit_word(tens), "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (0, 4) if !words.is_empty() => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(digit_word(units)),
    }
    words
}

fn fraction_words(digits: &str, zero_tens: ZeroTens) -> Vec<&'static str> {
    if digits.len() > 3 {
        return digit_words(digits);
    }
    let rest = digits.trim_start_matches('0');
    let mut words = vec!["không"; digits.len() - rest.len()];
    words.extend(whole_words(rest, zero_tens));
    words
}

fn digit_words(digits: &str) -> Vec<&'static str> {
    digits.bytes().map(|byte| digit_word(byte.saturating_sub(b'0'))).collect()
}

fn digit_word(digit: u8) -> &'static str {
    match digit {
        0 => "không",
        1 => "một",
        2 => "hai",
        3 => "ba",
        4 => "bốn",
        5 => "năm",
        6 => "sáu",
        7 => "bảy",
        8 => "tám",
        _ => "chín",
    }
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError, ZeroTens, bang_chu, tien_bang_chu};

    #[test]
    fn whole_numbers_in_words() {
        for (plain, expected) in [
            ("0", "không"),
            ("4", "bốn"),
            ("5", "năm"),
            ("10", "mười"),
            ("11", "mười một"),
            ("14", "mười bốn"),
            ("15", "mười lăm"),
            ("20", "hai mươi"),
            ("21", "hai mươi mốt"),
            ("24", "hai mươi tư"),
            ("25", "hai mươi lăm"),
            ("44", "bốn mươi tư"),
            ("55", "năm mươi lăm"),
            ("91", "chín mươi mốt"),
            ("100", "một trăm"),
            ("101", "một trăm linh một"),
            ("104", "một trăm linh tư"),
            ("105", "một trăm linh năm"),
            ("110", "một trăm mười"),
            ("111", "một trăm mười một"),
            ("115", "một trăm mười lăm"),
            ("121", "một trăm hai mươi mốt"),
            ("404", "bốn trăm linh tư"),
            ("1000", "một nghìn"),
            ("1001", "một nghìn không trăm linh một"),
            ("1005", "một nghìn không trăm linh năm"),
            ("1010", "một nghìn không trăm mười"),
            ("1100", "một nghìn một trăm"),
            ("4004", "bốn nghìn không trăm linh tư"),
            ("10000", "mười nghìn"),
            ("21000", "hai mươi mốt nghìn"),
            ("104000", "một trăm linh tư nghìn"),
            ("1000005", "một triệu không trăm linh năm"),
            ("1050000", "một triệu không trăm năm mươi nghìn"),
            ("1234567", "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
            ("-5", "âm năm"),
        ] {
            let words = Number::plain(plain).map(|n| bang_chu(n, ZeroTens::Linh));
            assert_eq!(words.as_deref(), Ok(expected), "{plain}");
        }
    }

    #[test]
    fn billions_and_beyond() {
        for (plain, expected) in [
            ("1e9", "một tỷ"),
            ("1000000001", "một tỷ không trăm linh một"),
            ("1005000000", "một tỷ không trăm linh năm triệu"),
            ("1e12", "một nghìn tỷ"),
            ("1000000000001", "một nghìn tỷ không trăm linh một"),
            ("1005000000000", "một nghìn không trăm linh năm tỷ"),
            ("25e14", "hai triệu năm trăm nghìn tỷ"),
            ("1e15", "một triệu tỷ"),
            ("1000005000000000", "một triệu không trăm linh năm tỷ"),
            ("1e18", "một tỷ tỷ"),
            ("1000000005000000000", "một tỷ tỷ không trăm linh năm tỷ"),
            ("1000000000000000005", "một tỷ tỷ không trăm linh năm"),
            ("1e21", "một nghìn tỷ tỷ"),
            ("1e27", "một tỷ tỷ tỷ"),
        ] {
            let words = Number::plain(plain).map(|n| bang_chu(n, ZeroTens::Linh));
            assert_eq!(words.as_deref(), Ok(expected), "{plain}");
        }
        // The first group is a single digit, nine others follow.
        let most = Number::plain(&"9".repeat(28)).map(|n| bang_chu(n, ZeroTens::Linh));
        let most = most.map(|words| words.matches("chín trăm chín mươi chín").count());
        assert_eq!(most, Ok(9));
    }

    #[test]
    fn decimals_and_the_south() {
        for (plain, zero_tens, expected) in [
            ("12.5", ZeroTens::Linh, "mười hai phẩy năm"),
            ("0.05", ZeroTens::Linh, "không phẩy không năm"),
            ("12.25", ZeroTens::Linh, "mười hai phẩy hai mươi lăm"),
            ("0.025", ZeroTens::Linh, "không phẩy không hai mươi lăm"),
            ("-0.001", ZeroTens::Linh, "âm không phẩy không không một"),
            ("3.105", ZeroTens::Linh, "ba phẩy một trăm linh năm"),
            ("3.1416", ZeroTens::Linh, "ba phẩy một bốn một sáu"),
            ("105", ZeroTens::Le, "một trăm lẻ năm"),
            ("1004", ZeroTens::Le, "một nghìn không trăm lẻ tư"),
        ] {
            let words = Number::plain(plain).map(|n| bang_chu(n, zero_tens));
            assert_eq!(words.as_deref(), Ok(expected), "{plain}");
        }
    }

    #[test]
    fn money_in_words() {
        for (plain, expected) in [
            ("121000", Ok("Một trăm hai mươi mốt nghìn đồng")),
            ("0", Ok("Không đồng")),
            ("-5000", Ok("Âm năm nghìn đồng")),
            ("1.5", Err(NumberError::Fraction)),
        ] {
            let words = Number::plain(plain).and_then(|n| tien_bang_chu(n, ZeroTens::Linh));
            assert_eq!(words.as_deref(), expected.as_ref().copied(), "{plain}");
        }
    }

    /// Reads what [`bang_chu`] writes below a million.
    fn read_back(words: &str) -> Option<u32> {
        let (mut total, mut group, mut digit) = (0, 0, 0);
        for word in words.split(' ') {
            match word {
                "nghìn" => (total, group, digit) = ((group + digit) * 1000, 0, 0),
                "trăm" => (group, digit) = (digit * 100, 0),
                "mươi" => (group, digit) = (group + digit * 10, 0),
                "mười" => group += 10,
                "linh" => {}
                _ => {
                    digit = match word {
                        "không" => 0,
                        "một" | "mốt" => 1,
                        "hai" => 2,
                        "ba" => 3,
                        "bốn" | "tư" => 4,
                        "năm" | "lăm" => 5,
                        "sáu" => 6,
                        "bảy" => 7,
                        "tám" => 8,
                        "chín" => 9,
                        _ => return None,
                    }
                }
            }
        }
        Some(total + group + digit)
    }

    #[test]
    fn words_read_back() {
        for value in 0..=10_000 {
            let number = Number::plain(&value.to_string());
            let words = number.map(|n| bang_chu(n, ZeroTens::Linh)).unwrap_or_default();
            assert_eq!(read_back(&words), Some(value), "{words}");
        }
    }
}
