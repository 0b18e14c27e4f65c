//! The first citation of a document is complete.

use std::collections::HashSet;

use crate::check::citation::nd30;
use crate::check::cited::{is_of_assembly, numbers, sentence_after, sentence_before};
use crate::check::rule::{Check, Fact, Found, Known, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{Word, begins_upper, is_upper, words};
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "B03",
    severity: Severity::Warning,
    clause: nd30!("Phụ lục I, Phần I, II.6b"),
    page: include_str!("b03.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// Types of documents of the state that are cited in full; a "Văn bản" may be anybody's.
const TYPES: &[&str] = &[
    "nghị quyết",
    "nghị định",
    "quyết định",
    "chỉ thị",
    "thông tư",
    "kế hoạch",
    "công văn",
    "thông báo",
    "hướng dẫn",
    "kết luận",
    "chương trình",
    "đề án",
    "tờ trình",
    "báo cáo",
    "công điện",
    "quy định",
    "quy chế",
    "phương án",
];

/// Words with which what a document is about begins.
const ABOUT: &[&str] = &[
    "về", "ban", "quy", "phê", "hướng", "sửa", "công", "triển", "thực", "tăng", "đẩy", "giao",
    "cải", "phát", "kiện", "thành", "xây", "thống", "kiểm", "bãi", "phân", "điều", "chuyển",
    "nâng", "phòng", "duy", "tổ", "đánh", "khắc", "sắp", "bổ", "gửi", "đề", "yêu", "chỉ", "đôn",
    "góp", "báo", "mời", "trả", "rà", "tiếp", "lập", "hỗ", "khuyến", "ứng", "bảo", "cho", "thông",
    "cung", "quản", "sử", "kết", "chấn", "giải", "hủy", "thu", "tạm", "đầu", "lấy",
];

/// What each citation lacks; empty for a complete one.
fn gather(role: Role, text: &str) -> Vec<Fact> {
    let counts = matches!(role, Role::Paragraph | Role::LegalBasis | Role::Cell | Role::Footnote);
    if !counts || is_upper(text) {
        return Vec::new();
    }
    let cited = numbers(text);
    let facts = cited.iter().enumerate().filter_map(|(index, range)| {
        let number = text.get(range.clone())?;
        let before = sentence_before(text, range.start);
        is_typed(before).then_some(())?;
        // The sentence goes as far as the next citation.
        let until = cited.get(index + 1).map_or(text.len(), |next| next.start);
        let after = sentence_after(text.get(..until)?, range.end);
        let value = lacks(before, after).join(", ");
        let fact = Fact { range: range.clone(), about: number.to_owned(), value };
        (!is_of_assembly(number)).then_some(fact)
    });
    facts.collect()
}

fn judge(_: &View, known: &[Known]) -> Vec<Found> {
    let mut seen: HashSet<&str> = HashSet::new();
    let first = known.iter().filter(|known| seen.insert(known.fact.about.as_str()));
    let incomplete = first.filter(|known| !known.fact.value.is_empty());
    let incomplete: Vec<&Known> = incomplete.collect();
    let same = incomplete.chunk_by(|a, b| a.passage == b.passage);
    same.filter_map(|same| Some(incomplete_citation(same.first()?, same.len() - 1))).collect()
}

/// The first incomplete citation of a text, which has so many more.
fn incomplete_citation(known: &Known, more: usize) -> Found {
    let Fact { about, value, .. } = known.fact;
    let more = match more {
        0 => String::new(),
        more => format!(" (và {more} văn bản khác trong đoạn)"),
    };
    Found::new(known.at(), format!("Dẫn lần đầu “{about}” còn thiếu {value}{more}.")).hint(
        "ghi đủ tên loại, số, ký hiệu, ngày, cơ quan ban hành, trích yếu; lần sau chỉ ghi tên loại và số, ký hiệu",
    )
}

/// Whether the type of a document stands directly before the number.
fn is_typed(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix("số").unwrap_or(before).trim_end().to_lowercase();
    TYPES.iter().any(|kind| before.ends_with(kind))
}

fn lacks(before: &str, after: &str) -> Vec<&'static str> {
    let found: Vec<Word> = words(after).collect();
    let earlier: Vec<Word> = words(before).collect();
    let near = earlier.get(earlier.len().saturating_sub(24)..).unwrap_or_default();
    let dated = found.iter().take(18).zip(found.iter().skip(1)).any(|(word, next)| {
        word.text == "ngày" && next.text.starts_with(|c: char| c.is_ascii_digit())
    });
    let mut lacks = Vec::new();
    if !dated {
        lacks.push("ngày ban hành");
    }
    let of_date = |word: &&Word| {
        word.text.chars().all(|c| c.is_ascii_digit())
            || matches!(word.text, "ngày" | "tháng" | "năm")
    };
    let rest = found.get(found.iter().take_while(of_date).count()..).unwrap_or_default();
    // "của Chính phủ", "do Chính phủ ban hành", "Chính phủ ban hành".
    let named = rest
        .first()
        .is_some_and(|word| matches!(word.text, "của" | "do") || begins_upper(word.text));
    let attached = is_attached(near);
    if !named && !attached && !is_named_before(near) {
        lacks.push("cơ quan ban hành");
    }
    let tells = |word: &Word| ABOUT.contains(&word.text);
    let about = match named {
        true => rest.iter().any(tells) || rest.len() > 13,
        false => rest.first().is_some_and(tells),
    };
    if !about && !attached && !after.contains(['“', '"', '(']) {
        lacks.push("trích yếu");
    }
    lacks
}

/// "quy định của Chính phủ tại Nghị định số …", "Sở Nội vụ đã ban hành Văn bản số …".
fn is_named_before(near: &[Word]) -> bool {
    let last = |words: &[&str]| near.iter().rposition(|word| words.contains(&word.text));
    let of = last(&["của"]);
    let issued = near.windows(2).rev().take(10).any(|pair| {
        let texts: Vec<&str> = pair.iter().map(|word| word.text).collect();
        matches!(texts.as_slice(), ["ban", "hành"] | ["ký", "ban"])
    });
    // "Công ty cổ phần Phú Hà tại Văn bản số …".
    let at = last(&["tại"]).and_then(|at| at.checked_sub(1)).and_then(|at| near.get(at));
    let agency = at.is_some_and(|word| begins_upper(word.text));
    issued
        || agency
        || last(&["có"]).is_some()
        || (of.is_some() && of < last(&["tại", "theo", "trong"]))
}

/// "ban hành kèm theo Thông tư số …", "được sửa đổi bởi …", "theo đề nghị của Giám đốc Sở
/// tại Tờ trình số …": it only tells of something else.
fn is_attached(near: &[Word]) -> bool {
    near.windows(2).any(|pair| {
        let texts: Vec<&str> = pair.iter().map(|word| word.text).collect();
        matches!(
            texts.as_slice(),
            ["kèm", "theo"]
                | ["đề", "nghị"]
                | ["sửa", "đổi"]
                | ["duyệt", "tại"]
                | ["đạo", "tại"]
                | ["bổ", "sung"]
                | ["thay", "thế"]
        )
    })
}
