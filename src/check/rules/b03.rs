//! The first citation of a document is complete.

use std::collections::HashSet;

use crate::check::citation::nd30;
use crate::check::cited::{is_of_assembly, numbers, sentence_after, sentence_before};
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, begins_upper, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B03",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.6b"),
    page: include_str!("b03.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// Words with which what a document is about begins.
const ABOUT: &[&str] = &[
    "về", "ban", "quy", "phê", "hướng", "sửa", "công", "triển", "thực", "tăng", "đẩy", "giao",
    "cải", "phát", "kiện", "thành", "xây", "thống", "kiểm", "bãi", "phân", "điều", "chuyển",
    "nâng", "phòng", "duy", "tổ", "đánh", "khắc", "sắp", "bổ", "gửi", "đề", "yêu",
];

/// What each citation lacks; empty for a complete one.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    if !matches!(role, Role::Paragraph | Role::LegalBasis | Role::Cell | Role::Footnote) {
        return Vec::new();
    }
    let cited = numbers(text);
    let facts = cited.iter().enumerate().filter_map(|(index, range)| {
        let number = text.get(range.clone())?;
        // The sentence goes as far as the next citation.
        let until = cited.get(index + 1).map_or(text.len(), |next| next.start);
        let after = sentence_after(text.get(..until)?, range.end);
        let value = lacks(sentence_before(text, range.start), after).join(", ");
        let fact = Fact { range: range.clone(), about: number.to_uppercase(), value };
        (!is_of_assembly(number)).then_some(fact)
    });
    facts.collect()
}

fn judge(_: &View, known: &[Known]) -> Vec<Found> {
    let mut seen: HashSet<&str> = HashSet::new();
    let first = known.iter().filter(|known| seen.insert(known.fact.about.as_str()));
    let incomplete = first.filter(|known| !known.fact.value.is_empty());
    let found = incomplete.map(|known| {
        let Fact { about, value, .. } = known.fact;
        Found::new(known.at(), format!("Dẫn lần đầu “{about}” còn thiếu {value}."))
            .hint("ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành, trích yếu; lần sau chỉ ghi tên loại và số, ký hiệu")
    });
    found.collect()
}

fn lacks(before: &str, after: &str) -> Vec<&'static str> {
    let mut lacks = Vec::new();
    let found: Vec<Word> = words(after).collect();
    let dated = found.first().is_some_and(|word| word.text == "ngày");
    if !dated {
        lacks.push("ngày ban hành");
    }
    // "Luật … của Chính phủ tại Nghị định số …": the agency may stand before.
    let earlier: Vec<Word> = words(before).collect();
    let near = earlier.len().saturating_sub(24);
    let named_before = earlier.get(near..).is_some_and(|near| {
        let of = near.iter().rposition(|word| word.text == "của");
        let at = near.iter().rposition(|word| matches!(word.text, "tại" | "theo" | "trong"));
        of.is_some() && of < at
    });
    let digits = |word: &Word| word.text.chars().all(|c| c.is_ascii_digit());
    let date = found.iter().take_while(|word| {
        digits(word) || matches!(word.text, "ngày" | "tháng" | "năm")
    });
    let rest = found.get(if dated { date.count() } else { 0 }..).unwrap_or_default();
    // "của Chính phủ", "do Chính phủ ban hành", "Chính phủ ban hành".
    let named = rest.first().is_some_and(|word| {
        matches!(word.text, "của" | "do") || begins_upper(word.text)
    });
    if !named && !named_before {
        lacks.push("cơ quan ban hành");
    }
    let tells = |word: &Word| ABOUT.contains(&word.text);
    let about = match named {
        true => rest.iter().any(tells) || rest.len() > 13,
        false => rest.first().is_some_and(tells),
    };
    if !about && !after.contains(['“', '"', '(']) {
        lacks.push("trích yếu");
    }
    lacks
}
