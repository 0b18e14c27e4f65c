//! Exact decimal numbers: a sum of money or a share must not lose a digit
//! between the list and the page.
//!
//! Knows the decimals of the crate `rust_decimal` and keeps them to itself. A
//! new way in which people write numbers belongs into [`Number::shown`].

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

/// An exact number of up to 28 digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// Without zeros at the end.
    value: Decimal,
    percent: bool,
}

/// Why something is not a [`Number`], or not one that can be said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Not a number.
    Form,
    /// A full stop stands where the decimal comma belongs.
    Point,
    /// More digits than can be kept exactly.
    TooLong,
    /// Money that is not whole đồng.
    Fraction,
}

impl fmt::Display for NumberError {
    /// A clause for a message to the clerk.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "không phải là số",
            Self::Point => {
                "số thập phân viết với dấu phẩy, dấu chấm chỉ tách từng nhóm ba chữ số, như 1.234,5"
            }
            Self::TooLong => "số có quá nhiều chữ số, nhiều nhất là 28",
            Self::Fraction => "số tiền không chẵn đồng",
        })
    }
}

/// The digits of a number, for those who write it out.
pub(super) struct Digits {
    /// Whether the number is below zero.
    pub negative: bool,
    /// Digits before the decimal mark, at least one.
    pub whole: String,
    /// Digits after it.
    pub fraction: String,
}

/// Most digits after the decimal mark.
const DECIMALS: u32 = 28;
/// 28 nines: all digits together.
const LARGEST: u128 = 10_u128.pow(28) - 1;

