//! Dates in running text, impossible ones too.

use std::ops::Range;

use super::words::around;
use crate::model::date::days_of;

/// A date that a text gives; the year may be missing, the day too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    /// Its bytes, without the word "ngày" before figures.
    pub range: Range<usize>,
    /// Day of the month.
    pub day: Option<u16>,
    /// Month.
    pub month: u16,
    /// Year.
    pub year: Option<u16>,
}

impl Date {
    /// Whether there is such a day; in a year that is not told it may be 29/02.
    pub fn is_possible(&self) -> bool {
        let days = days_of(self.month, self.year);
        days > 0 && self.day.is_none_or(|day| (1..=days).contains(&day))
    }

    /// Year, month and day, to be compared; `None` without a year. The last day of a
    /// month for one without a day.
    pub fn order(&self) -> Option<(u16, u16, u16)> {
        Some((self.year?, self.month, self.day.unwrap_or(31)))
    }
}

/// A number in a text.
struct Number {
    range: Range<usize>,
    value: u16,
}

/// The dates of `text` in order: `31/12/2026`, `ngày 31/12`, `ngày 31 tháng 12 năm
/// 2026`, `tháng 12/2026`, `tháng 12 năm 2026`.
pub fn dates(text: &str) -> Vec<Date> {
    let numbers = numbers(text);
    let between = |a: &Number, b: &Number| text.get(a.range.end..b.range.start).unwrap_or_default();
    let mut dates = Vec::new();
    let mut at = 0;
    while let Some(first) = numbers.get(at) {
        let (second, third) = (numbers.get(at + 1), numbers.get(at + 2));
        let named = word_before(text, first.range.start);
        let join = second.map_or("", |second| between(first, second));
        let year = |given: Option<&Number>, last: &Number, words: &[&str]| {
            let given = given.filter(|year| is_year(year) && words.contains(&between(last, year)));
            given.map(|year| (year.value, year.range.end))
        };
        let date = match second {
            Some(second)
                if matches!(join, "/" | "-" | ".") && is_small(first) && is_small(second) =>
            {
                let year = year(third, second, &[join, " năm "]);
                let is_date = (year.is_some() && (join == "/" || named == "ngày"))
                    || (named == "ngày" && join == "/");
                is_date.then_some((Some(first.value), second, year))
            }
            Some(second) if join == " tháng " && is_small(first) && is_small(second) => {
                Some((Some(first.value), second, year(third, second, &[" năm ", "/"])))
            }
            Some(second) if named == "tháng" && is_small(first) && is_year(second) => {
                let year = year(Some(second), first, &["/", " năm "]);
                year.map(|year| (None, first, Some(year)))
            }
            _ => None,
        };
        let Some((day, month, year)) = date else {
            at += 1;
            continue;
        };
        let end = year.map_or(month.range.end, |(_, end)| end);
        if is_alone(text, first.range.start, end) {
            let year = year.map(|(year, _)| year);
            dates.push(Date { range: first.range.start..end, day, month: month.value, year });
        }
        at += numbers
            .get(at..)
            .map_or(1, |rest| rest.iter().take_while(|n| n.range.end <= end).count())
            .max(1);
    }
    dates
}

fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let value = text.get(from..at).and_then(|digits| digits.parse().ok());
                numbers.push(Number { range: from..at, value: value.unwrap_or(u16::MAX) });
                start = None;
            }
            _ => {}
        }
    }
    numbers
}

fn is_small(number: &Number) -> bool {
    number.range.len() <= 2
}

fn is_year(number: &Number) -> bool {
    number.range.len() == 4 && (1900..2200).contains(&number.value)
}

/// The word before the byte `at`, in lower case.
pub fn word_before(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or_default().trim_end_matches(' ');
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |last| {
        last + before.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    before.get(start..).unwrap_or_default().to_lowercase()
}

/// Whether nothing makes it a part of something longer: the number of a document, a
/// version. The end of a span of days ("28-31/11/2026") is no such part.
fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let (before, _) = around(text, start);
    let after = text.get(end..).unwrap_or_default();
    let mut after = after.chars();
    let goes_on = match after.next() {
        Some('/' | '-' | '.' | '_') => after.next().is_some_and(char::is_alphanumeric),
        next => next.is_some_and(char::is_alphanumeric),
    };
    !goes_on && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '.' | ',' | '_'))
}

#[cfg(test)]
mod tests {
    use super::dates;

    #[test]
    fn dates_are_found_in_running_text() {
        for (text, expected) in [
            ("trước ngày 31/11/2026.", "31/11/2026"),
            ("ngày 5 tháng 02 năm 2026", "5 tháng 02 năm 2026"),
            ("ngày 30 tháng 02 và tháng 12/2025", "30 tháng 02|12/2025"),
            ("từ 28-31/11/2026; ngày 20/6", "31/11/2026|20/6"),
            ("Nghị định số 30/2020/NĐ-CP; tỷ lệ 1/3; 15/06/2026-KH", ""),
            ("ngày 30-4-2026, 1.234.567", "30-4-2026"),
            ("tháng 13 năm 2026 ngày 99999999/2/2026", "13 năm 2026"),
            ("ngày 29/5/2026 đến 31/5/2026", "29/5/2026|31/5/2026"),
        ] {
            let found = dates(text).into_iter().map(|date| &text[date.range]);
            assert_eq!(found.collect::<Vec<_>>().join("|"), expected, "{text}");
        }
    }
}
