//! Nothing before the name of who signs: no degree, no rank, no "Ông", "Bà".

use crate::check::citation::nd30;
use crate::check::closing::{before_name, signatures};
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::View;
use crate::check::words::words;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "S08",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.7c"),
    page: include_str!("s08.md"),
    checks: &[Check::Document(look)],
};

/// Issuers whose sector may allow ranks, or degrees (II.7c).
const ARMED: &[&str] = &["CÔNG AN", "QUÂN SỰ", "BIÊN PHÒNG", "BỘ CHỈ HUY", "ĐỒN ", "TRUNG ĐOÀN"];
const LEARNED: &[&str] =
    &["BỆNH VIỆN", "TRUNG TÂM Y TẾ", "TRẠM Y TẾ", "TRƯỜNG", "HỌC VIỆN", "VIỆN"];

fn look(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for signed in signatures(view) {
        let Some((at, passage)) = signed.name.and_then(|at| Some((at, view.passages.get(at)?)))
        else {
            continue;
        };
        let agency = signed.issuer.agency.to_plain().to_uppercase();
        let of = |sector: &[&str]| sector.iter().any(|word| agency.contains(word));
        let name = passage.plain();
        let start = name.len() - name.trim_start().len();
        let (end, is_rank) = before_name(name, start);
        let last_before = name.get(start..end).unwrap_or_default().trim();
        // "Ông Ích Khiêm": Ông is a family name too.
        let surname = last_before == "Ông" && words(name).count() < 4;
        if end == start || surname || is_rank && of(ARMED) {
            continue;
        }
        let wrong = Found::new(
            At::Text(at, start..end),
            format!("Trước họ tên người ký có “{last_before}”."),
        )
        .hint("chỉ ghi họ và tên; không ghi học hàm, học vị, quân hàm, danh hiệu, “ông”, “bà”");
        // Their sector may allow it.
        found.push(if of(LEARNED) { wrong.warning() } else { wrong });
    }
    found
}
