//! What was to be filled in and was not: "…", "[ ]", "xxx", "(tên đơn vị)", "«…»".

use std::ops::Range;

use crate::check::appendix::is_form;
use crate::check::citation::PRACTICE;
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{entries, lowered, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "M04",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("m04.md"),
    checks: &[Check::Facts { gather, judge }],
};

const LIST: &str = include_str!("../lists/placeholders.txt");
/// A field of a template that is shown without its list.
const FIELD: &str = "«»";

/// The first placeholder of a text.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    // A gap for number and date is one of the form.
    if matches!(role, Role::Number | Role::Reference | Role::IssuedWith) {
        return Vec::new();
    }
    let fact = |(range, about): (Range<usize>, &str)| {
        let value = text.get(range.clone()).unwrap_or_default().to_owned();
        Fact { range, about: about.to_owned(), value }
    };
    let found = [brackets(text), dots(text), signs(text)];
    found.into_iter().flatten().min_by_key(|(range, _)| range.start).map(fact).into_iter().collect()
}

/// "[ ]", "(tên đơn vị)", "{{ ten }}", "«Tên xã»".
fn brackets(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut open: Option<(usize, char)> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('[' | '(' | '<' | '«' | '{', _) => open = Some((at, c)),
            (']' | ')' | '>' | '»' | '}', Some((start, opened))) => {
                let inside = text.get(start + opened.len_utf8()..at)?.trim();
                let is_open = match (opened, c) {
                    ('[', ']') => inside.is_empty() || is_dots(inside) || asks(inside),
                    ('(', ')') | ('<', '>') => is_dots(inside) || is_listed(inside),
                    ('{', '}') => text.get(..start)?.ends_with('{'),
                    ('«', '»') => true,
                    _ => false,
                };
                let field = if opened == '«' { FIELD } else { "" };
                if is_open {
                    return Some((start..at + c.len_utf8(), field));
                }
                open = None;
            }
            _ => {}
        }
    }
    None
}

fn is_dots(text: &str) -> bool {
    text.chars().count() > 0 && text.chars().all(|c| matches!(c, '.' | '…' | '_' | ' '))
}

/// "tên đơn vị", "ghi rõ tên đơn vị".
fn is_listed(text: &str) -> bool {
    // The longest entry is short.
    let lower = text.chars().take(60).collect::<String>().to_lowercase();
    let bare = lower.strip_prefix("ghi rõ ").unwrap_or(&lower);
    entries(LIST).any(|entry| entry == bare) || bare != lower && is_dots(bare)
}

/// Whether words in square brackets ask for something: "[tên hồ chứa]", "[ghi rõ lý do]".
fn asks(text: &str) -> bool {
    const FIRST: &[&str] = &[
        "tên", "ghi", "nêu", "điền", "nhập", "số", "ngày", "tháng", "năm", "họ", "chức", "địa",
        "thời", "chèn", "bổ", "x", "nội",
    ];
    let lower = text.chars().take(60).collect::<String>().to_lowercase();
    let first = words(&lower).next();
    is_listed(text) || first.is_some_and(|first| FIRST.contains(&first.text))
}

/// "…" in the place of a word; not at the end of an enumeration.
fn dots(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !matches!(c, '.' | '…') {
            continue;
        }
        let (mut end, mut length) = (start + c.len_utf8(), if c == '…' { 3 } else { 1 });
        while let Some((at, c)) = chars.next_if(|(_, c)| matches!(c, '.' | '…')) {
            end = at + c.len_utf8();
            length += if c == '…' { 3 } else { 1 };
        }
        if length > 2 && stands_for_a_word(text.get(..start)?, text.get(end..)?, length) {
            return Some((start..end, ""));
        }
    }
    None
}

fn stands_for_a_word(before: &str, after: &str, length: usize) -> bool {
    const AWAITING: &[&str] = &[
        "số", "ngày", "tháng", "quý", "đạt", "là", "bằng", "khoảng", "trên", "dưới", "tổng",
        "thôn", "xã",
    ];
    const COUNTED: &[&str] =
        &["người", "hộ", "đồng", "triệu", "tỷ", "ha", "km", "thôn", "hồ", "lượt", "tháng", "năm"];
    let spaced = before.ends_with([' ', '\u{a0}', '\n']);
    let before = before.trim_end();
    if before.is_empty() || before.ends_with(['-', '–', ':', '/']) || after.starts_with(['%', '/'])
    {
        return true;
    }
    if length > 4 {
        return true;
    }
    let last =
        before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let next: String =
        after.trim_start().chars().take_while(|c| c.is_alphabetic()).take(8).collect();
    // "trộm cắp, cướp giật, …" and "địa phương... người dân" go on without a gap.
    let counted = COUNTED.contains(&next.as_str());
    spaced && !before.ends_with([',', ';']) && (AWAITING.contains(&last.as_str()) || counted)
}

/// "xxx", "____".
fn signs(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut last = String::new();
    for word in words(text) {
        let lower = word.text.chars().all(|c| c == 'x');
        // XXX is a Roman numeral too.
        let upper = word.text.chars().all(|c| c == 'X')
            && !matches!(
                last.as_str(),
                "phần" | "chương" | "mục" | "lục" | "thứ" | "khóa" | "khoá" | "kỳ" | "hội"
            );
        if word.text.len() > 2 && (lower || upper) {
            return Some((word.range, ""));
        }
        last = lowered(word.text);
    }
    let start = text.find("___")?;
    let rest = text.get(start..)?;
    Some((start..start + rest.len() - rest.trim_start_matches('_').len(), ""))
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    let (fields, others): (Vec<&Known>, Vec<&Known>) =
        known.iter().partition(|known| known.fact.about == FIELD);
    let mut found = Vec::new();
    if let Some(first) = fields.first() {
        let message = match fields.len() {
            1 => format!("Trường trộn {} chưa có giá trị.", first.fact.value),
            count => {
                format!("Trường trộn chưa có giá trị ở {count} chỗ, như {}.", first.fact.value)
            }
        };
        found.push(Found::new(first.at(), message).hint(
            "kiểm tra cùng danh sách xã; nếu không phải trường trộn thì dùng dấu ngoặc kép “ ”",
        ));
    }
    // What is known of the last appendix.
    let mut last = (None, false);
    for known in others {
        let Some(passage) = view.passages.get(known.passage) else { continue };
        if passage.section.appendix != last.0 {
            last = (
                passage.section.appendix,
                passage.section.appendix.is_some_and(|at| is_form(view, at)),
            );
        }
        if last.1 {
            continue;
        }
        found.push(
            Found::new(known.at(), format!("Còn chỗ chưa điền: “{}”.", known.fact.value))
                .hint("điền nội dung, hoặc xóa nếu không cần"),
        );
    }
    found
}
