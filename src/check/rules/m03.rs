//! A draft has no number, no day, no signature.

use crate::check::citation::PRACTICE;
use crate::check::rule::{At, Check, Found, Rule};
use crate::check::view::{Role, View};
use crate::check::words::starts_with;
use crate::diagnostic::Severity;

pub const RULE: Rule = Rule {
    id: "M03",
    severity: Severity::Error,
    clause: PRACTICE,
    page: include_str!("m03.md"),
    checks: &[Check::Document(look)],
};

const HINT: &str = "văn bản đã ban hành thì bỏ “DỰ THẢO”; còn là dự thảo thì bỏ";

fn look(view: &View) -> Vec<Found> {
    let document = view.document;
    let typed = view.passages.iter().enumerate().find_map(|(at, passage)| {
        let text = passage.plain();
        let main = passage.section.appendix.is_none() && passage.section.cell.is_none();
        let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
        let is_mark = bare == "DỰ THẢO" || starts_with(bare, "DỰ THẢO LẦN").is_some();
        (main && is_mark).then_some(At::Text(at, 0..text.len()))
    });
    if !document.draft && typed.is_none() {
        return Vec::new();
    }
    let mut found: Vec<Found> = Vec::new();
    for (at, number) in view.of(Role::Number) {
        let message = "Văn bản ghi “DỰ THẢO” mà đã có số.";
        found.push(
            Found::new(At::Text(at, 0..number.plain().len()), message).hint(format!("{HINT} số")),
        );
    }
    let images = document.issuers.iter().filter_map(|issuer| issuer.signature.as_ref());
    for image in
        images.flat_map(|signature| signature.signature_image.iter().chain(&signature.seal_image))
    {
        let message = "Văn bản ghi “DỰ THẢO” mà đã có ảnh chữ ký hoặc dấu.";
        found.push(Found::new(At::Cell(image.origin.clone()), message).hint(format!("{HINT} ảnh")));
    }
    // Somebody may note the day that is meant.
    if found.is_empty() && document.date.value.day.is_some() {
        let message = "Văn bản ghi “DỰ THẢO” mà đã có ngày ban hành.";
        let place = At::Cell(document.date.origin.clone());
        found.push(Found::new(place, message).hint(format!("{HINT} ngày")).warning());
    }
    match typed {
        Some(typed) => found.into_iter().map(|found| found.and_at(typed.clone())).collect(),
        None => found,
    }
}
