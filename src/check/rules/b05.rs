//! Numbers of headings, items and rows of tables go on without a gap or a double, under
//! the part that they belong to; one scheme of parts in one document.

use std::collections::HashMap;

use crate::check::citation::nd30;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Passage, Role, View};
use crate::check::words::folded;
use crate::diagnostic::Severity;
use crate::model::outline::{LETTERS, Rank, from_roman, rank};

pub const RULE: Rule = Rule {
    id: "B05",
    severity: Severity::Error,
    clause: nd30!("Phụ lục I, Phần I, II.6c–đ"),
    page: include_str!("b05.md"),
    checks: &[Check::Document(look), Check::Document(tables)],
};

const HINT: &str = "đánh lại số cho liên tục, hoặc dùng cột Cấp để chương trình tự đánh số";

/// A numbered part or item.
#[derive(Clone, Debug)]
struct Mark {
    /// The passage.
    at: usize,
    marker: String,
    rank: Rank,
    /// Its place in the tree, from the largest part down.
    level: usize,
    /// All numbers of a decimal, else the one.
    numbers: Vec<usize>,
    /// Whether a list may begin anew here.
    may_restart: bool,
}

impl Mark {
    fn number(&self) -> usize {
        self.numbers.last().copied().unwrap_or_default()
    }

    /// The numbers of the part that a decimal belongs to.
    fn parent(&self) -> &[usize] {
        self.numbers.split_last().map_or(&[], |(_, parent)| parent)
    }
}

fn look(view: &View) -> Vec<Found> {
    let texts =
        view.passages.iter().enumerate().filter(|(_, passage)| {
            passage.section.part.is_some() && passage.section.cell.is_none()
        });
    let texts: Vec<(usize, &Passage)> = texts.collect();
    let parts = texts.chunk_by(|(_, a), (_, b)| a.section.appendix == b.section.appendix);
    parts.flat_map(|part| sequence(&marks(part))).collect()
}

/// The numbered parts and items in order.
fn marks(part: &[(usize, &Passage)]) -> Vec<Mark> {
    let markers: Vec<Option<String>> =
        part.iter().map(|(_, passage)| passage.marker.map(|marker| marker.to_plain())).collect();
    let given: Vec<&str> = markers.iter().flatten().map(String::as_str).collect();
    let below_letter = brackets_are_below_letters(&given);
    let mut marks = Vec::new();
    // Whether a paragraph without a marker has come since the last number.
    let mut interrupted = false;
    let mut colon = false;
    let mut nth: usize = 0;
    for ((at, passage), marker) in part.iter().zip(&markers) {
        let opens = std::mem::replace(&mut colon, passage.plain().trim_end().ends_with(':'));
        let Some(marker) = marker else {
            interrupted = true;
            continue;
        };
        nth += 1;
        let small_roman = [nth.checked_sub(2), Some(nth)]
            .into_iter()
            .flatten()
            .any(|beside| given.get(beside).is_some_and(|marker| is_small_roman(marker)));
        let Some(rank) = rank(marker) else { continue };
        let Some(numbers) = numbers(marker, rank) else { continue };
        if rank == Rank::Letter && small_roman && is_one_of_small_roman(marker) {
            continue;
        }
        let may_restart = opens || (interrupted && passage.role == Role::Paragraph);
        let level = level(rank, below_letter && marker.ends_with(')'));
        marks.push(Mark { at: *at, marker: marker.clone(), rank, level, numbers, may_restart });
        interrupted = false;
    }
    marks
}

/// "ii)", "iii)": a list in small Roman numerals, which is left alone.
fn is_small_roman(marker: &str) -> bool {
    let bare = bare(marker);
    bare.len() > 1 && bare.chars().all(|c| "ivx".contains(c))
}

fn is_one_of_small_roman(marker: &str) -> bool {
    matches!(bare(marker), "i" | "v" | "x")
}

/// Whether "1)" numbers what stands below "a)".
fn brackets_are_below_letters(markers: &[&str]) -> bool {
    let arabic = |marker: &&str| rank(marker) == Some(Rank::Arabic);
    let bracket = markers.iter().position(|marker| arabic(marker) && marker.ends_with(')'));
    let letter = markers.iter().position(|marker| rank(marker) == Some(Rank::Letter));
    let point = markers.iter().any(|marker| arabic(marker) && !marker.ends_with(')'));
    bracket.is_some() && (point || letter.is_some_and(|letter| Some(letter) < bracket))
}

