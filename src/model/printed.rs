//! What can be measured on typeset pages, whatever set them: `typeset` fills it,
//! `check` holds it against the decree. Lengths in mm from the page's upper left
//! corner, sizes of type in pt.

/// The pages of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Printed {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The families of fonts that are used; runs name them by their index.
    pub families: Vec<String>,
}

/// A typeset page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Width of the paper in mm.
    pub width: f64,
    /// Height of the paper in mm.
    pub height: f64,
    /// The lines of text, in the order in which they were set.
    pub lines: Vec<Line>,
    /// What is drawn as a line, but for the lines of tables.
    pub strokes: Vec<Stroke>,
    /// What is drawn as a rectangle.
    pub frames: Vec<Frame>,
    /// The pictures.
    pub images: Vec<Area>,
    /// What the lines of all tables of the page cover.
    pub tables: Option<Area>,
}

/// Characters that stand on one baseline, in one paragraph or cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The characters, left to right.
    pub runs: Vec<Run>,
    /// Left edge of what can be seen.
    pub left: f64,
    /// Right edge of what can be seen.
    pub right: f64,
    /// Baseline.
    pub y: f64,
    /// Size of the largest type in pt.
    pub size: f64,
    /// Lines with the same number are of one paragraph, heading or cell.
    pub block: usize,
    /// What it belongs to on the page.
    pub context: Context,
    /// What it was set from.
    pub source: Source,
}

/// Characters of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Left edge.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Baseline.
    pub y: f64,
    /// Size of type in pt.
    pub size: f64,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Red, green, blue.
    pub colour: [u8; 3],
    /// The font's family, by its index in [`Printed::families`].
    pub family: usize,
}

/// What a line belongs to on its page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Context {
    /// Running text.
    #[default]
    Text,
    /// A table.
    Table,
    /// The notes at the page's foot.
    Footnote,
    /// What each page has: number, marks in the margins.
    Margin,
}

/// What a line was set from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Fixed words of the form.
    #[default]
    Form,
    /// Issuers, numbers, place, date, urgency.
    Letterhead,
    /// Type and subject.
    Title,
    /// A part of the body or of an appendix.
    Part {
        /// The place of the appendix; `None` in the main document.
        appendix: Option<usize>,
        /// The place of the part ([`super::document::Placed::place`]).
        place: usize,
    },
    /// Recipients and signatures.
    Closing,
    /// Label, title and reference of the appendix with this place.
    AppendixHead(usize),
}

impl Source {
    /// The appendix that it belongs to, by its place.
    pub fn appendix(self) -> Option<usize> {
        match self {
            Self::Part { appendix, .. } => appendix,
            Self::AppendixHead(place) => Some(place),
            _ => None,
        }
    }
}

/// A line that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// From the upper left to the lower right end.
    pub area: Area,
    /// Thickness in pt.
    pub thickness: f64,
    /// Neither dashed nor dotted.
    pub solid: bool,
}

/// A rectangle that is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where it is.
    pub area: Area,
    /// Red, green, blue of its lines.
    pub colour: [u8; 3],
}

/// An area of a page in mm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Area {
    /// The width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// The middle of its width.
    pub fn centre(&self) -> f64 {
        (self.left + self.right) / 2.0
    }

    /// The smallest area that holds both.
    pub fn with(&self, other: &Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Millimetres in a point.
pub const MM: f64 = 25.4 / 72.0;

/// Height of capitals, and of a line above and below the baseline, in em of Times.
const CAPITALS: f64 = 0.66;
const ASCENT: f64 = 0.891;
const DESCENT: f64 = 0.216;

impl Page {
    /// Whether the paper is wider than high.
    pub fn is_landscape(&self) -> bool {
        self.width > self.height
    }

    /// Adds a run, to the last line where it goes on.
    pub fn push(&mut self, run: Run, block: usize, context: Context, source: Source) {
        if let Some(line) = self.lines.last_mut()
            && line.block == block
            && line.context == context
            && line.takes(&run)
        {
            line.add(run, source);
            return;
        }
        let (left, right, y, size) = (run.x, run.x + run.width, run.y, run.size);
        self.lines.push(Line { runs: vec![run], left, right, y, size, block, context, source });
    }
}

impl Line {
    /// Whether the run stands right of it on its baseline, or is raised or lowered
    /// there.
    fn takes(&self, run: &Run) -> bool {
        let shift = (run.y - self.y).abs();
        let differ = run.size.min(self.size) < 0.85 * run.size.max(self.size);
        let on_line = shift < 0.1 || (differ && shift < 0.6 * run.size.max(self.size) * MM);
        on_line && run.x > self.right - 1.0
    }

    fn add(&mut self, run: Run, source: Source) {
        if run.size > self.size {
            (self.y, self.size) = (run.y, run.size);
        }
        if !run.is_blank() {
            self.right = self.right.max(run.x + run.width);
        }
        if self.source == Source::Form {
            self.source = source;
        }
        self.runs.push(run);
    }

    /// The characters.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// The runs that can be seen and are neither raised nor lowered.
    pub fn level(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| !run.is_blank() && (run.y - self.y).abs() < 0.1)
    }

    /// Where it is: from the top of capitals to what hangs below the baseline.
    pub fn area(&self) -> Area {
        let em = self.size * MM;
        let (top, bottom) = (self.y - CAPITALS * em, self.y + DESCENT * em);
        Area { left: self.left, top, right: self.right, bottom }
    }

    /// The top of the line as a word processor counts it, above all accents.
    pub fn top(&self) -> f64 {
        self.y - ASCENT * self.size * MM
    }

    /// The middle of its width.
    pub fn centre(&self) -> f64 {
        (self.left + self.right) / 2.0
    }
}

impl Run {
    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}
