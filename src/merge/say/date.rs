//! Dates inside a sentence.
//!
//! A new form of a date is a function here; what is read as one is the affair
//! of [`PartialDate::parse`].

use crate::model::date::{DateError, PartialDate};

/// "ngày 05 tháng 02 năm 2026", of a date such as `2026-02-05` or `5/2/2026`;
/// of a partial one only what is known: "tháng 02 năm 2026", "năm 2026".
pub fn ngay(text: &str) -> Result<String, DateError> {
    said(text, " ", |name, value| format!("{name} {value}"))
}

/// "05/02/2026", or what is known of it: "02/2026". The zeros are those of the
/// decree here too, so that March is "05/3/2026" (PL1 I.II.4b).
pub fn ngay_so(text: &str) -> Result<String, DateError> {
    said(text, "/", |_, value| value)
}

/// The known parts of a date; one of which nothing is known is no date.
fn said(
    text: &str,
    between: &str,
    part: impl Fn(&str, String) -> String,
) -> Result<String, DateError> {
    let date = PartialDate::parse(text.trim())?;
    let known = [
        ("ngày", date.printed_day()),
        ("tháng", date.printed_month()),
        ("năm", date.year.map(|year| year.to_string())),
    ];
    let known = known.into_iter().filter_map(|(name, value)| Some(part(name, value?)));
    let known: Vec<String> = known.collect();
    if known.is_empty() { Err(DateError::Form) } else { Ok(known.join(between)) }
}

#[cfg(test)]
mod tests {
    use super::{DateError, ngay, ngay_so};

    #[test]
    fn dates_in_both_forms() {
        for (text, words, figures) in [
            ("2026-02-05", "ngày 05 tháng 02 năm 2026", "05/02/2026"),
            (" 5/2/2026 ", "ngày 05 tháng 02 năm 2026", "05/02/2026"),
            ("ngày 05 tháng 02 năm 2026", "ngày 05 tháng 02 năm 2026", "05/02/2026"),
            ("2026-03-09", "ngày 09 tháng 3 năm 2026", "09/3/2026"),
            ("31/12/2026", "ngày 31 tháng 12 năm 2026", "31/12/2026"),
            ("10/1/2026", "ngày 10 tháng 01 năm 2026", "10/01/2026"),
            ("tháng 02/2026", "tháng 02 năm 2026", "02/2026"),
            ("2026-11", "tháng 11 năm 2026", "11/2026"),
            ("2026", "năm 2026", "2026"),
            ("ngày … tháng 02 năm 2026", "tháng 02 năm 2026", "02/2026"),
            ("ngày 5 tháng 2", "ngày 05 tháng 02", "05/02"),
        ] {
            assert_eq!(ngay(text).as_deref(), Ok(words), "{text}");
            assert_eq!(ngay_so(text).as_deref(), Ok(figures), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "sớm", "46182", "ngày … tháng … năm …"] {
            assert_eq!(ngay(text), Err(DateError::Form), "{text}");
        }
        assert_eq!(ngay_so("29/02/2026"), Err(DateError::Impossible));
    }
}
