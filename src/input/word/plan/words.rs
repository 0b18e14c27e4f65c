//! What words and lines of an office document look like, whatever they mean.
//!
//! Depends on `model`.

use crate::model::fields::fold;
use crate::model::node::RawText;

/// Whether `text` begins with `words` (folded), and no letter or figure follows.
pub fn begins(text: &str, words: &str) -> bool {
    let rest = fold(text);
    rest.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The letters and figures of a text, folded: what is the same however it is spaced and
/// punctuated.
pub fn letters(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether there are letters, and all of them are capitals.
pub fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// Whether a line only draws a rule or an ornament: `-----`, `_____`, `* * *`, `o0o`.
pub fn is_rule(text: &str) -> bool {
    let drawn = |c: char| c.is_whitespace() || "-–—_=*~.…─━═‾¯＿".contains(c);
    let bare: String = text.split_whitespace().collect();
    let ornament = fold(bare.trim_matches(drawn));
    let alone = bare.chars().count() > 2 || bare.chars().any(|c| "*‾¯＿".contains(c));
    !bare.is_empty()
        && (bare.chars().all(drawn) && alone || ["o0o", "ooo", "0o0"].contains(&ornament.as_str()))
}

/// Whether every visible character is bold.
pub fn is_bold(text: &RawText) -> bool {
    all(text, |style| style.bold)
}

/// Whether every visible character is italic.
pub fn is_italic(text: &RawText) -> bool {
    all(text, |style| style.italic)
}

fn all(text: &RawText, has: fn(&crate::model::node::Style) -> bool) -> bool {
    let mut visible = text.text.char_indices().filter(|(_, c)| !c.is_whitespace()).peekable();
    let mut ranges = text.styles.iter().filter(|(_, style)| has(style)).peekable();
    visible.peek().is_some()
        && visible.all(|(at, _)| {
            while ranges.next_if(|(range, _)| range.end <= at).is_some() {}
            ranges.peek().is_some_and(|(range, _)| range.contains(&at))
        })
}

/// The text without bold, without italic: what the role in the document gives by itself.
pub fn without(mut text: RawText, bold: bool, italic: bool) -> RawText {
    for (_, style) in &mut text.styles {
        style.bold &= !bold;
        style.italic &= !italic;
    }
    text.styles.retain(|(_, style)| *style != Default::default());
    text
}

/// The text in brackets that stand around all of it.
pub fn in_brackets(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

/// The text without rows of spaces, by which offices set lines where they want them.
pub fn packed(text: RawText) -> RawText {
    if !text.styles.is_empty() {
        return text;
    }
    let words: Vec<&str> = text.text.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
    RawText { text: words.join(" "), ..text }
}

#[cfg(test)]
mod tests {
    use super::{begins, is_rule, letters};

    #[test]
    fn lines_are_told_by_their_letters() {
        assert!(begins("Nơi nhận:", "noi nhan"));
        assert!(!begins("Nơi nhận báo", "noi nhan bao cao"));
        assert!(!begins("Sốt rét", "so"));
        assert_eq!(letters("Độc lập – Tự do - Hạnh phúc"), "doclaptudohanhphuc");
        for rule in ["-----", "_______", "* * *", "--o0o--", "–––––––", "*", "‾‾‾‾"]
        {
            assert!(is_rule(rule), "{rule}");
        }
        for text in ["-", "I.", "oo", "a - b"] {
            assert!(!is_rule(text), "{text}");
        }
    }
}
