//! What the cell styles of a workbook mean here: a font's look and a number
//! format, whichever file format defines them.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::format::Format;
use super::rich::{CellStyle, Font};

/// Fonts, number formats and cell styles that a workbook may have; Excel's own
/// limit is 65,490 styles.
const STYLES_LIMIT: usize = 70_000;
/// Characters of a format code that are kept, one more than Excel allows.
const CODE_KEPT: usize = 256;

/// The styles by the index that a cell gives.
#[derive(Default)]
pub struct Styles {
    cells: Vec<CellStyle>,
    plain: CellStyle,
}

impl Styles {
    /// The style of that index; the plain one where the file has none.
    pub fn get(&self, index: usize) -> &CellStyle {
        self.cells.get(index).unwrap_or(&self.plain)
    }
}

/// The definitions that styles are made of, while they are read.
#[derive(Default)]
pub struct Definitions {
    /// The fonts in their order.
    pub fonts: Vec<Font>,
    /// The codes of number formats by their id.
    codes: BTreeMap<u32, String>,
    /// The id of the number format and the index of the font of each style.
    pub cells: Vec<(u32, usize)>,
}

impl Definitions {
    /// Adds a number format. A code longer than Excel allows is not understood
    /// whatever its end is.
    pub fn add_code(&mut self, id: u32, code: &str) {
        self.codes.insert(id, code.chars().take(CODE_KEPT).collect());
    }

    /// Whether there are more than can be right.
    pub fn are_too_many(&self) -> bool {
        self.fonts.len().max(self.codes.len()).max(self.cells.len()) > STYLES_LIMIT
    }

    /// The finished styles.
    pub fn styles(&self) -> Styles {
        let mut formats: BTreeMap<u32, Rc<Format>> = BTreeMap::new();
        let mut format = |id: u32| {
            let code = || self.codes.get(&id).map(String::as_str);
            formats.entry(id).or_insert_with(|| Rc::new(Format::new(id, code()))).clone()
        };
        let style = |(id, font): &(u32, usize)| CellStyle {
            font: self.fonts.get(*font).cloned().unwrap_or_default(),
            format: format(*id),
        };
        Styles { cells: self.cells.iter().map(style).collect(), plain: CellStyle::default() }
    }
}
