//! What the words of a text say about its encoding.
//!
//! Words of plain ASCII say nothing. Any other word is held against the
//! spelling of Vietnamese twice, as it stands and as an old font would show it.
//! Depends on its siblings; a kind of word that must not mislead is an arm of
//! [`strength`] or [`sign`].

use std::cmp::Ordering;

use super::Encoding;
use super::syllable::{is_only_in_unicode, is_syllable};

/// What one word with letters beyond ASCII says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// A Vietnamese syllable, but only when decoded.
    Legacy,
    /// A Vietnamese syllable as it stands, not when decoded, or a letter that
    /// only Unicode has.
    Unicode,
    /// Neither: a foreign word, a sign.
    Foreign,
    /// Both, or what may be an abbreviation.
    Silent,
}

/// How far one word alone proves an old encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strength {
    /// Nothing else is written so.
    Strong,
    /// A foreign word may be: two different ones are needed.
    Weak,
    /// A unit or a formula may be: `µm`, `N·m`.
    None,
}

/// The old encoding that the words of `text` speak for, when nothing else is
/// known: they prove it, no word speaks for Unicode, and few are foreign.
pub fn recognise(text: &str) -> Option<Encoding> {
    // Most text is told by this alone: the word with such a letter speaks for
    // Unicode, whatever the encoding it is held against.
    if is_plainly_unicode(text) {
        return None;
    }
    let [tcvn3, vni] = Encoding::ALL.map(|encoding| votes(text, encoding));
    match tcvn3.cmp(&vni) {
        Ordering::Greater => Some(Encoding::Tcvn3),
        Ordering::Less => Some(Encoding::Vni),
        Ordering::Equal => None,
    }
}

/// Whether `text`, set in a font of `encoding`, is Unicode all the same.
pub fn contradict(text: &str, encoding: Encoding) -> bool {
    let voices = words(text, encoding).map(|word| voice(word, encoding));
    let (mut legacy, mut unicode) = (0usize, 0usize);
    for voice in voices {
        match voice {
            Voice::Legacy => legacy += 1,
            Voice::Unicode => unicode += 1,
            Voice::Foreign | Voice::Silent => {}
        }
    }
    unicode > legacy
}

/// Whether `text` has a letter that no old encoding has.
pub fn is_plainly_unicode(text: &str) -> bool {
    text.chars().any(is_only_in_unicode)
}

/// Whether `text`, in a file that holds text of an old encoding, may be such
/// text too, though its own words do not prove it: `Ghi chó`.
pub fn may_be_old(text: &str) -> bool {
    let may_be = |encoding| {
        let mut words = words(text, encoding).map(|word| voice(word, encoding)).peekable();
        words.peek().is_some() && words.all(|voice| matches!(voice, Voice::Legacy | Voice::Silent))
    };
    Encoding::ALL.into_iter().any(may_be)
}

/// By how many words `text` is of `encoding`; 0 when it is not.
fn votes(text: &str, encoding: Encoding) -> usize {
    let (mut legacy, mut foreign) = (0usize, 0usize);
    let (mut strong, mut weak, mut two_weak) = (false, None, false);
    for word in words(text, encoding) {
        match voice(word, encoding) {
            Voice::Unicode => return 0,
            Voice::Foreign => foreign += 1,
            Voice::Silent => {}
            Voice::Legacy => match strength(word, encoding) {
                Strength::Strong => (legacy, strong) = (legacy + 1, true),
                Strength::Weak => {
                    legacy += 1;
                    two_weak |= *weak.get_or_insert(word) != word;
                }
                Strength::None => {}
            },
        }
    }
    match (strong, two_weak) {
        (true, _) => (legacy + 1).saturating_sub(foreign),
        (false, true) => legacy.saturating_sub(foreign),
        (false, false) => 0,
    }
}

