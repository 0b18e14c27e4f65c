//! Spaces around punctuation.

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Hit, Rule};
use crate::check::view::Role;
use crate::check::words::around;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "T05",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("t05.md"),
    checks: &[Check::Text(look)],
};

fn look(_: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut token = 0;
    let mut is_address = false;
    for (at, c) in text.char_indices() {
        if at >= token {
            // A web address has its own punctuation.
            let rest = text.get(at..).unwrap_or_default();
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len()).max(c.len_utf8());
            let word = rest.get(..length).unwrap_or_default();
            is_address = ["://", "www.", "@"].iter().any(|mark| word.contains(mark));
            token = at + length;
        }
        match c {
            ',' | '.' | ';' | ':' | '!' | '?' | ')' => hits.extend(before(text, at, c)),
            _ => {}
        }
        match c {
            '(' => hits.extend(inside(text, at)),
            ',' | ';' if !is_address => hits.extend(missing(text, at, c)),
            _ => {}
        }
    }
    hits
}

/// Spaces before the mark `c` at `at`.
fn before(text: &str, at: usize, c: char) -> Option<Hit> {
    let head = text.get(..at)?;
    let bare = head.trim_end_matches(' ');
    let last = bare.chars().next_back()?;
    if bare.len() == head.len() || matches!(last, '\n' | '(') {
        return None;
    }
    let next = around(text, at + c.len_utf8()).1;
    let is_right = match c {
        // "./." and "…"; a name that begins with a point; a line of points.
        '.' => {
            last == '.' || next.is_some_and(|next| next.is_alphanumeric() || ".…/".contains(next))
        }
        ':' => {
            last.is_ascii_digit()
                && text.get(at + 1..)?.trim_start().starts_with(|c: char| c.is_ascii_digit())
        }
        ',' | ';' => last == '.' || last == '…',
        _ => false,
    };
    let hit = Hit::new(bare.len()..at + c.len_utf8(), format!("Thừa dấu cách trước dấu “{c}”."));
    (!is_right).then(|| hit.hint("viết dấu liền sau chữ").mend(c.to_string()))
}

/// Spaces after a bracket.
fn inside(text: &str, at: usize) -> Option<Hit> {
    let rest = text.get(at + 1..)?;
    let inner = rest.trim_start_matches(' ');
    let next = inner.chars().next()?;
    let hit = Hit::new(at..text.len() - inner.len(), "Thừa dấu cách sau dấu “(”.");
    (inner.len() < rest.len() && !matches!(next, '\n' | ')' | '.' | '…'))
        .then(|| hit.hint("viết chữ liền sau dấu ngoặc").mend("("))
}

/// No space after the mark `c` at `at`.
fn missing(text: &str, at: usize, c: char) -> Option<Hit> {
    let (last, next) = (around(text, at).0?, around(text, at + 1).1?);
    let is_missing =
        last.is_alphanumeric() && (next.is_alphabetic() || (c == ';' && next.is_ascii_digit()));
    let hit = Hit::new(at..at + 1, format!("Thiếu dấu cách sau dấu “{c}”."));
    is_missing.then(|| hit.hint("thêm một dấu cách").mend(format!("{c} ")))
}
