//! How cells look, and texts as the runs of one.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatScript};

use crate::model::node::{Script, Style};
use crate::model::text::{Inline, Text};

/// The number format "Text", `@`.
const TEXT_FORMAT: u8 = 49;
/// The ground of titles, and of rows that are the title of others.
const TITLE_FILL: u32 = 0xDDEBF7;
const GROUP_FILL: u32 = 0xF2F2F2;

fn font() -> Format {
    Format::new().set_font_name("Times New Roman").set_font_size(12)
}

/// A cell that holds text, whatever is typed into it.
pub fn cell() -> Format {
    font().set_num_format_index(TEXT_FORMAT).set_text_wrap().set_align(FormatAlign::Top)
}

/// A cell whose text stands in the middle.
pub fn center() -> Format {
    cell().set_align(FormatAlign::Center)
}

/// A label beside a value.
pub fn label() -> Format {
    cell().set_bold()
}

/// A column's title on a sheet of rows.
pub fn title() -> Format {
    center()
        .set_bold()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(TITLE_FILL))
        .set_border_bottom(FormatBorder::Thin)
}

/// A cell of a table.
pub fn boxed() -> Format {
    cell().set_align(FormatAlign::VerticalCenter).set_border(FormatBorder::Thin)
}

/// A cell of a table's header.
pub fn header() -> Format {
    boxed().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(TITLE_FILL))
}

/// A cell of a row that is the title of the rows below it.
pub fn group() -> Format {
    boxed().set_background_color(Color::RGB(GROUP_FILL))
}

/// `format` with a text's own style added.
pub fn styled(format: Format, style: Style) -> Format {
    let format = if style.bold { format.set_bold() } else { format };
    let format = if style.italic { format.set_italic() } else { format };
    match style.script {
        Script::Baseline => format,
        Script::Super => format.set_font_script(FormatScript::Superscript),
        Script::Sub => format.set_font_script(FormatScript::Subscript),
    }
}

/// The font of a run of this style in a cell of a header or not.
pub fn run(style: Style, in_header: bool) -> Format {
    styled(font(), Style { bold: style.bold || in_header, ..style })
}

/// A text in stretches of one style. Footnote calls are written out; they have
/// the style of what is before them, which reading them ignores.
pub fn stretches(text: &Text) -> Vec<(String, Style)> {
    let mut stretches: Vec<(String, Style)> = Vec::new();
    for inline in &text.inlines {
        match (inline, stretches.last_mut()) {
            (Inline::Footnote { mark }, Some((before, _))) => {
                before.extend(["[^", mark, "]"]);
            }
            (Inline::Footnote { mark }, None) => {
                stretches.push((format!("[^{mark}]"), Style::default()));
            }
            (Inline::Run { text, style }, Some((before, last))) if last == style => {
                before.push_str(text);
            }
            (Inline::Run { text, style }, _) => stretches.push((text.clone(), *style)),
        }
    }
    stretches
}

/// The characters of a text as its cell shows them.
pub fn shown(text: &Text) -> String {
    stretches(text).into_iter().map(|(part, _)| part).collect()
}
