//! How a number looks in Vietnamese Excel.
//!
//! ssfmt interprets the format codes. What it leaves out or gets wrong for
//! Vietnamese is put right around it, here and only here:
//! - built-in formats that follow the system's region (14, 22, 5–8, 37–44);
//! - General and scientific notation, which ssfmt always writes with a point;
//! - negative dates, which Excel shows as ####;
//! - rounding: Excel rounds the 15-digit decimal, ssfmt the binary value, so
//!   that 1.005 as `0.00` would be 1,00 instead of 1,01;
//! - empty sections, which show nothing;
//! - `,` and `.` inside date formats, which are themselves and no separators;
//! - `[$-…]`: the language of month names, and the system's long date.

use std::ops::Range;

use ssfmt::ast::{DatePart, FormatPart, FormatType, Section};
use ssfmt::{DateSystem, FormatOptions, Locale, NumberFormat};

/// Serial numbers that are dates: up to 31/12/9999.
const DATES: Range<f64> = 0.0..2_958_466.0;

/// Characters that a format code may have in Excel.
const CODE_LIMIT: usize = 255;

/// A number format of the workbook.
#[derive(Debug)]
pub struct Format {
    /// `None` where the code cannot be understood.
    parsed: Option<NumberFormat>,
    english: bool,
}

impl Format {
    /// The format with this id and, unless it is built in, this code.
    pub fn new(id: u32, code: Option<&str>) -> Self {
        let code = match id {
            // Whatever the file says, these two follow the regional settings.
            14 | 22 => regional(id),
            _ => code
                .filter(|code| !code.is_empty())
                .or(regional(id))
                .or_else(|| ssfmt::format_code_from_id(id)),
        };
        let (code, english) = without_language(code.unwrap_or("General"));
        Self { parsed: parse(&code), english }
    }

    /// The number as a person sees it, untrimmed; `None` where the format is
    /// beyond understanding or the number cannot be a date (Excel shows ####).
    pub fn show(&self, value: f64, system: DateSystem) -> Option<String> {
        let format = self.parsed.as_ref()?;
        let section = section(format, value)?;
        if section.parts.is_empty() && format.sections().len() > 1 {
            // `0;-0;;@` and `;;;` hide what falls into an empty section.
            return Some(String::new());
        }
        if ignores_locale(section) {
            return Some(
                format.try_format(value, &options(english(), system)).ok()?.replace('.', ","),
            );
        }
        if section.has_date_parts() {
            if !DATES.contains(&value) {
                return None;
            }
            let names = if self.english { english() } else { vietnamese() };
            let locale = Locale { decimal_separator: '.', thousands_separator: ',', ..names };
            return format.try_format(value, &options(locale, system)).ok();
        }
        format.try_format(rounded(value, places(section)), &options(vietnamese(), system)).ok()
    }

    /// The date behind the number as far as the format shows it: `2026-06-09`,
    /// `2026-06`, `2026`; `None` where this is no date format.
    pub fn date(&self, value: f64, system: DateSystem) -> Option<String> {
        let section = section(self.parsed.as_ref()?, value)?;
        let has = |wanted: fn(&DatePart) -> bool| {
            section.parts.iter().any(|p| matches!(p, FormatPart::DatePart(d) if wanted(d)))
        };
        use DatePart::*;
        let day = has(|d| matches!(d, Day | Day2 | DayAbbr | DayFull));
        let month = has(|d| matches!(d, Month | Month2 | MonthAbbr | MonthFull | MonthLetter));
        let year = has(|d| matches!(d, Year2 | Year3 | Year4));
        // ssfmt overflows far beyond the dates.
        let value = Some(value).filter(|value| DATES.contains(value))?;
        let (y, m, d) = ssfmt::date_serial::serial_to_date(value, system)?;
        match (year, month, day) {
            (_, _, true) => Some(format!("{y:04}-{m:02}-{d:02}")),
            (_, true, false) => Some(format!("{y:04}-{m:02}")),
            (true, false, false) => Some(format!("{y:04}")),
            (false, false, false) => None,
        }
    }
}

/// The shortest decimal of `value` at Excel's precision of 15 digits, with a
/// full stop: 1.1 is `1.1`, 5 is `5`.
pub fn plain(value: f64) -> String {
    let exact = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    format!("{exact}")
}

/// The serial number of an ISO date or date-time (`t="d"` cells).
pub fn serial(iso: &str, system: DateSystem) -> Option<f64> {
    let (date, time) = iso.split_once(['T', ' ']).unwrap_or((iso, ""));
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let clock = time.trim_end_matches('Z').split(':').zip([24.0, 1440.0, 86400.0]);
    let fraction: f64 = clock.filter_map(|(n, unit)| Some(n.parse::<f64>().ok()? / unit)).sum();
    Some(ssfmt::date_serial::date_to_serial(year as i32, month, day, system) + fraction)
}

