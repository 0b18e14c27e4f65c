//! A figure without a percentage sign among percentages.

use std::collections::BTreeSet;

use crate::check::citation::PRACTICE;
use crate::check::rule::{At, Check, Found, Hit, Rule};
use crate::check::tables::header;
use crate::check::view::{Passage, Role, View};
use crate::check::words::{lowered, starts_with};
use crate::diagnostic::Severity;
use crate::model::table::Table;

pub const RULE: Rule = Rule {
    id: "X02",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x02.md"),
    checks: &[Check::Text(in_a_row), Check::Document(below_each_other)],
};

const HINT: &str = "thêm dấu %, hoặc ghi rõ đơn vị khác";

/// A figure that ends a clause.
enum Figure {
    Percent,
    Bare(std::ops::Range<usize>),
}

fn message(figure: &str) -> String {
    format!("Số “{figure}” thiếu dấu %, các số cùng loại đều có.")
}

/// "đạt 85%, 86,5 và 87%": figures of clauses that follow each other.
fn in_a_row(role: Role, text: &str) -> Vec<Hit> {
    if !role.is_prose() || text.matches('%').count() < 2 {
        return Vec::new();
    }
    let clauses: Vec<Option<(String, Figure)>> =
        clauses(text).map(|(start, clause)| figure(start, clause)).collect();
    let percent = |at: Option<usize>, word: &str| {
        let clause = at.and_then(|at| clauses.get(at)).and_then(Option::as_ref);
        // "85%, 86 và 87%" says "đạt" once.
        let is_same = |other: &str| other == word || word.is_empty();
        clause.is_some_and(|(other, figure)| is_same(other) && matches!(figure, Figure::Percent))
    };
    let mut hits = Vec::new();
    for (at, clause) in clauses.iter().enumerate() {
        let Some((word, Figure::Bare(range))) = clause else { continue };
        let before = percent(at.checked_sub(1), word);
        let after = percent(Some(at + 1), word);
        let is_last = clauses.get(at + 1).is_none_or(Option::is_none);
        if before && (after || (is_last && percent(at.checked_sub(2), word))) {
            let figure = text.get(range.clone()).unwrap_or_default();
            hits.push(Hit::new(range.clone(), message(figure)).hint(HINT));
        }
    }
    hits
}

/// The clauses of a text with their first bytes: what stands between commas,
/// semicolons and "và".
fn clauses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    let mut ends: Vec<usize> = [", ", "; ", " và "]
        .iter()
        .flat_map(|mark| text.match_indices(mark).map(|(at, mark)| at + mark.len()))
        .collect();
    ends.push(text.len());
    ends.sort_unstable();
    ends.into_iter().map(move |end| {
        let clause = (start, text.get(start..end).unwrap_or_default());
        start = end;
        clause
    })
}

/// The figure at the end of a clause, with the word before it.
fn figure(start: usize, clause: &str) -> Option<(String, Figure)> {
    let bare = clause.trim_end_matches([',', ';', ' ', '.', '/']);
    let bare = bare.strip_suffix(" và").unwrap_or(bare);
    let percent = bare.strip_suffix('%');
    let body = percent.unwrap_or(bare).trim_end();
    let digits = body.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let number = body.get(digits.len()..).filter(|number| !number.is_empty())?;
    if percent.is_none() && !is_percentage(number) {
        return None;
    }
    if !digits.is_empty() && !digits.ends_with(' ') {
        return None;
    }
    let word = digits.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let figure = match percent {
        Some(_) => Figure::Percent,
        None => Figure::Bare(start + digits.len()..start + body.len()),
    };
    Some((word, figure))
}

/// Whether a number may be one of percent: up to 100, at most two decimals.
fn is_percentage(text: &str) -> bool {
    let number = text.replace(',', ".");
    let decimals = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && decimals < 3;
    is_number && number.parse::<f64>().is_ok_and(|number| number <= 100.0)
}

