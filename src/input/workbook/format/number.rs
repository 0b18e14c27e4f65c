//! Numbers: General, and sections of digit placeholders, with or without an
//! exponent.

use super::code::{Section, Token};
use super::decimal::Decimal;
use super::regional::{GROUP, POINT};

/// Characters that General takes for a number without its sign.
const GENERAL_WIDTH: usize = 11;
/// Decimal places of a mantissa in General.
const GENERAL_PLACES: usize = 5;

/// The absolute value of a number as General shows it in a column that is wide
/// enough.
pub fn general(value: f64) -> String {
    let decimal = Decimal::of(value);
    let exponent = decimal.exponent();
    let small = exponent < -4 && decimal.shown(POINT).len() > GENERAL_WIDTH;
    let places = match decimal.whole_digits().max(1) {
        whole if whole + 1 < GENERAL_WIDTH => GENERAL_WIDTH - 1 - whole,
        _ => 0,
    };
    let rounded = decimal.clone().rounded(places);
    if !small && rounded.whole_digits() <= GENERAL_WIDTH {
        return rounded.shown(POINT);
    }
    let mantissa = decimal.times_ten_to(-exponent).rounded(GENERAL_PLACES);
    let carried = mantissa.exponent();
    let exponent = exponent + carried;
    let sign = if exponent < 0 { '-' } else { '+' };
    let mantissa = mantissa.times_ten_to(-carried).shown(POINT);
    format!("{mantissa}E{sign}{:02}", exponent.unsigned_abs())
}

/// The absolute value of a number in a section that is no date and no fraction.
pub fn show(section: &Section, value: f64) -> String {
    let tokens = &section.tokens;
    let percents = tokens.iter().filter(|token| **token == Token::Percent).count();
    let decimal = Decimal::of(value).times_ten_to(2 * percents as i32);
    match tokens.iter().position(|token| matches!(token, Token::Exponent(..))) {
        Some(at) => scientific(tokens.get(..at), tokens.get(at..), &decimal),
        None => {
            let layout = Layout::of(tokens);
            let decimal = decimal.times_ten_to(-3 * layout.thousands).rounded(layout.places);
            layout.write(tokens, &decimal, value)
        }
    }
}

fn scientific(mantissa: Option<&[Token]>, exponent: Option<&[Token]>, decimal: &Decimal) -> String {
    let (mantissa, rest) = (mantissa.unwrap_or_default(), exponent.unwrap_or_default());
    let layout = Layout::of(mantissa);
    // `##0.0E+0` shows exponents that are multiples of three.
    let group = i32::try_from(layout.whole.max(1)).unwrap_or(i32::MAX);
    let power = |exponent: i32| exponent.div_euclid(group) * group;
    let first = power(decimal.exponent());
    let rounded = decimal.clone().times_ten_to(-first).rounded(layout.places);
    let power = first + power(rounded.exponent());
    let decimal = decimal.clone().times_ten_to(-power).rounded(layout.places);
    let mut text = layout.write(mantissa, &decimal, 0.0);
    if let Some(Token::Exponent(letter, plus)) = rest.first() {
        text.push(*letter);
        if power < 0 || *plus {
            text.push(if power < 0 { '-' } else { '+' });
        }
    }
    let rest = rest.get(1..).unwrap_or_default();
    let placeholders = rest.iter().take_while(|token| matches!(token, Token::Digit(_))).count();
    let (places, rest) = rest.split_at(placeholders);
    let digits = Decimal::of(f64::from(power));
    text + &Layout::of(places).write(places, &digits, 0.0)
        + &Layout::of(&[]).write(rest, &digits, 0.0)
}

/// What the placeholders of a number ask for.
struct Layout {
    /// Placeholders before the decimal point.
    whole: usize,
    /// Placeholders after it.
    places: usize,
    /// Whether digits stand in groups of three.
    grouped: bool,
    /// Divisions by a thousand.
    thousands: i32,
}

impl Layout {
    fn of(tokens: &[Token]) -> Self {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let end = tokens.iter().position(|token| *token == Token::Point).unwrap_or(tokens.len());
        let (before, after) = tokens.split_at(end);
        let first = before.iter().position(is_digit).unwrap_or(end);
        let last = before.iter().rposition(is_digit).unwrap_or(0);
        let commas = |range: &[Token]| range.iter().filter(|t| **t == Token::Comma).count();
        let grouped = commas(before.get(first..last).unwrap_or_default()) > 0;
        let thousands = commas(before.get(last..).unwrap_or_default()) + commas(after);
        let digits = |range: &[Token]| range.iter().filter(|token| is_digit(token)).count();
        let scaled = digits(tokens) > 0;
        Self {
            whole: digits(before),
            places: digits(after),
            grouped,
            thousands: if scaled { thousands as i32 } else { 0 },
        }
    }

    /// The tokens with the digits of `decimal` in their placeholders; `value` is
    /// what General shows among them.
    fn write(&self, tokens: &[Token], decimal: &Decimal, value: f64) -> String {
        let mut text = String::new();
        let mut whole_left = self.whole;
        let mut place = 0;
        let mut after_point = false;
        let last_place = self.last_place(tokens, decimal);
        for token in tokens {
            match token {
                Token::Digit(kind) if after_point => {
                    place += 1;
                    match kind {
                        _ if place <= last_place => {
                            text.push(decimal.digit(-i32::try_from(place).unwrap_or(i32::MAX)));
                        }
                        '?' => text.push(' '),
                        _ => {}
                    }
                }
                Token::Digit(kind) => {
                    let is_first = whole_left == self.whole;
                    whole_left = whole_left.saturating_sub(1);
                    let from = if is_first { decimal.whole_digits() } else { 0 };
                    self.whole_part(
                        &mut text,
                        decimal,
                        from.max(whole_left + 1),
                        whole_left,
                        *kind,
                    );
                }
                Token::Point => {
                    if self.whole == 0 && !after_point && decimal.whole_digits() > 0 {
                        self.whole_part(&mut text, decimal, decimal.whole_digits(), 0, '#');
                    }
                    after_point = true;
                    text.push(POINT);
                }
                Token::Text(literal) => text.push_str(literal),
                Token::Gap => text.push(' '),
                Token::Percent => text.push('%'),
                Token::Slash => text.push('/'),
                Token::General | Token::Content => text.push_str(&general(value)),
                Token::Comma | Token::Fill | Token::Exponent(..) | Token::Date(_) => {}
            }
        }
        text
    }

    /// Writes the digits at the places from `from` (left out) down to `to` for a
    /// placeholder of that kind.
    fn whole_part(&self, text: &mut String, decimal: &Decimal, from: usize, to: usize, kind: char) {
        for place in (to..from).rev() {
            let shown = if place < decimal.whole_digits() {
                decimal.digit(i32::try_from(place).unwrap_or(i32::MAX))
            } else {
                match kind {
                    '0' => '0',
                    '?' => ' ',
                    _ => continue,
                }
            };
            text.push(shown);
            if self.grouped && place > 0 && place % 3 == 0 {
                text.push(if shown == ' ' { ' ' } else { GROUP });
            }
        }
    }

    /// The last decimal place that shows a digit even if it is 0.
    fn last_place(&self, tokens: &[Token], decimal: &Decimal) -> usize {
        let after = tokens.iter().skip_while(|token| **token != Token::Point);
        let kinds = after.filter_map(|token| match token {
            Token::Digit(kind) => Some(*kind),
            _ => None,
        });
        let required = (1..).zip(kinds).filter(|(_, kind)| *kind == '0').map(|(place, _)| place);
        required.last().unwrap_or(0).max(decimal.places())
    }
}
