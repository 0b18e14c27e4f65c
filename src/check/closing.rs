//! The signature and Nơi nhận taken apart.

use std::ops::Range;

use super::rule::At;
use super::view::{Passage, Role, View};
use super::words::{entries, starts_with, words};
use crate::model::document::Issuer;

/// The abbreviations before a body or a title, with the words that they stand for.
const MARKS: &[(&str, &[&str])] = &[
    ("TM", &["THAY MẶT "]),
    ("KT", &["KÝ THAY "]),
    ("TL", &["THỪA LỆNH "]),
    ("TUQ", &["THỪA ỦY QUYỀN ", "THỪA UỶ QUYỀN "]),
    ("Q", &["QUYỀN "]),
];

/// Quyền hạn and chức vụ of one signature.
pub struct Signed<'v> {
    /// Whose it is.
    pub issuer: &'v Issuer,
    /// The lines of both, without blank ones.
    pub lines: Vec<Line<'v>>,
    /// The passage of the name.
    pub name: Option<usize>,
}

/// A line of quyền hạn or chức vụ.
pub struct Line<'v> {
    passage: usize,
    start: usize,
    /// Which of the two.
    pub role: Role,
    /// The characters.
    pub text: &'v str,
    /// "TM", "KT", "TL", "TUQ" or "Q", however it is typed.
    pub mark: Option<&'static str>,
    /// Where the body or the title begins behind the mark.
    pub after: usize,
}

impl<'v> Line<'v> {
    /// The body or the title.
    pub fn rest(&self) -> &'v str {
        self.text.get(self.after..).unwrap_or_default()
    }

    /// The whole line.
    pub fn at(&self) -> At {
        self.part(0..self.text.len())
    }

    /// Bytes of the line.
    pub fn part(&self, range: Range<usize>) -> At {
        At::Text(self.passage, self.start + range.start..self.start + range.end)
    }
}

/// The signatures: none, one, or two of a joint document.
pub fn signatures<'v>(view: &'v View) -> Vec<Signed<'v>> {
    let mut issuers = view.document.issuers.iter().filter(|issuer| issuer.signature.is_some());
    let mut signed: Vec<Signed> = Vec::new();
    let mut above = Vec::new();
    for (at, passage) in view.passages.iter().enumerate() {
        match passage.role {
            Role::Authority => above = lines(at, passage),
            Role::Position => {
                let Some(issuer) = issuers.next() else { break };
                let mut lines_of_it = std::mem::take(&mut above);
                lines_of_it.extend(lines(at, passage));
                signed.push(Signed { issuer, lines: lines_of_it, name: None });
            }
            Role::Name => signed.iter_mut().last().into_iter().for_each(|s| s.name = Some(at)),
            _ => {}
        }
    }
    signed
}

fn lines<'v>(at: usize, passage: &'v Passage) -> Vec<Line<'v>> {
    let mut next = 0;
    let mut lines = Vec::new();
    for raw in passage.plain().split('\n') {
        let start = next + raw.len() - raw.trim_start().len();
        next += raw.len() + 1;
        let text = raw.trim();
        let (mark, after) = mark(text).map_or((None, 0), |(mark, after)| (Some(mark), after));
        let line = Line { passage: at, start, role: passage.role, text, mark, after };
        lines.extend((!text.is_empty()).then_some(line));
    }
    lines
}

/// The mark at the start of a line, and where it ends with the blanks behind it.
fn mark(line: &str) -> Option<(&'static str, usize)> {
    for (mark, spelled) in MARKS {
        if let Some(end) = spelled.iter().find_map(|words| starts_with(line, words)) {
            return Some((mark, end));
        }
    }
    // "TM.", "T/M", "TM/", "TM" before a blank, "TM." before a letter.
    let mut letters = String::new();
    let mut found = None;
    for (at, c) in line.char_indices() {
        let known = MARKS.iter().find(|(mark, _)| *mark == letters);
        match c {
            '.' | '/' => found = known.map(|(mark, _)| (*mark, at + 1)).or(found),
            c if c.is_whitespace() => {
                found = known.map(|(mark, _)| (*mark, at)).or(found);
                break;
            }
            c => letters.extend(c.to_uppercase()),
        }
        if letters.len() > 3 {
            break;
        }
    }
    let (mark, end) = found?;
    let rest = line.get(end..)?;
    Some((mark, end + rest.len() - rest.trim_start().len()))
}

const HONORIFICS: &str = include_str!("lists/honorifics.txt");
const RANKS: &str = include_str!("lists/ranks.txt");

/// Where the name itself begins, and whether a rank stands before it.
pub fn before_name(name: &str, start: usize) -> (usize, bool) {
    let (mut at, mut is_rank) = (start, false);
    loop {
        let rest = name.get(at..).unwrap_or_default();
        let lower: Vec<char> = rest.chars().take(40).flat_map(char::to_lowercase).collect();
        let ends = |entry: &&str| {
            let length = entry.chars().count();
            let ends = !lower.get(length).copied().is_some_and(char::is_alphanumeric);
            lower.iter().take(length).copied().eq(entry.chars()) && ends
        };
        let rank = entries(RANKS).find(ends);
        let longest = entries(HONORIFICS).filter(ends).max_by_key(|entry| entry.len());
        let Some(entry) = rank.or(longest) else { return (at, is_rank) };
        is_rank |= rank.is_some();
        let length: usize = rest.chars().take(entry.chars().count()).map(char::len_utf8).sum();
        let behind = rest.get(length..).unwrap_or_default();
        let next = behind.trim_start_matches(['.', ',', ':', '-', ' ', '\u{a0}']);
        if next.is_empty() {
            return (at, is_rank);
        }
        at = name.len() - next.len();
    }
}

