//! The sheet of an appendix: its settings, then stretches of text and tables
//! with an empty row between.

use rust_xlsxwriter::XlsxError;

use super::choices::Choices;
use super::sheet::Sheet;
use super::{blocks, look, notes, table};
use crate::model::plan::{Appendix, Block, Content, Orientation};
use crate::model::text::Text;
use crate::model::vocabulary::{clerk_words, setting};

/// The least width of the column of labels, in characters.
const LABEL_WIDTH: f64 = 18.0;

/// The sheet called `name`.
pub fn sheet(name: &str, appendix: &Appendix) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name)?;
    let widths = widths(appendix);
    sheet.columns(&widths)?;
    if appendix.orientation == Orientation::Landscape {
        sheet.landscape();
    }
    let mut row = settings(&mut sheet, appendix, &widths)?;
    let mut first = true;
    for stretch in stretches(&appendix.blocks) {
        row += 1;
        row = match stretch {
            Stretch::Table(given) => {
                let top = table::settings(&mut sheet, row, given)?;
                let after = table::write(&mut sheet, top, given)?;
                if first {
                    table::head_stays(&mut sheet, top, given, after)?;
                }
                after
            }
            Stretch::Text(given) => {
                sheet.titles(row, &blocks::columns(&given))?;
                let after = blocks::rows(&mut sheet, row + 1, &given, false)?;
                blocks::lists(&mut sheet, row + 1, after.saturating_sub(1))?;
                after
            }
        };
        first = false;
    }
    Ok(sheet)
}

/// Blocks that stand together on the sheet.
enum Stretch<'a> {
    Table(&'a crate::model::table::Table),
    Text(Vec<&'a Block>),
}

fn stretches(blocks: &[Block]) -> Vec<Stretch<'_>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for block in blocks {
        match (&block.content, stretches.last_mut()) {
            (Content::Table(table), _) => stretches.push(Stretch::Table(table)),
            (_, Some(Stretch::Text(before))) => before.push(block),
            _ => stretches.push(Stretch::Text(vec![block])),
        }
    }
    stretches
}

/// The widths that the tables ask for, and those of the columns of blocks.
fn widths(appendix: &Appendix) -> Vec<f64> {
    let mut widths = vec![LABEL_WIDTH, 40.0];
    for stretch in stretches(&appendix.blocks) {
        let asked = match stretch {
            Stretch::Table(given) => table::widths(given),
            Stretch::Text(given) => {
                blocks::columns(&given).iter().map(|column| column.width).collect()
            }
        };
        widths.resize(widths.len().max(asked.len()), 0.0);
        widths.iter_mut().zip(asked).for_each(|(width, asked)| *width = asked.max(*width));
    }
    widths
}

/// Writes the settings and gives the row after them. All of them are there, so
/// that a clerk sees what can be set.
fn settings(sheet: &mut Sheet, appendix: &Appendix, widths: &[f64]) -> Result<u32, XlsxError> {
    let words = Orientation::WORDS.iter().find(|(known, _)| *known == appendix.orientation);
    let word = words.and_then(|(_, words)| clerk_words(words).first()).copied();
    let orientation = Text::plain(word.unwrap_or_default(), &appendix.origin);
    let last = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let mut row = 0;
    for (label, value) in [
        (setting::LABEL, appendix.label.as_ref()),
        (setting::TITLE, appendix.title.as_ref()),
        (setting::REFERENCE, appendix.reference.as_ref()),
        (setting::ORIENTATION, Some(&orientation)),
    ] {
        sheet.word((row, 0), label, &look::label())?;
        sheet.note((row, 0), notes::of_setting(label))?;
        if last > 1 {
            sheet.merge((row, 1), (row, last), &look::cell())?;
        }
        if let Some(text) = value {
            sheet.text((row, 1), text, &look::cell())?;
        }
        row += 1;
    }
    sheet.choices((row - 1, row - 1), 1, Choices::words(Orientation::WORDS))?;
    Ok(row)
}
