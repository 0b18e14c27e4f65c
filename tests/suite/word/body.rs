//! Headings, paragraphs, legal bases and tables.

use std::fs;

use docx_rs::*;
use kehoach::model::outline::{self, Rank, is_heading};
use serde_json::Value;

use super::look::{FOREIGN, Heads, Numbering, Within};
use super::numbering::{Lists, style_of};
use super::runs::{BOLD, ITALIC, PLAIN, Pen, WHEN, WHO, centered, read, run};
use super::write::Piece;
use crate::built;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Heading,
    Paragraph,
    LegalBasis,
    Table,
    Image,
}

/// What a block is, said or inferred, and its marker as printed.
pub fn known(block: &Value, levels: &mut outline::Numbering) -> (Kind, Option<String>) {
    let level = block["level"].as_u64().and_then(|level| usize::try_from(level).ok());
    let given = block["marker"].as_str().map(outline::punctuated);
    if let Some(marker) = &given {
        levels.given(marker);
    }
    let marker = given.or_else(|| levels.next(level?));
    let last = || read(block["text"].as_str().unwrap_or_default()).last_char();
    let kind = match block["kind"].as_str() {
        Some("table") => Kind::Table,
        Some("image") => Kind::Image,
        Some("heading") => Kind::Heading,
        Some("legal_basis") => Kind::LegalBasis,
        Some("paragraph") => Kind::Paragraph,
        _ if is_heading(marker.as_deref(), last()) => Kind::Heading,
        _ => Kind::Paragraph,
    };
    (kind, marker)
}

impl Pen<'_> {
    /// The blocks of the body or of an appendix on a page with `width` twips for text.
    pub fn blocks(&self, blocks: &Value, width: usize, lists: &Lists) -> Vec<Piece> {
        let mut levels = outline::Numbering::default();
        let mut pieces = Vec::new();
        for (index, block) in blocks.as_array().unwrap().iter().enumerate() {
            if index == 1 && self.look.within == Within::Tracked {
                pieces.push(Piece::paragraph(self.deleted()));
            }
            let (kind, marker) = known(block, &mut levels);
            if kind == Kind::Table {
                pieces.push(Piece::table(self.table(block, width)));
                // Word needs a paragraph between two tables.
                pieces.push(Piece::paragraph(Paragraph::new()));
                continue;
            }
            if kind == Kind::Image {
                pieces.push(Piece::paragraph(centered().add_run(picture())));
                continue;
            }
            let text = block["text"].as_str().unwrap();
            if let Some(part) = marker.as_deref().filter(|marker| stands_above(marker)) {
                let above = centered().add_run(run(part, BOLD));
                pieces.push(Piece::paragraph(above));
                pieces.push(Piece::paragraph(self.fill_body(centered(), text, BOLD)));
                continue;
            }
            pieces.push(Piece::paragraph(self.block(kind, marker, text, lists)));
        }
        pieces
    }

    fn block(&self, kind: Kind, marker: Option<String>, text: &str, lists: &Lists) -> Paragraph {
        let is_styled = matches!(self.look.numbering, Numbering::Outlined | Numbering::Styled);
        let face = match kind {
            Kind::Heading if !is_styled && self.look.heads == Heads::Bold => BOLD,
            Kind::LegalBasis => ITALIC,
            _ => PLAIN,
        };
        let spacing = LineSpacing::new().before(60).after(60);
        let mut paragraph = Paragraph::new().align(AlignmentType::Both).line_spacing(spacing);
        let indent = |paragraph: Paragraph| {
            paragraph.indent(None, Some(SpecialIndentType::FirstLine(720)), None, None)
        };
        let Some(marker) = marker else { return self.fill_body(indent(paragraph), text, face) };
        if kind == Kind::Heading && is_styled {
            if self.look.numbering == Numbering::Styled
                && let Some(level) = lists.counted_by_style(&marker)
            {
                return self.fill_body(paragraph.style(&style_of(level)), text, face);
            }
            paragraph = match self.look.numbering {
                Numbering::Outlined => paragraph.style(&outline_style(&marker)),
                _ => paragraph.style("HeadingPlain"),
            };
        }
        let automatic = match self.look.numbering {
            Numbering::Automatic => true,
            Numbering::Bulleted => matches!(marker.as_str(), "-" | "+"),
            _ => false,
        };
        if automatic && let Some(numbered) = lists.numbered(paragraph.clone(), &marker) {
            return self.fill_body(numbered, text, face);
        }
        let typed = run(&marker, face);
        let paragraph = indent(paragraph).add_run(match self.look.numbering {
            Numbering::TypedTab => typed.add_tab(),
            Numbering::Tight if stands_tight(&marker, text) => typed,
            _ => typed.add_text(" "),
        });
        self.fill_body(paragraph, text, face)
    }

    /// A paragraph whose deletion nobody has accepted.
    fn deleted(&self) -> Paragraph {
        let words = Run::new().add_delete_text(FOREIGN);
        let delete = Delete::new().author(WHO).date(WHEN).add_run(words);
        let mut paragraph = Paragraph::new().add_delete(delete);
        paragraph.property.run_property.del = Some(Delete::new().author(WHO).date(WHEN));
        paragraph
    }
}

/// Whether a marker is told from a text right behind it: "I.Lênin" is a name, and words
/// and dashes need a space.
fn stands_tight(marker: &str, text: &str) -> bool {
    match outline::rank(marker) {
        Some(Rank::Roman) => text.chars().take(2).all(char::is_uppercase),
        Some(rank) => matches!(rank, Rank::Arabic | Rank::Decimal(_) | Rank::Letter),
        None => false,
    }
}

/// A seal, whatever the plan shows.
fn picture() -> Run {
    let seal = fs::read(built::path("tests/fixtures/plans/dau.png")).unwrap();
    Run::new().add_image(Pic::new_with_dimensions(seal, 120, 120))
}

/// Whether a marker has a line of its own above its title: "Chương I".
fn stands_above(marker: &str) -> bool {
    let parts = [Rank::Part, Rank::Chapter, Rank::Section, Rank::Subsection];
    outline::rank(marker).is_some_and(|rank| parts.contains(&rank))
}

/// The style of a heading that is typed with this marker.
fn outline_style(marker: &str) -> String {
    let numbers = marker.split('.').filter(|number| !number.is_empty()).count();
    let is_arabic = marker.starts_with(|c: char| c.is_ascii_digit());
    style_of(if is_arabic { numbers } else { 0 })
}
