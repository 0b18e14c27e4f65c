//! Numbers in figures: full stops between groups of three digits, a comma
//! before the decimals.
//!
//! A new form with figures is a function here.

use super::number::{Digits, Number, NumberError};

/// "1.234,5": as many decimals as there are, or `decimals` of them (28 at
/// most), rounded half away from zero.
pub fn so(number: Number, decimals: Option<u32>) -> String {
    written(number.digits(0, decimals))
}

/// 0.8947 is "89,47%"; the decimals as in [`so`].
pub fn phan_tram(number: Number, decimals: Option<u32>) -> String {
    written(number.digits(2, decimals)) + "%"
}

/// "1.234.567 đồng"; a part of a đồng is an error.
pub fn tien(number: Number) -> Result<String, NumberError> {
    if number.is_whole() { Ok(so(number, None) + " đồng") } else { Err(NumberError::Fraction) }
}

fn written(digits: Digits) -> String {
    let mut out = String::from(if digits.negative { "-" } else { "" });
    for (index, digit) in digits.whole.chars().enumerate() {
        if index > 0 && (digits.whole.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if !digits.fraction.is_empty() {
        out.push(',');
        out.push_str(&digits.fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Number, NumberError, phan_tram, so, tien};

    #[test]
    fn numbers_in_figures() {
        for (plain, decimals, expected) in [
            ("0", None, "0"),
            ("999", None, "999"),
            ("1000", None, "1.000"),
            ("1234.5", None, "1.234,5"),
            ("-1234567.25", None, "-1.234.567,25"),
            ("0.05", None, "0,05"),
            ("1e27", None, "1.000.000.000.000.000.000.000.000.000"),
            ("5", Some(2), "5,00"),
            ("2.5", Some(0), "3"),
            ("-2.5", Some(0), "-3"),
            ("1.005", Some(2), "1,01"),
            ("1.0049", Some(2), "1,00"),
            ("999.95", Some(1), "1.000,0"),
            ("-0.4", Some(0), "0"),
            ("0", Some(1), "0,0"),
        ] {
            assert_eq!(Number::plain(plain).map(|n| so(n, decimals)).as_deref(), Ok(expected));
        }
        let many = Number::plain("1").map(|n| so(n, Some(u32::MAX)).len());
        assert_eq!(many, Ok("1,".len() + 28));
    }

    #[test]
    fn shares_of_a_hundred() {
        for (plain, decimals, expected) in [
            ("0.8947", None, "89,47%"),
            ("1", None, "100%"),
            ("0.5", None, "50%"),
            ("0", None, "0%"),
            ("-0.005", None, "-0,5%"),
            ("12.5", None, "1.250%"),
            ("0.89475", Some(2), "89,48%"),
            ("0.9", Some(2), "90,00%"),
            ("0.99995", Some(1), "100,0%"),
            (
                "9e26",
                Some(28),
                "90.000.000.000.000.000.000.000.000.000,0000000000000000000000000000%",
            ),
        ] {
            let shown = Number::plain(plain).map(|n| phan_tram(n, decimals));
            assert_eq!(shown.as_deref(), Ok(expected));
        }
    }

    #[test]
    fn money_is_whole() {
        for (plain, expected) in [
            ("1234567", Ok("1.234.567 đồng")),
            ("500.00", Ok("500 đồng")),
            ("-1000", Ok("-1.000 đồng")),
            ("0.5", Err(NumberError::Fraction)),
        ] {
            let money = Number::plain(plain).and_then(tien);
            assert_eq!(money.as_deref(), expected.as_ref().copied());
        }
    }

    #[test]
    fn figures_read_back() {
        for value in 0..=10_000 {
            for plain in [format!("{value}"), format!("-{value}"), format!("{value}.25")] {
                let number = Number::plain(&plain);
                assert_eq!(number.and_then(|n| Number::shown(&so(n, None))), number, "{plain}");
            }
            let share = Number::plain(&format!("{value}e-4"));
            let back = share.and_then(|n| Number::shown(&phan_tram(n, None)));
            assert_eq!(back.map(Number::to_f64), share.map(Number::to_f64), "{value}");
        }
    }
}
