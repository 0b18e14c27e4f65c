//! Lists of Word that give the markers of a plan, and the count that Word keeps.

use std::cell::RefCell;

use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelOverride, LevelSuffixType,
    LevelText, NumberFormat, Numbering, NumberingId, Paragraph, SpecialIndentType, Start,
};
use kehoach::model::outline::roman;

use super::look::Look;
use super::look::Numbering::{Automatic, Bulleted, Styled};

/// The level that Word counts for a marker: `I.` `1.` `1.1.` `a)` `-` `+`.
const LEVELS: [(&str, &str); 6] = [
    ("upperRoman", "%1."),
    ("decimal", "%2."),
    ("decimal", "%2.%3."),
    ("lowerLetter", "%4)"),
    ("bullet", "-"),
    ("bullet", "+"),
];

/// The abstract list with all levels, and its number as a list in use.
const OUTLINE: usize = 2;
/// The list of bullets alone.
pub const BULLETS: usize = 3;
/// The levels that styles have, from the first.
const STYLES: usize = 3;
/// The level of a dash.
pub const DASH: usize = 4;

/// Lists in use, and what Word has counted.
pub struct Lists {
    state: RefCell<State>,
}

#[derive(Default)]
struct State {
    counts: [usize; 4],
    /// Each list begun anew: its number, the level and the number it starts with.
    anew: Vec<(usize, usize, usize)>,
    current: usize,
}

impl Lists {
    pub fn new() -> Self {
        Self { state: RefCell::new(State { current: OUTLINE, ..State::default() }) }
    }

    /// `paragraph` in a list that gives `marker`; `None` if no level prints it so.
    pub fn numbered(&self, paragraph: Paragraph, marker: &str) -> Option<Paragraph> {
        let state = &mut *self.state.borrow_mut();
        let (level, count) = state.place(marker)?;
        let numbered = |list| paragraph.numbering(NumberingId::new(list), IndentLevel::new(level));
        if level >= DASH {
            return Some(numbered(BULLETS));
        }
        if count != state.next(level) {
            let list = 10 + state.anew.len();
            state.anew.push((list, level, count));
            state.current = list;
        }
        state.count(level, count);
        Some(numbered(state.current))
    }

    /// The level by which a style would number `marker` without a list of its own.
    pub fn counted_by_style(&self, marker: &str) -> Option<usize> {
        let state = &mut *self.state.borrow_mut();
        let (level, count) = state.place(marker).filter(|(level, _)| *level < STYLES)?;
        if count != state.next(level) || state.current != OUTLINE {
            return None;
        }
        state.count(level, count);
        Some(level)
    }

    /// Puts the lists into the document.
    pub fn define(&self, mut docx: Docx, look: &Look) -> Docx {
        if !matches!(look.numbering, Automatic | Styled | Bulleted) {
            return docx;
        }
        // The crate looks for lists of paragraphs alone, not for those of styles.
        docx.document_rels.has_numberings = true;
        let levels = |list: AbstractNumbering| {
            let levels = (0..LEVELS.len()).map(|number| level(number, look));
            levels.fold(list, AbstractNumbering::add_level)
        };
        let docx = docx
            .add_abstract_numbering(levels(AbstractNumbering::new(OUTLINE)))
            .add_abstract_numbering(levels(AbstractNumbering::new(BULLETS)))
            .add_numbering(Numbering::new(OUTLINE, OUTLINE))
            .add_numbering(Numbering::new(BULLETS, BULLETS));
        self.state.borrow().anew.iter().fold(docx, |docx, (list, level, count)| {
            let start = LevelOverride::new(*level).start(*count);
            docx.add_numbering(Numbering::new(*list, OUTLINE).add_override(start))
        })
    }
}

impl State {
    /// The number that Word gives next on a level: where it begins, the start of the
    /// list in use.
    fn next(&self, level: usize) -> usize {
        let begun = |(list, of, _): &&(usize, usize, usize)| *list == self.current && *of == level;
        let start = self.anew.iter().find(begun).map_or(1, |(_, _, count)| *count);
        if self.counts[level] == 0 { start } else { self.counts[level] + 1 }
    }

    fn count(&mut self, level: usize, count: usize) {
        self.counts[level] = count;
        self.counts[level + 1..].fill(0);
    }

    /// The level that prints this marker and the number it has there.
    fn place(&self, marker: &str) -> Option<(usize, usize)> {
        let printed = |level: usize, count: usize| match level {
            0 => format!("{}.", roman(count)),
            1 => format!("{count}."),
            2 => format!("{}.{count}.", self.counts[1]),
            _ => format!("{})", char::from(b'a' + u8::try_from(count - 1).unwrap())),
        };
        let bullets = || (DASH..LEVELS.len()).find(|level| LEVELS[*level].1 == marker);
        let counted = (0..DASH).find_map(|level| {
            let count = (1..=26).find(|count| printed(level, *count) == marker)?;
            Some((level, count))
        });
        counted.or_else(|| bullets().map(|level| (level, 0)))
    }
}

/// The style that numbers headings of a level.
pub fn style_of(level: usize) -> String {
    format!("Heading{}", level + 1)
}

/// The outline's list for a style.
pub fn of_outline() -> NumberingId {
    NumberingId::new(OUTLINE)
}

fn level(number: usize, look: &Look) -> Level {
    let (format, text) = LEVELS[number];
    let (format, text) = (NumberFormat::new(format), LevelText::new(text));
    let level = Level::new(number, Start::new(1), format, text, LevelJc::new("left"))
        .indent(Some(0), Some(SpecialIndentType::FirstLine(720)), None, None)
        .suffix(LevelSuffixType::Space);
    let is_styled = look.numbering == Styled && number < STYLES;
    if is_styled { level.paragraph_style(style_of(number)) } else { level }
}
