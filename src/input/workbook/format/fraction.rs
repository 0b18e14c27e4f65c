//! Numbers as fractions: `# ?/?`, `# ??/16`, `?/?`.

use super::code::{Section, Token};
use super::number;

/// Digits of a denominator that is looked for.
const DIGITS_LIMIT: usize = 7;

/// The tokens of a section with a fraction, piece by piece.
struct Pieces<'a> {
    whole: &'a [Token],
    numerator: &'a [Token],
    slash: &'a [Token],
    denominator: &'a [Token],
    rest: &'a [Token],
}

/// The absolute value of a number in a section with a fraction; `None` where the
/// section has none.
pub fn show(section: &Section, value: f64) -> Option<String> {
    let pieces = Pieces::of(&section.tokens)?;
    let mixed = pieces.whole.iter().any(is_digit);
    let (mut whole, part) = if mixed { (value.trunc(), value.fract()) } else { (0.0, value) };
    let width = pieces.denominator.len().min(DIGITS_LIMIT);
    let (mut above, below) = match pieces.fixed_denominator() {
        Some(below) => ((part * below as f64).round() as u64, below),
        None => approximate(part, 10u64.pow(width as u32) - 1),
    };
    if mixed && above >= below {
        (whole, above) = (whole + 1.0, 0);
    }
    let fraction = [
        fill(pieces.numerator, above as f64, true),
        fill(pieces.slash, 0.0, false),
        // A denominator stands right behind the slash.
        format!("{below:<width$}"),
    ];
    let fraction = fraction.concat();
    // A whole number has no fraction behind it, but the room for one.
    let is_blank = mixed && above == 0 && !pieces.numerator.contains(&Token::Digit('0'));
    let fraction = if is_blank { " ".repeat(fraction.chars().count()) } else { fraction };
    Some(fill(pieces.whole, whole, is_blank) + &fraction + &fill(pieces.rest, 0.0, false))
}

/// These tokens with the number in their placeholders; where `shows_zero`, the
/// last of them shows a 0 whatever it is.
fn fill(tokens: &[Token], value: f64, shows_zero: bool) -> String {
    let mut tokens = tokens.to_vec();
    let last = tokens.iter_mut().rfind(|token| is_digit(token));
    if let Some(last) = last.filter(|_| shows_zero && value == 0.0) {
        *last = Token::Digit('0');
    }
    number::show(&Section { tokens, ..Section::default() }, value)
}

impl<'a> Pieces<'a> {
    fn of(tokens: &'a [Token]) -> Option<Self> {
        let at = tokens.iter().position(|token| *token == Token::Slash)?;
        let (before, after) = tokens.split_at(at);
        let space_before = before.iter().rev().take_while(|token| is_space(token)).count();
        let (before, _) = before.split_at_checked(at - space_before)?;
        let digits = before.iter().rev().take_while(|token| is_digit(token)).count();
        let (whole, numerator) = before.split_at_checked(before.len() - digits)?;
        let space_after = after.iter().skip(1).take_while(|token| is_space(token)).count();
        let (_, after) = after.split_at_checked(1 + space_after)?;
        let length = after.iter().take_while(|token| digit_of(token).is_some()).count();
        let (denominator, rest) = after.split_at_checked(length)?;
        let slash = tokens.get(at - space_before..=at + space_after)?;
        let complete = !numerator.is_empty() && !denominator.is_empty();
        complete.then_some(Self { whole, numerator, slash, denominator, rest })
    }

    /// A denominator that the code gives: 16.
    fn fixed_denominator(&self) -> Option<u64> {
        let digits: String = self.denominator.iter().filter_map(digit_of).collect();
        digits.parse().ok().filter(|below| *below > 0)
    }
}

fn is_digit(token: &Token) -> bool {
    matches!(token, Token::Digit(_))
}

fn is_space(token: &Token) -> bool {
    matches!(token, Token::Text(text) if text == " ")
}

/// A digit or placeholder of a denominator.
fn digit_of(token: &Token) -> Option<char> {
    match token {
        Token::Digit(kind) => Some(*kind),
        Token::Text(text) => text.parse().ok().filter(char::is_ascii_digit),
        _ => None,
    }
}

/// The last convergent of the continued fraction whose denominator is within
/// `limit`, which is what Excel shows.
fn approximate(value: f64, limit: u64) -> (u64, u64) {
    let mut rest = value;
    let (mut last, mut best) = ((0u64, 1u64), (1u64, 0u64));
    loop {
        let whole = rest.floor();
        let next = |a: u64, b: u64| (whole as u64).checked_mul(a).and_then(|n| n.checked_add(b));
        let (Some(above), Some(below)) = (next(best.0, last.0), next(best.1, last.1)) else {
            return best;
        };
        if below > limit {
            return best;
        }
        (last, best) = (best, (above, below));
        if rest - whole < 5e-8 || !rest.is_finite() {
            return best;
        }
        rest = 1.0 / (rest - whole);
    }
}
