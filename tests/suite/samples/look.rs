//! How the cells of a sample workbook look: fonts, rich text, number formats.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

/// An ordinary cell.
pub fn cell() -> Format {
    font().set_text_wrap().set_align(FormatAlign::Top)
}

/// A cell whose text stands in the middle.
pub fn center() -> Format {
    cell().set_align(FormatAlign::Center)
}

/// A figure or a date among texts.
pub fn left() -> Format {
    cell().set_align(FormatAlign::Left)
}

/// A figure in a column of figures.
pub fn right() -> Format {
    cell().set_align(FormatAlign::Right)
}

/// Text beside tables, over the cells after it.
pub fn note() -> Format {
    font()
}

/// A column's title on a sheet of rows.
pub fn title() -> Format {
    center()
        .set_bold()
        .set_background_color(Color::RGB(0xDDEBF7))
        .set_border_bottom(FormatBorder::Thin)
}

/// A cell of a table.
pub fn boxed() -> Format {
    font().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin)
}

fn font() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12)
}

/// Writes text whose `*`, `**` and `***` become the cell's font where they
/// hold all of it, else rich text. Empty text leaves an empty cell.
pub fn write_text(
    sheet: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let (row, column) = at;
    let runs = runs(text);
    let fonts: Vec<Format> = runs.iter().map(|run| emphasized(font(), run)).collect();
    match &runs[..] {
        [] => sheet.write_blank(row, column, format)?,
        [run] => sheet.write_string_with_format(
            row,
            column,
            run.text,
            &emphasized(format.clone(), run),
        )?,
        _ => {
            let rich: Vec<_> = fonts.iter().zip(runs.iter().map(|run| run.text)).collect();
            sheet.write_rich_string_with_format(row, column, &rich, format)?
        }
    };
    Ok(())
}

/// Writes `43`, `79,53` and `89,47%` as figures that are shown like that,
/// anything else as text.
pub fn write_figure_or_text(
    sheet: &mut Worksheet,
    at: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let Some((value, number_format)) = figure(text) else {
        return write_text(sheet, at, text, format);
    };
    sheet.write_number_with_format(
        at.0,
        at.1,
        value,
        &format.clone().set_num_format(number_format),
    )?;
    Ok(())
}

/// The value of a Vietnamese figure and the number format that shows it.
pub fn figure(text: &str) -> Option<(f64, String)> {
    let (number, percent) = text.strip_suffix('%').map_or((text, ""), |number| (number, "%"));
    let (whole, decimals) = number.split_once(',').unwrap_or((number, ""));
    let padded = whole.len() > 1 && whole.starts_with('0');
    let dangling = number.ends_with(',') || whole.is_empty();
    if padded || dangling || !format!("{whole}{decimals}").chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let exponent = decimals.len() + if percent.is_empty() { 0 } else { 2 };
    let value = format!("{whole}{decimals}e-{exponent}").parse().ok()?;
    let places = if decimals.is_empty() {
        String::new()
    } else {
        format!(".{}", "0".repeat(decimals.len()))
    };
    Some((value, format!("0{places}{percent}")))
}

struct Run<'a> {
    text: &'a str,
    bold: bool,
    italic: bool,
}

fn emphasized(format: Format, run: &Run) -> Format {
    let format = if run.bold { format.set_bold() } else { format };
    if run.italic { format.set_italic() } else { format }
}

/// Cuts a text at its marks; the samples hold no escaped ones.
fn runs(text: &str) -> Vec<Run<'_>> {
    let (mut bold, mut italic) = (false, false);
    let mut runs = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let stars = rest.len() - rest.trim_start_matches('*').len();
        bold ^= stars >= 2;
        italic ^= stars % 2 == 1;
        rest = &rest[stars..];
        let end = rest.find('*').unwrap_or(rest.len());
        if end > 0 {
            runs.push(Run { text: &rest[..end], bold, italic });
        }
        rest = &rest[end..];
    }
    assert!(!bold && !italic, "a mark is not closed: {text}");
    runs
}

/// Makes a row high enough for its longest text. Excel would do so by itself,
/// other programs leave the row as it is saved. `texts`: characters of each text
/// and width of its column.
pub fn fit_height(
    sheet: &mut Worksheet,
    row: u32,
    texts: impl IntoIterator<Item = (usize, f64)>,
) -> Result<(), XlsxError> {
    let lines = |(chars, width): (usize, f64)| (chars as f64 * 0.9 / width).ceil().max(1.0);
    let most = texts.into_iter().map(lines).fold(1.0, f64::max);
    sheet.set_row_height(row, 16.0 * most + 2.0)?;
    Ok(())
}
