//! Marks inside text: `**bold**`, `*italic*`, `^super^`, `~sub~`, backslash
//! escapes (sources whose cells carry no formatting: JSON, .csv), and the call
//! of a footnote, `[^1]` (every source).
//!
//! Emphasis follows CommonMark's flanking rule, so that "5 * 3" and a lone `*`
//! stay what they are; where a mark must touch a letter and the rule forbids it,
//! a backslash and a space part them and print nothing (as in
//! reStructuredText). [`write`] is the way back.

mod write;

pub use write::write;

use super::node::{RawText, Script, Style};
use super::tags;
use super::text::Inline;

/// Prints nothing and counts as white space beside a mark.
const SEPARATOR: &str = "\\ ";

/// One character with its style, or the call of a footnote, and the byte of the
/// raw text at which it stands.
struct Atom {
    at: usize,
    what: What,
}

enum What {
    Char(char, Style),
    Footnote(String),
}

/// Lengths of stretches of a text that stand letter for letter in the raw text,
/// each with the byte at which it begins there.
type Pieces = Vec<(usize, usize)>;

/// Splits raw text into runs of one style and footnote calls, and tells where
/// the characters of the runs stood. Nothing but marks that open and close
/// something is taken out. The style of white space follows from what is beside
/// it.
pub fn parse(raw: &RawText) -> (Vec<Inline>, Pieces) {
    let is_plain = raw.styles.is_empty()
        && !raw.text.contains("[^")
        && !(raw.markup && raw.text.contains(['*', '^', '~', '\\']));
    if is_plain {
        return plain(&raw.text);
    }
    let mut atoms = if raw.markup { marked(raw) } else { styled(raw) };
    trim(&mut atoms);
    settle_spaces(&mut atoms);
    let mut inlines: Vec<Inline> = Vec::new();
    let mut pieces: Pieces = Vec::new();
    for Atom { at, what } in atoms {
        match what {
            What::Footnote(mark) => inlines.push(Inline::Footnote { mark }),
            What::Char(c, style) => {
                match inlines.last_mut() {
                    Some(Inline::Run { text, style: last }) if *last == style => text.push(c),
                    _ => inlines.push(Inline::Run { text: c.into(), style }),
                }
                match pieces.last_mut() {
                    Some((length, start)) if *start + *length == at => *length += c.len_utf8(),
                    _ => pieces.push((c.len_utf8(), at)),
                }
            }
        }
    }
    (inlines, pieces)
}

/// Text without any mark or style, which is most of it.
fn plain(text: &str) -> (Vec<Inline>, Pieces) {
    let start = text.len() - text.trim_start().len();
    let text = text.trim();
    if text.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let run = Inline::Run { text: text.to_owned(), style: Style::default() };
    (vec![run], vec![(text.len(), start)])
}

/// Takes away white space at the ends; readers leave none but what a separator
/// hid.
fn trim(atoms: &mut Vec<Atom>) {
    let is_space = |atom: &Atom| matches!(atom.what, What::Char(c, _) if c.is_whitespace());
    atoms.truncate(atoms.iter().rposition(|atom| !is_space(atom)).map_or(0, |last| last + 1));
    atoms.drain(..atoms.iter().position(|atom| !is_space(atom)).unwrap_or(0));
}

/// The style of a character that is seen.
fn visible(atom: &Atom) -> Option<Style> {
    match atom.what {
        What::Char(c, style) if !c.is_whitespace() => Some(style),
        _ => None,
    }
}

/// Bold and italic are seen on letters only: the white space between two letters
/// has them where both letters do, and stands above or below the line only with
/// both of them. So a text has one form, whatever its cell looked like.
fn settle_spaces(atoms: &mut [Atom]) {
    let mut before = Style::default();
    let mut start = 0;
    while let Some(atom) = atoms.get(start) {
        if let Some(style) = visible(atom) {
            before = style;
            start += 1;
            continue;
        }
        let rest = atoms.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|atom| visible(atom).is_none()).count();
        let after = rest.get(length).and_then(visible).unwrap_or_default();
        let between = atoms.get_mut(start..start + length).unwrap_or_default();
        let raised = before.script == after.script
            && between.iter().all(|atom| match &atom.what {
                What::Char(_, style) => style.script == before.script,
                What::Footnote(_) => true,
            });
        let settled = Style {
            bold: before.bold && after.bold,
            italic: before.italic && after.italic,
            script: if raised { before.script } else { Script::Baseline },
        };
        for atom in between {
            if let What::Char(_, style) = &mut atom.what {
                *style = settled;
            }
        }
        start += length;
    }
}

