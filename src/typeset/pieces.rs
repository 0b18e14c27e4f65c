//! Which stretches of a line stay whole: "4322/KH-UBND", "KT-XH", "100 %",
//! "ngày 05", "Điều 9". They are set in a box; no character is inserted, so the
//! extracted text equals the input.

/// Words after which a number, a numeral or a letter stays on the same line.
const LEADERS: &[&str] = &[
    "ngày", "tháng", "năm", "quý", "điều", "khoản", "điểm", "chương", "mục", "phần", "lục", "biểu",
    "bảng", "tuần",
];

/// Longer tokens are left to break where Typst finds best.
const MAX_KEPT_CHARS: usize = 32;

/// Splits `text` into pieces; `true` marks one that must stay whole. The pieces
/// joined are `text`.
pub(super) fn pieces(text: &str) -> Vec<(&str, bool)> {
    let words = words(text);
    let mut pieces: Vec<(&str, bool)> = Vec::new();
    let mut loose = 0;
    let mut at = 0;
    while at < words.len() {
        let (start, mut end) = words[at];
        let mut kept = breaks_inside(&text[start..end]);
        while let Some(&(next_start, next_end)) = words.get(at + 1) {
            let single_space = &text[end..next_start] == " ";
            if !single_space || !stays_with(&text[start..end], &text[next_start..next_end]) {
                break;
            }
            end = next_end;
            kept = true;
            at += 1;
        }
        at += 1;
        if kept && text[start..end].chars().count() <= MAX_KEPT_CHARS {
            if loose < start {
                pieces.push((&text[loose..start], false));
            }
            pieces.push((&text[start..end], true));
            loose = end;
        }
    }
    if loose < text.len() {
        pieces.push((&text[loose..], false));
    }
    pieces
}

/// Byte ranges of the words, split at white space.
pub(super) fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, text.len())));
    words
}

/// Whether a line could break inside this word: after a hyphen or slash that
/// stands between letters or digits.
fn breaks_inside(word: &str) -> bool {
    let mut chars = word.chars();
    let mut before = chars.next();
    while let Some(c) = chars.next() {
        if matches!(c, '-' | '/' | '–' | '%')
            && before.is_some_and(char::is_alphanumeric)
            && chars.clone().next().is_some_and(char::is_alphanumeric)
        {
            return true;
        }
        before = Some(c);
    }
    false
}

/// Whether a line must not break between two words.
fn stays_with(word: &str, next: &str) -> bool {
    // A dash at the start of a line would look like an item of a list.
    if matches!(next, "-" | "–") {
        return true;
    }
    if next.starts_with('%') && word.ends_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let bare = next.trim_matches(|c: char| !c.is_alphanumeric());
    let numeral = bare.starts_with(|c: char| c.is_ascii_digit())
        || (!bare.is_empty() && bare.chars().all(|c| "IVXLC".contains(c)));
    let letter = bare.chars().count() == 1;
    if !numeral && !letter {
        return false;
    }
    let last = word.split_whitespace().next_back().unwrap_or(word).to_lowercase();
    let last = last.trim_start_matches(['(', '“', '"', '[']);
    LEADERS.contains(&last) && (numeral || last == "điểm")
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn tokens_stay_whole() {
        let kept = |text: &str| -> Vec<String> {
            assert_eq!(pieces(text).iter().map(|p| p.0).collect::<String>(), text);
            pieces(text).into_iter().filter(|p| p.1).map(|p| p.0.to_owned()).collect()
        };
        assert_eq!(
            kept("Kế hoạch số 4322/KH-UBND ngày 29/5/2026 của"),
            ["4322/KH-UBND", "ngày 29/5/2026"]
        );
        assert_eq!(kept("phát triển KT-XH, đạt 100% theo"), ["KT-XH,"]);
        assert_eq!(kept("điểm a khoản 2 Điều 9 Luật"), ["điểm a", "khoản 2", "Điều 9"]);
        assert_eq!(kept("ngày 05 tháng 02 năm 2026"), ["ngày 05", "tháng 02", "năm 2026"]);
        assert_eq!(kept("Phòng Văn hóa - Xã hội, Trên 86 %"), ["hóa -", "86 %"]);
        assert_eq!(kept("Quý III, Quý IV năm nay"), ["Quý III,", "Quý IV"]);
    }
}
