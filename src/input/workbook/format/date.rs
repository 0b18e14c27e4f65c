//! Dates, times and lengths of time.

use super::code::{DatePart, Section, Token};
use super::regional::{ENGLISH, Names, POINT, VIETNAMESE};

/// The day after the last one: 31/12/9999.
const DAYS: i64 = 2_958_466;
const DAY: i64 = 86_400;
/// What Excel takes for 29/02/1900.
const LEAP_DAY: i64 = 60;
/// Days from 1900 on that lie before the first of the other system.
pub const DAYS_BEFORE_1904: f64 = 1462.0;

/// Where a workbook's days are counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSystem {
    /// Day 1 is 01/01/1900, and 29/02/1900 is taken for a day.
    Date1900,
    /// Day 0 is 01/01/1904 (workbooks of old Macs).
    Date1904,
}

/// A moment, as its section shows it.
struct Moment {
    /// Days from 1900 on.
    day: i64,
    /// Parts of a second since midnight, and how many of them a second has.
    parts: i64,
    per_second: i64,
}

/// A number of days since 1900 in a section with parts of a date; `None` where
/// Excel shows ####: before 1900 and after 9999.
pub fn show(section: &Section, days: f64) -> Option<String> {
    let moment = Moment::of(section, days)?;
    let names = if section.english { &ENGLISH } else { &VIETNAMESE };
    let half_days =
        section.tokens.iter().any(|t| matches!(t, Token::Date(DatePart::HalfDay { .. })));
    let mut text = String::new();
    for token in &section.tokens {
        match token {
            Token::Date(part) => moment.write(&mut text, *part, names, half_days),
            Token::Text(literal) => text.push_str(literal),
            Token::Gap => text.push(' '),
            Token::Slash => text.push('/'),
            Token::Point => text.push('.'),
            Token::Comma => text.push(','),
            Token::Percent => text.push('%'),
            Token::Digit(digit) | Token::Exponent(digit, _) => text.push(*digit),
            Token::Fill | Token::General | Token::Content => {}
        }
    }
    Some(text)
}

/// The calendar date of a number of days since 1900, which Excel takes for a
/// leap year; a day 0 stands before its first of January.
pub fn calendar(days: f64) -> Option<(i32, u32, u32)> {
    if !(0.0..DAYS as f64).contains(&days) {
        return None;
    }
    match days as i64 {
        0 => Some((1900, 1, 0)),
        LEAP_DAY => Some((1900, 2, 29)),
        day => Some(civil(day - i64::from(day > LEAP_DAY))),
    }
}

/// The number of days of a date, in the years 1900 to 9999.
pub fn serial(year: i32, month: u32, day: u32, system: DateSystem) -> f64 {
    let days = days_since_1899(year, month, day);
    match system {
        DateSystem::Date1900 => (days + i64::from(days >= LEAP_DAY)) as f64,
        DateSystem::Date1904 => (days + 1) as f64 - DAYS_BEFORE_1904,
    }
}

/// Days from 31/12/1899 to a date of the Gregorian calendar. Years are taken to
/// begin in March, so that a leap day is the last of its year.
fn days_since_1899(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let month = i64::from((month + 9) % 12);
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + i64::from(day)
        - 693_901
}

/// Whether there is such a day in the Gregorian calendar.
pub fn exists(year: i32, month: u32, day: u32) -> bool {
    civil(days_since_1899(year, month, day)) == (year, month, day)
}

/// The date so many days after 31/12/1899.
fn civil(days: i64) -> (i32, u32, u32) {
    let mut year = 1900 + days / 366;
    while days_since_1899(year as i32 + 1, 1, 1) <= days {
        year += 1;
    }
    let year = year as i32;
    let month = (2..=12).rev().find(|month| days_since_1899(year, *month, 1) <= days).unwrap_or(1);
    (year, month, (days - days_since_1899(year, month, 1) + 1) as u32)
}

