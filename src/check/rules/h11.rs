//! The form of the symbol: "KH-UBND".

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::view::{Role, View};
use crate::check::words::words;
use crate::diagnostic::Severity;
use crate::model::kind::{KINDS, find};

pub const RULE: Rule = Rule {
    id: "H11",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.3"),
    page: include_str!("h11.md"),
    checks: &[Check::Text(form), Check::Document(groups)],
};

/// Signs and letters.
fn form(role: Role, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    // A field without a list.
    if role != Role::Symbol || text.contains('«') {
        return hits;
    }
    let mut signs = text.char_indices().peekable();
    while let Some((start, c)) = signs.next() {
        let mut end = start + c.len_utf8();
        let before = text.get(..start).unwrap_or_default();
        if c.is_whitespace() {
            while let Some((at, c)) = signs.next_if(|(_, c)| c.is_whitespace()) {
                end = at + c.len_utf8();
            }
            let after = text.get(end..).unwrap_or_default();
            let stands_alone =
                before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
            let message = "Có dấu cách trong ký hiệu của văn bản.";
            hits.push(
                Hit::new(start..end, message)
                    .hint("viết liền, giữa các nhóm chữ chỉ có dấu gạch nối, như KH-UBND")
                    .mend(if stands_alone { "-" } else { "" }),
            );
        } else if matches!(c, '–' | '—') {
            hits.push(
                Hit::new(start..end, "Ký hiệu dùng dấu gạch dài.")
                    .hint("dùng dấu gạch nối ngắn “-”")
                    .mend("-"),
            );
        } else if c == '_' {
            hits.push(
                Hit::new(start..end, "Giữa các nhóm chữ của ký hiệu có dấu “_”.")
                    .hint("dùng dấu gạch nối “-”")
                    .mend("-"),
            );
        } else if matches!(c, '.' | ',' | ';' | ':') && end == text.len() {
            hits.push(
                Hit::new(start..end, format!("Cuối ký hiệu có dấu “{c}”."))
                    .hint("xóa dấu ở cuối")
                    .mend(""),
            );
        } else if c == '/' && !next_to_digits(text, start) {
            let (message, mend) = match before.trim().is_empty() {
                true => ("Ký hiệu có dấu “/” ở đầu.", ""),
                false => ("Giữa các nhóm chữ của ký hiệu có dấu “/”.", "-"),
            };
            hits.push(
                Hit::new(start..end, message)
                    .hint("dấu “/” chỉ đứng giữa số và ký hiệu, do chương trình in")
                    .mend(mend),
            );
        }
    }
    for word in words(text) {
        let code = KINDS.iter().map(|kind| kind.abbreviation);
        let known = code.clone().any(|code| code == word.text);
        if word.text.chars().any(char::is_lowercase) && !known {
            let upper = word.text.to_uppercase();
            let right = code.clone().find(|code| code.to_uppercase() == upper).unwrap_or(&upper);
            hits.push(
                Hit::new(word.range.clone(), format!("Ký hiệu có chữ thường “{}”.", word.text))
                    .hint(format!("viết “{right}”"))
                    .mend(right),
            );
        }
    }
    hits
}

/// The "/" behind a number, which is another field, or before a year, which is H15's.
fn next_to_digits(text: &str, slash: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    text.get(..slash).is_some_and(|before| before.ends_with(digit))
        || text.get(slash + 1..).is_some_and(|after| after.starts_with(digit))
}

/// The type's abbreviation first, then the issuer's.
fn groups(view: &View) -> Vec<Found> {
    let Some(kind) = find(&view.document.kind.to_plain()) else { return Vec::new() };
    let code = kind.abbreviation;
    let mut found = Vec::new();
    for (at, passage) in view.of(Role::Symbol) {
        let text = passage.plain();
        let groups: Vec<_> = words(text).filter(|_| !text.contains('«')).collect();
        let wrong = |message: String, hint: String| {
            Found::new(At::Text(at, 0..text.len()), message).hint(hint)
        };
        if let Some(first) = groups.first()
            && first.text.bytes().all(|b| b.is_ascii_digit())
            && first.text.len() < 4
        {
            found.push(
                Found::new(At::Text(at, first.range.clone()), "Ô ký hiệu có cả số của văn bản.")
                    .hint("ghi số ở mục “Số”; ở đây chỉ ghi ký hiệu"),
            );
            continue;
        }
        let mut letters = groups.iter().filter(|group| group.text.chars().any(char::is_alphabetic));
        let Some(first) = letters.next() else { continue };
        let upper = first.text.to_uppercase();
        let own = upper.starts_with(&code.to_uppercase());
        let other = KINDS.iter().any(|kind| kind.abbreviation.to_uppercase() == upper);
        if !own && !other {
            found.push(wrong(
                format!("Ký hiệu “{text}” thiếu chữ viết tắt tên loại “{code}”."),
                format!("ghi {code} trước chữ viết tắt tên cơ quan, như {code}-UBND"),
            ));
        } else if own && letters.next().is_none() {
            found.push(wrong(
                format!("Ký hiệu “{text}” chưa tách tên loại và cơ quan."),
                format!("ghi {code}, dấu gạch nối, rồi chữ viết tắt tên cơ quan, như {code}-UBND"),
            ));
        }
    }
    found
}