fn level(rank: Rank, below_letter: bool) -> usize {
    match rank {
        Rank::Part => 0,
        Rank::Chapter => 1,
        Rank::Section => 2,
        Rank::Subsection => 3,
        Rank::Article => 4,
        Rank::Capital => 5,
        Rank::Roman => 6,
        Rank::Arabic if below_letter => 301,
        Rank::Arabic => 7,
        Rank::Decimal(depth) => 7 + usize::from(depth),
        Rank::Letter => 300,
        Rank::Dash | Rank::Plus => 302,
    }
}

fn bare(marker: &str) -> &str {
    marker.trim().trim_end_matches(['.', ')', ':', '/'])
}

/// The numbers that a marker of this rank stands for; `None` for a dash.
fn numbers(marker: &str, rank: Rank) -> Option<Vec<usize>> {
    let last = bare(marker).split(' ').next_back()?;
    let one = match rank {
        Rank::Dash | Rank::Plus => None,
        Rank::Decimal(_) => return last.split('.').map(|number| number.parse().ok()).collect(),
        Rank::Letter => {
            LETTERS.chars().position(|letter| last.starts_with(letter)).map(|at| at + 1)
        }
        // "Đ" is left alone: "D", "E" and "D", "Đ", "E" are both in order.
        Rank::Capital => ('A'..='Z').position(|letter| last.starts_with(letter)).map(|at| at + 1),
        _ => last.parse().ok().or_else(|| from_roman(last, 99)),
    };
    one.map(|number| vec![number])
}

/// What is wrong with the numbers of the main text or of an appendix.
fn sequence(marks: &[Mark]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut open: Vec<&Mark> = Vec::new();
    // The last number of each level below which another part has begun.
    let mut closed: HashMap<usize, &Mark> = HashMap::new();
    let mut skipped = false;
    for mark in marks {
        while let Some(last) = open.pop_if(|last| last.level > mark.level) {
            closed.insert(last.level, last);
        }
        let before = open.pop_if(|last| last.level == mark.level);
        let parent = open.last().copied();
        if let Some(wrong) = outside(mark, parent) {
            found.push(wrong);
        } else {
            found.extend(order(mark, before, closed.get(&mark.level).copied()));
        }
        if !skipped && before.is_none() && !mark.may_restart && skips(mark, parent) {
            skipped = true;
            let above = parent.map(|parent| parent.marker.clone()).unwrap_or_default();
            let message = format!("Nhảy bậc: dưới “{above}” là “{}”.", mark.marker);
            found.push(
                Found::new(At::Marker(mark.at), message)
                    .hint("chia lần lượt: mục (I.), khoản (1.), điểm (a))")
                    .warning(),
            );
        }
        open.push(mark);
    }
    found.extend(mixed(marks));
    found
}

/// A decimal that does not fit the part in which it stands: "3.1." below "2.".
fn outside(mark: &Mark, parent: Option<&Mark>) -> Option<Found> {
    let parent = parent.filter(|parent| matches!(parent.rank, Rank::Arabic | Rank::Decimal(_)))?;
    let fits = mark.parent().starts_with(&parent.numbers);
    let is_decimal = matches!(mark.rank, Rank::Decimal(_));
    (is_decimal && !fits).then(|| {
        let message = format!("Số “{}” không thuộc “{}”.", mark.marker, parent.marker);
        Found::new(At::Marker(mark.at), message).and_at(At::Marker(parent.at)).hint(HINT)
    })
}

