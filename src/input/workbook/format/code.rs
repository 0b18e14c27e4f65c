//! Number format codes: from `#,##0.00;[Red]-#,##0.00` to sections of tokens.
//!
//! The grammar is Excel's own (as files have it, in English whatever the
//! system's language); characters that mean nothing stand for themselves.

use std::iter::Peekable;
use std::str::Chars;

/// Characters that a format code may have in Excel.
const CODE_LIMIT: usize = 255;
/// Sections of a code.
const SECTIONS_LIMIT: usize = 4;
/// Digits of a second's fraction that Excel shows at most.
const FRACTION_LIMIT: usize = 3;

/// What values of one kind look like.
#[derive(Debug, Default)]
pub struct Section {
    /// The tokens in their order.
    pub tokens: Vec<Token>,
    /// When the section is used, if the code says so.
    pub condition: Option<Condition>,
    /// Whether names of months and days are English.
    pub english: bool,
    /// Whether nothing but brackets (`[Red]`) stands here: such a section shows
    /// values as General, an empty one hides them.
    pub bare: bool,
}

/// A comparison with a number: `[<=100]`.
#[derive(Debug, Clone, Copy)]
pub struct Condition {
    /// `<`, `<=`, `=`, `<>`, `>=` or `>`.
    pub operator: &'static str,
    /// What a value is compared with.
    pub limit: f64,
}

/// A piece of a format code.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// Text that stands for itself.
    Text(String),
    /// `_x`: a gap as wide as a character.
    Gap,
    /// `*x`: a character repeated to the cell's width, which the page has not.
    Fill,
    /// `0`, `#` or `?`.
    Digit(char),
    /// The decimal point.
    Point,
    /// A comma: groups of three digits, or a division by a thousand.
    Comma,
    /// A percent sign.
    Percent,
    /// `E+`, `e-` …: the letter, and whether a plus sign is shown.
    Exponent(char, bool),
    /// A slash: a fraction's or a date's.
    Slash,
    /// The word General.
    General,
    /// `@`: the text itself.
    Content,
    /// A part of a date or time.
    Date(DatePart),
}

/// A part of a date or time, with the number of its letters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DatePart {
    /// `yy`, `yyyy`.
    Year(usize),
    /// `m`, `mm`, `mmm`, `mmmm`, `mmmmm`.
    Month(usize),
    /// `d`, `dd`, `ddd`, `dddd`.
    Day(usize),
    /// `h`, `hh`.
    Hour(usize),
    /// `m`, `mm` beside hours or seconds.
    Minute(usize),
    /// `s`, `ss`.
    Second(usize),
    /// `.0`, `.00`, `.000` after seconds.
    Fraction(usize),
    /// `AM/PM`, or `A/P` in its short form.
    HalfDay {
        /// Whether it is `A/P`.
        short: bool,
    },
    /// `[h]`, `[mm]`, `[s]`: a whole length of time in hours (3600 seconds),
    /// minutes or seconds, and the number of letters.
    Elapsed(u32, usize),
}

impl Section {
    /// Whether a date or time is shown.
    pub fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(_)))
    }

    /// Whether the section has this token.
    pub fn has(&self, wanted: &Token) -> bool {
        self.tokens.contains(wanted)
    }
}

/// The sections of a code; `None` where Excel would not take it.
pub fn parse(code: &str) -> Option<Vec<Section>> {
    if code.chars().count() > CODE_LIMIT {
        return None;
    }
    let mut chars = code.chars().peekable();
    let mut sections = vec![Section::default()];
    while chars.peek().is_some() {
        if chars.next_if_eq(&';').is_some() {
            sections.push(Section::default());
        } else {
            token(&mut chars, sections.last_mut()?)?;
        }
    }
    for section in &mut sections {
        minutes(&mut section.tokens);
        section.bare &= section.tokens.is_empty();
    }
    (sections.len() <= SECTIONS_LIMIT).then_some(sections)
}

/// Reads one token, or a bracket that belongs to the whole section.
fn token(chars: &mut Peekable<Chars>, section: &mut Section) -> Option<()> {
    if word(chars, "General") {
        section.tokens.push(Token::General);
        return Some(());
    }
    for (name, short) in [("AM/PM", false), ("A/P", true)] {
        if word(chars, name) {
            section.tokens.push(Token::Date(DatePart::HalfDay { short }));
            return Some(());
        }
    }
    let c = chars.next()?;
    let token = match c {
        '"' => Token::Text(chars.by_ref().take_while(|c| *c != '"').collect()),
        '\\' => Token::Text(chars.next()?.into()),
        '_' => {
            chars.next()?;
            Token::Gap
        }
        '*' => {
            chars.next()?;
            Token::Fill
        }
        '[' => return bracket(chars, section),
        '0' | '#' | '?' => Token::Digit(c),
        '.' => fraction(chars, section).map_or(Token::Point, Token::Date),
        ',' => Token::Comma,
        '%' => Token::Percent,
        '/' => Token::Slash,
        '@' => Token::Content,
        'E' | 'e' if chars.next_if_eq(&'+').is_some() => Token::Exponent(c, true),
        'E' | 'e' if chars.next_if_eq(&'-').is_some() => Token::Exponent(c, false),
        'e' => Token::Date(DatePart::Year(4)),
        _ => match date_part(c.to_ascii_lowercase(), repeated(chars, c)) {
            Some(part) => Token::Date(part),
            None => Token::Text(c.into()),
        },
    };
    section.tokens.push(token);
    Some(())
}

