//! The main text mentions each appendix.

use std::collections::BTreeSet;

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, all_folded, folded, words};
use crate::diagnostic::Severity;
use crate::model::outline::from_roman;

pub const RULE: Rule = Rule {
    id: "B13",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1a"),
    page: include_str!("b13.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// What a fact says where no number is named: any appendix may be meant.
const ANY: &str = "";

/// Before "kèm theo", what an appendix may be called: "danh sách", "bảng", "chi tiết".
const ATTACHED: &[&str] = &["biểu", "danh", "bảng", "mẫu", "lịch", "tiết", "lục"];

fn judge(view: &View, facts: &[Known]) -> Vec<Found> {
    let in_main = |known: &&Known| {
        view.passages.get(known.passage).is_some_and(|from| from.section.appendix.is_none())
    };
    let mentioned = || facts.iter().filter(in_main).map(|known| known.fact.about.as_str());
    let any = mentioned().any(|about| about == ANY);
    let numbers: BTreeSet<usize> = mentioned().filter_map(|about| about.parse().ok()).collect();
    let several = view.document.appendices.len() > 1;
    let labels = view.of(Role::Label).filter(|(_, label)| {
        let number = words(label.plain()).filter_map(|word| value(word.text)).last();
        let named = number.is_none_or(|number| numbers.contains(&number));
        !any && (numbers.is_empty() || (several && !named))
    });
    let found = labels.map(|(at, label)| {
        let words = label.plain();
        Found::new(
            At::Text(at, 0..words.len()),
            format!("Nội dung kế hoạch không nhắc đến “{words}”."),
        )
        .hint("thêm chỉ dẫn về phụ lục vào nội dung, như “(chi tiết tại Phụ lục kèm theo)”")
    });
    found.collect()
}

/// The appendices that a text mentions: "Phụ lục I, II và III", "Phụ lục I đến V".
fn gather(role: Role, text: &str) -> Vec<Fact> {
    let speaks = matches!(
        role,
        Role::Paragraph
            | Role::Heading
            | Role::Cell
            | Role::GroupCell
            | Role::Footnote
            | Role::LegalBasis
    );
    if !speaks {
        return Vec::new();
    }
    let found: Vec<Word> = words(text).collect();
    let folds = all_folded(text);
    let is = |at: usize, syllable: &str| folds.get(at).is_some_and(|fold| fold == syllable);
    let mut facts = Vec::new();
    let mut note = |at: usize, about: String| {
        let range = found.get(at).map_or(0..0, |word| word.range.clone());
        facts.push(Fact { range, about, value: String::new() });
    };
    for at in 0..found.len() {
        let attached =
            (is(at, "kèm") && is(at + 1, "theo")) || (is(at, "đính") && is(at + 1, "kèm"));
        // "ban hành kèm theo Quyết định …" tells of another document.
        let near = folds.get(at.saturating_sub(5)..at).unwrap_or_default();
        // "(có phân công nhiệm vụ kèm theo)".
        let closed = found.get(at + 1).and_then(|word| text.get(word.range.end..));
        let closed = closed.is_some_and(|rest| rest.trim_start().starts_with(')'));
        if attached && (closed || near.iter().any(|word| ATTACHED.contains(&word.as_str()))) {
            note(at, ANY.to_owned());
        }
        if is(at, "mẫu") || is(at, "biểu") {
            let numbers = numbers(found.get(at + 1..).unwrap_or_default());
            numbers.into_iter().for_each(|number| note(at, number.to_string()));
        }
        if is(at, "phụ") && is(at + 1, "lục") {
            let numbers = numbers(found.get(at + 2..).unwrap_or_default());
            if numbers.is_empty() {
                note(at, ANY.to_owned());
            }
            numbers.into_iter().for_each(|number| note(at, number.to_string()));
        }
    }
    facts
}

/// The numbers with which the words after "Phụ lục" begin.
fn numbers(after: &[Word]) -> Vec<usize> {
    let (mut numbers, mut to) = (Vec::<usize>::new(), false);
    for word in after.iter().take(60) {
        match (value(word.text), folded(word.text).as_str()) {
            (Some(number), _) => {
                let from = numbers.last().filter(|_| to).map_or(number, |last| last + 1);
                numbers.extend(from.min(number)..=number);
                to = false;
            }
            (None, "đến") => to = true,
            (None, "và" | "số" | "phụ" | "lục" | "các" | "mẫu" | "biểu") => {}
            _ => break,
        }
    }
    numbers
}

/// The number of an appendix, Roman or Arabic.
fn value(word: &str) -> Option<usize> {
    let arabic = word.parse::<usize>().ok().filter(|number| (1..100).contains(number));
    arabic.or_else(|| from_roman(word, 39))
}
