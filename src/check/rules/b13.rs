//! The main text mentions each appendix.

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, words};
use crate::diagnostic::Severity;
use crate::model::outline::roman;

pub const RULE: Rule = Rule {
    id: "B13",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, III.1a"),
    page: include_str!("b13.md"),
    checks: &[Check::Document(look)],
};

/// What the main text says of appendices.
#[derive(Default)]
struct Mentioned {
    /// "phụ lục" or "kèm theo" without a number: any of them may be meant.
    any: bool,
    numbers: Vec<usize>,
}

/// Before "kèm theo", what an appendix may be called: "danh sách", "bảng", "chi tiết".
const ATTACHED: &[&str] = &["biểu", "danh", "bảng", "mẫu", "lịch", "tiết", "lục"];

fn look(view: &View) -> Vec<Found> {
    let mut mentioned = Mentioned::default();
    for passage in view.passages.iter().filter(|passage| passage.section.appendix.is_none()) {
        if matches!(
            passage.role,
            Role::Paragraph | Role::Heading | Role::Cell | Role::GroupCell | Role::Footnote | Role::LegalBasis
        ) {
            mention(passage.plain(), &mut mentioned);
        }
    }
    let several = view.document.appendices.len() > 1;
    let labels = view.of(Role::Label).filter(|(_, label)| {
        let number = words(label.plain()).filter_map(|word| value(word.text)).last();
        let named = number.is_none_or(|number| mentioned.numbers.contains(&number));
        let none = !mentioned.any && mentioned.numbers.is_empty();
        none || (several && !mentioned.any && !named)
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

/// Notes the appendices that a text mentions: "Phụ lục I, II và III", "Phụ lục I đến V".
fn mention(text: &str, mentioned: &mut Mentioned) {
    let found: Vec<Word> = words(text).collect();
    let lower: Vec<String> = found.iter().map(|word| word.text.to_lowercase()).collect();
    let is = |at: usize, syllable: &str| lower.get(at).is_some_and(|word| word == syllable);
    for at in 0..found.len() {
        let attached =
            (is(at, "kèm") && is(at + 1, "theo")) || (is(at, "đính") && is(at + 1, "kèm"));
        // "ban hành kèm theo Quyết định …" tells of another document.
        let near = lower.get(at.saturating_sub(5)..at).unwrap_or_default();
        if attached && near.iter().any(|word| ATTACHED.contains(&word.as_str())) {
            mentioned.any = true;
        }
        if !(is(at, "phụ") && is(at + 1, "lục")) {
            continue;
        }
        let mut numbered = false;
        let mut to = false;
        for (word, lower) in found.iter().zip(&lower).skip(at + 2).take(60) {
            match (value(word.text), lower.as_str()) {
                (Some(number), _) => {
                    let from = mentioned.numbers.last().filter(|_| to && numbered);
                    let from = from.map_or(number, |last| last + 1);
                    mentioned.numbers.extend(from.min(number)..=number);
                    (numbered, to) = (true, false);
                }
                (None, "đến") => to = true,
                (None, "và" | "số" | "phụ" | "lục" | "các") => {}
                _ => break,
            }
        }
        mentioned.any |= !numbered;
    }
}

/// The number of an appendix, Roman or Arabic.
fn value(word: &str) -> Option<usize> {
    let arabic = word.parse::<usize>().ok().filter(|number| (1..100).contains(number));
    arabic.or_else(|| (1..40).find(|number| roman(*number) == word))
}
