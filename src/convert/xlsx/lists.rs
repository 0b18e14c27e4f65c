//! The sheets *Nơi nhận* and *Chú thích*: one item a row.

use rust_xlsxwriter::XlsxError;

use super::sheet::{Column, Sheet};
use super::{look, notes};
use crate::model::plan::Footnote;
use crate::model::text::Text;
use crate::model::vocabulary::{column, sheet as name};

/// The sheet *Nơi nhận*.
pub fn recipients(recipients: &[Text]) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name::RECIPIENTS)?;
    sheet.head(&[Column {
        title: name::RECIPIENTS,
        width: 80.0,
        format: look::cell(),
        note: notes::RECIPIENTS,
    }])?;
    for (row, recipient) in (1..).zip(recipients) {
        sheet.text((row, 0), recipient, &look::cell())?;
    }
    Ok(sheet)
}

/// The sheet *Chú thích*.
pub fn footnotes(footnotes: &[Footnote]) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name::FOOTNOTES)?;
    sheet.head(&[
        Column {
            title: column::NUMBER,
            width: 8.0,
            format: look::center(),
            note: notes::FOOTNOTE_NUMBER,
        },
        Column {
            title: column::TEXT,
            width: 90.0,
            format: look::cell(),
            note: notes::FOOTNOTE_TEXT,
        },
    ])?;
    for (row, footnote) in (1..).zip(footnotes) {
        let mark = &footnote.mark;
        sheet.plain((row, 0), &mark.value, &mark.origin, &look::center())?;
        sheet.text((row, 1), &footnote.text, &look::cell())?;
    }
    Ok(sheet)
}
