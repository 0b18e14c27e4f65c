//! VNI for Windows: the encoding of the fonts `VNI-Times`, `VNI-Helve` ….
//!
//! Most letters are a vowel and a second byte that the font draws above or
//! below it, `oá` for ố; a few are one byte, `ñ` for đ. Depends on nothing. The
//! table was checked against those of UniKey and of xvnkb; none of its bytes
//! lies between 0x80 and 0x9F.

/// A vowel, the marks that may follow it, and the letter that each makes.
const MARKED: [(char, &str, &str); 7] = [
    ('a', "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    ('e', "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    ('o', "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('ö', "ùøûõï", "ứừửữự"),
    ('y', "ùøûõ", "ýỳỷỹ"),
];

/// Letters that are one byte, and what they are.
const ALONE: (&str, &str) = ("íìæóòîñôö", "íìỉĩịỵđơư");

/// The letter that begins with `first`, and whether `next` is part of it;
/// `None` where the font draws `first` itself. The case is that of `first`.
pub fn letter(first: char, next: Option<char>) -> Option<(char, bool)> {
    let capital = first.is_uppercase();
    let (small, next) = (lower(first), next.map(lower));
    let marked = MARKED.iter().find(|(vowel, ..)| *vowel == small);
    let pair = marked.zip(next).and_then(|((_, marks, letters), mark)| same(marks, letters, mark));
    let (letter, two) = match pair {
        Some(letter) => (letter, true),
        None => (same(ALONE.0, ALONE.1, small)?, false),
    };
    Some((if capital { upper(letter) } else { letter }, two))
}

/// The character of `to` at the place where `from` has `c`.
fn same(from: &str, to: &str, c: char) -> Option<char> {
    from.chars().zip(to.chars()).find(|(known, _)| *known == c).map(|(_, letter)| letter)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}
