//! Markers of the body: their rank, their punctuation, their order, and the
//! rule that tells a heading from a paragraph (PL1 I.II.6c–đ).

/// The rank of a marker, from the largest part down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// "Phần I".
    Part,
    /// "Chương I".
    Chapter,
    /// "Mục 1" of scheme (a).
    Section,
    /// "Tiểu mục 1".
    Subsection,
    /// "Điều 1".
    Article,
    /// "A", used above Roman numerals in some plans.
    Capital,
    /// "I".
    Roman,
    /// "1".
    Arabic,
    /// "1.1", "1.1.1": the count of numbers, two or more.
    Decimal(u8),
    /// "a".
    Letter,
    /// "-" or "–".
    Dash,
    /// "+".
    Plus,
}

/// The letters that number điểm, in the decree's order (no ă â ê ô ơ ư f j w z).
pub const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// The rank of a marker typed with or without its punctuation; `None` for what
/// is no marker that plans use (it is then printed as typed).
pub fn rank(marker: &str) -> Option<Rank> {
    let bare = bare(marker);
    let words: Vec<&str> = bare.split_whitespace().collect();
    match words.as_slice() {
        [word, _] => named_rank(&word.to_lowercase()),
        [first, second, _] if *second == "mục" && first.to_lowercase() == "tiểu" => {
            Some(Rank::Subsection)
        }
        ["-" | "–"] => Some(Rank::Dash),
        ["+"] => Some(Rank::Plus),
        [single] => single_rank(single),
        _ => None,
    }
}

/// A marker without its punctuation; a dash alone is one.
fn bare(marker: &str) -> &str {
    let bare = marker.trim().trim_end_matches(['.', ')', ':', '/']);
    let before = bare.strip_suffix(['-', '–']).map(str::trim_end);
    before.filter(|before| !before.is_empty()).unwrap_or(bare)
}

fn named_rank(word: &str) -> Option<Rank> {
    match word {
        "phần" => Some(Rank::Part),
        "chương" => Some(Rank::Chapter),
        "mục" => Some(Rank::Section),
        "điều" => Some(Rank::Article),
        _ => None,
    }
}

fn single_rank(text: &str) -> Option<Rank> {
    let mut chars = text.chars();
    let (first, more) = (chars.next()?, chars.next().is_some());
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        let numbers: Vec<&str> = text.split('.').collect();
        let whole = numbers.iter().all(|n| !n.is_empty() && n.len() <= 3);
        return match (whole, numbers.len()) {
            (false, _) => None,
            (true, 1) => Some(Rank::Arabic),
            (true, n) => u8::try_from(n).ok().map(Rank::Decimal),
        };
    }
    if !more && LETTERS.contains(first) {
        return Some(Rank::Letter);
    }
    // C, D, L and M alone are letters: no plan has a hundredth section.
    if !more && (first.is_ascii_uppercase() || first == 'Đ') && !"IVX".contains(first) {
        return Some(Rank::Capital);
    }
    text.chars().all(|c| "IVXLC".contains(c)).then_some(Rank::Roman)
}

/// The marker as printed: typed punctuation stays; a bare one gets its own
/// (`I.` `1.` `1.1.` `a)` `Điều 1.`).
pub fn punctuated(marker: &str) -> String {
    let marker = marker.trim();
    let bare = marker.chars().next_back().is_some_and(char::is_alphanumeric);
    match rank(marker) {
        Some(Rank::Capital | Rank::Roman | Rank::Arabic | Rank::Decimal(_) | Rank::Article)
            if bare =>
        {
            format!("{marker}.")
        }
        Some(Rank::Letter) if bare => format!("{marker})"),
        _ => marker.to_owned(),
    }
}

/// Whether a block with this marker and no given role is a heading: phần,
/// chương, mục and tiểu mục always (they must have a title), điều and the
/// ranks `A` `I` `1` `1.1` unless the text ends like a sentence.
pub fn is_heading(marker: Option<&str>, last_char: Option<char>) -> bool {
    match marker.and_then(rank) {
        Some(Rank::Part | Rank::Chapter | Rank::Section | Rank::Subsection) => true,
        Some(Rank::Article | Rank::Capital | Rank::Roman | Rank::Arabic | Rank::Decimal(_)) => {
            !matches!(last_char, None | Some('.' | ';' | ':'))
        }
        _ => false,
    }
}

