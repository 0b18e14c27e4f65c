//! Where the tags of a template begin and end in a text: `{{ ten_xa }}`,
//! `{% if … %}`, and Word's «Tên xã». What they mean is `merge`'s affair; here
//! they only keep marks and footnote calls out of them.

/// What kind of tag it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{{ … }}`: prints a value.
    Value,
    /// `{% … %}`: chooses or repeats.
    Statement,
    /// `«…»`: prints a value, as Word's merge fields are shown.
    Word,
}

/// A tag at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// What it is.
    pub kind: Kind,
    /// What stands between its brackets, with white space.
    pub inside: &'a str,
    /// Its length in bytes, brackets included.
    pub length: usize,
}

const BRACKETS: [(Kind, &str, &str); 3] =
    [(Kind::Value, "{{", "}}"), (Kind::Statement, "{%", "%}"), (Kind::Word, "«", "»")];

/// The quotes of strings inside tags; Excel and Word turn straight ones into the
/// curly ones.
pub const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];

/// The tag that `text` begins with; `None` where it is not closed too.
pub fn tag(text: &str) -> Option<Tag<'_>> {
    let (kind, open, close) = BRACKETS.into_iter().find(|(_, open, _)| text.starts_with(open))?;
    let mut quote = None;
    for (at, c) in text.char_indices().skip(open.chars().count()) {
        match quote {
            Some(closing) => quote = quote.filter(|_| c != closing),
            None if text.get(at..)?.starts_with(close) => {
                let inside = text.get(open.len()..at)?;
                return Some(Tag { kind, inside, length: at + close.len() });
            }
            None if kind == Kind::Word => {}
            None => quote = QUOTES.iter().find(|(opening, _)| *opening == c).map(|(_, c)| *c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn tags_end_outside_strings() {
        for (text, length) in [
            ("{{ a }} b", Some(7)),
            ("{{ \"}}\" }}", Some(10)),
            ("{{ “}}” }}", Some(14)),
            ("{% if a == 'b' %}", Some(17)),
            ("«Tên xã» A", Some("«Tên xã»".len())),
            ("«it's»", Some("«it's»".len())),
            ("{{ a", None),
            ("{{ \"a }}", None),
            ("{ a }", None),
            ("a {{ b }}", None),
        ] {
            assert_eq!(tag(text).map(|tag| tag.length), length, "{text}");
        }
    }
}