/// A number that does not follow the one before it at its level.
fn order(mark: &Mark, before: Option<&Mark>, closed: Option<&Mark>) -> Option<Found> {
    let follows = |last: &Mark| {
        let letters_without_đ =
            mark.rank == Rank::Letter && (last.number(), mark.number()) == (4, 6);
        (mark.number() == last.number() + 1 && mark.parent() == last.parent()) || letters_without_đ
    };
    let continues_always = mark.rank == Rank::Article;
    let (last, is_right) = match (before, closed) {
        (Some(last), _) => {
            let new_parent = mark.parent() != last.parent();
            (Some(last), follows(last) || (mark.number() == 1 && (mark.may_restart || new_parent)))
        }
        // Below a new part it begins anew, or goes on.
        (None, Some(last)) => {
            (Some(last), follows(last) || (mark.number() == 1 && !continues_always))
        }
        (None, None) => (None, mark.number() == 1),
    };
    if is_right {
        return None;
    }
    let message = match last {
        Some(last) if before.is_some() && last.numbers == mark.numbers => {
            format!("Số “{}” dùng hai lần liền nhau.", mark.marker)
        }
        Some(last) if before.is_some() || continues_always => {
            format!("Đánh số không liên tục: sau “{}” là “{}”.", last.marker, mark.marker)
        }
        _ => format!("Đánh số không bắt đầu từ đầu mà từ “{}”.", mark.marker),
    };
    let found = Found::new(At::Marker(mark.at), message).hint(HINT);
    Some(match before {
        Some(last) => found.and_at(At::Marker(last.at)),
        None => found,
    })
}

/// Whether a level is left out between a mark and the part in which it stands.
fn skips(mark: &Mark, parent: Option<&Mark>) -> bool {
    let Some(parent) = parent else { return false };
    match mark.rank {
        Rank::Letter => parent.rank <= Rank::Subsection || parent.rank == Rank::Roman,
        // "II." and "2.1." below it: the Roman number is the first.
        Rank::Decimal(2) => {
            parent.rank != Rank::Arabic
                && parent.level < 7
                && mark.parent().first() != Some(&parent.number())
        }
        Rank::Decimal(depth) => match parent.rank {
            Rank::Decimal(above) => depth > above + 1,
            _ => parent.rank == Rank::Arabic,
        },
        _ => false,
    }
}

/// Chương, Mục, Điều and Roman numerals in one text.
fn mixed(marks: &[Mark]) -> Option<Found> {
    let of_laws = |mark: &&Mark| (Rank::Chapter..=Rank::Article).contains(&mark.rank);
    let first = marks.iter().find(of_laws)?;
    let other = marks.iter().find(|mark| mark.rank == Rank::Roman)?;
    let (first, second) = if first.at < other.at { (first, other) } else { (other, first) };
    let message = format!("Dùng lẫn hai lối bố cục: “{}” và “{}”.", first.marker, second.marker);
    let found = Found::new(At::Marker(second.at), message).and_at(At::Marker(first.at));
    Some(
        found
            .hint("chọn một lối: phần, chương, mục, điều, khoản, điểm; hoặc phần, mục (I.), khoản, điểm")
            .warning(),
    )
}

/// The column STT of tables.
fn tables(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for (_, first, passages) in view.tables() {
        let header = passages.iter().find(|passage| {
            let title = folded(passage.plain().trim());
            let is_title = matches!(title.as_str(), "stt" | "tt" | "số tt" | "số thứ tự");
            passage.role == Role::HeaderCell && is_title
        });
        let column = header.and_then(|header| header.section.cell).map(|(_, column)| column);
        if let Some(column) = column {
            found.extend(rows(first, passages, column));
        }
    }
    found
}

/// What is wrong with the numbers in this column; group rows may begin them anew.
fn rows(first: usize, passages: &[Passage], column: usize) -> Vec<Found> {
    let mut found = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let mut new_group = false;
    for (at, passage) in (first..).zip(passages) {
        let in_column = passage.section.cell.is_some_and(|(_, own)| own == column);
        new_group |= passage.role == Role::GroupCell;
        let text = passage.plain();
        if passage.role != Role::Cell || !in_column || text.trim().is_empty() {
            continue;
        }
        let Ok(number) = text.trim().trim_end_matches('.').parse::<usize>() else {
            new_group = true;
            continue;
        };
        let may_restart = std::mem::take(&mut new_group);
        let Some((before, before_at)) = last.replace((number, at)) else { continue };
        // "1" after a larger number begins a new group, whose title may be any row.
        if number == before + 1 || (number == 1 && (may_restart || before > 1)) {
            continue;
        }
        let message = match number == before {
            true => format!("Số thứ tự {number} dùng hai lần."),
            false => format!("Số thứ tự không liên tục: sau {before} là {number}."),
        };
        found.push(
            Found::new(At::Text(at, 0..text.len()), message)
                .and_at(At::Text(before_at, 0..0))
                .hint("đánh lại số thứ tự của bảng")
                .warning(),
        );
    }
    found
}
