//! How a value looks in Vietnamese Excel.
//!
//! A format's [`code`] is taken apart into sections; [`number`], [`fraction`] and
//! [`date`] show a value by one of them, [`regional`] has what Windows' settings
//! for Vietnamese say. docs/dinh-dang-so.md lists what comes of it.
//!
//! No crate does this for Vietnamese settings: ssfmt 0.1, which began here, drops
//! text beside fractions and exponents, writes what `_x` only leaves room for,
//! and rounds the binary number (1.005 as `0.00` would be 1,00).

mod code;
mod date;
mod decimal;
mod fraction;
mod number;
mod regional;

use crate::input::clean;

use super::rich::Rich;
use code::{Condition, DatePart, Section, Token};
use decimal::Decimal;

pub use date::DateSystem;

/// A number format of the workbook.
#[derive(Debug)]
pub struct Format {
    /// What numbers look like; `None` where the code cannot be understood.
    numbers: Option<Vec<Section>>,
    /// What text looks like, if not as it is.
    text: Option<Section>,
}

impl Format {
    /// The format with this id and, unless it is built in, this code.
    pub fn new(id: u32, code: Option<&str>) -> Self {
        let code = match id {
            // Whatever the file says, these two follow the regional settings.
            14 | 22 => regional::built_in(id),
            _ => code.filter(|code| !code.is_empty()).unwrap_or(regional::built_in(id)),
        };
        let mut numbers = code::parse(regional::system(code).unwrap_or(code));
        let text = numbers.as_mut().and_then(|sections| {
            let is_text = sections.len() == 4
                || sections.last().is_some_and(|section| section.has(&Token::Content));
            sections
                .pop_if(|_| is_text)
                .filter(|section| !section.bare && section.tokens != [Token::Content])
        });
        Self { numbers, text }
    }

    /// The number as a person sees it, untrimmed; `None` where the format is
    /// beyond understanding or Excel shows #### (a date before 1900, a number
    /// that no condition fits).
    pub fn show(&self, value: f64, system: DateSystem) -> Option<String> {
        let (section, signed) = self.section(value)?;
        let sign = if signed && value < 0.0 { "-" } else { "" };
        let shown = match section {
            None => number::general(value),
            Some(section) if section.is_date() => match system {
                DateSystem::Date1900 if value < 0.0 => return None,
                DateSystem::Date1900 => date::show(section, value)?,
                DateSystem::Date1904 => {
                    let elapsed = |t: &Token| matches!(t, Token::Date(DatePart::Elapsed(..)));
                    let only_time = section.tokens.iter().any(elapsed);
                    let offset = if only_time { 0.0 } else { date::DAYS_BEFORE_1904 };
                    date::show(section, value.abs() + offset)?
                }
            },
            Some(section) => match fraction::show(section, value.abs()) {
                Some(fraction) => fraction,
                None => number::show(section, value),
            },
        };
        Some(format!("{sign}{shown}"))
    }

    /// Text as a person sees it: with what the format puts around it. Text that
    /// becomes longer than a cell can hold is not repeated any further.
    pub fn show_text(&self, text: Rich) -> Rich {
        let Some(section) = &self.text else { return text };
        let mut shown = Rich::default();
        let mut length = 0;
        for token in &section.tokens {
            let piece = match token {
                Token::Content | Token::General => &text,
                Token::Text(literal) => &Rich::plain(literal.as_str()),
                Token::Gap => &Rich::plain(" "),
                _ => continue,
            };
            shown.append(piece);
            length += piece.len();
            if length > clean::TEXT_LIMIT {
                break;
            }
        }
        shown
    }

    /// The date behind the number as far as the format shows it: `2026-06-09`,
    /// `2026-06`, `2026`; `None` where this is no date format.
    pub fn date(&self, value: f64, system: DateSystem) -> Option<String> {
        let section = self.section(value)?.0?;
        let has = |wanted: fn(&DatePart) -> bool| {
            section.tokens.iter().any(|t| matches!(t, Token::Date(part) if wanted(part)))
        };
        let day = has(|part| matches!(part, DatePart::Day(_)));
        let month = has(|part| matches!(part, DatePart::Month(_)));
        let year = has(|part| matches!(part, DatePart::Year(_)));
        let days = match system {
            DateSystem::Date1900 => value,
            // Shown as the date after 1904 with a minus sign, which is none.
            DateSystem::Date1904 if value < 0.0 => return None,
            DateSystem::Date1904 => value + date::DAYS_BEFORE_1904,
        };
        let (y, m, d) = date::calendar(days).filter(|(_, _, day)| *day > 0)?;
        match (year, month, day) {
            (_, _, true) => Some(format!("{y:04}-{m:02}-{d:02}")),
            (_, true, false) => Some(format!("{y:04}-{m:02}")),
            (true, false, false) => Some(format!("{y:04}")),
            (false, false, false) => None,
        }
    }

