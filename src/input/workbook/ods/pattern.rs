//! The pieces of a number style as Excel writes them in a format code.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use crate::input::package::xml::attribute;

/// Digits that a code may ask for; Excel shows 15 and takes 30 places.
const DIGITS_LIMIT: usize = 30;

/// An element `number:number` with the texts between its digits.
pub struct Number {
    places: Option<usize>,
    min_places: usize,
    /// Shown instead of places that need not be there.
    replacement: Option<String>,
    min_digits: usize,
    /// Digits that are blank where the number has none.
    blank_digits: usize,
    grouping: bool,
    factor: f64,
    /// By the number of digits to the right.
    texts: BTreeMap<usize, String>,
}

impl Number {
    /// Reads the attributes; `places` tells that places not given are none.
    pub fn new(element: &BytesStart, places: bool) -> Self {
        let number = |name| count(element, name);
        let replacement = attribute(element, "decimal-replacement");
        let decimals = number("decimal-places").or(places.then_some(0));
        // OpenDocument 1.2 has no fewest places: a replacement stands for all.
        let fewest = if replacement.is_some() { Some(0) } else { decimals };
        Self {
            places: decimals,
            min_places: number("min-decimal-places").or(fewest).unwrap_or(0),
            replacement,
            min_digits: number("min-integer-digits").unwrap_or(1),
            blank_digits: number("max-blank-integer-digits").unwrap_or(0),
            grouping: attribute(element, "grouping").is_some_and(|grouping| grouping == "true"),
            factor: attribute(element, "display-factor")
                .and_then(|factor| factor.parse().ok())
                .unwrap_or(1.0),
            texts: BTreeMap::new(),
        }
    }

    /// Puts a text in that has `position` digits to its right.
    pub fn embed(&mut self, position: usize, text: &str) {
        self.texts.insert(position, quoted(text));
    }

    /// The code: `#,##0.00`, or General where nothing is asked for.
    pub fn code(&self) -> String {
        let plain = self.places.is_none() && !self.grouping && self.min_digits <= 1;
        if plain && self.factor == 1.0 && self.texts.is_empty() {
            return "General".to_owned();
        }
        let thousands = (self.factor.log10() / 3.0).clamp(0.0, 3.0) as usize;
        self.integer() + &self.decimals() + &",".repeat(thousands)
    }

    fn integer(&self) -> String {
        let least = self.texts.keys().next_back().map_or(1, |last| last + 1);
        let least = least.max(if self.grouping { 4 } else { 1 });
        let width = least.max(self.min_digits).max(self.blank_digits);
        let mut code = String::new();
        for right in (0..width).rev() {
            code.push(match right {
                right if right < self.min_digits => '0',
                right if right < self.blank_digits => '?',
                _ => '#',
            });
            code.push_str(self.texts.get(&right).map_or("", String::as_str));
            if self.grouping && right % 3 == 0 && right > 0 {
                code.push(',');
            }
        }
        code
    }

    fn decimals(&self) -> String {
        let places = self.places.unwrap_or(0);
        if places == 0 {
            return String::new();
        }
        let open = places.saturating_sub(self.min_places);
        let rest = match self.replacement.as_deref() {
            Some(blank) if !blank.is_empty() && blank.trim().is_empty() => "?".repeat(open),
            Some(text) if !text.is_empty() => quoted(text),
            _ => "#".repeat(open),
        };
        format!(".{}{rest}", "0".repeat(places - open))
    }
}

/// The code of any other element of a number style; empty for what has none.
pub fn piece(element: &BytesStart) -> String {
    let long = attribute(element, "style").is_some_and(|style| style == "long");
    let textual = attribute(element, "textual").is_some_and(|textual| textual == "true");
    let pick = |short: &str, full: &str| if long { full.to_owned() } else { short.to_owned() };
    match element.local_name().as_ref() {
        "day" => pick("d", "dd"),
        "month" if textual => pick("mmm", "mmmm"),
        "month" => pick("m", "mm"),
        "year" => pick("yy", "yyyy"),
        "day-of-week" => pick("ddd", "dddd"),
        "week-of-year" => "ww".to_owned(),
        "quarter" => "q".to_owned(),
        "hours" => pick("h", "hh"),
        "minutes" => pick("m", "mm"),
        "seconds" => match count(element, "decimal-places").unwrap_or(0) {
            0 => pick("s", "ss"),
            places => format!("{}.{}", pick("s", "ss"), "0".repeat(places)),
        },
        "am-pm" => "AM/PM".to_owned(),
        "text-content" => "@".to_owned(),
        "boolean" => "General".to_owned(),
        "fraction" => fraction(element),
        "scientific-number" => scientific(element),
        _ => String::new(),
    }
}

/// `# ??/??`; a denominator that is fixed stands there itself.
fn fraction(element: &BytesStart) -> String {
    let number = |name| count(element, name);
    let whole = match number("min-integer-digits") {
        Some(0) => "# ".to_owned(),
        Some(digits) => format!("{} ", "0".repeat(digits)),
        None => String::new(),
    };
    let above = number("min-numerator-digits").unwrap_or(1).max(1);
    let below = match attribute(element, "denominator-value").and_then(|v| v.parse::<u16>().ok()) {
        Some(fixed) => fixed.to_string(),
        None => "?".repeat(number("min-denominator-digits").unwrap_or(1).max(1)),
    };
    format!("{whole}{}/{below}", "?".repeat(above))
}

fn scientific(element: &BytesStart) -> String {
    let number = |name| count(element, name);
    let digits = number("min-integer-digits").unwrap_or(1);
    let width = digits.max(number("exponent-interval").unwrap_or(1));
    let places = number("decimal-places").unwrap_or(0);
    let point = if places > 0 { "." } else { "" };
    let sign = attribute(element, "forced-exponent-sign").is_none_or(|forced| forced == "true");
    format!(
        "{}{}{point}{}E{}{}",
        "#".repeat(width - digits),
        "0".repeat(digits),
        "0".repeat(places),
        if sign { '+' } else { '-' },
        "0".repeat(number("min-exponent-digits").unwrap_or(2).max(1)),
    )
}

/// A number of digits or the like, within what a code can have.
pub fn count(element: &BytesStart, name: &str) -> Option<usize> {
    let value: usize = attribute(element, name)?.parse().ok()?;
    Some(value.min(DIGITS_LIMIT))
}

/// A text as a literal of a code: `\x` or `"xã"`. A colon stays bare, it tells
/// minutes from months.
pub fn quoted(text: &str) -> String {
    let mut code = String::new();
    for (at, stretch) in text.split('"').enumerate() {
        if at > 0 {
            code.push_str("\\\"");
        }
        let mut letters = stretch.chars();
        match (letters.next(), letters.next()) {
            (None, _) => {}
            (Some(':'), None) => code.push(':'),
            (Some(only), None) => code.extend(['\\', only]),
            _ => code.extend(["\"", stretch, "\""]),
        }
    }
    code
}