/// Whether it is a title: "CHỦ TỊCH", "CHI CỤC TRƯỞNG".
pub fn is_title(text: &str) -> bool {
    let text = text.to_uppercase();
    let words: Vec<&str> = words(&text).map(|word| word.text).take(3).collect();
    match words.as_slice() {
        ["TRƯỞNG" | "PHÓ" | "CHÁNH", ..]
        | ["CHỦ", "TỊCH" | "NHIỆM", ..]
        | ["GIÁM", "ĐỐC", ..]
        | ["BÍ", "THƯ", ..]
        | ["THỐNG", "ĐỐC", ..]
        | ["TỔNG", "GIÁM" | "BIÊN" | "THANH" | "KIỂM", ..] => true,
        words => words.contains(&"TRƯỞNG"),
    }
}

/// Whether it is the name of a body: "ỦY BAN NHÂN DÂN", "BAN CHỈ ĐẠO".
pub fn is_body(text: &str) -> bool {
    const FIRST: &[&str] = &[
        "ỦY",
        "UỶ",
        "UBND",
        "UBMTTQ",
        "HỘI",
        "HĐND",
        "BAN",
        "SỞ",
        "PHÒNG",
        "TRUNG",
        "THƯỜNG",
        "VĂN",
        "ĐẢNG",
        "ĐOÀN",
        "CHI",
        "CỤC",
        "TRƯỜNG",
        "BCĐ",
        "TỔ",
    ];
    let upper = text.to_uppercase();
    let mut words = words(&upper).map(|word| word.text);
    let known = words.next().is_some_and(|first| FIRST.contains(&first));
    known && words.next() != Some("VIÊN") && !is_title(&upper)
}

/// Whether the body decides as a collective: UBND, HĐND, Ủy ban Mặt trận.
pub fn is_collective(agency: &str) -> bool {
    let agency = agency.split_whitespace().collect::<Vec<_>>().join(" ");
    const BODIES: &[&str] = &[
        "ỦY BAN NHÂN DÂN",
        "UỶ BAN NHÂN DÂN",
        "UBND",
        "HỘI ĐỒNG NHÂN DÂN",
        "HĐND",
        "THƯỜNG TRỰC HỘI ĐỒNG",
        "ỦY BAN MẶT TRẬN",
        "UỶ BAN MẶT TRẬN",
    ];
    BODIES.iter().any(|body| starts_with(&agency, body).is_some())
}

/// A line of Nơi nhận; a cell may hold several.
pub struct Listed<'v> {
    passage: usize,
    start: usize,
    /// The characters, with dash and punctuation.
    pub text: &'v str,
}

impl Listed<'_> {
    /// Bytes of the line.
    pub fn part(&self, range: Range<usize>) -> At {
        At::Text(self.passage, self.start + range.start..self.start + range.end)
    }
}

/// The lines of Nơi nhận.
pub fn listed<'v>(view: &'v View) -> Vec<Listed<'v>> {
    let mut lines = Vec::new();
    for (passage, given) in view.of(Role::Recipient) {
        let text = given.plain();
        // A break in a recipient's name begins no line of the list.
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| {
            let line = text.get(*at..).unwrap_or_default().trim_start();
            line.starts_with(['-', '–', '+']) || starts_with(line, "LƯU").is_some()
        });
        let starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        lines.extend(starts.iter().zip(ends).filter_map(|(start, end)| {
            Some(Listed { passage, start: *start, text: text.get(*start..end)? })
        }));
    }
    lines
}

/// Where the recipient begins in a line of Nơi nhận, behind the dash.
pub fn recipient(line: &str) -> usize {
    line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || "-–—+".contains(c)).len()
}

/// Where "VT, KT." begins in the line "- Lưu: VT, KT."; `None` for another line.
pub fn archive(line: &str) -> Option<usize> {
    let start = recipient(line);
    let end = start + starts_with(line.get(start..)?, "LƯU")?;
    let rest = line.get(end..)?;
    let file = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    // "Lưu trữ quốc gia" is a recipient.
    let is_archive = rest.trim_start().starts_with(':')
        || ["VT", "VĂN THƯ", "VP"].iter().any(|word| starts_with(file, word).is_some());
    is_archive.then(|| line.len() - file.len())
}

/// Types of documents that go out without "Kính gửi".
const UNADDRESSED: &[&str] =
    &["KẾ HOẠCH", "NGHỊ QUYẾT", "QUYẾT ĐỊNH", "CHỈ THỊ", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "ĐỀ ÁN"];

/// Whether documents of this type go out without "Kính gửi".
pub fn is_unaddressed(view: &View) -> bool {
    UNADDRESSED.contains(&view.document.kind.to_plain().as_str())
}

/// The line "Kính gửi" of the main document, which stands before the first heading.
pub fn addressed(view: &View) -> Option<usize> {
    let body = view.passages.iter().enumerate().filter(|(_, passage)| {
        passage.section.appendix.is_none() && passage.section.part.is_some()
    });
    let before = body.take_while(|(_, passage)| passage.role != Role::Heading);
    let mut lines = before
        .filter(|(_, passage)| starts_with(passage.plain().trim_start(), "KÍNH GỬI").is_some());
    lines.next().map(|(at, _)| at)
}
