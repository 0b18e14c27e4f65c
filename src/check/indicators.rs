//! Indicators with their values in running text: "tỷ lệ hộ nghèo còn 3%".

use std::ops::Range;

use super::words::{lowered, near_after, near_before, words};
use crate::model::fields::fold;

/// A value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The bytes of number and unit.
    pub range: Range<usize>,
    /// The number, written in one way.
    pub value: String,
    /// `%` or `điểm`.
    pub unit: &'static str,
}

/// The indicator that a value belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its name as it stands there.
    pub label: String,
    /// What else its sentence says before it: a place, a group, a time.
    pub scope: String,
    /// The year, if its text tells one.
    pub year: Option<u16>,
}

/// The units of values that are compared.
const UNITS: &[&str] = &["%", "điểm"];
/// So many bytes around a value belong to it.
const NEAR: usize = 600;
/// Words that begin the name of an indicator.
const NOUNS: &[&str] = &["tỷ lệ", "tỉ lệ", "chỉ số", "mức độ", "tốc độ", "độ che phủ"];
/// Words after which such a name begins.
const OPENERS: &[&str] = &[
    ",",
    ";",
    ":",
    "-",
    "+",
    "và",
    "phấn đấu",
    "để",
    "đưa",
    "nâng",
    "giảm",
    "đảm bảo",
    "bảo đảm",
    "duy trì",
    "trong đó",
    "có",
];
/// Words between a name and its value.
const BETWEEN: &[&str] = &[
    "đạt", "từ", "trên", "là", "còn", "lên", "xuống", "tối", "thiểu", "ít", "nhất", "khoảng",
    "chiếm", "bằng", "hơn", "dưới", "mức", "ở", "ước", "với", "đến", "tới", "không", "thấp", "quá",
    "phấn", "đấu", "đã", "sẽ", "phải", "cả", "chung", "được", "duy", "trì", "giữ",
];
/// Words that make a value one of a change.
const CHANGES: &[&str] = &["tăng", "giảm", "thêm", "hạ"];
/// After these a change has arrived at a value.
const ARRIVALS: &[&str] = &["còn", "lên", "xuống", "đến", "tới"];
/// Words that do not tell indicators apart, folded.
const EMPTY: &[&str] = &[
    "ty", "ti", "le", "chi", "so", "dat", "phan", "dau", "muc", "tieu", "nam", "cua", "ve",
    "trong", "den", "het", "cuoi", "duoc", "la", "tren", "tu", "tro", "len", "toi", "thieu", "it",
    "nhat", "va", "do", "bao", "dam", "tiep", "tuc", "duy", "tri", "ke", "hoach", "giao", "theo",
    "co", "dua", "nang", "xuong", "con", "hon", "duoi", "khoang", "nay", "cu", "the", "nhu", "sau",
];

/// The words of a name that tell it from others, folded.
pub fn core(name: &str) -> String {
    let folded = fold(name);
    let is_year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok();
    let own = words(&folded).map(|word| word.text);
    own.filter(|word| !EMPTY.contains(word) && !is_year(word)).collect::<Vec<_>>().join(" ")
}

/// The figures of percent and of points in `text`, in order.
pub fn figures(text: &str) -> Vec<Figure> {
    let mut figures = Vec::new();
    let units = UNITS.iter().flat_map(|unit| text.match_indices(unit).map(|(at, _)| (at, *unit)));
    for (at, unit) in units {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(' ');
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',');
        let digits = before.get(head.len()..).unwrap_or_default();
        let rest = text.get(at + unit.len()..).unwrap_or_default();
        let is_span = head.ends_with(['-', '–', '.', '/']) || rest.starts_with('-');
        let is_points_of_percent = unit != "%" && rest.starts_with(" phần trăm");
        let number = digits.replace(',', ".").parse::<f64>();
        if let (Ok(number), false, false) = (number, is_span, is_points_of_percent) {
            let range = head.len()..at + unit.len();
            figures.push(Figure { range, value: number.to_string(), unit });
        }
    }
    figures.sort_by_key(|figure| figure.range.start);
    figures
}

