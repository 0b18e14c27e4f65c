//! Fields: of an instruction (`PAGE`, `TOC \o`) and its result the result alone is read.

use super::tree::Element;

/// What the words of a table of contents are left out for.
pub const CONTENTS: &str = "mục lục; chương trình không in mục lục";
/// What words in the instruction of a field are left out for.
pub const INSTRUCTION: &str = "chữ trong lệnh của trường (field), không in";

/// What page numbers are left out for: the program prints its own.
pub const PAGE_NUMBER: &str = "số trang";

/// What becomes of the text at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is printed.
    Seen,
    /// It is not, for this reason.
    Left(&'static str),
    /// It is a page number, nobody's words.
    Dropped,
}

/// The kind of a field, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A table of contents or of figures, an index.
    Contents,
    /// A page number or a number of pages.
    Page,
    /// Any other.
    Other,
}

impl Kind {
    /// The kind of a field with this instruction.
    pub fn of(instruction: &str) -> Self {
        let name = instruction.split_whitespace().next().unwrap_or_default();
        match name.to_ascii_uppercase().as_str() {
            "TOC" | "TOA" | "INDEX" => Self::Contents,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => Self::Page,
            _ => Self::Other,
        }
    }
}

/// The fields that are open, the innermost last.
#[derive(Debug, Default)]
pub struct Fields {
    open: Vec<Field>,
    instructions: usize,
    contents: usize,
    pages: usize,
}

#[derive(Debug)]
struct Field {
    instruction: String,
    /// The kind, once the result has begun.
    result: Option<Kind>,
}

impl Fields {
    /// Follows a `w:fldChar`.
    pub fn character(&mut self, element: &Element) {
        match element.attribute("fldCharType") {
            Some("begin") => {
                self.open.push(Field { instruction: String::new(), result: None });
                self.instructions += 1;
            }
            Some("separate") => {
                let Some(field) = self.open.last_mut() else { return };
                if field.result.is_none() {
                    let kind = Kind::of(&field.instruction);
                    field.result = Some(kind);
                    self.instructions -= 1;
                    self.count(kind, 1);
                }
            }
            Some("end") => match self.open.pop() {
                Some(Field { result: Some(kind), .. }) => self.count(kind, -1),
                Some(_) => self.instructions -= 1,
                None => {}
            },
            _ => {}
        }
    }

    /// Whether a field has not come to its end.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Appends to the instruction of the innermost field.
    pub fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.result.is_none()) {
            field.instruction.push_str(text);
        }
    }

    /// Enters (1) or leaves (-1) the result of a field.
    pub fn count(&mut self, kind: Kind, by: isize) {
        let counter = match kind {
            Kind::Contents => &mut self.contents,
            Kind::Page => &mut self.pages,
            Kind::Other => return,
        };
        *counter = counter.saturating_add_signed(by);
    }

    /// What becomes of text here; page numbers are dropped in a header or footer.
    pub fn sight(&self, in_margin: bool) -> Sight {
        match () {
            () if self.contents > 0 => Sight::Left(CONTENTS),
            () if self.instructions > 0 => Sight::Left(INSTRUCTION),
            () if in_margin && self.pages > 0 => Sight::Dropped,
            () => Sight::Seen,
        }
    }
}
