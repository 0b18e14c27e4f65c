//! The issuer's name inside a sentence. A letterhead prints it in capitals; in
//! running text the decree wants "Ủy ban nhân dân xã Đông A" (PL2 III.1a, IV.1).

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

/// Units, lower case before a name but before a number.
const UNITS: &[(&str, &str)] = &[
    ("THÀNH PHỐ", "thành phố"),
    ("PHƯỜNG", "phường"),
    ("ĐẶC KHU", "đặc khu"),
    ("TỈNH", "tỉnh"),
    ("XÃ", "xã"),
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
    let (unit, rest) = UNITS.iter().find_map(|(upper, lower)| {
        rest.strip_prefix(upper)?.strip_prefix(' ').map(|rest| (*lower, rest))
    })?;
    // "Phường 1" and "Thành phố Hồ Chí Minh" keep the capital (PL2 III.1b–c).
    let capital = rest.starts_with(|c: char| c.is_ascii_digit()) || rest == "HỒ CHÍ MINH";
    let unit = if capital { capitalised(unit) } else { unit.to_owned() };
    Some(format!("{body} {unit} {}", title_case(rest)))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// Capital at the start of each syllable, and after an apostrophe (Ea H'Leo).
fn title_case(text: &str) -> String {
    let mut out = String::new();
    let mut start = true;
    for c in text.chars() {
        if start {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphanumeric();
    }
    out
}
