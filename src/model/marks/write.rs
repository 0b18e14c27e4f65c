//! Inlines to text with marks, so that [`super::parse`] gives the same back.

use super::{SEPARATOR, parse};
use crate::model::node::{RawText, Script, Style};
use crate::model::text::Inline;

/// The shortest way first: each is tried until one reads as what was written.
const WAYS: &[Way] = &[
    Way { escapes: false, separators: false, scripts_outside: false },
    Way { escapes: true, separators: false, scripts_outside: false },
    Way { escapes: true, separators: true, scripts_outside: false },
    Way { escapes: true, separators: true, scripts_outside: true },
];

/// How marks are written.
struct Way {
    /// Whether a backslash stands before each character that could be a mark.
    escapes: bool,
    /// Whether a backslash and a space part the marks from what is beside them.
    separators: bool,
    /// Whether `^` and `~` stand outside `*` and `**`.
    scripts_outside: bool,
}

/// Writes inlines with marks. What [`super::parse`] gave reads back as the same.
pub fn write(inlines: &[Inline]) -> String {
    let mut written = String::new();
    for way in WAYS {
        written =
            Writer { way, out: String::new(), open: Vec::new(), held: Vec::new() }.write(inlines);
        let raw = RawText { text: written.clone(), markup: true, ..RawText::default() };
        if parse(&raw).0 == inlines {
            break;
        }
    }
    written
}

/// What is on between an opening and a closing mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bold,
    Italic,
    Super,
    Sub,
}

impl Mark {
    fn sign(self) -> &'static str {
        match self {
            Self::Bold => "**",
            Self::Italic => "*",
            Self::Super => "^",
            Self::Sub => "~",
        }
    }
}

/// What carries no bold and no italic of its own.
enum Held<'a> {
    Space(char, Script),
    Footnote(&'a str),
}

struct Writer<'a> {
    way: &'a Way,
    out: String,
    /// The marks that are open, the outermost first.
    open: Vec<Mark>,
    /// What stands since the last visible character; marks are closed before it
    /// and opened after it.
    held: Vec<Held<'a>>,
}

impl<'a> Writer<'a> {
    fn write(mut self, inlines: &'a [Inline]) -> String {
        for inline in inlines {
            match inline {
                Inline::Footnote { mark } => self.held.push(Held::Footnote(mark)),
                Inline::Run { text, style } => {
                    for c in text.chars() {
                        if c.is_whitespace() {
                            self.held.push(Held::Space(c, style.script));
                        } else {
                            self.visible(c, *style);
                        }
                    }
                }
            }
        }
        self.turn_to(Style::default());
        // Nothing follows that the last marks must be parted from, and readers would cut
        // the space at the end off.
        let end = self.out.strip_suffix(SEPARATOR).map_or(self.out.len(), str::len);
        self.out.truncate(end);
        self.out
    }

    fn visible(&mut self, c: char, style: Style) {
        self.turn_to(style);
        if self.way.escapes && "\\*^~".contains(c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }

    /// Closes what `style` does not have, writes what was held, opens the rest.
    fn turn_to(&mut self, style: Style) {
        let wanted = self.marks(style);
        let in_place = |at, mark| !self.way.scripts_outside || wanted.get(at) == Some(&mark);
        let stays = |(at, mark): &(usize, &Mark)| {
            wanted.contains(mark) && in_place(*at, **mark) && !self.is_interrupted(**mark)
        };
        let kept = self.open.iter().enumerate().take_while(stays).count();
        let closes = self.open.len() > kept;
        while self.open.len() > kept {
            self.out.extend(self.open.pop().map(Mark::sign));
        }
        if closes && !matches!(self.held.first(), Some(Held::Space(..))) {
            self.separate();
        }
        for held in std::mem::take(&mut self.held) {
            match held {
                Held::Space(c, _) => self.out.push(c),
                Held::Footnote(mark) => {
                    self.out.extend(["[^", mark, "]"]);
                }
            }
        }
        let opened: Vec<Mark> = wanted.into_iter().filter(|m| !self.open.contains(m)).collect();
        if !opened.is_empty() && !self.out.ends_with(char::is_whitespace) {
            self.separate();
        }
        for mark in opened {
            self.out.push_str(mark.sign());
            self.open.push(mark);
        }
    }

    /// The marks of a style, the outermost first.
    fn marks(&self, style: Style) -> Vec<Mark> {
        let script = match style.script {
            Script::Baseline => None,
            Script::Super => Some(Mark::Super),
            Script::Sub => Some(Mark::Sub),
        };
        let bold = style.bold.then_some(Mark::Bold);
        let italic = style.italic.then_some(Mark::Italic);
        let order =
            if self.way.scripts_outside { [script, bold, italic] } else { [bold, italic, script] };
        order.into_iter().flatten().collect()
    }

    /// Whether a space on the line interrupts a script.
    fn is_interrupted(&self, mark: Mark) -> bool {
        matches!(mark, Mark::Super | Mark::Sub)
            && self.held.iter().any(|held| matches!(held, Held::Space(_, Script::Baseline)))
    }

    fn separate(&mut self) {
        if self.way.separators && !self.out.is_empty() {
            self.out.push_str("\\ ");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bold(text: &str) -> Inline {
        Inline::Run { text: text.into(), style: Style { bold: true, ..Style::default() } }
    }

    fn plain(text: &str) -> Inline {
        Inline::Run { text: text.into(), style: Style::default() }
    }

    #[test]
    fn marks_are_as_few_as_can_be() {
        let note = || Inline::Footnote { mark: "1".into() };
        for (inlines, marked) in [
            (vec![plain("5 * 3, một * và C:\\tệp")], "5 * 3, một * và C:\\tệp"),
            (vec![plain("a*b*c")], "a\\*b\\*c"),
            (vec![plain("xem "), bold("mục 1"), plain(".")], "xem **mục 1**."),
            (vec![plain("mục"), bold("(a)"), plain("và")], "mục\\ **(a)**\\ và"),
            (vec![bold("42,5"), note(), plain(" điểm")], "**42,5**[^1] điểm"),
            (vec![plain("kết quả"), bold(", sau đó.")], "kết quả\\ **, sau đó.**"),
        ] {
            assert_eq!(write(&inlines), marked);
        }
    }

    /// Any text in any styles is read as it was written.
    #[test]
    fn what_is_written_is_read() {
        const CHARS: &[char] = &['a', 'Đ', '1', ' ', ' ', '\n', '*', '^', '~', '\\', '[', ']', '('];
        for seed in 0..20_000 {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut raw = RawText::default();
            for _ in 0..random.usize(1..12) {
                let start = raw.text.len();
                for _ in 0..random.usize(1..4) {
                    raw.text.extend(random.choice(CHARS));
                }
                if random.u8(0..6) == 0 {
                    raw.text.push_str("[^12]");
                }
                let script = [Script::Baseline, Script::Baseline, Script::Super, Script::Sub];
                let style = Style {
                    bold: random.bool(),
                    italic: random.bool(),
                    script: script[random.usize(0..4)],
                };
                raw.styles.push((start..raw.text.len(), style));
            }
            let (inlines, _) = parse(&raw);
            let written = RawText { text: write(&inlines), markup: true, ..RawText::default() };
            assert_eq!(written.text.trim_end(), written.text, "readers cut the end off");
            assert_eq!(parse(&written).0, inlines, "seed {seed}: {raw:?} as {:?}", written.text);
        }
    }
}
