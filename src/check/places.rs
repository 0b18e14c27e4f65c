//! Communes and provinces since 1 July 2025, and when a text speaks of those before.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::dates::dates;
use super::view::{Role, View};
use super::words::{entries, lowered, near_after, near_before, words};
use crate::model::fields::fold;

/// The list: Mã tỉnh, Tỉnh, Mã xã, Tên xã, Loại.
pub const COMMUNES_CSV: &str = include_str!("../../data/communes.csv");

/// The names in force.
pub struct Places {
    /// Communes, each by its [`key`] without xã, phường: the name with it.
    pub communes: BTreeMap<String, &'static str>,
    /// The same by their [`plain`] keys.
    pub plain_communes: BTreeMap<String, &'static str>,
    /// Provinces, each by its [`key`] without tỉnh, thành phố: the name.
    pub provinces: BTreeMap<String, &'static str>,
    /// The same by their [`plain`] keys.
    pub plain_provinces: BTreeMap<String, &'static str>,
    /// The keys of the cities among the provinces.
    pub cities: BTreeSet<String>,
    /// The keys of the provinces that are no more.
    pub abolished: BTreeSet<String>,
}

/// All names, read once.
pub static PLACES: LazyLock<Places> = LazyLock::new(|| {
    let mut places = Places {
        communes: BTreeMap::new(),
        plain_communes: BTreeMap::new(),
        provinces: BTreeMap::new(),
        plain_provinces: BTreeMap::new(),
        cities: BTreeSet::new(),
        abolished: entries(include_str!("lists/abolished-provinces.txt")).map(key).collect(),
    };
    for line in COMMUNES_CSV.lines().skip(1) {
        let mut columns = line.split(',').skip(1);
        let (Some(province), Some(commune)) = (columns.next(), columns.nth(1)) else { continue };
        if let Some((_, name)) = bare(commune) {
            // "Phường Xuân Hương - Đà Lạt" is called Xuân Hương too.
            let short = name.split(" - ").next().unwrap_or(name);
            places.communes.insert(key(name), commune);
            places.plain_communes.insert(plain(&key(name)), commune);
            places.communes.entry(key(short)).or_insert(commune);
        }
        if let Some((kind, name)) = bare(province) {
            places.provinces.insert(key(name), name);
            places.plain_provinces.insert(plain(&key(name)), name);
            if kind != "Tỉnh" {
                places.cities.insert(key(name));
            }
        }
    }
    places
});

/// The kind of a unit and its own name.
fn bare(name: &'static str) -> Option<(&'static str, &'static str)> {
    let kinds = ["Xã", "Phường", "Đặc khu", "Tỉnh", "Thành phố"];
    let of = |kind: &'static str| Some((kind, name.strip_prefix(kind)?.strip_prefix(' ')?));
    kinds.into_iter().find_map(of)
}

/// A name as names are compared: whatever the case, the place of the tone mark, y or i,
/// hyphens, apostrophes, Đắk or Đăk.
pub fn key(name: &str) -> String {
    let syllables = name.split([' ', '-', '–']).filter(|syllable| !syllable.is_empty());
    syllables.map(syllable).collect::<Vec<_>>().join(" ")
}

