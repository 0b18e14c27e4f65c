//! What is known while a Word document is read: its styles and lists, how far it has been
//! counted, and the account of what does not stand in its items.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::fields::{Fields, PAGE_NUMBER, Sight};
use super::line::{Line, Pen};
use super::look::Look;
use super::notes::{Comments, Notes};
use super::numbering::{Counters, Numbering};
use super::sections::Sections;
use super::styles::Styles;
use super::symbols::{instead_of, is_symbol_font, symbol};
use super::tally::{Met, Tally};
use crate::diagnostic::Diagnostic;
use crate::input::package::Fault;
use crate::input::package::relationships::Relationships;
use crate::input::word::faults::too_large;
use crate::input::word::flow::{Entry, Fate, Item};
use crate::input::{clean, legacy};
use crate::model::node::RawText;
use crate::origin::{Origin, Place};

/// Paragraphs, cells and shapes of a document.
const ITEMS_LIMIT: usize = 100_000;
/// Bytes of its text.
const TEXT_LIMIT: usize = 16 << 20;

/// What hidden text is left out for.
pub const HIDDEN: &str = "chữ ẩn";
/// What the prompt of a content control is left out for.
pub const PROMPT: &str = "chữ gợi ý của ô điền sẵn";

/// The text in which something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Story {
    /// The body.
    Body,
    /// A footnote or an endnote.
    Note,
    /// A header or a footer.
    Margin,
    /// A comment.
    Comment,
}

/// Where something stands.
#[derive(Clone, Debug)]
pub struct Spot {
    /// The text it belongs to.
    pub story: Story,
    /// Its place in words; empty directly in the body, where each paragraph has its own.
    pub words: Arc<str>,
    /// Whether it is in a text box.
    pub boxed: bool,
    /// The tables it is in.
    pub depth: usize,
    /// Why all its words are left out, if they are.
    pub left: Option<&'static str>,
    /// The look that the style of the table gives.
    pub look: Look,
}

impl Spot {
    /// A place directly in a text; its `words` are empty for the body.
    pub fn new(story: Story, words: &str) -> Self {
        let look = Look::default();
        Self { story, words: words.into(), boxed: false, depth: 0, left: None, look }
    }

    /// The same place, whose words are left out.
    pub fn leaving(&self, reason: &'static str) -> Self {
        Self { left: self.left.or(Some(reason)), ..self.clone() }
    }

    /// Whether it is directly in the body.
    pub fn is_body(&self) -> bool {
        self.words.is_empty()
    }
}

/// The paragraphs and tables read so far, of the body or of something in it.
#[derive(Debug, Default)]
pub struct Stream {
    /// What has been read.
    pub items: Vec<Item>,
    /// A paragraph whose end has been deleted: the next one goes on with it.
    pub carry: Option<Line>,
    /// Whether a new page begins with what follows.
    pub new_page: bool,
}

/// Reads the parts of a document.
pub struct Reader<'d> {
    /// Its styles.
    pub styles: Styles,
    /// Its lists.
    pub numbering: Numbering,
    /// How far its lists have counted.
    pub counters: Counters,
    /// Its footnotes and endnotes.
    pub notes: Notes,
    /// Its comments.
    pub comments: Comments,
    /// Its sections.
    pub sections: Sections,
    /// What the part being read points to.
    pub related: Relationships,
    /// The fields that are open.
    pub fields: Fields,
    /// What is told once for the whole document.
    pub tally: Tally,
    /// What does not stand in the items.
    pub account: Vec<Entry>,
    /// What is said at its place.
    pub diagnostics: &'d mut Vec<Diagnostic>,
    /// Paragraphs of the body so far.
    pub paragraphs: usize,
    /// Tables of the body so far.
    pub tables: usize,
    /// Symbols and bullets that have been told of.
    once: BTreeSet<String>,
    file: Arc<str>,
    order: u32,
    items: usize,
    text: usize,
}