/// Takes `name`, in any case, if it comes next.
fn word(chars: &mut Peekable<Chars>, name: &str) -> bool {
    let mut ahead = chars.clone();
    let found = name.chars().all(|c| ahead.next().is_some_and(|a| a.eq_ignore_ascii_case(&c)));
    if found {
        *chars = ahead;
    }
    found
}

/// How often a letter of a date stands here, the one already taken included.
fn repeated(chars: &mut Peekable<Chars>, letter: char) -> usize {
    if !"ymdhs".contains(letter.to_ascii_lowercase()) {
        return 1;
    }
    let same = |c: &char| c.eq_ignore_ascii_case(&letter);
    1 + std::iter::from_fn(|| chars.next_if(same)).count()
}

fn date_part(letter: char, count: usize) -> Option<DatePart> {
    Some(match letter {
        'y' => DatePart::Year(count),
        'm' => DatePart::Month(count),
        'd' => DatePart::Day(count),
        'h' => DatePart::Hour(count),
        's' => DatePart::Second(count),
        _ => return None,
    })
}

/// The zeros that stand after a point among the parts of a time.
fn fraction(chars: &mut Peekable<Chars>, section: &Section) -> Option<DatePart> {
    let of_time = |token: &Token| {
        use DatePart::{Elapsed, Hour, Second};
        matches!(token, Token::Date(Hour(_) | Second(_) | Elapsed(..)))
    };
    if !section.tokens.iter().any(of_time) || chars.peek() != Some(&'0') {
        return None;
    }
    let zeros = std::iter::from_fn(|| chars.next_if_eq(&'0')).count();
    Some(DatePart::Fraction(zeros.min(FRACTION_LIMIT)))
}

/// What stands in brackets: a colour, a condition, a language or currency, or a
/// length of time.
fn bracket(chars: &mut Peekable<Chars>, section: &mut Section) -> Option<()> {
    section.bare = true;
    let mut inside = String::new();
    loop {
        match chars.next()? {
            ']' => break,
            c => inside.push(c),
        }
    }
    if let Some(rest) = inside.strip_prefix('$') {
        let (currency, language) = rest.split_once('-').unwrap_or((rest, ""));
        section.english |= is_english(language);
        if !currency.is_empty() {
            section.tokens.push(Token::Text(currency.to_owned()));
        }
        return Some(());
    }
    if let Some(condition) = condition(&inside) {
        section.condition = Some(condition);
    } else if let Some(part) = elapsed(&inside) {
        section.tokens.push(Token::Date(part));
    }
    Some(())
}

fn condition(text: &str) -> Option<Condition> {
    let operators = ["<=", "<>", ">=", "<", "=", ">"];
    let operator = operators.into_iter().find(|operator| text.starts_with(operator))?;
    let limit = text.get(operator.len()..)?.trim().parse().ok()?;
    Some(Condition { operator, limit })
}

fn elapsed(text: &str) -> Option<DatePart> {
    let first = text.chars().next()?.to_ascii_lowercase();
    let seconds = match first {
        'h' => 3600,
        'm' => 60,
        's' => 1,
        _ => return None,
    };
    let same = text.chars().all(|c| c.eq_ignore_ascii_case(&first));
    same.then_some(DatePart::Elapsed(seconds, text.len()))
}

/// Whether a language in a format code, `409` or `EN-US`, is English. The low
/// ten bits of the number are the language, the rest country and calendar.
fn is_english(language: &str) -> bool {
    match u32::from_str_radix(language, 16) {
        Ok(number) => number & 0x3FF == 0x09,
        Err(_) => language.to_ascii_uppercase().starts_with("EN"),
    }
}

/// `m` and `mm` are minutes after hours and before seconds.
fn minutes(tokens: &mut [Token]) {
    let parts = tokens.iter_mut().filter_map(|token| match token {
        Token::Date(part) if !matches!(part, DatePart::HalfDay { .. }) => Some(part),
        _ => None,
    });
    let mut parts: Vec<&mut DatePart> = parts.collect();
    let seconds = |part: &DatePart| matches!(part, DatePart::Second(_) | DatePart::Elapsed(1, _));
    let hours = |part: &DatePart| matches!(part, DatePart::Hour(_) | DatePart::Elapsed(3600, _));
    let kinds: Vec<_> = parts.iter().map(|part| (hours(part), seconds(part))).collect();
    for (index, part) in parts.iter_mut().enumerate() {
        let after_hours = index.checked_sub(1).and_then(|i| kinds.get(i)).is_some_and(|k| k.0);
        let before_seconds = kinds.get(index + 1).is_some_and(|k| k.1);
        if let DatePart::Month(count @ (1 | 2)) = **part
            && (after_hours || before_seconds)
        {
            **part = DatePart::Minute(count);
        }
    }
}
