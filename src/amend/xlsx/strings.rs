//! The runs of a cell's text.

use std::ops::Range;

use super::cell_text;
use crate::amend::xml::{Edits, Element, element, text, walk};
use crate::diagnostic::Diagnostic;

/// The namespace of workbooks.
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
/// The font that takes the place of an old one.
const TIMES: &str = "Times New Roman";

/// A run of a text.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its look, the XML of `rPr`; the cell's own where there is none.
    pub properties: Option<String>,
    /// Its characters, as stored.
    pub text: String,
}

/// What stands between the tags of the one element in `whole`.
pub fn inner(whole: &str) -> &str {
    let open = whole.find('>').map_or(whole.len(), |at| at + 1);
    let close = whole.rfind("</").unwrap_or(open).max(open);
    whole.get(open..close).unwrap_or_default()
}

/// The runs in the inside of a string (`si`, `is`), without phonetic ones.
///
/// # Errors
/// It is no well-formed XML.
pub fn runs(inside: &str) -> Result<Vec<Run>, Diagnostic> {
    let mut found: Vec<(Option<Range<usize>>, Range<usize>)> = Vec::new();
    let mut properties = None;
    walk(inside, |path, element| {
        let steps: Vec<&str> = path.iter().map(String::as_str).collect();
        match steps.as_slice() {
            ["r", "rPr"] => properties = Some(element.range),
            ["t"] => found.push((None, element.inner)),
            ["r", "t"] => found.push((properties.clone(), element.inner)),
            ["r"] => properties = None,
            _ => {}
        }
    })?;
    let slice = |range: Range<usize>| inside.get(range).unwrap_or_default();
    let run = |(properties, range): (Option<Range<usize>>, Range<usize>)| {
        let properties = properties.map(|range| slice(range).to_owned());
        Ok(Run { properties, text: text(slice(range))? })
    };
    found.into_iter().map(run).collect()
}

/// The font family that the XML of `rPr` names.
///
/// # Errors
/// It is no well-formed XML.
pub fn family(properties: &str) -> Result<Option<String>, Diagnostic> {
    let mut family = None;
    walk(properties, |path, element| {
        if path.len() == 2 && element.local() == "rFont" {
            family = element.attribute("val");
        }
    })?;
    Ok(family)
}

/// The look of a run, or of the `font` of its cell where it has none, with Times New
/// Roman for its family.
///
/// # Errors
/// It is no well-formed XML.
pub fn in_times(own: Option<&str>, font: &str, prefix: &str) -> Result<String, Diagnostic> {
    let source = own.unwrap_or(font);
    let mut members = String::new();
    walk(source, |path, member: Element| {
        let is_family = ["rFont", "name", "charset", "family", "scheme"].contains(&member.local());
        if path.len() == 2 && !is_family {
            members.push_str(source.get(member.range).unwrap_or_default());
        }
    })?;
    Ok(format!("<{prefix}rPr><{prefix}rFont val=\"{TIMES}\"/>{members}</{prefix}rPr>"))
}

/// The runs as the text of a cell whose names have the prefix `own`; those of the runs'
/// looks have `prefix`.
pub fn write(runs: &[Run], own: &str, prefix: &str) -> String {
    let kept: Vec<&Run> = runs.iter().filter(|run| !run.text.is_empty()).collect();
    let text = |run: &Run, prefix: &str| {
        let text = cell_text(&run.text);
        format!("<{prefix}t xml:space=\"preserve\">{text}</{prefix}t>")
    };
    let inside: String = match kept.as_slice() {
        [] => format!("<{prefix}t/>"),
        [run] if run.properties.is_none() => text(run, prefix),
        runs => {
            let one = |run: &&Run| {
                let properties = run.properties.as_deref().unwrap_or_default();
                format!("<{prefix}r>{properties}{}</{prefix}r>", text(run, prefix))
            };
            runs.iter().map(one).collect()
        }
    };
    let space = match prefix.strip_suffix(':') {
        _ if own == prefix => String::new(),
        Some(prefix) => format!(" xmlns:{prefix}=\"{MAIN}\""),
        None => format!(" xmlns=\"{MAIN}\""),
    };
    format!("<{own}is{space}>{inside}</{own}is>")
}

/// The text of a comment with more at its end, in the inside of its `text`.
///
/// # Errors
/// It is no well-formed XML.
pub fn with_more(whole: &str, run: &str, prefix: &str) -> Result<String, Diagnostic> {
    let mut edits = Edits::default();
    let root = element(whole, &["text"])?;
    let (mut last, mut plain) = (root.inner.start, None);
    walk(whole, |path, member| match (path.len(), member.local()) {
        (2, "r") => last = last.max(member.range.end),
        (2, "t") => plain = Some(member.range),
        _ => {}
    })?;
    if root.is_empty {
        edits.append(&root, &[], run);
    } else if let Some(plain) = plain {
        last = last.max(plain.end);
        edits.replace(plain.start..plain.start, format!("<{prefix}r>"));
        edits.replace(plain.end..plain.end, format!("</{prefix}r>"));
        edits.replace(last..last, run);
    } else {
        edits.replace(last..last, run);
    }
    Ok(edits.apply(whole))
}
