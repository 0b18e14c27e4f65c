//! The noun of a unit is in lower case before its name.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::phrases::has_sentences;
use crate::check::places::COMMUNES_CSV;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{
    PEOPLE, SURNAMES, Word, around, begins_upper, entries, is_joined, is_upper, lowered, may_begin,
    name_key, name_length, with_first, words,
};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C04",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục II, III.1a"),
    page: include_str!("c04.md"),
    checks: &[Check::Text(look)],
};

/// The nouns, in lower case, the longer ones first.
const UNITS: &[&[&str]] = &[
    &["thành", "phố"],
    &["đặc", "khu"],
    &["thị", "xã"],
    &["thị", "trấn"],
    &["tỉnh"],
    &["huyện"],
    &["quận"],
    &["phường"],
    &["xã"],
];

/// The names of communes, without the noun.
static COMMUNES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let communes = COMMUNES_CSV.lines().skip(1);
    let communes = communes.filter_map(|line| {
        let name = line.split(',').nth(3)?;
        let kinds = ["Phường ", "Xã ", "Đặc khu "];
        kinds.iter().find_map(|kind| name.strip_prefix(kind)).map(name_key)
    });
    communes.collect()
});

/// The names of provinces and their cities.
static PROVINCES: LazyLock<HashSet<String>> =
    LazyLock::new(|| entries(include_str!("../lists/provinces.txt")).map(name_key).collect());

fn look(role: Role, text: &str) -> Vec<Hit> {
    if !has_sentences(role) {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    let mut hits = Vec::new();
    for at in 0..found.len() {
        let Some(end) = unit(text, &found, at) else { continue };
        let name = found.get(end..).unwrap_or_default();
        let is_province = found
            .get(at)
            .is_some_and(|noun| matches!(lowered(noun.text).as_str(), "tỉnh" | "thành"));
        let names = if is_province { &PROVINCES } else { &COMMUNES };
        let Some(length) = name_length(text, name, names) else { continue };
        let Some((noun, name)) = found.get(at..end).zip(name.get(..length)) else { continue };
        // "Công ty Nghĩa Tỉnh Côn Minh": part of another name.
        let inside = at.checked_sub(1).and_then(|at| found.get(at)).is_some_and(|before| {
            begins_upper(before.text) && !is_upper(before.text) && is_joined(text, &found, at - 1)
        });
        if !inside {
            hits.extend(capital_noun(text, noun, name));
        }
        hits.extend(small_name(text, name));
    }
    hits
}

/// The word after a noun that begins at `at`.
fn unit(text: &str, found: &[Word], at: usize) -> Option<usize> {
    let end = UNITS.iter().find_map(|unit| {
        let same = |index: usize, syllable: &str| {
            found.get(at + index).is_some_and(|word| lowered(word.text) == syllable)
        };
        unit.iter().enumerate().all(|(index, s)| same(index, s)).then_some(at + unit.len())
    })?;
    (at..end).all(|at| is_joined(text, found, at)).then_some(end)
}

fn capital_noun(text: &str, noun: &[Word], name: &[Word]) -> Option<Hit> {
    let range = noun.first()?.range.start..noun.last()?.range.end;
    let words = text.get(range.clone())?;
    // "Phường Nguyễn Trãi": the name of a person.
    let family = name.first().is_some_and(|first| SURNAMES.contains(first.text));
    let after_person = (family && name.len() > 1)
        || name_length(text, name, &PEOPLE).is_some_and(|length| length == name.len());
    let is_wrong = begins_upper(words) && !is_upper(words) && !may_begin(text, range.start);
    (is_wrong && !after_person).then(|| {
        let right = with_first(words, false).to_lowercase();
        Hit::new(range, format!("“{words}” viết hoa giữa câu."))
            .hint(format!("danh từ chung trước tên riêng viết thường: “{right}”"))
            .mend(right)
    })
}

/// "xã Bình lư": a name that begins with a capital and does not go on with them.
fn small_name(text: &str, name: &[Word]) -> Option<Hit> {
    let range = name.first()?.range.start..name.last()?.range.end;
    let words = text.get(range.clone())?;
    // "Cư M’gar": what follows an apostrophe is one syllable with what is before it.
    let is_own =
        |word: &&Word| !around(text, word.range.start).0.is_some_and(|c| "'’‘".contains(c));
    let small = name.iter().filter(is_own).any(|word| word.text.starts_with(char::is_lowercase));
    small.then(|| {
        Hit::new(range, format!("Tên đơn vị hành chính “{words}” viết hoa chưa đủ."))
            .hint("viết hoa chữ đầu mọi âm tiết của tên")
    })
}