/// Numbers blocks that give a level instead of a marker: 1 `I.`, 2 `1.`,
/// 3 `1.1.`, 4 `a)`, 5 `-`, 6 `+`. Deeper levels start anew under each higher
/// one; what a person has numbered counts with them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbering {
    counts: [usize; Self::LEVELS],
}

impl Numbering {
    /// The deepest level.
    pub const LEVELS: usize = 6;

    /// The marker of the next block at `level` (from 1); `None` where the
    /// level does not exist or the letters are used up.
    pub fn next(&mut self, level: usize) -> Option<String> {
        let index = level.checked_sub(1)?;
        *self.counts.get_mut(index)? += 1;
        self.counts[index + 1..].fill(0);
        let count = self.counts[index];
        match level {
            1 => Some(format!("{}.", roman(count))),
            2 => Some(format!("{count}.")),
            3 => Some(format!("{}.{count}.", self.counts[1])),
            4 => LETTERS.chars().nth(count - 1).map(|letter| format!("{letter})")),
            5 => Some("-".into()),
            _ => Some("+".into()),
        }
    }

    /// Goes on after a block that has this marker of its own.
    pub fn given(&mut self, marker: &str) {
        let bare = bare(marker);
        let mut numbers = bare.split('.').map(|number| number.parse().unwrap_or(0));
        let mut start = |from: usize, count: Option<usize>| {
            self.counts.iter_mut().skip(from).for_each(|count| *count = 0);
            if let (Some(count), Some(slot)) = (count, self.counts.get_mut(from)) {
                *slot = count;
            }
        };
        match rank(marker) {
            Some(Rank::Roman) => start(0, (1..100).find(|number| roman(*number) == bare)),
            Some(Rank::Arabic) => start(1, numbers.next()),
            Some(Rank::Decimal(_)) => {
                start(1, numbers.next());
                start(2, numbers.next());
            }
            Some(Rank::Letter) => {
                let place = LETTERS.chars().position(|letter| bare.starts_with(letter));
                start(3, place.map(|place| place + 1));
            }
            Some(Rank::Dash | Rank::Plus) | None => {}
            Some(_) => start(0, None),
        }
    }
}

/// A Roman numeral, upper case; `""` for 0.
pub fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// The number of at most `most` that a Roman numeral, upper case, stands for.
pub fn from_roman(numeral: &str, most: usize) -> Option<usize> {
    (1..=most).find(|number| roman(*number) == numeral)
}

#[cfg(test)]
mod tests {
    use super::Numbering;

    /// A digit is a level, anything else a marker that was typed.
    #[test]
    fn levels_go_on_after_typed_markers() {
        for (blocks, expected) in [
            ("1 2 3 3 2 3 4 4", "I. 1. 1.1. 1.2. 2. 2.1. a) b)"),
            ("1 2 2 1 2 4 5 6", "I. 1. 2. II. 1. a) - +"),
            ("I. 2 2 II. 2", "I. 1. 2. II. 1."),
            ("2. 3 3 3. 3", "2. 2.1. 2.2. 3. 3.1."),
            ("1.6. 4 4 1.7. 4", "1.6. a) b) 1.7. a)"),
            ("1.2. 3 2", "1.2. 1.3. 2."),
            ("IV. 1 a) 4 đ) 4", "IV. V. a) b) đ) e)"),
            ("2 4 - 4 (1) 4", "1. a) - b) (1) c)"),
        ] {
            let mut numbering = Numbering::default();
            let printed = blocks.split(' ').map(|block| match block.parse() {
                Ok(level) => numbering.next(level).unwrap_or_default(),
                Err(_) => {
                    numbering.given(block);
                    block.to_owned()
                }
            });
            assert_eq!(printed.collect::<Vec<_>>().join(" "), expected, "{blocks}");
        }
    }
}
