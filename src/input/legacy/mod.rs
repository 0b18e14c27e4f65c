//! Text of the time before Unicode: TCVN3 (ABC, fonts `.VnTime` …) and VNI
//! (fonts `VNI-Times` …), found again in a Unicode file as the Windows-1252
//! characters of its bytes: `KÕ ho¹ch`, `Keá hoaïch` for *Kế hoạch*.
//!
//! The font decides where the file names one of an old family, unless the words
//! plainly contradict it; elsewhere the words decide (`words`). Depends on
//! `origin`, `diagnostic` and `model::node`. A further encoding is a file here
//! like `vni`, a variant of [`Encoding`] and an arm in each of its methods.

mod report;
mod syllable;
mod tcvn3;
mod vni;
mod words;

use std::ops::Range;
use std::sync::Arc;

use crate::model::node::RawText;

pub use report::{accept_legacy, report, report_doubtful};

/// An encoding of the time before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// TCVN3, called ABC by typists.
    Tcvn3,
    /// VNI for Windows.
    Vni,
}

/// The families of the fonts of a text, each with its byte range, ascending; of
/// the ranges left out none is known.
pub type Families = Vec<(Range<usize>, Arc<str>)>;

/// Text that was in an old encoding.
#[derive(Clone, Debug, PartialEq)]
pub struct Converted {
    /// The same text in Unicode, its styles on the same letters.
    pub text: RawText,
    /// What it was in; the first, where a text mixes two.
    pub encoding: Encoding,
    /// Whether capitals are known: TCVN3 tells them by the font alone.
    pub capitals_known: bool,
}

/// How text is set in a font of an old family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Face {
    encoding: Encoding,
    /// The font draws every letter as a capital.
    capitals: bool,
}

/// Text between changes of the encoding that its fonts speak for.
struct Stretch {
    /// The parts in order, each with the face it is set in.
    parts: Vec<(Range<usize>, Option<Face>)>,
}

/// The characters of Windows-1252 in the place of control characters, as an old
/// file may hold its bytes; neither encoding has a letter there.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

impl Encoding {
    const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// The name by which typists know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// What `c` is on its own, if it is a letter then.
    fn letter(self, c: char) -> Option<char> {
        self.letter_at(c, None).map(|(letter, _)| letter)
    }

    /// The letter that begins with `c`, and whether `next` is part of it.
    fn letter_at(self, c: char, next: Option<char>) -> Option<(char, bool)> {
        match self {
            Self::Tcvn3 => tcvn3::letter(c).map(|letter| (letter, false)),
            Self::Vni => vni::letter(c, next),
        }
    }
}

impl Face {
    /// The face of a font family, if it is an old one: `.VnTime`, `.VnArialH`
    /// (H for capitals), `VNI-Times`.
    fn of(family: &str) -> Option<Self> {
        let name = family.trim();
        let is_of = |prefix: &str| {
            name.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        };
        let encoding = if is_of(".Vn") {
            Encoding::Tcvn3
        } else if is_of("VNI-") {
            Encoding::Vni
        } else {
            return None;
        };
        Some(Self { encoding, capitals: encoding == Encoding::Tcvn3 && name.ends_with(['H', 'h']) })
    }
}

/// Whether this family is of the time before Unicode.
pub fn is_old_font(family: &str) -> bool {
    Face::of(family).is_some()
}

/// Reads `raw` as Unicode if it is in an old encoding; `None` leaves it as it
/// is. `fonts` are the families of byte ranges of its text, ascending; of the
/// rest none is known.
pub fn convert(raw: &RawText, fonts: &[(Range<usize>, Arc<str>)]) -> Option<Converted> {
    if raw.text.is_ascii() && !fonts.iter().any(|(_, family)| Face::of(family).is_some()) {
        return None;
    }
    let mut writer = Writer::default();
    let mut found: Option<(Encoding, bool)> = None;
    for stretch in stretches(&raw.text, fonts) {
        let text = raw.text.get(stretch.range()).unwrap_or_default();
        let Some(encoding) = stretch.encoding_of(text) else {
            writer.copy(text);
            continue;
        };
        if writer.decode(&raw.text, &stretch.parts, encoding) {
            let known = encoding != Encoding::Tcvn3 || stretch.face().is_some();
            let (first, all_known) = found.unwrap_or((encoding, true));
            found = Some((first, all_known && known));
        }
    }
    let (encoding, capitals_known) = found?;
    Some(Converted { text: writer.finish(raw), encoding, capitals_known })
}

