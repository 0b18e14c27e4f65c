//! Abbreviations that nobody explains.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{
    begins_upper, entries, is_upper, lowered, near_after, near_before, words,
};
use crate::diagnostic::Severity;
use crate::model::fields::fold;

pub const RULE: Rule = Rule {
    id: "X06",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x06.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// Those that everybody knows.
static KNOWN: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| entries(include_str!("../lists/abbreviations.txt")).collect());

const USED: &str = "dùng";
const EXPLAINED: &str = "giải thích";

/// Each abbreviation, and whether this place explains it.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    let has_small = |line: &str| line.chars().any(char::is_lowercase);
    let is_read = role.is_prose()
        || matches!(role, Role::Subject | Role::GroupCell | Role::HeaderCell | Role::Title);
    if !is_read {
        return Vec::new();
    }
    let mut facts = Vec::new();
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // In a line of capitals nothing stands out, but for what brackets explain.
        let tokens_of_line = tokens_of(line).map(|token| start + token.start..start + token.end);
        if has_small(line) {
            tokens.extend(tokens_of_line);
        } else {
            tokens.extend(tokens_of_line.filter(|token| is_explained(text, token)));
        }
        start += line.len();
    }
    for token in joined(text, tokens) {
        let about = text.get(token.clone()).unwrap_or_default().replace(" - ", "-");
        let value = if is_explained(text, &token) { EXPLAINED } else { USED };
        facts.push(Fact { range: token, about, value: value.to_owned() });
    }
    facts
}

/// The words of a line that are abbreviations: capitals without a tone mark, two to eight.
fn tokens_of(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    line.split_inclusive(char::is_whitespace).filter_map(move |piece| {
        let start = from;
        from += piece.len();
        let bare = piece.trim_start_matches(|c: char| !c.is_alphanumeric());
        let skipped = piece.len() - bare.len();
        // The symbol of a document without its number: "số    /KH-UBND".
        let is_symbol = piece.get(..skipped).is_some_and(|skipped| skipped.ends_with('/'));
        let start = start + skipped;
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric());
        (!is_symbol && is_abbreviation(bare)).then(|| start..start + bare.len())
    })
}

fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let of_one = |c: char| {
        c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ơ' | 'Ô' | 'Ă' | 'Â' | 'Ê' | '&' | '-')
    };
    let is_roman = word.chars().all(|c| "IVXLC".contains(c));
    let parts_known =
        KNOWN.contains(word) || word.split(['-', '&']).all(|part| KNOWN.contains(part));
    (2..=8).contains(&letters) && word.chars().all(of_one) && !is_roman && !parts_known
}

/// Words that are part of the abbreviation before them.
const SECOND: &[&str] = &["INDEX"];

/// "PAR INDEX" and "KT - XH" are one. One beside a word of capitals with tone marks is
/// none: the words are only shouted. None is what stands in a company's name.
fn joined(text: &str, tokens: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for token in tokens {
        match joined.last_mut() {
            Some(last) if is_joined(text, last.end, &token) => last.end = token.end,
            _ => joined.push(token),
        }
    }
    joined.retain(|token| !is_shouted(text, token) && !is_of_company(text, token.start));
    joined
}

/// Whether one of the words in capitals around it has a tone mark: "ỦY BAN NHÂN DÂN".
fn is_shouted(text: &str, token: &Range<usize>) -> bool {
    const LONGEST: usize = 12;
    let before = near_before(text, token.start, NEAR);
    let after = near_after(text, token.end, NEAR);
    let capitals = |word: &&str| word.chars().any(char::is_alphabetic) && is_upper(word);
    let toned = |word: &str| {
        let mut letters = word.chars().filter(|c| c.is_alphabetic());
        letters.any(|c| !c.is_ascii() && !"ĐƯƠÔĂÂÊ".contains(c))
    };
    before
        .strip_suffix(' ')
        .is_some_and(|before| before.rsplit(' ').take(LONGEST).take_while(capitals).any(toned))
        || after
            .strip_prefix(' ')
            .is_some_and(|after| after.split(' ').take(LONGEST).take_while(capitals).any(toned))
}

/// Whether the word goes on with the one that ends at `end`.
fn is_joined(text: &str, end: usize, word: &Range<usize>) -> bool {
    match text.get(end..word.start) {
        Some(" - ") => true,
        Some(" ") => text.get(word.clone()).is_some_and(|word| SECOND.contains(&word)),
        _ => false,
    }
}

/// Words in lower case that names of companies have.
const OF_COMPANIES: &[&str] = &[
    "cổ", "phần", "trách", "nhiệm", "hữu", "hạn", "một", "hai", "thành", "viên", "tư", "nhân",
    "đầu", "xây", "dựng", "thương", "mại", "sản", "xuất", "dịch", "vụ", "và", "liên", "danh",
    "khai", "thác", "khoáng", "phát", "triển", "nghiệp", "xã", "tác", "nhánh", "đoàn",
];

