//! Whether a word is written as Vietnamese syllables are: onset, nucleus, coda
//! and tone, each allowed beside the others, the tone on its letter.
//!
//! It is spelling, not a dictionary: *hoách* passes, *hoạh* does not. Depends on
//! nothing. A spelling that is missing is a row of [`NUCLEI`] or [`ONSETS`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The vowels, each level, then with grave, acute, hook, tilde and dot below.
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'á', 'ả', 'ã', 'ạ'],
    ['ă', 'ằ', 'ắ', 'ẳ', 'ẵ', 'ặ'],
    ['â', 'ầ', 'ấ', 'ẩ', 'ẫ', 'ậ'],
    ['e', 'è', 'é', 'ẻ', 'ẽ', 'ẹ'],
    ['ê', 'ề', 'ế', 'ể', 'ễ', 'ệ'],
    ['i', 'ì', 'í', 'ỉ', 'ĩ', 'ị'],
    ['o', 'ò', 'ó', 'ỏ', 'õ', 'ọ'],
    ['ô', 'ồ', 'ố', 'ổ', 'ỗ', 'ộ'],
    ['ơ', 'ờ', 'ớ', 'ở', 'ỡ', 'ợ'],
    ['u', 'ù', 'ú', 'ủ', 'ũ', 'ụ'],
    ['ư', 'ừ', 'ứ', 'ử', 'ữ', 'ự'],
    ['y', 'ỳ', 'ý', 'ỷ', 'ỹ', 'ỵ'],
];

/// The tones, by their place in a row of [`VOWELS`], that a syllable closed by
/// `c`, `ch`, `p` or `t` can have: acute and dot below.
const STOPPED_TONES: [usize; 2] = [2, 5];

/// The onsets; `q` stands before `uy` alone, where the tone falls on the `y`.
const ONSETS: [&str; 29] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// The onsets after which a lone `i` may be written `y`.
const BEFORE_Y: [&str; 10] = ["", "h", "k", "l", "m", "qu", "s", "t", "th", "v"];

/// The nuclei with the codas that may close them; `-` is none.
const NUCLEI: &[(&str, &str)] = &[
    ("a", "- c ch m n ng nh p t"),
    ("ă", "c m n ng p t"),
    ("â", "c m n ng p t"),
    ("e", "- c m n ng p t"),
    ("ê", "- ch m n nh p t"),
    ("i", "- ch m n nh p t"),
    ("o", "- c m n ng p t"),
    ("ô", "- c m n ng p t"),
    ("ơ", "- m n p t"),
    ("u", "- c m n ng p t"),
    ("ư", "- c m ng t"),
    ("y", "-"),
    ("iê", "c m n ng p t"),
    ("yê", "m n ng t"),
    ("uô", "c m n ng t"),
    ("ươ", "c m n ng p t"),
    ("oa", "- c ch m n ng nh p t"),
    ("oă", "c m n ng t"),
    ("oe", "- n t"),
    ("oo", "c ng"),
    ("uâ", "n ng t"),
    ("uê", "- ch nh"),
    ("uơ", "-"),
    ("uy", "- ch n nh p t"),
    ("uyê", "n t"),
    ("ai", "-"),
    ("ao", "-"),
    ("au", "-"),
    ("ay", "-"),
    ("âu", "-"),
    ("ây", "-"),
    ("eo", "-"),
    ("êu", "-"),
    ("ia", "-"),
    ("iu", "-"),
    ("iêu", "-"),
    ("oai", "-"),
    ("oao", "-"),
    ("oay", "-"),
    ("oeo", "-"),
    ("oi", "-"),
    ("ôi", "-"),
    ("ơi", "-"),
    ("ua", "-"),
    ("uây", "-"),
    ("ui", "-"),
    ("uôi", "-"),
    ("uya", "-"),
    ("uyu", "-"),
    ("ưa", "-"),
    ("ưi", "-"),
    ("ưu", "-"),
    ("ươi", "-"),
    ("ươu", "-"),
    ("yêu", "-"),
];

/// The longest syllable, *nghiêng*, in letters.
const LONGEST: usize = 7;