impl Stretch {
    /// The face of its first part; all have the same encoding.
    fn face(&self) -> Option<Face> {
        self.parts.first().and_then(|(_, face)| *face)
    }

    fn range(&self) -> Range<usize> {
        let start = self.parts.first().map_or(0, |(range, _)| range.start);
        let end = self.parts.last().map_or(start, |(range, _)| range.end);
        start..end
    }

    /// The old encoding of `text`, the text of this stretch.
    fn encoding_of(&self, text: &str) -> Option<Encoding> {
        match self.face() {
            Some(face) => Some(face.encoding).filter(|old| !words::contradict(text, *old)),
            None if text.is_ascii() => None,
            None => words::recognise(text),
        }
    }
}

/// Cuts `text` where the encoding of its fonts changes.
fn stretches(text: &str, fonts: &[(Range<usize>, Arc<str>)]) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut at = 0;
    let mut push = |range: Range<usize>, face: Option<Face>| {
        if range.is_empty() {
            return;
        }
        let encoding = |face: Option<Face>| face.map(|face| face.encoding);
        match stretches.last_mut() {
            Some(last) if encoding(last.face()) == encoding(face) => last.parts.push((range, face)),
            _ => stretches.push(Stretch { parts: vec![(range, face)] }),
        }
    };
    for (range, family) in fonts {
        let start = text.floor_char_boundary(range.start).max(at);
        let end = text.floor_char_boundary(range.end).max(start);
        push(at..start, None);
        push(start..end, Face::of(family));
        at = end;
    }
    push(at..text.len(), None);
    stretches
}

/// The Unicode text as it grows, with the way from the old bytes to the new.
#[derive(Default)]
struct Writer {
    text: String,
    /// Bytes of the old text read so far.
    read: usize,
    /// Where a character begins in the old text and where in the new; between
    /// two of them both go on alike.
    anchors: Vec<(usize, usize)>,
}

impl Writer {
    /// Appends Unicode text as it is.
    fn copy(&mut self, text: &str) {
        self.anchors.push((self.read, self.text.len()));
        self.text.push_str(text);
        self.read += text.len();
    }

    /// Appends `parts` of `old`, which are in `encoding`, and says whether that
    /// changed anything. A letter may have its mark in the next part.
    fn decode(
        &mut self,
        old: &str,
        parts: &[(Range<usize>, Option<Face>)],
        encoding: Encoding,
    ) -> bool {
        let end = parts.last().map_or(self.read, |(range, _)| range.end);
        let text = old.get(self.read..end).unwrap_or_default();
        let (start, mut changed) = (self.read, false);
        let mut parts = parts.iter().peekable();
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            while parts.next_if(|(range, _)| range.end <= start + at).is_some() {}
            let capitals = parts.peek().is_some_and(|(_, face)| face.is_some_and(|f| f.capitals));
            self.anchors.push((start + at, self.text.len()));
            let next = chars.peek().map(|(_, next)| *next);
            let (letter, two) = encoding.letter_at(c, next).unwrap_or((windows_1252(c), false));
            let before = self.text.len();
            if capitals {
                self.text.extend(letter.to_uppercase());
            } else {
                self.text.push(letter);
            }
            changed |= self.text.get(before..).is_none_or(|new| !new.chars().eq([c]));
            if let Some((mark, _)) = chars.next_if(|_| two) {
                self.anchors.push((start + mark, self.text.len()));
            }
        }
        self.read = end;
        changed
    }

    /// The new text with the styles of the old.
    fn finish(self, raw: &RawText) -> RawText {
        let styles = raw
            .styles
            .iter()
            .map(|(range, style)| (self.moved(range.start)..self.moved(range.end), *style));
        let styles = styles.filter(|(range, _)| !range.is_empty()).collect();
        RawText { styles, markup: raw.markup, text: self.text, ..RawText::default() }
    }

    /// Where byte `at` of the old text is in the new; a mark is in its vowel.
    fn moved(&self, at: usize) -> usize {
        if at >= self.read {
            return self.text.len();
        }
        let next = self.anchors.partition_point(|(old, _)| *old <= at);
        let anchor = next.checked_sub(1).and_then(|index| self.anchors.get(index));
        let (old, new) = anchor.copied().unwrap_or_default();
        new + at.saturating_sub(old)
    }
}

fn windows_1252(c: char) -> char {
    let index = u32::from(c).checked_sub(0x80).and_then(|index| usize::try_from(index).ok());
    index.and_then(|index| WINDOWS_1252.get(index)).copied().unwrap_or(c)
}