impl Moment {
    /// The moment, rounded to the smallest part of a second that is shown; where
    /// only days are shown, a day lasts until its last second is over.
    fn of(section: &Section, days: f64) -> Option<Self> {
        let mut digits = 0;
        let mut timed = false;
        for token in &section.tokens {
            match token {
                Token::Date(DatePart::Fraction(count)) => digits = digits.max(*count),
                Token::Date(DatePart::Year(_) | DatePart::Month(_) | DatePart::Day(_)) => {}
                Token::Date(_) => timed = true,
                _ => {}
            }
        }
        if !(0.0..DAYS as f64).contains(&days) {
            return None;
        }
        let per_second = 10i64.pow(u32::try_from(digits).unwrap_or(0));
        let parts = (days * DAY as f64 * per_second as f64).round() as i64;
        let per_day = DAY * per_second;
        let whole = (days + 1e-9).floor() as i64;
        let day = if timed { parts / per_day } else { whole };
        (day < DAYS).then_some(Self { day, parts: parts % per_day, per_second })
    }

    fn write(&self, text: &mut String, part: DatePart, names: &Names, half_days: bool) {
        let seconds = self.parts / self.per_second;
        let (year, month, day) = calendar(self.day as f64).unwrap_or_default();
        let name = |list: &[&str], index: i64| {
            usize::try_from(index)
                .ok()
                .and_then(|i| list.get(i))
                .copied()
                .unwrap_or_default()
                .to_owned()
        };
        let month_index = i64::from(month) - 1;
        let weekday = (self.day + 6) % 7;
        let hour = match seconds / 3600 {
            hour if half_days && hour % 12 == 0 => 12,
            hour if half_days => hour % 12,
            hour => hour,
        };
        let shown = match part {
            DatePart::Year(..=2) => format!("{:02}", year % 100),
            DatePart::Year(_) => format!("{year:04}"),
            DatePart::Month(3) => name(&names.months_short, month_index),
            DatePart::Month(4) => name(&names.months, month_index),
            DatePart::Month(5) => name(&names.months, month_index).chars().take(1).collect(),
            DatePart::Month(width) => padded(month.into(), width),
            DatePart::Day(3) => name(&names.days_short, weekday),
            DatePart::Day(4..) => name(&names.days, weekday),
            DatePart::Day(width) => padded(day.into(), width),
            DatePart::Hour(width) => padded(hour, width),
            DatePart::Minute(width) => padded(seconds / 60 % 60, width),
            DatePart::Second(width) => padded(seconds % 60, width),
            DatePart::Fraction(width) => {
                let shift = self.per_second / 10i64.pow(u32::try_from(width).unwrap_or(0));
                let digits = self.parts % self.per_second / shift.max(1);
                format!("{POINT}{digits:0width$}")
            }
            DatePart::HalfDay { short: true } => name(&["A", "P"], seconds / (DAY / 2)),
            DatePart::HalfDay { short: false } => name(&names.half_days, seconds / (DAY / 2)),
            DatePart::Elapsed(unit, width) => {
                format!("{:0width$}", (self.day * DAY + seconds) / i64::from(unit))
            }
        };
        text.push_str(&shown);
    }
}

/// A number of one digit or, where more letters stand for it, of two.
fn padded(number: i64, letters: usize) -> String {
    let width = letters.min(2);
    format!("{number:0width$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day up to 31/12/9999 follows the one before it, and its number leads
    /// back to it.
    #[test]
    fn the_calendar_goes_day_by_day() {
        let leap = |year: i32| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let (mut year, mut month, mut day) = (1900, 1, 0);
        for number in 0..DAYS {
            assert_eq!(calendar(number as f64), Some((year, month, day)), "day {number}");
            if day > 0 && number != LEAP_DAY {
                assert_eq!(serial(year, month, day, DateSystem::Date1900), number as f64);
            }
            let february = if leap(year) || year == 1900 { 29 } else { 28 };
            let length = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1];
            day += 1;
            if day > length {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!((year, month, day), (10_000, 1, 1));
        assert_eq!(serial(1904, 1, 1, DateSystem::Date1904), 0.0);
    }
}