/// Parses a code of the length that Excel allows. ssfmt panics where text stands
/// before the bracket of `[Red]General`; that is taken as not understood.
fn parse(code: &str) -> Option<NumberFormat> {
    let after_bracket = code.split_once(']').map_or("", |(_, rest)| rest.trim());
    let panics = !code.starts_with('[') && after_bracket.eq_ignore_ascii_case("General");
    let parsed = || NumberFormat::parse(code).ok();
    (!panics && code.chars().count() <= CODE_LIMIT).then(parsed).flatten()
}

/// Built-in formats that Excel shows by the regional settings of Windows, here
/// the Vietnamese ones.
fn regional(id: u32) -> Option<&'static str> {
    Some(match id {
        5 | 6 => "#,##0 \"₫\";-#,##0 \"₫\"",
        7 | 8 => "#,##0.00 \"₫\";-#,##0.00 \"₫\"",
        14 => "dd/mm/yyyy",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        41 => "#,##0;-#,##0;\"-\"",
        42 => "#,##0 \"₫\";-#,##0 \"₫\";\"-\" \"₫\"",
        43 => "#,##0.00;-#,##0.00;\"-\"",
        44 => "#,##0.00 \"₫\";-#,##0.00 \"₫\";\"-\" \"₫\"",
        _ => return None,
    })
}

/// Takes `[$…]` out of a code: a currency stays as quoted text, a language
/// decides whether names are English, and the two codes that stand for the
/// system's long date and time become what Windows shows in Vietnamese.
fn without_language(code: &str) -> (String, bool) {
    let mut out = String::with_capacity(code.len());
    let mut english = false;
    let mut rest = code.chars();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' if !quoted => {
                out.push(c);
                out.extend(rest.next());
                continue;
            }
            '[' if !quoted && rest.as_str().starts_with('$') => {
                let inside: String = rest.by_ref().skip(1).take_while(|c| *c != ']').collect();
                let (currency, language) = inside.split_once('-').unwrap_or((&inside, ""));
                match language.to_ascii_uppercase().as_str() {
                    "F800" | "X-SYSDATE" => return ("dd mmmm yyyy".to_owned(), false),
                    "F400" | "X-SYSTIME" => return ("hh:mm:ss".to_owned(), false),
                    language => english |= is_english(language),
                }
                if !currency.is_empty() {
                    out.push('"');
                    out.push_str(currency);
                    out.push('"');
                }
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    (out, english)
}

/// Whether a language in a format code, `409` or `EN-US`, is English. The low
/// ten bits of the number are the language, the rest country and calendar.
fn is_english(language: &str) -> bool {
    match u32::from_str_radix(language, 16) {
        Ok(number) => number & 0x3FF == 0x09,
        Err(_) => language.starts_with("EN"),
    }
}

/// The section that `value` is shown by, chosen as ssfmt chooses it.
fn section(format: &NumberFormat, value: f64) -> Option<&Section> {
    let sections = format.sections();
    if format.has_condition() {
        let fits = |s: &&Section| s.condition.as_ref().is_none_or(|c| c.evaluate(value));
        return sections.iter().find(fits).or(sections.last());
    }
    let index = match sections.len() {
        0 | 1 => 0,
        2 => usize::from(value < 0.0),
        _ if value > 0.0 => 0,
        _ if value < 0.0 => 1,
        _ => 2,
    };
    sections.get(index)
}

/// Whether ssfmt writes the number with a decimal point in any locale.
fn ignores_locale(section: &Section) -> bool {
    use FormatPart::{GeneralNumber, Scientific, TextPlaceholder};
    section.parts.is_empty()
        || section.metadata.format_type == FormatType::Text
        || section
            .parts
            .iter()
            .any(|part| matches!(part, GeneralNumber | TextPlaceholder | Scientific { .. }))
}

/// Decimal places of the bare value that the section shows: a percent sign
/// asks for two more, a scaling comma for three fewer.
fn places(section: &Section) -> Option<i32> {
    let mut places = 0;
    let (mut decimals, mut commas) = (false, 0);
    for part in &section.parts {
        match part {
            FormatPart::DecimalPoint => decimals = true,
            FormatPart::Digit(_) => {
                commas = 0;
                places += i32::from(decimals);
            }
            FormatPart::ThousandsSeparator => commas += 1,
            FormatPart::Percent => places += 2,
            FormatPart::Fraction { .. } => return None,
            _ => {}
        }
    }
    Some(places - 3 * commas)
}

/// `value` rounded to so many decimal places, half away from zero, from its 15
/// significant digits.
fn rounded(value: f64, places: Option<i32>) -> f64 {
    let Some(places) = places else { return value };
    let text = format!("{:.14e}", value.abs());
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return value;
    };
    let Ok(exponent) = exponent.parse::<i32>() else {
        return value;
    };
    let digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
    let kept = match usize::try_from(exponent + 1 + places) {
        Err(_) => return 0.0,
        Ok(kept) if kept >= digits.len() => return value,
        Ok(kept) => kept,
    };
    let up = digits.get(kept).is_some_and(|digit| *digit >= 5);
    let number = digits.iter().take(kept).fold(0u64, |n, digit| n * 10 + u64::from(*digit));
    let magnitude =
        format!("{}e{}", number + u64::from(up), -places).parse().unwrap_or(value.abs());
    if value < 0.0 { -magnitude } else { magnitude }
}