/// The mark of a footnote call at the start of `text` and the call's length.
fn footnote_call(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("[^")?;
    let end = inner.find(']')?;
    let mark = inner.get(..end)?;
    let valid = !mark.is_empty() && mark.len() <= 16 && mark.chars().all(char::is_alphanumeric);
    valid.then_some((mark, end + 3))
}

/// The length of the tag of a template that `text` begins with, where it is one.
fn tag_length(raw: &RawText, text: &str) -> Option<usize> {
    let tag = if raw.template { tags::tag(text) } else { None };
    tag.map(|tag| tag.length)
}

/// A workbook's cell: the cell's own formatting, no marks. A tag looks like its
/// first character.
fn styled(raw: &RawText) -> Vec<Atom> {
    let mut atoms = Vec::new();
    let mut skip_to = 0;
    let mut tag = (0, Style::default());
    let mut ranges = raw.styles.iter().peekable();
    for (at, c) in raw.text.char_indices() {
        if at < skip_to {
            continue;
        }
        if at < tag.0 {
            atoms.push(Atom { at, what: What::Char(c, tag.1) });
            continue;
        }
        let rest = raw.text.get(at..).unwrap_or_default();
        if let Some((mark, length)) = footnote_call(rest) {
            atoms.push(Atom { at, what: What::Footnote(mark.to_owned()) });
            skip_to = at + length;
            continue;
        }
        while ranges.next_if(|(range, _)| range.end <= at).is_some() {}
        let style = ranges
            .peek()
            .filter(|(range, _)| range.contains(&at))
            .map_or(Style::default(), |(_, style)| *style);
        if let Some(length) = tag_length(raw, rest) {
            tag = (at + length, style);
        }
        atoms.push(Atom { at, what: What::Char(c, style) });
    }
    atoms
}

/// A stretch of delimiters such as `**`, and which of them found a partner.
struct Delimiter {
    /// Index in the token list.
    token: usize,
    mark: char,
    /// How many are still unmatched.
    left: usize,
    opens: bool,
    closes: bool,
}

enum Token {
    Atom(Atom),
    /// Delimiters that stay as text if they match nothing: the sign, how many, and
    /// the byte of the first.
    Marks(char, usize, usize),
}

/// JSON and .csv: CommonMark emphasis, superscript, subscript, escapes.
fn marked(raw: &RawText) -> Vec<Atom> {
    let (mut tokens, mut delimiters) = tokenize(raw);
    let spans = match_delimiters(&mut delimiters);
    for delimiter in &delimiters {
        if let Token::Marks(_, left, _) = &mut tokens[delimiter.token] {
            *left = delimiter.left;
        }
    }
    let mut atoms = Vec::new();
    for (index, token) in tokens.into_iter().enumerate() {
        let style = style_at(&spans, index);
        match token {
            Token::Atom(Atom { at, what: What::Char(c, _) }) => {
                atoms.push(Atom { at, what: What::Char(c, style) });
            }
            Token::Atom(footnote) => atoms.push(footnote),
            Token::Marks(c, left, at) => {
                atoms.extend((0..left).map(|n| Atom { at: at + n, what: What::Char(c, style) }));
            }
        }
    }
    atoms
}

/// A matched pair: the tokens strictly between `start` and `end` get the style.
struct Span {
    start: usize,
    end: usize,
    mark: char,
    count: usize,
}