/// Whether `c` is a Vietnamese letter that no Western European encoding has,
/// such as `ế`, `đ`, `Ư`, or a combining mark.
pub fn is_only_in_unicode(c: char) -> bool {
    let known = |c: char| c == 'đ' || VOWELS.iter().flatten().any(|vowel| *vowel == c);
    matches!(c, '\u{300}'..='\u{36F}') || c > 'ÿ' && c.to_lowercase().any(known)
}

/// Whether `word`, in NFC and any case, is spelt like a Vietnamese syllable.
pub fn is_syllable(word: &str) -> bool {
    let mut plain = String::new();
    let mut tone = None;
    for (index, c) in word.chars().flat_map(char::to_lowercase).enumerate() {
        if index >= LONGEST {
            return false;
        }
        let (letter, mark) = level(c);
        if mark > 0 && tone.replace((plain.len(), mark)).is_some() {
            return false;
        }
        plain.push(letter);
    }
    // Every cell of a workbook comes through here: most onsets differ in their
    // first byte already.
    let first = plain.as_bytes().first();
    let onsets = ONSETS.iter().filter(|o| o.is_empty() || o.as_bytes().first() == first);
    let mut rimes = onsets.filter_map(|onset| Some((*onset, plain.strip_prefix(onset)?)));
    rimes.any(|(onset, rime)| {
        let tone = match tone {
            Some((at, mark)) => at.checked_sub(onset.len()).map(|at| Some((at, mark))),
            None => Some(None),
        };
        tone.is_some_and(|tone| may_begin(onset, rime) && is_rime(rime, tone))
    })
}

/// A letter without its tone, and the tone's place in a row of [`VOWELS`].
fn level(c: char) -> (char, usize) {
    let toned = |row: &&[char; 6]| row.contains(&c);
    match VOWELS.iter().find(toned) {
        Some(row) => (row[0], row.iter().position(|vowel| *vowel == c).unwrap_or(0)),
        None => (c, 0),
    }
}

/// Whether `onset` is how the sound is spelt before `rime`.
fn may_begin(onset: &str, rime: &str) -> bool {
    let front = rime.starts_with(['i', 'e', 'ê', 'y']);
    let spelt = match onset {
        "k" | "gh" | "ngh" => front,
        "c" | "ng" => !front,
        "g" => !front || rime.starts_with('i'),
        "gi" => !rime.starts_with(['i', 'y']),
        "q" => rime.starts_with("uy"),
        "qu" => !rime.starts_with(['o', 'u', 'ư']),
        "" => !rime.starts_with("iê"),
        _ => true,
    };
    let with_y = match rime {
        "y" => BEFORE_Y.contains(&onset),
        _ => matches!(onset, "" | "qu") || !rime.starts_with('y'),
    };
    spelt && with_y
}

/// Whether `rime` is one, with its tone (the byte it stands at, and which).
fn is_rime(rime: &str, tone: Option<(usize, usize)>) -> bool {
    let is_vowel = |c: char| VOWELS.iter().any(|row| row[0] == c);
    let (nucleus, coda) = match rime.find(|c| !is_vowel(c)) {
        Some(at) => rime.split_at(at),
        None => (rime, ""),
    };
    let written = if coda.is_empty() { "-" } else { coda };
    static CODAS: LazyLock<BTreeMap<&str, &str>> =
        LazyLock::new(|| NUCLEI.iter().copied().collect());
    let codas = CODAS.get(nucleus);
    let known = codas.is_some_and(|codas| codas.split(' ').any(|known| known == written));
    let stopped = matches!(coda, "c" | "ch" | "p" | "t");
    known
        && match tone {
            None => !stopped,
            Some((at, mark)) => {
                (!stopped || STOPPED_TONES.contains(&mark)) && may_bear(nucleus, coda, at)
            }
        }
}

/// Whether the tone is written on the vowel at byte `at` of `nucleus`: on the
/// one with a diacritic of its own, else on the first of two or the middle of
/// three; `oa`, `oe` and `uy` have two customs, *hòa* and *hoà*.
fn may_bear(nucleus: &str, coda: &str, at: usize) -> bool {
    if let Some((marked, _)) = nucleus.char_indices().rfind(|(_, c)| "ăâêôơư".contains(*c)) {
        return at == marked;
    }
    match nucleus {
        "oa" | "oe" | "uy" | "oo" => at == 1 || at == 0 && coda.is_empty(),
        _ => at == usize::from(nucleus.len() == 3),
    }
}
