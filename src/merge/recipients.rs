//! The list under "Nơi nhận:": a dash before, ";" after each line and "." after
//! the last (PL1 I.II.9d), unless the clerk typed them.

use crate::model::text::Text;

/// The lines as printed.
pub fn punctuated(recipients: &[Text]) -> Vec<Text> {
    let last = recipients.len().saturating_sub(1);
    recipients
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let typed_dash = line.to_plain().trim_start().starts_with(['-', '–', '+']);
            let typed_end = matches!(line.last_char(), Some(';' | '.' | ','));
            let end = match (typed_end, index == last) {
                (true, _) => "",
                (false, true) => ".",
                (false, false) => ";",
            };
            line.wrapped(if typed_dash { "" } else { "- " }, end)
        })
        .collect()
}