/// A key without marks and tones.
pub fn plain(key: &str) -> String {
    fold(key).chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// The vowels, each with the five tones after it.
const VOWELS: &str = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ";
const TONES: usize = 6;

/// The letters without the tone, and the tone as a figure at the end.
fn syllable(syllable: &str) -> String {
    let (mut letters, mut tone) = (String::new(), 0);
    for c in lowered(syllable).chars() {
        let place = VOWELS.chars().position(|vowel| vowel == c).filter(|_| !c.is_ascii());
        tone = place.map_or(tone, |place| place % TONES);
        let bare = place.and_then(|place| VOWELS.chars().nth(place / TONES * TONES)).unwrap_or(c);
        match bare {
            '\'' | '’' | '‘' | 'ʼ' => {}
            'y' => letters.push('i'),
            bare => letters.push(bare),
        }
    }
    match (letters.as_str(), tone) {
        ("đăk" | "đak" | "đăc", _) => letters = "đak".to_owned(),
        (_, 1..) => letters.push_str(&tone.to_string()),
        _ => {}
    }
    letters
}

/// The words of a name that begins at or after the byte `at`: capital, one space or a
/// hyphen between them.
pub fn name_at(text: &str, at: usize) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut from = at;
    while words.len() < LONGEST {
        let rest = text.get(from..).unwrap_or_default();
        let between = if words.is_empty() { &[" "][..] } else { &[" - ", " – ", "-", " "][..] };
        let Some(gap) = between.iter().find(|gap| rest.starts_with(**gap)) else { break };
        let word = rest.get(gap.len()..).unwrap_or_default();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '‘');
        let length = word.find(|c| !is_part(c)).unwrap_or(word.len());
        // "Phường 1", "xã Hà Giang 2".
        let number = word.get(..length).unwrap_or_default();
        let is_number = (1..=2).contains(&length) && number.bytes().all(|b| b.is_ascii_digit());
        if !word.starts_with(char::is_uppercase) && !is_number {
            break;
        }
        let start = from + gap.len();
        words.push(start..start + length);
        from = start + length;
    }
    words
}

/// So many words has the longest name.
const LONGEST: usize = 7;

/// How many of the words of a name, from the first, are one of which `known` knows the
/// key; the most.
pub fn known_words(
    text: &str,
    words: &[Range<usize>],
    known: impl Fn(&str) -> bool,
) -> Option<usize> {
    let start = words.first()?.start;
    (1..=words.len()).rev().find(|count| {
        let end = words.get(count - 1).map_or(0, |word| word.end);
        text.get(start..end).is_some_and(|name| known(&key(name)))
    })
}

/// Whether the document is of the time since 1 July 2025, when districts ended.
pub fn is_since_reform(view: &View) -> bool {
    let date = view.document.date.value;
    match (date.year, date.month) {
        (Some(2025), month) => month.is_some_and(|month| month >= 7),
        (Some(year), _) => year > 2025,
        (None, _) => view.of(Role::Subject).any(|(_, subject)| {
            subject.plain().match_indices("năm 20").any(|(at, word)| {
                let year = subject.plain().get(at + word.len()..).and_then(|rest| rest.get(..2));
                year.and_then(|year| year.parse::<u8>().ok()).is_some_and(|year| year >= 26)
            })
        }),
    }
}

/// Words of sentences about the units that were.
const PAST: &[&str] = &[
    "cũ",
    "trước đây",
    "sáp nhập",
    "sắp xếp",
    "không tổ chức",
    "kết thúc",
    "bỏ cấp",
    "giải thể",
    "không còn",
    "hợp nhất",
    "hai cấp",
    "02 cấp",
    "2 cấp",
    "nguyên là",
    "thành lập",
];

/// So many bytes before and after a place count as its sentence.
const NEAR: usize = 600;

/// Whether the sentence around the byte `at` speaks of the time before, or cites a
/// document of it.
pub fn is_of_the_past(text: &str, at: usize) -> bool {
    let (before, after) = (near_before(text, at, NEAR), near_after(text, at, NEAR));
    let start = before.rfind([';', '\n']).max(before.rfind(". ")).map_or(0, |at| at + 1);
    let end = after.find([';', '\n']).into_iter().chain(after.find(". ")).min();
    let begun = before.get(start..).unwrap_or_default();
    let sentence = [begun, end.and_then(|end| after.get(..end)).unwrap_or(after)].concat();
    let sentence = sentence.as_str();
    let lower = lowered(sentence);
    let is_told = words(&lower).any(|word| word.text == "cũ")
        || PAST.iter().skip(1).any(|past| lower.contains(past));
    let of_old = |year: u16, month: u16| (year, month) < (2025, 7);
    let dates = dates(sentence);
    let is_cited = dates.iter().any(|date| date.year.is_some_and(|year| of_old(year, date.month)));
    let years = lower
        .match_indices("năm ")
        .filter_map(|(at, word)| lower.get(at + word.len()..)?.get(..4)?.parse::<u16>().ok());
    let is_of_year = dates.is_empty() && years.into_iter().any(|year| (1900..2025).contains(&year));
    is_told || is_cited || is_of_year
}
