//! Names of communes and provinces that are not on the list.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::citation::PRACTICE;
use crate::check::places::{
    PLACES, is_of_the_past, is_since_reform, key, known_words, name_at, plain,
};
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, lowered, words};
use crate::diagnostic::{Severity, suggestion};

pub const RULE: Rule = Rule {
    id: "X08",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x08.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// Words that make another word of "xã", "phường", "tỉnh" before or after it.
const BEFORE: &[&str] = &["thị", "tác", "làng", "quê", "văn", "liên"];
const AFTER: &[&str] = &["hội", "viên", "trưởng", "ủy", "uỷ", "đoàn", "đội", "tắc", "giao"];

/// The names that are close to one on the list but not on it: what they are about is
/// the name on the list.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    if matches!(role, Role::Name | Role::Number | Role::Symbol | Role::Drafter) {
        return Vec::new();
    }
    let words: Vec<Word> = words(text).collect();
    let mut facts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text);
        let before = lowered(before);
        let end = match lowered(word.text).as_str() {
            "xã" | "phường" | "tỉnh" => word.range.end,
            "khu" if before == "đặc" => word.range.end,
            _ => continue,
        };
        let name = name_at(text, end);
        let first = name.first().and_then(|first| text.get(first.clone())).unwrap_or_default();
        let is_word =
            BEFORE.contains(&before.as_str()) || AFTER.contains(&first.to_lowercase().as_str());
        if is_word || is_of_the_past(text, word.range.start) {
            continue;
        }
        let close = match lowered(word.text).as_str() {
            "tỉnh" => province(text, &name),
            _ => commune(text, &name),
        };
        if let Some((range, about)) = close {
            let value = text.get(word.range.start..range.end).unwrap_or_default().to_owned();
            facts.push(Fact { range: word.range.start..range.end, about, value });
        }
    }
    facts
}

type Close = Option<(Range<usize>, String)>;

fn commune(text: &str, name: &[Range<usize>]) -> Close {
    if known_words(text, name, |key| PLACES.communes.contains_key(key)).is_some() {
        return None;
    }
    close(text, name, &PLACES.communes, &PLACES.plain_communes)
}

fn province(text: &str, name: &[Range<usize>]) -> Close {
    let is_known = |key: &str| PLACES.provinces.contains_key(key) || PLACES.abolished.contains(key);
    if known_words(text, name, is_known).is_some() {
        return None;
    }
    close(text, name, &PLACES.provinces, &PLACES.plain_provinces)
}

type Names = BTreeMap<String, &'static str>;

/// The name on the list that differs in one letter or mark alone, or in marks alone,
/// from the most words of `name`, at least two.
fn close(text: &str, name: &[Range<usize>], names: &Names, plain_names: &Names) -> Close {
    let start = name.first()?.start;
    (2..=name.len()).rev().find_map(|count| {
        let end = name.get(count - 1)?.end;
        let typed = key(text.get(start..end)?);
        let initial = typed.chars().next()?;
        let known = plain_names.get(&plain(&typed)).or_else(|| {
            let alike = names.iter().filter(|(known, _)| known.starts_with(initial));
            alike.into_iter().find(|(known, _)| is_one_apart(known, &typed)).map(|(_, name)| name)
        });
        known.map(|name| (start..end, (*name).to_owned()))
    })
}

/// Whether one character was added, left out or changed.
fn is_one_apart(one: &str, other: &str) -> bool {
    if one.len().abs_diff(other.len()) > 3 {
        return false;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let (one, other): (Vec<char>, Vec<char>) =
        (one.chars().skip(same).collect(), other.chars().skip(same).collect());
    let tail = |of: &[char], from: usize| of.get(from..).map(<[char]>::to_vec);
    (tail(&one, 1).is_some() && tail(&one, 1) == tail(&other, 1))
        || tail(&one, 1).as_deref() == Some(other.as_slice())
        || tail(&other, 1).as_deref() == Some(one.as_slice())
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    if known.is_empty() || !is_since_reform(view) {
        return Vec::new();
    }
    let found = |known: &Known| {
        let message = format!("“{}” không có trong danh sách đơn vị hành chính.", known.fact.value);
        Found::new(known.at(), message).hint(suggestion(&known.fact.about))
    };
    known.iter().map(found).collect()
}
