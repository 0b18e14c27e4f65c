//! Blocks a row each: the sheet *Nội dung*, and stretches of text in appendices.

use rust_xlsxwriter::{Format, XlsxError};

use super::choices::Choices;
use super::sheet::{Column, Done, SPARE_ROWS, Sheet};
use super::{look, notes};
use crate::model::marker::split_marker;
use crate::model::outline::Numbering;
use crate::model::plan::{Block, BlockKind, Content, Image, Marker, Paragraph};
use crate::model::text::Text;
use crate::model::vocabulary::{NO_MARKER, clerk_words, column, sheet as name};
use crate::origin::Origin;

// The columns by their place.
const MARKER: u16 = 0;
const TEXT: u16 = 1;
const KIND: u16 = 2;
const LEVEL: u16 = 3;
const ALTERNATIVE: u16 = 4;
const WIDTH: u16 = 5;
const CONDITION: u16 = 6;

/// The columns that these blocks need; that of conditions only where there are
/// any.
pub fn columns(blocks: &[&Block]) -> Vec<Column> {
    let column = |title, width, format: Format, note| Column { title, width, format, note };
    let mut columns = vec![
        column(column::MARKER, 10.0, look::center(), notes::MARKER),
        column(column::TEXT, 74.0, look::cell(), notes::TEXT),
        column(column::KIND, 10.0, look::center(), notes::KIND),
        column(column::LEVEL, 7.0, look::center(), notes::LEVEL),
        column(column::ALTERNATIVE, 24.0, look::cell(), notes::ALTERNATIVE),
        column(column::WIDTH, 10.0, look::center(), notes::WIDTH),
    ];
    if blocks.iter().any(|block| block.condition.is_some()) {
        columns.push(column(column::CONDITION, 24.0, look::cell(), notes::CONDITION));
    }
    columns
}

/// The sheet *Nội dung*.
pub fn body(blocks: &[Block]) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name::BODY)?;
    sheet.landscape();
    let blocks: Vec<&Block> = blocks.iter().collect();
    sheet.head(&columns(&blocks))?;
    // Without any marker the reader would look for them in the texts.
    let given = |block: &&Block| {
        block.paragraph().is_some_and(|p| matches!(p.marker, Some(Marker::Given(_))))
    };
    let pasted = !blocks.iter().any(given);
    let after = rows(&mut sheet, 1, &blocks, pasted)?;
    lists(&mut sheet, 1, after.saturating_add(SPARE_ROWS - 1))?;
    Ok(sheet)
}

/// The name of the sheet of the body's table with this number, from 1.
pub fn table_name(number: usize) -> String {
    format!("{} {number}", name::TABLE)
}

/// Writes blocks from the row `top` on and gives the row after them. `pasted`:
/// the reader takes markers from the start of texts.
pub fn rows(
    sheet: &mut Sheet,
    top: u32,
    blocks: &[&Block],
    pasted: bool,
) -> Result<u32, XlsxError> {
    let mut row = top;
    let mut tables = 0;
    for block in blocks {
        match &block.content {
            Content::Heading(given) => {
                let kind = (!given.reads_as_heading()).then_some(BlockKind::Heading);
                write_paragraph(sheet, row, given, kind, pasted)?;
            }
            Content::Paragraph(given) => {
                let kind = given.reads_as_heading().then_some(BlockKind::Paragraph);
                write_paragraph(sheet, row, given, kind, pasted)?;
            }
            Content::LegalBasis(given) => {
                write_paragraph(sheet, row, given, Some(BlockKind::LegalBasis), pasted)?;
            }
            Content::Table(given) => {
                tables += 1;
                sheet.plain((row, TEXT), &table_name(tables), &given.origin, &look::cell())?;
                write_kind(sheet, row, BlockKind::Table, &given.origin)?;
            }
            Content::Image(given) => write_image(sheet, row, given)?,
        }
        if let Some(given) = &block.condition {
            sheet.plain((row, CONDITION), &given.value, &given.origin, &look::cell())?;
        }
        row += 1;
    }
    Ok(row)
}

/// The drop-down lists in these rows.
pub fn lists(sheet: &mut Sheet, first: u32, last: u32) -> Done {
    let levels = ["1", "2", "3", "4", "5", "6"];
    let levels = levels.into_iter().take(Numbering::LEVELS).collect();
    sheet.choices((first, last), KIND, Choices::words(BlockKind::WORDS))?;
    sheet.choices((first, last), LEVEL, Choices::Words(levels))
}

fn write_paragraph(
    sheet: &mut Sheet,
    row: u32,
    given: &Paragraph,
    kind: Option<BlockKind>,
    pasted: bool,
) -> Done {
    let origin = &given.text.origin;
    match &given.marker {
        Some(Marker::Given(marker)) => {
            sheet.plain((row, MARKER), &marker.value, &marker.origin, &look::center())?;
        }
        Some(Marker::Level(level)) => {
            let number = level.value.to_string();
            sheet.plain((row, LEVEL), &number, &level.origin, &look::center())?;
        }
        None => {}
    }
    if pasted && split_marker(&look::shown(&given.text)).is_some() {
        sheet.word((row, MARKER), NO_MARKER, &look::center())?;
    }
    sheet.text((row, TEXT), &given.text, &look::cell())?;
    match kind {
        Some(kind) => write_kind(sheet, row, kind, origin),
        None => Ok(()),
    }
}

fn write_kind(sheet: &mut Sheet, row: u32, kind: BlockKind, origin: &Origin) -> Done {
    let words = BlockKind::WORDS.iter().find(|(known, _)| *known == kind);
    let word = words.and_then(|(_, words)| clerk_words(words).first()).copied();
    sheet.plain((row, KIND), word.unwrap_or_default(), origin, &look::center())
}

fn write_image(sheet: &mut Sheet, row: u32, given: &Image) -> Done {
    let origin = &given.file.origin;
    sheet.text((row, TEXT), &given.file, &look::cell())?;
    write_kind(sheet, row, BlockKind::Image, origin)?;
    let alternative = Text::plain(&given.alternative, origin);
    sheet.text((row, ALTERNATIVE), &alternative, &look::cell())?;
    match given.width {
        Some(width) => {
            let width = width.to_string().replace('.', ",");
            sheet.plain((row, WIDTH), &width, origin, &look::center())
        }
        None => Ok(()),
    }
}
