//! Runs and paragraphs out of marked text.

use std::cell::Cell;

use docx_rs::*;
use kehoach::model::node::{RawText, Script};
use kehoach::model::text::{Inline, Text as PlanText};
use kehoach::origin::Origin;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::look::{FOREIGN, Line, Look, Within};

/// The sizes of letters in half points: of the document, of what stands side by side,
/// of recipients, of footnotes.
pub const SIZE: usize = 28;
pub const SIDE: usize = 24;
pub const SMALL: usize = 22;
const NOTE: usize = 20;

/// Who has edited a document, and when.
pub const WHO: &str = "Văn thư";
pub const WHEN: &str = "2026-02-05T08:00:00Z";

/// Stands for a drawn line until the package is written; Word's markup for it is no
/// part of the crate.
pub const DRAWN: &str = "{drawn line}";

/// How a whole text looks.
#[derive(Clone, Copy, Default)]
pub struct Face {
    pub bold: bool,
    pub italic: bool,
    /// Half points; 0 is the document's own.
    pub size: usize,
}

pub const PLAIN: Face = Face { bold: false, italic: false, size: 0 };
pub const BOLD: Face = Face { bold: true, ..PLAIN };
pub const ITALIC: Face = Face { italic: true, ..PLAIN };

/// What all parts of a document need while it is written.
pub struct Pen<'a> {
    pub plan: &'a Value,
    pub look: &'a Look,
    /// The paragraphs of the body so far.
    count: Cell<usize>,
}

/// A text of a plan with its marks read.
pub fn read(marked: &str) -> PlanText {
    let raw = RawText { text: marked.to_owned(), markup: true, ..RawText::default() };
    PlanText::new(&raw, &Origin::option(""))
}

fn styled(text: &str, face: Face, script: Script) -> Run {
    let mut run = Run::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            run = run.add_break(BreakType::TextWrapping);
        }
        run = run.add_text(line);
    }
    if face.bold {
        run = run.bold();
    }
    if face.italic {
        run = run.italic();
    }
    if face.size > 0 {
        run = run.size(face.size);
    }
    run.run_property = match script {
        Script::Baseline => run.run_property,
        Script::Super => run.run_property.vert_align(VertAlignType::SuperScript),
        Script::Sub => run.run_property.vert_align(VertAlignType::SubScript),
    };
    run
}

/// A run without marks.
pub fn run(text: &str, face: Face) -> Run {
    styled(text, face, Script::Baseline)
}

impl<'a> Pen<'a> {
    pub fn new(plan: &'a Value, look: &'a Look) -> Self {
        Self { plan, look, count: Cell::new(0) }
    }

    /// The runs of a marked text.
    fn runs(&self, marked: &str, face: Face) -> Vec<Run> {
        let inlines = read(marked).inlines.into_iter();
        inlines
            .flat_map(|inline| match inline {
                Inline::Footnote { mark } => vec![self.footnote(&mark)],
                Inline::Run { text, style } => {
                    let face = Face {
                        bold: face.bold || style.bold,
                        italic: face.italic || style.italic,
                        size: face.size,
                    };
                    let run = |piece: &str| styled(piece, face, style.script);
                    match self.look.within {
                        Within::Pieces => pieces(&text).into_iter().map(run).collect(),
                        Within::Decomposed => vec![run(&text.nfd().collect::<String>())],
                        Within::Unseen => vec![run(&unseen(&text))],
                        _ => vec![run(&text)],
                    }
                }
            })
            .collect()
    }

    fn footnote(&self, mark: &str) -> Run {
        let notes = self.plan["footnotes"].as_array().unwrap();
        let note = notes.iter().find(|note| note["mark"] == mark).unwrap();
        let text = note["text"].as_str().unwrap();
        let runs = self.runs(text, Face { size: NOTE, ..PLAIN }).into_iter();
        let content = runs.fold(Paragraph::new(), Paragraph::add_run);
        let call = Run::new().add_footnote_reference(Footnote::new().add_content(content));
        Run { run_property: call.run_property.vert_align(VertAlignType::SuperScript), ..call }
    }