impl<'d> Reader<'d> {
    /// Begins to read the document `file`.
    pub fn new(file: &Arc<str>, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        Self {
            styles: Styles::default(),
            numbering: Numbering::default(),
            counters: Counters::default(),
            notes: Notes::default(),
            comments: Comments::default(),
            sections: Sections::default(),
            related: Relationships::default(),
            fields: Fields::default(),
            tally: Tally::default(),
            account: Vec::new(),
            diagnostics,
            paragraphs: 0,
            tables: 0,
            once: BTreeSet::new(),
            file: file.clone(),
            order: 0,
            items: 0,
            text: 0,
        }
    }

    /// The next place of the document.
    pub fn origin(&mut self, words: &Arc<str>) -> Origin {
        let order = self.order;
        self.order = self.order.saturating_add(1);
        Origin::new(&self.file, Place::Passage { order, words: words.clone() })
    }

    /// Counts one more paragraph, cell or shape.
    ///
    /// # Errors
    /// There are more than can be right.
    pub fn charge(&mut self) -> Result<(), Fault> {
        self.items += 1;
        if self.items > ITEMS_LIMIT {
            let message = "Văn bản Word có hơn 100.000 đoạn và ô bảng nên không được đọc.";
            return Err(self.too_large(message));
        }
        Ok(())
    }

    /// Counts bytes of text.
    ///
    /// # Errors
    /// There are more than can be right.
    pub fn charge_text(&mut self, length: usize) -> Result<(), Fault> {
        self.text += length;
        if self.text > TEXT_LIMIT {
            return Err(self.too_large("Văn bản Word có hơn 16 MB chữ nên không được đọc."));
        }
        Ok(())
    }

    /// The fault of a document that is too large in the way that `message` tells.
    pub fn too_large(&self, message: &str) -> Fault {
        too_large(&Origin::new(&self.file, Place::File), message)
    }

    /// Enters into the account what is not printed; words without any are not.
    pub fn leave(&mut self, reason: &'static str, text: &RawText, origin: &Origin) {
        if !text.is_blank() {
            let fate = if reason == PAGE_NUMBER { Fate::Printed } else { Fate::Left(reason) };
            self.account.push(Entry { origin: origin.clone(), text: text.text.clone(), fate });
        }
    }

    /// What becomes of text of this look.
    pub fn sight(&self, spot: &Spot, look: &Look) -> Sight {
        let sight = self.fields.sight(spot.story == Story::Margin);
        match (spot.left, sight) {
            (Some(reason), _) => Sight::Left(reason),
            (None, Sight::Seen) if look.hidden == Some(true) => Sight::Left(HIDDEN),
            (None, sight) => sight,
        }
    }

    /// Writes characters of a run into `line`, or into what is left of it.
    ///
    /// # Errors
    /// The document has more text than can be right.
    pub fn write(
        &mut self,
        text: &str,
        look: &Look,
        spot: &Spot,
        line: &mut Line,
    ) -> Result<(), Fault> {
        self.charge_text(text.len())?;
        let family = look.family.as_deref().unwrap_or_default();
        let is_symbols = is_symbol_font(family) || text.contains(is_private);
        let (text, family) = match is_symbols {
            true => (self.symbols(text, family, &line.origin)?, None),
            false => look.printed(text),
        };
        match self.sight(spot, look) {
            Sight::Seen => {
                let text = self.signs(&text, &line.origin);
                line.write(&text, look.style(), family);
            }
            Sight::Left(reason) => {
                if reason == HIDDEN && !line.has_left(HIDDEN) && !text.trim().is_empty() {
                    self.tally.add(Met::Hidden, &line.origin);
                }
                line.leave(reason, &text, family);
            }
            Sight::Dropped => line.leave(PAGE_NUMBER, &text, family),
        }
        Ok(())
    }