fn style_at(spans: &[Span], index: usize) -> Style {
    let mut style = Style::default();
    for span in spans.iter().filter(|s| s.start < index && index < s.end) {
        match (span.mark, span.count) {
            ('*', 2) => style.bold = true,
            ('*', _) => style.italic = true,
            ('^', _) => style.script = Script::Super,
            _ => style.script = Script::Sub,
        }
    }
    style
}

fn tokenize(raw: &RawText) -> (Vec<Token>, Vec<Delimiter>) {
    let mut tokens = Vec::new();
    let mut delimiters = Vec::new();
    let mut before = ' ';
    let mut rest = raw.text.as_str();
    let char = |at, c| Token::Atom(Atom { at, what: What::Char(c, Style::default()) });
    while let Some(c) = rest.chars().next() {
        let at = raw.text.len() - rest.len();
        if let Some((mark, length)) = footnote_call(rest) {
            tokens.push(Token::Atom(Atom { at, what: What::Footnote(mark.to_owned()) }));
            rest = &rest[length..];
            before = ']';
            continue;
        }
        if let Some(length) = tag_length(raw, rest) {
            let (tag, after) = rest.split_at(length);
            tokens.extend(tag.char_indices().map(|(inside, c)| char(at + inside, c)));
            rest = after;
            before = 'x';
            continue;
        }
        if let Some(after) = rest.strip_prefix(SEPARATOR) {
            rest = after;
            before = ' ';
            continue;
        }
        let escaped = rest[c.len_utf8()..].chars().next().filter(|e| "\\*^~[".contains(*e));
        if let ('\\', Some(e)) = (c, escaped) {
            tokens.push(char(at + 1, e));
            rest = &rest[1 + e.len_utf8()..];
            before = e;
            continue;
        }
        if "*^~".contains(c) {
            let count = rest.chars().take_while(|d| *d == c).count();
            rest = &rest[count..];
            let parted = rest.is_empty() || rest.starts_with(SEPARATOR);
            let is_tag = tag_length(raw, rest).is_some();
            let next = if is_tag { Some('x') } else { rest.chars().next() };
            let after = next.filter(|_| !parted).unwrap_or(' ');
            delimiters.push(delimiter(tokens.len(), c, count, before, after));
            tokens.push(Token::Marks(c, count, at));
        } else {
            tokens.push(char(at, c));
            rest = &rest[c.len_utf8()..];
        }
        before = c;
    }
    (tokens, delimiters)
}

/// CommonMark's left- and right-flanking delimiter runs. Scripts have no
/// flanking but only "not beside a space", since m^2^ stands inside a word.
fn delimiter(token: usize, mark: char, count: usize, before: char, after: char) -> Delimiter {
    let punctuation = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    let single = mark == '*' || count == 1;
    let flanks = |inside: char, outside: char| {
        single
            && !inside.is_whitespace()
            && (mark != '*'
                || !punctuation(inside)
                || outside.is_whitespace()
                || punctuation(outside))
    };
    Delimiter {
        token,
        mark,
        left: count,
        opens: flanks(after, before),
        closes: flanks(before, after),
    }
}

/// CommonMark's "process emphasis": each closer looks back for the nearest
/// opener of its kind; two stars are bold, one is italic.
fn match_delimiters(delimiters: &mut [Delimiter]) -> Vec<Span> {
    let mut spans = Vec::new();
    for closer in 0..delimiters.len() {
        while delimiters[closer].closes && delimiters[closer].left > 0 {
            let mark = delimiters[closer].mark;
            let found = (0..closer).rev().find(|i| {
                delimiters[*i].mark == mark && delimiters[*i].opens && delimiters[*i].left > 0
            });
            let Some(opener) = found else { break };
            let pair = mark == '*' && delimiters[opener].left >= 2 && delimiters[closer].left >= 2;
            let count = if pair { 2 } else { 1 };
            for between in &mut delimiters[opener + 1..closer] {
                between.opens = false;
                between.closes = false;
            }
            delimiters[opener].left -= count;
            delimiters[closer].left -= count;
            spans.push(Span {
                start: delimiters[opener].token,
                end: delimiters[closer].token,
                mark,
                count,
            });
        }
    }
    spans
}