fn options(locale: Locale, date_system: DateSystem) -> FormatOptions {
    FormatOptions { date_system, locale }
}

fn english() -> Locale {
    Locale::en_us()
}

/// The regional settings "Vietnamese (Vietnam)" of Windows.
fn vietnamese() -> Locale {
    Locale {
        decimal_separator: ',',
        thousands_separator: '.',
        currency_symbol: "₫",
        am_string: "SA",
        pm_string: "CH",
        month_names_short: [
            "Thg1", "Thg2", "Thg3", "Thg4", "Thg5", "Thg6", "Thg7", "Thg8", "Thg9", "Thg10",
            "Thg11", "Thg12",
        ],
        month_names_full: [
            "Tháng Giêng",
            "Tháng Hai",
            "Tháng Ba",
            "Tháng Tư",
            "Tháng Năm",
            "Tháng Sáu",
            "Tháng Bảy",
            "Tháng Tám",
            "Tháng Chín",
            "Tháng Mười",
            "Tháng Mười Một",
            "Tháng Mười Hai",
        ],
        day_names_short: ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        day_names_full: [
            "Chủ Nhật",
            "Thứ Hai",
            "Thứ Ba",
            "Thứ Tư",
            "Thứ Năm",
            "Thứ Sáu",
            "Thứ Bảy",
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(value: f64, code: &str) -> String {
        let shown = Format::new(200, Some(code)).show(value, DateSystem::Date1900);
        shown.unwrap_or_else(|| "####".to_owned())
    }

    #[test]
    fn numbers_as_vietnamese_excel_shows_them() {
        for (value, code, expected) in [
            (0.8947, "0.00%", "89,47%"),
            (0.89475, "0.00%", "89,48%"),
            (1.0, "0%", "100%"),
            (1234.5, "#,##0.0", "1.234,5"),
            (1234567.0, "#,##0", "1.234.567"),
            (-1234.5, "#,##0.00", "-1.234,50"),
            (1.005, "0.00", "1,01"),
            (1999.0, "0,", "2"),
            (0.5, "General", "0,5"),
            (1.0 / 3.0, "General", "0,333333333"),
            (0.1 + 0.2, "General", "0,3"),
            (1234567.0, "General", "1234567"),
            (1.5, "@", "1,5"),
            (5.0, "00", "05"),
            (12345.678, "0.00E+00", "1,23E+04"),
            (1500.0, "#,##0 \"đồng\"", "1.500 đồng"),
            (1500.0, "#,##0 [$₫-42A]", "1.500 ₫"),
            (12.5, "General \"hộ\"", "12,5 hộ"),
            (0.0, "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", "-"),
            (2500.4, "_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", "2.500"),
            (-7.0, "#,##0;(#,##0)", "(7)"),
            (3.0, "(0)", "(3)"),
            (0.0, "0;-0;;@", ""),
            (5.0, "0;-0;;@", "5"),
            (5.0, ";;;", ""),
            (-5.0, "0;;", ""),
            (2.25, "# ?/?", "2 1/4"),
        ] {
            assert_eq!(show(value, code).trim(), expected, "{value} as {code}");
        }
    }

    #[test]
    fn dates_as_vietnamese_excel_shows_them() {
        for (code, expected) in [
            ("dd/mm/yyyy", "09/06/2026"),
            ("d/m/yyyy", "9/6/2026"),
            ("dd.mm.yyyy", "09.06.2026"),
            ("mmm-yy", "Thg6-26"),
            ("[$-409]d-mmm-yy;@", "9-Jun-26"),
            ("[$-F800]dddd, mmmm dd, yyyy", "09 Tháng Sáu 2026"),
            ("[$-42A]dddd, d mmmm yyyy", "Thứ Ba, 9 Tháng Sáu 2026"),
            ("\"ngày\" dd \"tháng\" mm \"năm\" yyyy", "ngày 09 tháng 06 năm 2026"),
            ("\"tháng\" mm/yyyy", "tháng 06/2026"),
        ] {
            assert_eq!(show(46182.0, code), expected, "{code}");
        }
        let built_in = |id| Format::new(id, None).show(46182.5, DateSystem::Date1900);
        assert_eq!(built_in(14).as_deref(), Some("09/06/2026"));
        assert_eq!(built_in(22).as_deref(), Some("09/06/2026 12:00"));
        assert_eq!(Format::new(14, None).show(-1.0, DateSystem::Date1900), None);
    }

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
        for code in ["₫[Red]General", &"0".repeat(256)] {
            assert_eq!(show(1.0, code), "####", "{code}");
        }
    }
}
