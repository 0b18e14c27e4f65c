//! Quotes of one kind, and quotes and brackets in pairs.

use std::collections::BTreeMap;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::around;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T06",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t06.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// What a mark is: a straight quote that pairs up or not, a curly one, one that lacks
/// its other half.
const STRAIGHT: &str = "thẳng";
const SINGLE: &str = "thẳng lẻ";
const CURLY: &str = "cong";
const OPEN: &str = "mở";
const CLOSED: &str = "đóng";

const PAIRS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»'), ('{', '}')];

fn gather(_: Role, text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut add = |at: usize, c: char, value: &str, about: String| {
        facts.push(Fact { range: at..at + c.len_utf8(), about, value: value.to_owned() });
    };
    let straight = text.matches('"').count();
    let mut quotes = 0;
    for (at, c) in text.char_indices() {
        match c {
            '"' if straight.is_multiple_of(2) => {
                let curly = if quotes % 2 == 0 { "“" } else { "”" };
                add(at, c, STRAIGHT, curly.to_owned());
                quotes += 1;
            }
            // An inch.
            '"' if around(text, at).0.is_some_and(|c| c.is_ascii_digit()) => {}
            '"' => add(at, c, SINGLE, String::new()),
            '“' | '”' => add(at, c, CURLY, "\"".to_owned()),
            _ => {}
        }
        if let Some((opening, _)) = PAIRS.iter().find(|pair| pair.0 == c || pair.1 == c) {
            if c == *opening {
                open.push((c, at));
            } else if open.last().is_some_and(|last| last.0 == *opening) {
                open.pop();
            } else if let Some(within) = last_of(&open, *opening) {
                // What was opened inside is not closed.
                for (inner, at) in open.split_off(within).into_iter().skip(1) {
                    add(at, inner, OPEN, String::new());
                }
            } else if c != ')' || !ends_marker(text, at) {
                add(at, c, CLOSED, opening.to_string());
            }
        }
    }
    for (c, at) in open {
        add(at, c, OPEN, String::new());
    }
    facts
}

/// The last of the open marks that is this one; not looked for through all of a text
/// that only opens.
fn last_of(open: &[(char, usize)], mark: char) -> Option<usize> {
    let depth = open.len().saturating_sub(DEPTH);
    let within = open.get(depth..)?.iter().rposition(|last| last.0 == mark)?;
    Some(depth + within)
}

/// Brackets in brackets.
const DEPTH: usize = 8;

/// Whether the bracket at `at` ends a marker: "a)", "1)", "iii)".
fn ends_marker(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let bare = before.trim_end_matches(char::is_alphanumeric);
    let marker = before.get(bare.len()..).unwrap_or_default();
    let length = marker.chars().count();
    let is_number =
        marker.chars().all(|c| c.is_ascii_digit()) || marker.chars().all(|c| "ivxIVX".contains(c));
    length > 0
        && (length == 1 || (length <= 4 && is_number))
        && (bare.is_empty() || bare.ends_with([' ', '\n', ';', ',', '-', '(', '“']))
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    let mut found = mixed(known);
    let plain = |known: &Known| {
        let passage = view.passages.get(known.passage)?;
        passage.plain().get(known.fact.range.clone())
    };
    let mut open: BTreeMap<&str, Vec<&Known>> = BTreeMap::new();
    let mut alone: Vec<(&Known, &str)> = Vec::new();
    for known in known {
        let Some(mark) = plain(known) else { continue };
        match known.fact.value.as_str() {
            OPEN => open.entry(mark).or_default().push(known),
            // A quotation of several paragraphs.
            CLOSED => {
                let opened = open.get_mut(known.fact.about.as_str()).and_then(Vec::pop);
                alone.extend(opened.is_none().then_some((known, mark)));
            }
            SINGLE => alone.push((known, mark)),
            _ => {}
        }
    }
    let message = |mark: &str, lacks: &str| format!("Dấu “{mark}” không có dấu {lacks} đi cùng.");
    let hint = "thêm dấu còn thiếu, hoặc bỏ dấu thừa";
    let opened = open.into_iter().flat_map(|(mark, known)| {
        known.into_iter().map(move |known| (known, message(mark, "đóng")))
    });
    let closed = alone.into_iter().map(|(known, mark)| match known.fact.value.as_str() {
        CLOSED => (known, message(mark, "mở")),
        _ => (known, "Dấu ngoặc kép thẳng đứng lẻ, không thành cặp.".to_owned()),
    });
    found.extend(
        opened.chain(closed).map(|(known, message)| Found::new(known.at(), message).hint(hint)),
    );
    found
}

/// The quotes of the kind that is rarer; straight ones where both are as many.
fn mixed(known: &[Known]) -> Vec<Found> {
    let of = |kind: &str| -> Vec<&Known> {
        known.iter().filter(|known| known.fact.value == kind).collect()
    };
    let (straight, curly) = (of(STRAIGHT), of(CURLY));
    let (few, many, kind) = match curly.len() < straight.len() {
        true => (curly, straight, CURLY),
        false => (straight, curly, STRAIGHT),
    };
    let Some(other) = many.first().map(|known| known.at()) else { return Vec::new() };
    let found = |known: &&Known| {
        let with = &known.fact.about;
        let message = format!("Dấu ngoặc kép {kind} lẫn với dấu kiểu khác trong văn bản.");
        let hint = format!("dùng một kiểu cho cả văn bản: {with}");
        Found::new(known.at(), message).and_at(other.clone()).hint(hint).mend(with)
    };
    few.iter().map(found).collect()
}