    /// The section that shows `value` (`None` within is General) and whether a
    /// minus sign is put before what it shows; `None` where nothing can show it.
    fn section(&self, value: f64) -> Option<(Option<&Section>, bool)> {
        let sections = self.numbers.as_deref()?;
        let shown = |index: usize, signed: bool| {
            let section = sections.get(index)?;
            // `[Red]` alone is General in red.
            Some((Some(section).filter(|section| !section.bare), signed))
        };
        let [first, others @ ..] = sections else { return Some((None, true)) };
        let second = others.first();
        if first.condition.is_none() && second.is_none_or(|second| second.condition.is_none()) {
            return match sections.len() {
                1 => shown(0, true),
                _ if value < 0.0 => shown(1, false),
                3 if value == 0.0 => shown(2, false),
                _ => shown(0, false),
            };
        }
        let implied = |operator| Condition { operator, limit: 0.0 };
        // A first section without a condition shows what is above 0; a second
        // one is for what is below where a third takes the rest.
        let one = first.condition.unwrap_or(implied(">"));
        let two = second.and_then(|s| s.condition).or((sections.len() > 2).then_some(implied("<")));
        if one.fits(value) {
            return shown(0, !one.only_negative());
        }
        match two {
            Some(two) if two.fits(value) => shown(1, !two.only_negative()),
            Some(_) => shown(2, true),
            // `[>=0]a;b`: b shows what is below 0, without a sign of its own.
            None => shown(1, !(one.limit == 0.0 && [">", ">="].contains(&one.operator))),
        }
    }
}

impl Condition {
    fn fits(&self, value: f64) -> bool {
        match self.operator {
            "<" => value < self.limit,
            "<=" => value <= self.limit,
            "=" => value == self.limit,
            "<>" => value != self.limit,
            ">=" => value >= self.limit,
            _ => value > self.limit,
        }
    }

    /// Whether only numbers below 0 fit: their sign is then not shown.
    fn only_negative(&self) -> bool {
        match self.operator {
            "<" => self.limit <= 0.0,
            "<=" | "=" => self.limit < 0.0,
            _ => false,
        }
    }
}

/// The shortest decimal of `value` at Excel's precision of 15 digits, with a
/// full stop: 1.1 is `1.1`, 5 is `5`.
pub fn plain(value: f64) -> String {
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", Decimal::of(value).shown('.'))
}

/// Whether the text of a negative number is digits alone, not all of them zero:
/// nothing in it says that it is negative.
pub fn looks_positive(shown: &str) -> bool {
    let plain = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,%₫$".contains(c);
    shown.chars().all(plain) && shown.contains(|c: char| ('1'..='9').contains(&c))
}

/// The serial number of an ISO date or date-time (`t="d"` cells).
pub fn serial(iso: &str, system: DateSystem) -> Option<f64> {
    let (date, time) = iso.split_once(['T', ' ']).unwrap_or((iso, ""));
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    if !date::exists(year as i32, month, day) {
        return None;
    }
    let mut fraction = 0.0;
    let clock = Some(time.trim_end_matches('Z')).filter(|clock| !clock.is_empty());
    for (part, unit) in clock.into_iter().flat_map(|c| c.split(':')).zip([24.0, 1440.0, 86400.0]) {
        let digits = part.chars().all(|c| c.is_ascii_digit() || c == '.');
        fraction += part.parse::<f64>().ok().filter(|n| digits && *n < 100.0)? / unit;
    }
    Some(date::serial(year as i32, month, day, system) + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_data_keep_what_the_format_shows() {
        let date = |code| Format::new(200, Some(code)).date(46182.0, DateSystem::Date1900);
        assert_eq!(date("dd/mm/yyyy").as_deref(), Some("2026-06-09"));
        assert_eq!(date("mmm-yy").as_deref(), Some("2026-06"));
        assert_eq!(date("yyyy").as_deref(), Some("2026"));
        assert_eq!(date("0.00"), None);
        let iso = |text| serial(text, DateSystem::Date1900);
        assert_eq!(iso("2026-06-09"), Some(46182.0));
        assert_eq!(iso("2026-06-09T12:00:00"), Some(46182.5));
        assert_eq!(iso("9/6/2026"), None);
    }

    #[test]
    fn codes_beyond_understanding_show_nothing() {
        for code in ["0 [Red", "0;0;0;@;0", &"0".repeat(256)] {
            let shown = Format::new(200, Some(code)).show(1.0, DateSystem::Date1900);
            assert_eq!(shown, None, "{code}");
        }
    }

    /// Codes and numbers at random, always the same: whatever comes of them, it
    /// comes.
    #[test]
    fn no_code_does_harm() {
        let pieces = [
            "0",
            "#",
            "?",
            ".",
            ",",
            "%",
            "E+",
            "e-",
            "/",
            "@",
            "General",
            "y",
            "mm",
            "d",
            "hh",
            "s",
            ".0",
            "AM/PM",
            "[h]",
            "[<5]",
            "[>=-1]",
            "[Red]",
            "[$₫-42A]",
            ";",
            "_",
            "*",
            "\\",
            "\"",
            " ",
            "ộ",
            "16",
            "-",
            "(",
            "[",
            "]",
        ];
        let mut random = fastrand::Rng::with_seed(1904);
        let mut shown = 0;
        for _ in 0..50_000 {
            let code: String =
                (0..random.usize(..12)).map(|_| pieces[random.usize(..35)]).collect();
            let format = Format::new(200, Some(&code));
            let bits = f64::from_bits(random.u64(..));
            let number = if bits.is_finite() { bits } else { 45_000.5 };
            for value in [0.0, number, random.f64() * 1e5, -random.f64()] {
                for system in [DateSystem::Date1900, DateSystem::Date1904] {
                    shown += usize::from(format.show(value, system).is_some());
                    format.date(value, system);
                }
            }
            format.show_text(Rich::plain("chữ"));
        }
        assert!(shown > 100_000, "{shown}");
    }
}
