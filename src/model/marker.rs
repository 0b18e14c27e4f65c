//! The grammar of the markers that number a plan's parts: `I.`, `1.`, `1.1.`,
//! `a)`, `-`, `+`, `Phần I`, `Chương I`, `Mục 1`, `Điều 1.`
//!
//! Depends on `outline` for the letters. A new form of marker is an arm of [`split_marker`].

use super::outline::LETTERS;

/// Words that name a part; the number after `Điều` needs its full stop, since
/// "Điều 9 Nghị định…" begins many a sentence.
const PARTS: &[&str] = &["phần thứ", "phần", "chương", "tiểu mục", "mục", "điều"];
/// Numbers in words after "Phần thứ".
const ORDINALS: &[&str] = &["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];

/// Splits a marker from the start of `text` (NFC, trimmed): the marker as typed
/// and the byte where the text after it begins. What only looks like a marker,
/// "12 tháng", "1.234 hộ", "C.Mác", "Điều 9 Nghị định", is none.
pub fn split_marker(text: &str) -> Option<(&str, usize)> {
    let length = dash(text)
        .or_else(|| letter(text))
        .or_else(|| number(text))
        .or_else(|| roman(text))
        .or_else(|| part(text))?;
    let (marker, rest) = text.split_at_checked(length)?;
    Some((marker, text.len() - rest.trim_start().len()))
}

/// `-`, `–` or `+` and a space.
fn dash(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| matches!(c, '-' | '–' | '+'))?;
    text.get(first.len_utf8()..)?.starts_with(char::is_whitespace).then_some(first.len_utf8())
}

/// `a)`, `đ)`.
fn letter(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|c| LETTERS.contains(*c))?;
    text.get(first.len_utf8()..)?.starts_with(')').then_some(first.len_utf8() + 1)
}

/// `1.`, `1)`, `1.1.`, and `1.1` before a capital.
fn number(text: &str) -> Option<usize> {
    let mut length = 0;
    for component in 1.. {
        let rest = text.get(length..)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&digits) {
            return None;
        }
        length += digits;
        let after = text.get(length..)?;
        let Some(beyond) = after.strip_prefix('.') else {
            let closed = component == 1 && after.starts_with(')');
            let bare = component > 1 && after.starts_with(' ') && begins_with_capital(after);
            return if closed { Some(length + 1) } else { bare.then_some(length) };
        };
        length += 1;
        if !beyond.starts_with(|c: char| c.is_ascii_digit()) {
            return (ends_here(beyond) || begins_with_capital(beyond)).then_some(length);
        }
    }
    None
}

/// `I.` to `XXXIX.`; larger ones would make names of `C.`, `D.`, `L.`, `M.`
/// A space may be missing before a word in capitals ("I.MỤC ĐÍCH").
fn roman(text: &str) -> Option<usize> {
    let length = numeral(text)?;
    let rest = text.get(length..)?.strip_prefix('.')?;
    let capitals = rest.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
    (ends_here(rest) || capitals).then_some(length + 1)
}

/// Length of the canonical roman numeral up to XXXIX that `text` begins with.
fn numeral(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    let units = text.get(..length)?.trim_start_matches('X');
    let known = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"].contains(&units);
    (length > 0 && length - units.len() <= 3 && known).then_some(length)
}

/// `Phần I`, `Chương II.`, `Mục 1`, `Điều 1.`, in any case: ended by a full
/// stop, a colon, a line break or the end of the text.
fn part(text: &str) -> Option<usize> {
    PARTS.iter().find_map(|word| {
        let word_length = prefix_ignoring_case(text, word)?;
        let rest = text.get(word_length..)?;
        let number = rest.strip_prefix(' ')?;
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        let length = match digits {
            0 => numeral(number)
                .or_else(|| ORDINALS.iter().find_map(|o| prefix_ignoring_case(number, o)))?,
            1..=3 => digits,
            _ => return None,
        };
        let end = word_length + 1 + length;
        let after = text.get(end..)?;
        match after.chars().next() {
            None | Some('\n') => Some(end),
            Some('.' | ':') if ends_here(after.get(1..)?) => Some(end + 1),
            _ => None,
        }
    })
}

/// Bytes at the start of `text` that are `word` in any case.
fn prefix_ignoring_case(text: &str, word: &str) -> Option<usize> {
    let mut length = 0;
    let mut found = text.chars();
    for expected in word.chars() {
        let c = found.next()?;
        if !c.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
        length += c.len_utf8();
    }
    Some(length)
}

fn ends_here(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace)
}

fn begins_with_capital(rest: &str) -> bool {
    rest.trim_start().chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::split_marker;

    #[test]
    fn markers_are_split_off() {
        for (text, marker, rest) in [
            ("I. MỤC ĐÍCH", "I.", "MỤC ĐÍCH"),
            ("I.MỤC ĐÍCH", "I.", "MỤC ĐÍCH"),
            ("XIV. TỔ CHỨC", "XIV.", "TỔ CHỨC"),
            ("1. Mục đích", "1.", "Mục đích"),
            ("1.Mục đích", "1.", "Mục đích"),
            ("1.10. Nội dung", "1.10.", "Nội dung"),
            ("1.1 Nội dung", "1.1", "Nội dung"),
            ("2) Yêu cầu", "2)", "Yêu cầu"),
            ("a) Thực hiện", "a)", "Thực hiện"),
            ("đ)Thực hiện", "đ)", "Thực hiện"),
            ("- Kế hoạch", "-", "Kế hoạch"),
            ("–  Kế hoạch", "–", "Kế hoạch"),
            ("+ Rà soát", "+", "Rà soát"),
            ("Phần I", "Phần I", ""),
            ("PHẦN THỨ NHẤT\nTỔNG QUAN", "PHẦN THỨ NHẤT", "TỔNG QUAN"),
            ("Chương II\nQUY ĐỊNH", "Chương II", "QUY ĐỊNH"),
            ("Mục 1. ĐĂNG KÝ", "Mục 1.", "ĐĂNG KÝ"),
            ("Điều 1. Phạm vi", "Điều 1.", "Phạm vi"),
        ] {
            let (found, at) = split_marker(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found, &text[at..]), (marker, rest), "{text}");
        }
    }

    #[test]
    fn lookalikes_are_text() {
        for text in [
            "12 tháng đầu năm",
            "1.234 hộ nghèo",
            "1.5 triệu",
            "2026. Kết quả",
            "01.02.2026 là hạn",
            "C.Mác và Ph.Ăngghen",
            "V.I.Lênin",
            "IIII. sai",
            "Điều 9 Nghị định 30",
            "Mục tiêu chung",
            "Mục 1 của kế hoạch",
            "Phần lớn",
            "-5 độ",
            "+84 là mã",
            "a. Nội dung",
            "w) sai",
            "",
        ] {
            assert_eq!(split_marker(text), None, "{text}");
        }
    }
}