/// The words that hold more than ASCII. What the old font draws as a letter is
/// part of a word, although it may be a sign in Unicode.
fn words(text: &str, encoding: Encoding) -> impl Iterator<Item = &str> {
    let inside =
        move |c: char| c.is_alphabetic() || is_only_in_unicode(c) || encoding.letter(c).is_some();
    text.split(move |c| !inside(c)).filter(|word| !word.is_ascii())
}

fn voice(word: &str, encoding: Encoding) -> Voice {
    if word.chars().any(is_only_in_unicode) {
        return Voice::Unicode;
    }
    let decoded = decoded(word, encoding);
    let readable = decoded.as_deref().is_some_and(is_syllable);
    let mut parts = word.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_ascii());
    let stands = parts.any(|part| is_syllable(part) && !mixes_case(part));
    match (stands, readable) {
        (true, false) => Voice::Unicode,
        (false, true) => Voice::Legacy,
        (true, true) => Voice::Silent,
        (false, false) => match decoded {
            Some(decoded) if decoded.chars().all(char::is_uppercase) => abbreviation(word),
            _ => Voice::Foreign,
        },
    }
}

/// `H§ND` is nothing but HĐND; `§BKK` may be an item of a law, `HÑND` a word.
fn abbreviation(word: &str) -> Voice {
    if word.char_indices().any(|(at, c)| at > 0 && c == '§') {
        Voice::Legacy
    } else {
        Voice::Silent
    }
}

/// Whether a capital stands inside a word with small letters, as in `tÕ` and
/// `TØnh` for *tế* and *Tỉnh*.
fn mixes_case(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// The word as the old font shows it, if all of it is letters there.
fn decoded(word: &str, encoding: Encoding) -> Option<String> {
    let mut chars = word.chars();
    let mut letters = String::new();
    while let Some(c) = chars.next() {
        match encoding.letter_at(c, chars.clone().next()) {
            Some((letter, two)) => {
                letters.push(letter);
                if two {
                    chars.next();
                }
            }
            None if c.is_ascii() => letters.push(c),
            None => return None,
        }
    }
    Some(letters)
}

/// What a word that speaks for `encoding` proves.
fn strength(word: &str, encoding: Encoding) -> Strength {
    let chars: Vec<char> = word.chars().collect();
    let mut beyond = chars.iter().enumerate().filter(|(_, c)| !c.is_ascii());
    let (Some((at, c)), None) = (beyond.next(), beyond.next()) else { return Strength::Strong };
    match encoding {
        _ if chars.len() < 2 => Strength::None,
        Encoding::Tcvn3 if !c.is_alphabetic() || "µª".contains(*c) => sign(&chars, at),
        Encoding::Tcvn3 if chars.len() > 2 && mixes_case(word) => Strength::Strong,
        Encoding::Tcvn3 => Strength::Weak,
        // French has `ï` after any vowel: Thaï, laïc.
        Encoding::Vni if chars.len() < 3 || "ïÏ".contains(*c) => Strength::Weak,
        Encoding::Vni if decoded(word, Encoding::Tcvn3).is_some_and(|read| is_syllable(&read)) => {
            Strength::Weak
        }
        Encoding::Vni => Strength::Strong,
    }
}

/// What a word of TCVN3 proves whose one letter beyond ASCII, at `at`, is a sign
/// in Unicode.
fn sign(chars: &[char], at: usize) -> Strength {
    let is_consonant = |c: &char| !"aeiouyAEIOUY".contains(*c);
    match (chars, at) {
        // A product or a range of units or variables: N·m, m×n, a÷b.
        ([_, '·' | '×' | '÷', last], 1) if is_consonant(last) => Strength::None,
        // Xã, with which most names of communes begin.
        (['X' | 'x', '·'], 1) => Strength::Strong,
        // What stands before a unit, a number or a name: µm, £m, ½m, §I.
        ([_, _], 0) => Strength::None,
        // The same before a number, and the call of a note: m×3, KH¹.
        ([.., '¹'] | [_, '×' | '÷'], _) => Strength::None,
        ([_, _], _) => Strength::Weak,
        _ => Strength::Strong,
    }
}
