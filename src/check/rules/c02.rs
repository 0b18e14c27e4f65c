//! Every syllable of a personal name has a capital.

use std::sync::LazyLock;

use crate::check::citation::nd30;
use crate::check::closing::before_name;
use crate::check::phrases::{Phrases, has_sentences};
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::{SURNAMES, Word, begins_upper, is_joined, with_first, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "C02",
    severity: Severity::Error,
    clause: nd30!("Phụ lục II, II.1"),
    page: include_str!("c02.md"),
    checks: &[Check::Text(look)],
};

/// Names by which persons of history are called.
static PERSONS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(include_str!("../lists/persons.txt")));

/// Syllables that stand between family name and given name.
const MIDDLE: &[&str] = &["văn", "thị"];

fn look(role: Role, text: &str) -> Vec<Hit> {
    let found: Vec<Word> = words(text).collect();
    let wrong: Vec<&Word> = match role {
        Role::Name => {
            // What stands before the name is S08's.
            let (start, _) = before_name(text, text.len() - text.trim_start().len());
            let name = found.iter().filter(|word| word.range.start >= start);
            name.filter(|word| is_small(text, word)).collect()
        }
        role if has_sentences(role) => {
            let middle = |at: usize| {
                let (word, family, given) =
                    (found.get(at)?, found.get(at.checked_sub(1)?)?, found.get(at + 1)?);
                let joined = is_joined(text, &found, at - 1) && is_joined(text, &found, at);
                let name = SURNAMES.contains(family.text) && begins_upper(given.text);
                (joined && name && MIDDLE.contains(&word.text)).then_some(word)
            };
            (0..found.len()).filter_map(middle).collect()
        }
        _ => Vec::new(),
    };
    let hit = |word: &Word| {
        Hit::new(word.range.clone(), format!("Tên người viết thường: “{}”.", word.text))
            .hint("viết hoa chữ đầu mọi âm tiết của tên người")
            .mend(with_first(word.text, true))
    };
    wrong.into_iter().map(hit).chain(PERSONS.hits(role, text)).collect()
}

/// Whether it begins a syllable, as the "b" of "K’bá" does not, in lower case.
fn is_small(text: &str, word: &Word) -> bool {
    let before = text.get(..word.range.start).unwrap_or_default();
    word.text.starts_with(char::is_lowercase) && !before.ends_with(['\'', '’', '-'])
}