fn below_each_other(view: &View) -> Vec<Found> {
    let mut found = Vec::new();
    for (table, first, passages) in view.tables() {
        let has_units = passages.iter().any(|passage| {
            let is_unit = |text: &str| {
                let text = lowered(text);
                text.contains("đơn vị tính") || text.trim() == "đvt"
            };
            passage.role == Role::HeaderCell && is_unit(passage.plain())
        });
        if has_units {
            continue;
        }
        for (column, cells) in by_column(table, passages).iter().enumerate() {
            let gaps = gaps(cells);
            // The header may give the unit.
            if !gaps.is_empty() && !header(table, column).contains('%') {
                found.extend(gaps.into_iter().filter_map(|at| gap(passages, at, first)));
            }
        }
    }
    found.extend(item_gaps(view));
    found
}

/// A cell with a figure.
struct Cell {
    passage: usize,
    /// The group of rows that it is in.
    group: usize,
    is_percent: bool,
}

/// The cells with figures, by their columns.
fn by_column(table: &Table, passages: &[Passage]) -> Vec<Vec<Cell>> {
    let mut columns: Vec<Vec<Cell>> =
        std::iter::repeat_with(Vec::new).take(table.columns).collect();
    let mut group = 0;
    for (at, passage) in passages.iter().enumerate() {
        group += usize::from(passage.role == Role::GroupCell);
        let text = passage.plain().trim();
        let is_percent = text.contains('%');
        let is_figure = || text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
        let column = passage.section.cell.and_then(|(_, column)| columns.get_mut(column));
        let given =
            passage.role == Role::Cell && (is_percent || (is_figure() && is_percentage(text)));
        if let Some(column) = column.filter(|_| given) {
            column.push(Cell { passage: at, group, is_percent });
        }
    }
    columns
}

/// The bare figures of a column in which nearly all others are percentages, over the
/// whole table or within the rows of a group.
fn gaps(cells: &[Cell]) -> BTreeSet<usize> {
    let groups = cells.chunk_by(|one, next| one.group == next.group).chain([cells]);
    let is_gap = |cells: &&[Cell]| {
        let percents = cells.iter().filter(|cell| cell.is_percent).count();
        percents >= 3 && percents >= 3 * (cells.len() - percents)
    };
    let bare = |cells: &'_ [Cell]| {
        let bare = cells.iter().filter(|cell| !cell.is_percent);
        bare.map(|cell| cell.passage).collect::<Vec<_>>()
    };
    groups.filter(is_gap).flat_map(bare).collect()
}

fn gap(passages: &[Passage], at: usize, first: usize) -> Option<Found> {
    let plain = passages.get(at)?.plain();
    let figure = plain.trim();
    let start = plain.find(figure)?;
    let place = At::Text(first + at, start..start + figure.len());
    Some(Found::new(place, message(figure)).hint(HINT))
}

/// "- Tỷ lệ … đạt 86": items of one list whose neighbours end with a percentage.
fn item_gaps(view: &View) -> Vec<Found> {
    let rate = |at: usize| {
        let passage = view.passages.get(at).filter(|given| given.role == Role::Paragraph)?;
        let plain = passage.plain();
        let start = plain.trim_start_matches(['-', '+', ' ']);
        ["TỶ LỆ", "TỈ LỆ"].iter().find_map(|rate| starts_with(start, rate))?;
        figure(0, plain).map(|(_, figure)| figure)
    };
    let percent = |at: Option<usize>| matches!(at.and_then(&rate), Some(Figure::Percent));
    let gap = |at: usize| {
        let Some(Figure::Bare(range)) = rate(at) else { return None };
        let (before, after) = (percent(at.checked_sub(1)), percent(Some(at + 1)));
        let next = percent(Some(at + 2)) || percent(at.checked_sub(2));
        let text = view.passages.get(at)?.plain().get(range.clone())?.to_owned();
        ((before && after) || ((before || after) && next))
            .then(|| Found::new(At::Text(at, range), message(&text)).hint(HINT))
    };
    (0..view.passages.len()).filter_map(gap).collect()
}
