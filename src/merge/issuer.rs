//! The issuer's name inside a sentence. A letterhead prints it in capitals; in
//! running text the decree wants "Ủy ban nhân dân xã Đông A" (PL2 III.1a, IV.1).

use super::say::letters::viet_hoa;
use super::say::place;
use crate::diagnostic::Diagnostic;
use crate::model::text::Text;

/// Bodies whose name in a sentence is known.
const BODIES: &[(&str, &str)] = &[
    ("ỦY BAN NHÂN DÂN", "Ủy ban nhân dân"),
    ("UỶ BAN NHÂN DÂN", "Uỷ ban nhân dân"),
    ("UBND", "UBND"),
    ("HỘI ĐỒNG NHÂN DÂN", "Hội đồng nhân dân"),
    ("HĐND", "HĐND"),
    ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("ỦY BAN MTTQ VIỆT NAM", "Ủy ban MTTQ Việt Nam"),
    ("ĐẢNG ỦY", "Đảng ủy"),
    ("CÔNG AN", "Công an"),
];

/// "ỦY BAN NHÂN DÂN XÃ ĐÔNG A" → "Ủy ban nhân dân xã Đông A". A name that is
/// not all capitals stays as it is; so does one whose capitals are not known
/// here (Sở Công Thương, but Sở Tài chính), with a warning.
pub fn in_sentence(agency: &Text, diagnostics: &mut Vec<Diagnostic>) -> String {
    let name = agency.to_plain().split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().any(char::is_lowercase) {
        return name;
    }
    if let Some(sentence) = known(&name) {
        return sentence;
    }
    diagnostics.push(
        Diagnostic::warning(
            "unknown-capitals",
            &agency.origin,
            format!("Chương trình không biết cách viết hoa “{name}” trong câu, nên dòng “(Kèm theo …)” của phụ lục in tên này như trên đầu văn bản."),
        )
        .hint("ghi cả dòng ở mục “Dòng kèm theo” của phụ lục (JSON: reference)")
        .cite("NĐ 30/2020/NĐ-CP, Phụ lục II, IV.1"),
    );
    name
}

fn known(name: &str) -> Option<String> {
    let (body, rest) = BODIES.iter().find_map(|(upper, lower)| {
        name.strip_prefix(upper).map(|rest| (*lower, rest.trim_start()))
    })?;
    if rest.is_empty() {
        return Some(body.to_owned());
    }
    Some(format!("{body} {}", place::in_sentence(&viet_hoa(rest))?))
}