    /// `paragraph` with the text at its end.
    pub fn fill(&self, paragraph: Paragraph, marked: &str, face: Face) -> Paragraph {
        self.runs(marked, face).into_iter().fold(paragraph, Paragraph::add_run)
    }

    /// The same for a paragraph of the body, where other things may stand within.
    pub fn fill_body(&self, paragraph: Paragraph, marked: &str, face: Face) -> Paragraph {
        let count = self.count.get();
        self.count.set(count + 1);
        let mut runs = self.runs(marked, face);
        if !count.is_multiple_of(3) || runs.is_empty() {
            return runs.into_iter().fold(paragraph, Paragraph::add_run);
        }
        let foreign = || Run::new().add_text(format!(" {FOREIGN}"));
        let all = |paragraph: Paragraph, runs: Vec<Run>| {
            runs.into_iter().fold(paragraph, Paragraph::add_run)
        };
        match self.look.within {
            Within::Nothing | Within::Pieces | Within::Decomposed | Within::Unseen => {
                all(paragraph, runs)
            }
            Within::Tracked => {
                let insert = |run| Insert::new(run).author(WHO).date(WHEN);
                let deleted = Run::new().add_delete_text(format!(" {FOREIGN}"));
                let delete = Delete::new().author(WHO).date(WHEN).add_run(deleted);
                let paragraph = paragraph.add_insert(insert(runs.remove(0)));
                all(paragraph.add_delete(delete), runs)
            }
            Within::Comments => {
                let text = Paragraph::new().add_run(foreign());
                let comment = Comment::new(count + 1).author(WHO).date(WHEN).add_paragraph(text);
                all(paragraph.add_comment_start(comment), runs).add_comment_end(count + 1)
            }
            Within::Hidden => all(paragraph, runs).add_run(foreign().vanish()),
            Within::Fields => {
                let last = runs.pop().unwrap();
                let code = InstrText::Unsupported(format!("REF {FOREIGN} \\h"));
                let paragraph = all(paragraph, runs)
                    .add_run(Run::new().add_field_char(FieldCharType::Begin, false))
                    .add_run(Run::new().add_instr_text(code))
                    .add_run(Run::new().add_field_char(FieldCharType::Separate, false));
                let end = Run::new().add_field_char(FieldCharType::End, false);
                paragraph.add_run(last).add_run(end)
            }
            Within::Links => {
                let link = Hyperlink::new("https://example.vn/", HyperlinkType::External);
                let link = link.add_run(runs.pop().unwrap());
                all(paragraph, runs).add_hyperlink(link)
            }
        }
    }

    /// Dashes, a border or a drawing under what stands above; none where the look has
    /// none. A drawing is a run of the paragraph below.
    pub fn line(&self, below: Paragraph) -> Vec<Paragraph> {
        let centered = Paragraph::new().align(AlignmentType::Center);
        match self.look.line {
            Line::None => vec![below],
            Line::Drawn => {
                let mut below = below;
                let drawn = Run::new().add_text(DRAWN);
                below.children.insert(0, ParagraphChild::Run(Box::new(drawn)));
                vec![below]
            }
            Line::Typed => vec![centered.add_run(run("-----------", PLAIN)), below],
            Line::Border => {
                let border = ParagraphBorder::new(ParagraphBorderPosition::Bottom);
                let borders = ParagraphBorders::with_empty().set(border.val(BorderType::Single));
                let mut ruled = centered.indent(Some(1100), None, Some(1100), None);
                ruled.property = ruled.property.set_borders(borders);
                vec![ruled.size(4), below]
            }
        }
    }
}

/// A centered paragraph of one face.
pub fn centered() -> Paragraph {
    Paragraph::new().align(AlignmentType::Center)
}

/// A text with characters in it that print nothing, or a space.
fn unseen(text: &str) -> String {
    text.replace(' ', "\u{a0}").replace("ng", "n\u{ad}g").replace("iệ", "\u{200b}iệ")
}

/// A text cut in the middle of words and between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    for length in [1, 4, 2, 7, 3].into_iter().cycle() {
        let cut = rest.char_indices().nth(length).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(cut);
        found.push(piece);
        rest = after;
        if rest.is_empty() {
            return found;
        }
    }
    found
}
