//! The place: capitals, and the seat that the issuer's name tells.

use crate::check::citation::nd30;
use crate::check::closing::is_collective;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::view::{Role, View};
use crate::check::words::{is_upper, starts_with, with_first, words};
use crate::diagnostic::Severity;
use crate::model::fields::fold;

pub const RULE: Rule = Rule {
    id: "H20",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.4a"),
    page: include_str!("h20.md"),
    checks: &[Check::Text(capitals), Check::Document(seat)],
};

/// Nouns of two words, of which the second has no capital.
const NOUNS: &[&str] = &["THÀNH PHỐ ", "ĐẶC KHU ", "THỊ XÃ ", "THỊ TRẤN ", "THỦ ĐÔ "];

fn capitals(role: Role, text: &str) -> Vec<Hit> {
    // A place with a date in it is H17's.
    if role != Role::Place || text.contains(',') {
        return Vec::new();
    }
    let name = text.trim();
    let start = text.len() - text.trim_start().len();
    if let Some(end) = ["TP. ", "TP.", "TP "].iter().find_map(|short| starts_with(name, short)) {
        return vec![
            Hit::new(start..start + end, "Địa danh viết tắt “TP”.")
                .hint("ghi đầy đủ tên gọi, như “Thành phố Hồ Chí Minh”")
                .mend("Thành phố "),
        ];
    }
    let all = name.split([' ', '-', '–']).filter(|word| word.chars().count() > 1);
    let shouted =
        all.clone().count() > 0 && all.clone().all(|word| word.chars().all(char::is_uppercase));
    let noun = NOUNS.iter().find_map(|noun| starts_with(name, noun)).unwrap_or(0);
    let second = name.find(' ').map_or(0, |at| at + 1);
    let mut right = String::new();
    let mut begins = true;
    for (at, c) in name.char_indices() {
        let is_noun = noun > 0 && at == second;
        match begins && c.is_alphabetic() {
            true if is_noun => right.extend(c.to_lowercase()),
            true => right.extend(c.to_uppercase()),
            false if shouted => right.extend(c.to_lowercase()),
            false => right.push(c),
        }
        begins = c.is_whitespace() || matches!(c, '-' | '–');
    }
    let hit = (right != name).then(|| {
        Hit::new(start..start + name.len(), format!("Địa danh “{name}” viết hoa chưa đúng."))
            .hint(format!("viết “{right}”"))
            .mend(right)
    });
    hit.into_iter().collect()
}

fn seat(view: &View) -> Vec<Found> {
    let Some((at, place)) = view.of(Role::Place).next() else { return Vec::new() };
    // A joint document may be of either's seat.
    if view.document.issuers.len() > 1 || place.plain().contains(',') {
        return Vec::new();
    }
    let mut names = view.passages.iter().enumerate().filter_map(|(from, passage)| {
        let is_name = matches!(passage.role, Role::Agency | Role::Parent);
        Some((from, passage, is_name.then(|| unit(passage.plain()))??))
    });
    // The issuer's own name before that of its parent.
    let found = names.by_ref().max_by_key(|(_, passage, _)| passage.role);
    let Some((from, agency, (noun, name))) = found else { return Vec::new() };
    let place_name = plain_name(place.plain());
    let noun_end = ["XÃ ", "PHƯỜNG ", "ĐẶC KHU "]
        .iter()
        .find_map(|noun| starts_with(place.plain().trim_start(), noun));
    let bare = place.plain().trim_start().get(noun_end.unwrap_or(0)..).unwrap_or_default();
    let (known, typed) = (plain_name(&name), plain_name(bare));
    let whole = At::Text(at, 0..place.plain().len());
    if name.bytes().all(|b| b.is_ascii_digit()) {
        let right = format!("{noun} {name}");
        let wrong = place_name == known;
        let message = format!("Địa danh “{}” phải ghi cả chữ “{noun}”.", place.plain());
        let found = Found::new(whole, message)
            .hint(format!("tên gọi bằng chữ số ghi đầy đủ: “{right}”"))
            .mend(right);
        return Some(found).filter(|_| wrong).into_iter().collect();
    }
    if known == typed || known.starts_with(&format!("{typed} ")) || typed.is_empty() {
        return Vec::new();
    }
    let named = match is_upper(&name) {
        true => name
            .split(' ')
            .map(|word| with_first(&word.to_lowercase(), true))
            .collect::<Vec<_>>()
            .join(" "),
        false => name,
    };
    let message = format!(
        "Địa danh “{}” khác nơi đóng trụ sở trong tên cơ quan, “{noun} {named}”.",
        place.plain()
    );
    let found = Found::new(whole, message)
        .and_at(At::Text(from, 0..agency.plain().len()))
        .hint("ghi tên xã, phường nơi cơ quan đóng trụ sở");
    // Only a commune's own bodies sit in that commune for certain.
    let certain = agency.role == Role::Agency && is_collective(agency.plain());
    vec![if certain { found } else { found.warning() }]
}

/// A name to be compared, whatever its case, accents, hyphens and apostrophes.
fn plain_name(name: &str) -> String {
    let folded = fold(name);
    words(&folded).map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// The commune in the name of a body: "ỦY BAN NHÂN DÂN XÃ BÌNH LƯ" → Xã, BÌNH LƯ.
fn unit(agency: &str) -> Option<(&'static str, String)> {
    let upper = agency.to_uppercase();
    let words: Vec<_> = words(&upper).collect();
    let word = |at: usize| words.get(at).map_or("", |word| word.text);
    let found = (0..words.len()).rev().find_map(|at| {
        let last = at.checked_sub(1).map_or("", word);
        match word(at) {
            // "THỊ XÃ", "HỢP TÁC XÃ", "XÃ HỘI".
            "XÃ" if last == "THỊ" || last == "TÁC" => None,
            "XÃ" if word(at + 1) == "HỘI" && (word(at + 2).is_empty() || is_unit(word(at + 2))) => {
                None
            }
            "XÃ" => Some(("Xã", at + 1)),
            "PHƯỜNG" => Some(("Phường", at + 1)),
            "KHU" if last == "ĐẶC" => Some(("Đặc khu", at + 1)),
            _ => None,
        }
    });
    let (noun, start) = found?;
    let name = upper.get(words.get(start)?.range.start..)?;
    Some((noun, name.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn is_unit(word: &str) -> bool {
    matches!(word, "XÃ" | "PHƯỜNG" | "ĐẶC" | "TỈNH" | "THÀNH" | "HUYỆN" | "KHU" | "CƠ")
}
