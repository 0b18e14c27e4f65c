//! The date of a document, of which day and month may be blank until it is
//! signed (PL1 I.II.4; the System or the clerk fills them in, Đ.15).

use std::fmt;
use std::ops::RangeInclusive;

use super::fields::fold;

/// The words of a date, folded.
const NAMES: &[&str] = &["ngay", "thang", "nam"];

/// A date some of whose parts are left as gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// Day of the month, 1–31.
    pub day: Option<u8>,
    /// Month, 1–12.
    pub month: Option<u8>,
    /// Year.
    pub year: Option<u16>,
}

/// Why a date was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not one of the forms that are read.
    Form,
    /// Read, but there is no such day.
    Impossible,
}

/// Years that a document can be of. A number such as 46182 is a day as Excel
/// counts them.
const YEARS: RangeInclusive<u16> = 1900..=2199;

impl PartialDate {
    /// Reads `2026-02-05`, `2026-02`, `2026`, `05/02/2026`, `02/2026` (with `/`,
    /// `-` or `.`), `tháng 02/2026`, `năm 2026`, `tháng 02 năm 2026`,
    /// `ngày 05 tháng 02 năm 2026`, also without diacritics, and the last ones
    /// with blanks or dots for what is to be filled in.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let words = fold(text);
        let date = if NAMES.iter().any(|name| words.contains(name)) {
            Self::from_words(&words)?
        } else {
            Self::from_numbers(&words)?
        };
        if date.is_possible() { Ok(date) } else { Err(DateError::Impossible) }
    }

    /// The year stands first or last: it is the number of four digits.
    fn from_numbers(text: &str) -> Result<Self, DateError> {
        let mut parts: Vec<&str> = text.split(['/', '-', '.']).map(str::trim).collect();
        if parts.first().is_some_and(|first| first.len() != 4) {
            parts.reverse();
        }
        let mut parts = parts.into_iter();
        let year = number(parts.next())?;
        let (month, day) = (number(parts.next())?, number(parts.next())?);
        Self::checked(parts.next().is_none(), day, month, year)
    }

    fn from_words(text: &str) -> Result<Self, DateError> {
        let mut date = Self::default();
        let mut name = "";
        for word in text.split([' ', '/', ',', '.', '…']).filter(|w| !w.is_empty()) {
            match word {
                "ngay" | "thang" | "nam" => name = word,
                _ => {
                    let value = number(Some(word))?.ok_or(DateError::Form)?;
                    // "tháng 02/2026": after the month comes the year.
                    match name {
                        "ngay" if date.day.is_none() => date.day = small(value)?,
                        "ngay" | "thang" if date.month.is_none() => date.month = small(value)?,
                        "ngay" | "thang" | "nam" if date.year.is_none() => date.year = Some(value),
                        _ => return Err(DateError::Form),
                    }
                }
            }
        }
        Self::checked(true, date.day.map(u16::from), date.month.map(u16::from), date.year)
    }

    fn checked(
        whole: bool,
        day: Option<u16>,
        month: Option<u16>,
        year: Option<u16>,
    ) -> Result<Self, DateError> {
        if !whole || (day.is_some() && month.is_none()) || year.is_some_and(|y| !YEARS.contains(&y))
        {
            return Err(DateError::Form);
        }
        let narrow = |value: Option<u16>| value.map_or(Ok(None), small);
        Ok(Self { day: narrow(day)?, month: narrow(month)?, year })
    }

    /// Whether such a day exists; parts that are missing exclude nothing.
    fn is_possible(&self) -> bool {
        let days = days_of(u16::from(self.month.unwrap_or(1)), self.year);
        days > 0 && self.day.is_none_or(|day| (1..=days).contains(&u16::from(day)))
    }

    /// Day as printed: two digits (PL1 I.II.4b).
    pub fn printed_day(&self) -> Option<String> {
        self.day.map(|day| format!("{day:02}"))
    }

    /// Month as printed: 01 and 02, but 3 … 12 (PL1 I.II.4b).
    pub fn printed_month(&self) -> Option<String> {
        self.month.map(|month| if month < 3 { format!("{month:02}") } else { month.to_string() })
    }
}

/// How many days a month has, from 1 for January; 0 for a month that there is not. In a
/// year that is not told February has 29.
pub fn days_of(month: u16, year: Option<u16>) -> u16 {
    let is_leap = year.is_none_or(|year| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    });
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `None` for a missing part, an error for one that is no number.
fn number(part: Option<&str>) -> Result<Option<u16>, DateError> {
    part.map(|p| p.parse().map_err(|_| DateError::Form)).transpose()
}

fn small(value: u16) -> Result<Option<u8>, DateError> {
    u8::try_from(value).map(Some).map_err(|_| DateError::Impossible)
}

impl fmt::Display for PartialDate {
    /// As printed, without the gaps: "ngày 05 tháng 02 năm 2026".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |value: Option<String>| value.map(|v| format!(" {v}")).unwrap_or_default();
        write!(
            f,
            "ngày{} tháng{} năm{}",
            part(self.printed_day()),
            part(self.printed_month()),
            part(self.year.map(|y| y.to_string()))
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{DateError, PartialDate};

    #[test]
    fn dates_as_clerks_type_them() {
        for (typed, printed) in [
            ("05/02/2026", "ngày 05 tháng 02 năm 2026"),
            ("5-2-2026", "ngày 05 tháng 02 năm 2026"),
            ("5.2.2026", "ngày 05 tháng 02 năm 2026"),
            ("2026-02-05", "ngày 05 tháng 02 năm 2026"),
            ("Ngày 5 tháng 12 năm 2026.", "ngày 05 tháng 12 năm 2026"),
            ("ngay 5 thang 2 nam 2026", "ngày 05 tháng 02 năm 2026"),
            ("ngày … tháng 02 năm 2026", "ngày tháng 02 năm 2026"),
            ("ngày ... tháng ... năm 2026", "ngày tháng năm 2026"),
            ("tháng 02/2026", "ngày tháng 02 năm 2026"),
            ("02/2026", "ngày tháng 02 năm 2026"),
            ("2026-02", "ngày tháng 02 năm 2026"),
            ("năm 2026", "ngày tháng năm 2026"),
            ("2026", "ngày tháng năm 2026"),
            ("29/02/2028", "ngày 29 tháng 02 năm 2028"),
        ] {
            let date = PartialDate::parse(typed).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Ok(printed), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for typed in [
            "",
            "5/2/26",
            "05/02",
            "46182",
            "năm 46182",
            "sớm",
            "ngày 5 năm 2026",
            "1/2/3/2026",
            "Đông A, ngày 5",
        ] {
            assert_eq!(PartialDate::parse(typed), Err(DateError::Form), "{typed}");
        }
        for typed in ["29/02/2026", "0/2/2026", "tháng 13/2026", "31-11-2026"] {
            assert_eq!(PartialDate::parse(typed), Err(DateError::Impossible), "{typed}");
        }
    }
}