    /// Text with other signs for those that the font does not have.
    fn signs<'t>(&mut self, text: &'t str, origin: &Origin) -> Cow<'t, str> {
        if text.is_ascii() || text.chars().all(|c| instead_of(c).is_none()) {
            return Cow::Borrowed(text);
        }
        let instead = |c: char| match instead_of(c) {
            Some(instead) => {
                self.tally.add(Met::Sign(c, instead), origin);
                instead
            }
            None => c,
        };
        text.chars().map(instead).collect()
    }

    /// Text in a symbol font with the characters it draws; those that are not known go
    /// into the account.
    fn symbols(&mut self, text: &str, font: &str, origin: &Origin) -> Result<String, Fault> {
        let mut read = String::new();
        for c in text.chars() {
            let font = if is_symbol_font(font) { font } else { "Symbol" };
            match symbol(font, u32::from(c)) {
                Some(symbol) => read.push(symbol),
                None if is_private(c) => self.unknown_symbol(font, u32::from(c), origin)?,
                None => read.push(c),
            }
        }
        Ok(read)
    }

    /// Enters into the account a character that is not known, and warns of it once.
    ///
    /// # Errors
    /// There are more than can be right.
    pub fn unknown_symbol(&mut self, font: &str, code: u32, origin: &Origin) -> Result<(), Fault> {
        self.charge()?;
        let font: String = font.chars().filter(|c| !c.is_control()).take(40).collect();
        let text = format!("{font} U+{code:04X}");
        let fate = Fate::Left("ký hiệu của phông chữ riêng, không có trong Unicode");
        self.account.push(Entry { origin: origin.clone(), text: text.clone(), fate });
        if self.once.insert(text) {
            let message = format!("Ký hiệu U+{code:04X} của phông “{font}” không được đưa vào.");
            let warning = Diagnostic::warning("word-symbol", origin, message);
            self.diagnostics.push(warning.hint("thay bằng ký tự Unicode rồi chạy lại"));
        }
        Ok(())
    }

    /// Enters into the account, once, a bullet that prints as a dash.
    pub fn other_bullet(&mut self, bullet: &str, origin: &Origin) {
        if self.once.insert(bullet.to_owned()) {
            let fate = Fate::Left("dấu đầu dòng; chương trình in là “-”");
            self.account.push(Entry { origin: origin.clone(), text: bullet.to_owned(), fate });
        }
    }

    /// Cleans text; what is found in many texts is told once.
    pub fn clean(&mut self, pen: &Pen, origin: &Origin) -> RawText {
        let mut found = Vec::new();
        let text = match legacy::convert(&pen.raw, &pen.families) {
            Some(converted) => {
                self.tally.add(Met::Old(converted.encoding.name()), origin);
                self.tally.case_lost |= !converted.capitals_known;
                clean::unicode(&converted.text, origin, &mut found)
            }
            None => clean::text_in_fonts(&pen.raw, &pen.families, origin, &mut found),
        };
        for finding in found {
            match finding.code {
                "T02" => self.tally.add(Met::Decomposed, origin),
                "control-character" => self.tally.add(Met::Control, origin),
                _ => self.diagnostics.push(finding),
            }
        }
        if marks(&text.text) > pen.calls {
            let message = "Chữ gõ trong văn bản trùng với dấu gọi chú thích “[^…]”.";
            let warning = Diagnostic::warning("word-footnote-mark", origin, message);
            self.diagnostics.push(warning.hint("nếu không phải chú thích thì bỏ dấu “^”"));
        }
        text
    }
}

/// Whether a character is one of a font's own.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// What looks like the call of a footnote.
fn marks(text: &str) -> usize {
    let mut count = 0;
    for start in text.split("[^").skip(1) {
        let inner = start.split(']').next().unwrap_or_default();
        if inner.len() < start.len() && !inner.is_empty() && !inner.contains(char::is_whitespace) {
            count += 1;
        }
    }
    count
}