impl Number {
    /// Reads a plain decimal, as [`crate::model::values::Datum::Number`] has
    /// it: `5`, `-0.5`, `1e3`.
    pub fn plain(text: &str) -> Result<Self, NumberError> {
        let (digits, exponent) = match text.split_once(['e', 'E']) {
            Some((digits, exponent)) => (digits, exponent.parse().map_err(|_| NumberError::Form)?),
            None => (text, 0),
        };
        let (negative, digits) = signed(digits);
        let (whole, fraction) = match digits.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return Err(NumberError::Form),
            None => (digits, ""),
        };
        if !is_digits(whole) {
            return Err(NumberError::Form);
        }
        Ok(Self { value: decimal(negative, whole, fraction, exponent)?, percent: false })
    }

    /// Reads a number as Vietnamese write it: `1.234,5`, `-5`, `1 234 567`,
    /// `89,47 %`. A percentage is divided by 100.
    pub fn shown(text: &str) -> Result<Self, NumberError> {
        let (text, percent) = match text.trim().strip_suffix('%') {
            Some(text) => (text.trim_end(), true),
            None => (text.trim(), false),
        };
        let (negative, text) = signed(text);
        let (whole, fraction) = match text.split_once(',') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        let whole = ungrouped(whole)?;
        if let Some(fraction) = fraction.filter(|fraction| !is_digits(fraction)) {
            // "1,234.5": the other way round.
            let (groups, rest) = fraction.split_once('.').ok_or(NumberError::Form)?;
            let english = is_digits(&groups.replace(',', "")) && is_digits(rest);
            return Err(if english { NumberError::Point } else { NumberError::Form });
        }
        let exponent = if percent { -2 } else { 0 };
        let value = decimal(negative, &whole, fraction.unwrap_or_default(), exponent)?;
        Ok(Self { value, percent })
    }

    /// The sum, 0 of nothing; a percentage if all are.
    pub fn sum(numbers: &[Self]) -> Result<Self, NumberError> {
        let mut sum = Decimal::ZERO;
        for number in numbers {
            let exact = sum.scale().max(number.value.scale());
            sum = sum.checked_add(number.value).ok_or(NumberError::TooLong)?;
            // The crate rounds where the digits do not suffice.
            if sum.scale() < exact || sum.mantissa().unsigned_abs() > LARGEST {
                return Err(NumberError::TooLong);
            }
            sum = sum.normalize();
        }
        let percent = !numbers.is_empty() && numbers.iter().all(|number| number.percent);
        Ok(Self { value: sum, percent })
    }

    /// Whether it was written as a percentage.
    pub fn is_percent(self) -> bool {
        self.percent
    }

    /// Whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.value.scale() == 0
    }

    /// The nearest number of the machine.
    pub fn to_f64(self) -> f64 {
        // The crate's own conversion may be off by the last bit.
        self.value.to_string().parse().unwrap_or_default()
    }

    /// The digits after moving the decimal mark `shift` places to the right:
    /// all that there are, or `decimals` of them, rounded half away from zero.
    pub(super) fn digits(self, shift: u32, decimals: Option<u32>) -> Digits {
        let decimals = decimals.map(|decimals| decimals.min(DECIMALS));
        let value = match decimals {
            Some(decimals) => self
                .value
                .round_dp_with_strategy(decimals + shift, RoundingStrategy::MidpointAwayFromZero),
            None => self.value,
        };
        let value = value.normalize();
        let mut digits = value.mantissa().unsigned_abs().to_string();
        if !value.is_zero() {
            digits.push_str(&"0".repeat(shift.saturating_sub(value.scale()) as usize));
        }
        let scale = value.scale().saturating_sub(shift) as usize;
        let digits = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        Digits {
            negative: value.is_sign_negative() && !value.is_zero(),
            whole: whole.to_owned(),
            fraction: format!("{fraction:0<width$}", width = decimals.unwrap_or(0) as usize),
        }
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Takes off the sign: whether it was a minus, and the rest.
fn signed(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits of a whole number, perhaps in groups of three with full stops or
/// with spaces between them.
fn ungrouped(text: &str) -> Result<String, NumberError> {
    let mark = text.chars().find(|c| !c.is_ascii_digit());
    let groups: Vec<&str> = match mark {
        Some(mark) if mark == '.' || mark.is_whitespace() => text.split(mark).collect(),
        Some(_) => return Err(NumberError::Form),
        None => vec![text],
    };
    let (Some((first, _)), Some((last, above))) = (groups.split_first(), groups.split_last())
    else {
        return Err(NumberError::Form);
    };
    if !groups.iter().all(|group| is_digits(group)) {
        return Err(NumberError::Form);
    }
    // "0.125" is no group: nobody begins one with a zero.
    let led = above.is_empty() || (first.len() <= 3 && !first.starts_with('0'));
    let in_threes = |groups: &[&str]| groups.iter().skip(1).all(|group| group.len() == 3);
    if led && in_threes(&groups) {
        return Ok(groups.concat());
    }
    // "12.5" and "1.234.5", but "1.2.3" is something else.
    let point = mark == Some('.') && (above.len() == 1 || (in_threes(above) && last.len() != 3));
    Err(if point { NumberError::Point } else { NumberError::Form })
}

/// The number `whole.fraction` × 10^`exponent`.
fn decimal(
    negative: bool,
    whole: &str,
    fraction: &str,
    exponent: i32,
) -> Result<Decimal, NumberError> {
    let all = format!("{whole}{fraction}");
    let significant = all.trim_end_matches('0');
    let digits = significant.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(Decimal::ZERO);
    }
    let zeros = (all.len() - significant.len()) as i64;
    let scale = fraction.len() as i64 - zeros - i64::from(exponent);
    let missing = usize::try_from(-scale).unwrap_or(0);
    let scale = u32::try_from(scale).unwrap_or(0);
    if digits.len() + missing > DECIMALS as usize {
        return Err(NumberError::TooLong);
    }
    let sign = if negative { "-" } else { "" };
    let mantissa = format!("{sign}{digits}{}", "0".repeat(missing));
    let mantissa = mantissa.parse().map_err(|_| NumberError::TooLong)?;
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| NumberError::TooLong)
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError};

    fn written(number: Number) -> String {
        number.value.to_string()
    }

    #[test]
    fn plain_numbers() {
        for (text, expected) in [
            ("5", "5"),
            ("-0.5", "-0.5"),
            ("1234.50", "1234.5"),
            ("0", "0"),
            ("-0", "0"),
            ("007", "7"),
            ("1e3", "1000"),
            ("1.5E+2", "150"),
            ("25e-3", "0.025"),
            ("0e999999999", "0"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
            ("1e27", "1000000000000000000000000000"),
            ("1e-28", "0.0000000000000000000000000001"),
        ] {
            assert_eq!(Number::plain(text).map(written).as_deref(), Ok(expected), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1,5", "1 000", "1_000", "e3", "1e", "--5", "năm", "٣"]
        {
            assert_eq!(Number::plain(text), Err(NumberError::Form), "{text}");
        }
        for text in ["10000000000000000000000000000", "1e28", "1e-29", "1e2147483647"] {
            assert_eq!(Number::plain(text), Err(NumberError::TooLong), "{text}");
        }
    }

    #[test]
    fn shown_numbers() {
        for (text, expected) in [
            ("5", "5"),
            ("1.234", "1234"),
            ("1.234.567,89", "1234567.89"),
            ("1234567,5", "1234567.5"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234,5", "1234.5"),
            ("1\u{202f}234", "1234"),
            ("  12,50 ", "12.5"),
            ("-1.234", "-1234"),
            ("−5", "-5"),
            ("+5", "5"),
            ("0,05", "0.05"),
            ("007", "7"),
        ] {
            let number = Number::shown(text);
            assert_eq!(number.map(written).as_deref(), Ok(expected), "{text}");
            assert_eq!(number.map(Number::is_percent), Ok(false), "{text}");
        }
    }

    #[test]
    fn shown_percentages() {
        for (text, expected) in [
            ("89,47%", "0.8947"),
            ("100 %", "1"),
            ("-5\u{a0}%", "-0.05"),
            ("0%", "0"),
            ("1.200%", "12"),
        ] {
            let number = Number::shown(text);
            assert_eq!(number.map(written).as_deref(), Ok(expected), "{text}");
            assert_eq!(number.map(Number::is_percent), Ok(true), "{text}");
        }
    }

    #[test]
    fn what_is_shown_but_no_number() {
        for text in ["12.5", "1234.5", "0.125", "1.234.5", "-0.5", "12.5%", "1,234.5", "1.2345"] {
            assert_eq!(Number::shown(text), Err(NumberError::Point), "{text}");
        }
        for text in [
            "",
            " ",
            "%",
            "-",
            "- 5",
            ",5",
            "5,",
            ".5",
            "5.",
            "1.2.3",
            "05.02.2026",
            "1,2,3",
            "1.234 567",
            "12 34",
            "1  234",
            "5 hộ",
            "1e3",
            "--5",
            "5%%",
            "1;5",
            "1,5.x",
        ] {
            assert_eq!(Number::shown(text), Err(NumberError::Form), "{text}");
        }
        let long = "1".repeat(29);
        assert_eq!(Number::shown(&long), Err(NumberError::TooLong));
        assert_eq!(Number::shown(&format!("0,{long}")), Err(NumberError::TooLong));
    }

    #[test]
    fn sums_are_exact_or_none() {
        let sum = |texts: &[&str]| {
            let numbers: Result<Vec<_>, _> = texts.iter().map(|text| Number::shown(text)).collect();
            Number::sum(&numbers?)
        };
        assert_eq!(sum(&[]).map(written).as_deref(), Ok("0"));
        assert_eq!(sum(&["0,1", "0,2", "-0,3"]), Number::plain("0"));
        assert_eq!(sum(&["1,25", "1,75"]), Number::plain("3"));
        assert_eq!(sum(&["0", "1,5"]), Number::plain("1.5"));
        assert_eq!(sum(&["50%", "25,5%"]), Number::shown("75,5%"));
        assert_eq!(sum(&["50%", "1"]), Number::plain("1.5"));
        let most = "9".repeat(28);
        assert_eq!(sum(&[&most, "0,05"]), Err(NumberError::TooLong));
        assert_eq!(sum(&[&most, "-1", "1"]), Number::plain(&most));
        assert_eq!(sum(&[&most, "1"]), Err(NumberError::TooLong));
    }

    #[test]
    fn whole_numbers_and_those_of_the_machine() {
        for (text, whole, float) in
            [("5", true, 5.0), ("5.00", true, 5.0), ("0.8947", false, 0.8947), ("-1e3", true, -1e3)]
        {
            let number = Number::plain(text);
            assert_eq!(number.map(Number::is_whole), Ok(whole), "{text}");
            assert_eq!(number.map(Number::to_f64), Ok(float), "{text}");
        }
    }
}