/// Whether the byte `at` stands in a name: "Công ty TNHH MTV ACT", "Doanh nghiệp tư nhân
/// ABC".
fn is_of_company(text: &str, at: usize) -> bool {
    const KINDS: &[[&str; 2]] = &[
        ["công", "ty"],
        ["doanh", "nghiệp"],
        ["tập", "đoàn"],
        ["hợp", "tác"],
        ["chi", "nhánh"],
        ["ngân", "hàng"],
    ];
    const LONGEST: usize = 14;
    let before = near_before(text, at, NEAR);
    let name = before.rsplit([',', ';', ':', '.', '(', ')', '\n', '“']).next().unwrap_or_default();
    let mut next = String::new();
    for (index, word) in name.split_whitespace().rev().take(LONGEST).enumerate() {
        let lower = lowered(word);
        if lower == "htx" || KINDS.contains(&[lower.as_str(), next.as_str()]) {
            return index > 0;
        }
        let may_be = begins_upper(word)
            || OF_COMPANIES.contains(&word)
            || word == "ty"
            || !word.contains(char::is_alphabetic);
        if !may_be {
            return false;
        }
        next = lower;
    }
    false
}

/// Words before an abbreviation that they explain.
const CALLED: &[&str] =
    &["gọi là", "gọi tắt là", "viết tắt là", "gọi chung là", "viết tắt:", "viết tắt"];

/// An explanation is no longer than so many bytes.
const NEAR: usize = 240;

/// Whether it is explained here: "Mỗi xã một sản phẩm (OCOP)", "(sau đây viết tắt là
/// OCOP)", "OCOP (Mỗi xã một sản phẩm)".
fn is_explained(text: &str, token: &Range<usize>) -> bool {
    let before = near_before(text, token.start, NEAR);
    let after = near_after(text, token.end, NEAR);
    let called = before.trim_end_matches([' ', '“', '"']).to_lowercase();
    if CALLED.iter().any(|words| called.ends_with(words)) {
        return true;
    }
    let own = text.get(token.clone()).unwrap_or_default();
    let told = [" (", ": ", " là ", " = "].iter().find_map(|sign| after.strip_prefix(sign));
    if told.is_some_and(|words| is_spelled(own, words)) {
        return true;
    }
    let opened =
        before.rfind('(').filter(|at| !before.get(*at..).unwrap_or_default().contains(')'));
    if let (Some(open), Some(close)) = (opened, after.find(')')) {
        let opened = before.get(open + 1..).unwrap_or_default();
        // "(sau đây viết tắt là PCCC và CNCH)", "(sau đây gọi là Chi cục CCPT)".
        let lower = opened.to_lowercase();
        if CALLED.iter().any(|words| lower.contains(words)) {
            return true;
        }
        let inside = [opened, own, after.get(..close).unwrap_or_default()].concat();
        let is_short = inside
            .split([',', ';', ' ', '/'])
            .all(|word| word.is_empty() || !word.chars().any(char::is_lowercase));
        let has_words = before.get(..open).is_some_and(|words| {
            words.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == '”')
        });
        return is_short && has_words;
    }
    let inside = after
        .trim_start()
        .strip_prefix(['(', ':'])
        .map(|rest| rest.split(')').next().unwrap_or(rest));
    after.trim_start().starts_with('(')
        && inside.is_some_and(|inside| inside.split_whitespace().count() > 2)
}

/// Whether the words begin with the letters of the abbreviation: "BS: bác sĩ".
fn is_spelled(own: &str, after: &str) -> bool {
    let letters: Vec<char> = fold(own).chars().filter(|c| c.is_alphabetic()).collect();
    let first = words(after).take(letters.len());
    let initials: Vec<char> = first.filter_map(|word| fold(word.text).chars().next()).collect();
    !letters.is_empty() && letters == initials
}

fn judge(_: &View, known: &[Known]) -> Vec<Found> {
    let mut uses: BTreeMap<&str, (usize, &Known)> = BTreeMap::new();
    let mut explained: BTreeSet<&str> = BTreeSet::new();
    for known in known {
        let about = known.fact.about.as_str();
        if known.fact.value == EXPLAINED {
            explained.insert(about);
        }
        uses.entry(about).or_insert((0, known)).0 += 1;
    }
    let mut firsts: Vec<(&str, usize, &Known)> = uses
        .into_iter()
        .filter(|(about, _)| !explained.contains(about))
        .map(|(about, (count, first))| (about, count, first))
        .collect();
    firsts.sort_by_key(|(_, _, first)| (first.passage, first.fact.range.start));
    let found = |(about, count, first): (&str, usize, &Known)| {
        let message = format!("Từ viết tắt “{about}” chưa được giải thích (dùng {count} lần).");
        let hint = format!("ở chỗ đầu tiên ghi đầy đủ rồi mở ngoặc: … ({about})");
        Found::new(first.at(), message).hint(hint)
    };
    firsts.into_iter().map(found).collect()
}