/// The year last told by "năm …" in `text`, but for one that is compared with.
pub fn last_year(text: &str) -> Option<u16> {
    let lower = lowered(text);
    let years = lower.match_indices("năm ").filter_map(|(at, word)| {
        let before = lower.get(..at)?.trim_end();
        let year = lower.get(at + word.len()..)?.get(..4)?.parse::<u16>().ok()?;
        let is_own = !before.ends_with("so với") && !before.ends_with(|c: char| c.is_ascii_digit());
        (is_own && (2000..2100).contains(&year)).then_some(year)
    });
    years.last()
}

/// The values of indicators in a paragraph.
pub fn indicators(text: &str) -> Vec<(Figure, Indicator)> {
    let figures = figures(text);
    let mut found = Vec::new();
    let mut end = 0;
    for figure in figures {
        let before = near_before(text, figure.range.start, NEAR);
        let from = figure.range.start - before.len();
        let last = |marks: &[&str]| {
            marks
                .iter()
                .filter_map(|mark| before.rfind(mark).map(|at| at + mark.len()))
                .max()
                .unwrap_or(0)
        };
        let sentence = last(&[". ", "\n"]);
        let start = last(&[". ", "\n", ";"]).max(end.max(from) - from);
        end = figure.range.end;
        let Some(segment) = before.get(start..) else { continue };
        let Some((noun, label)) = name(segment) else { continue };
        let told = before.get(sentence..).unwrap_or_default();
        let head = told.get(..start + noun - sentence).and_then(|told| told.split_once(':'));
        let opening = segment.get(..noun).unwrap_or_default();
        let scope = core(&format!("{} {opening}", head.map_or("", |(head, _)| head)));
        let after = near_after(text, end, NEAR);
        let after = after
            .get(..after.find([',', ';', '.', ')']).unwrap_or(after.len()))
            .unwrap_or_default();
        if is_of_part(after) {
            continue;
        }
        let year = last_year(after).or_else(|| last_year(before));
        let mut scope = scope;
        if ["đã ", "hiện ", "hiện nay", "hiện tại"].iter().any(|now| lowered(segment).contains(now))
        {
            scope.push_str(" nay");
        }
        found.push((figure, Indicator { label: label.to_owned(), scope, year }));
    }
    found
}

/// Whether the words after a value narrow it: "trong quý I", "đến 90%".
fn is_of_part(after: &str) -> bool {
    let lower = lowered(after);
    let to = lower.trim_start();
    ["quý", "tháng", "kỳ", "đợt", "đầu năm", "so với"].iter().any(|part| lower.contains(part))
        || (to.starts_with("đến ") || to.starts_with("- ") || to.starts_with("– "))
            && to.contains(|c: char| c.is_ascii_digit())
}

/// The name of an indicator at the end of `segment`, and where it begins.
fn name(segment: &str) -> Option<(usize, &str)> {
    let lower = lowered(segment);
    if lower.len() != segment.len() || lower.contains("so với") {
        return None;
    }
    let is_start = |at: &usize| {
        let before = lower.get(..*at).unwrap_or_default().trim_end();
        // "năm 2026 tỷ lệ …"
        let bare = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
        let before = bare.strip_suffix("năm").map_or(before, str::trim_end);
        before.is_empty() || OPENERS.iter().any(|opener| before.ends_with(opener))
    };
    let starts = NOUNS.iter().flat_map(|noun| lower.match_indices(noun).map(|(at, _)| at));
    let start = starts.filter(is_start).max()?;
    let mut given = segment.get(start..)?;
    let mut has_arrived = false;
    loop {
        given = given.trim_end_matches([' ', ':', ',', '(']);
        let word = given.rsplit(' ').next()?.to_lowercase();
        let word = word.as_str();
        has_arrived |= ARRIVALS.contains(&word);
        match CHANGES.contains(&word) {
            true if !has_arrived => return None,
            false if !BETWEEN.contains(&word) => break,
            _ => given = given.get(..given.len() - word.len())?,
        }
    }
    (!core(given).is_empty()).then_some((start, given))
}
