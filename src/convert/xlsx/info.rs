//! The sheet *Thông tin*: every field, filled in or not.

use rust_xlsxwriter::XlsxError;

use super::choices::Choices;
use super::sheet::{Column, Sheet};
use super::{look, notes};
use crate::model::date::PartialDate;
use crate::model::fields::{FIELDS, Field};
use crate::model::plan::{Circulation, Plan, Signature, Urgency};
use crate::model::text::Text;
use crate::model::vocabulary::{YES, column, sheet as name};

/// The sheet, with a second column of values for a joint plan.
pub fn sheet(plan: &Plan) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(name::INFO)?;
    let value =
        |width| Column { title: column::VALUE, width, format: look::cell(), note: notes::VALUE };
    let mut columns = vec![Column {
        title: column::MARKER,
        width: 22.0,
        format: look::label(),
        note: notes::LABEL,
    }];
    match &plan.joint {
        Some(_) => columns.extend([value(44.0), value(44.0)]),
        None => columns.push(value(72.0)),
    }
    sheet.head(&columns)?;
    for (row, field) in (1..).zip(FIELDS) {
        sheet.word((row, 0), field.label, &look::label())?;
        sheet.note((row, 0), &notes::of_field(field.path))?;
        let joint = field.joint.filter(|_| plan.joint.is_some());
        for (at, path) in [(1, Some(field.path)), (2, joint)] {
            let Some(path) = path else { continue };
            if let Some(text) = value_of(plan, path) {
                sheet.text((row, at), &text, &look::cell())?;
            }
            if let Some(choices) = choices(field) {
                sheet.choices((row, row), at, choices)?;
            }
        }
    }
    Ok(sheet)
}

/// What may be chosen for a field.
fn choices(field: &Field) -> Option<Choices> {
    match field.path {
        "kind" => Some(Choices::Kinds),
        "signature.authority" => Some(Choices::Authorities),
        "signature.position" => Some(Choices::Positions),
        "urgency" => Some(Choices::words(Urgency::WORDS)),
        "circulation" => Some(Choices::words(Circulation::WORDS)),
        "draft" => Some(Choices::Words(vec![YES])),
        _ => None,
    }
}

/// The value of the field at `path`, as it is typed into its cell.
fn value_of(plan: &Plan, path: &str) -> Option<Text> {
    if let Some(rest) = path.strip_prefix("signature.") {
        return plan.signature.as_ref().and_then(|signature| signed(signature, rest));
    }
    if let Some(path) = path.strip_prefix("joint.") {
        let joint = plan.joint.as_ref()?;
        return match path {
            "parent_agency" => joint.parent_agency.clone(),
            "agency" => Some(joint.agency.clone()),
            "number" => joint.number.as_ref().map(|n| Text::plain(&n.value, &n.origin)),
            "symbol" => joint.symbol.clone(),
            _ => signed(&joint.signature, path.strip_prefix("signature.")?),
        };
    }
    let head = &plan.letterhead;
    let word = |text: &str| Some(Text::plain(text, &plan.origin));
    match path {
        "kind" => word(plan.kind.name),
        "letterhead.parent_agency" => head.parent_agency.clone(),
        "letterhead.agency" => Some(head.agency.clone()),
        "letterhead.number" => head.number.as_ref().map(|n| Text::plain(&n.value, &n.origin)),
        "letterhead.symbol" => head.symbol.clone(),
        "letterhead.place" => head.place.clone(),
        "letterhead.date" => date(&head.date).and_then(|date| word(&date)),
        "subject" => Some(plan.subject.clone()),
        "issued_with" => plan.issued_with.clone(),
        "urgency" => plan.urgency.as_ref().and_then(|u| word(shown(u.value, Urgency::WORDS))),
        "circulation" => {
            plan.circulation.as_ref().and_then(|c| word(shown(c.value, Circulation::WORDS)))
        }
        "drafter" => plan.drafter.clone(),
        "copies" => plan.copies.clone(),
        "draft" => plan.draft.then_some(YES).and_then(word),
        "keywords" => listed(&plan.keywords, "; "),
        "allow" => listed(&plan.allow, ", "),
        _ => None,
    }
}

fn signed(signature: &Signature, key: &str) -> Option<Text> {
    match key {
        "authority" => signature.authority.clone(),
        "position" => Some(signature.position.clone()),
        "other_position" => signature.other_position.clone(),
        "name" => signature.name.clone(),
        "signature_image" => signature.signature_image.clone(),
        "seal_image" => signature.seal_image.clone(),
        _ => None,
    }
}

fn shown<T: Copy + PartialEq>(value: T, words: &[(T, &[&'static str])]) -> &'static str {
    let known = words.iter().find(|(known, _)| *known == value);
    known.and_then(|(_, words)| words.first()).copied().unwrap_or_default()
}

/// As a clerk types it; what is missing is left out.
fn date(date: &PartialDate) -> Option<String> {
    let year = date.year.filter(|year| (1000..=9999).contains(year));
    match (date.day, date.month, year) {
        _ if *date == PartialDate::default() => None,
        (Some(day), Some(month), Some(year)) => Some(format!("{day:02}/{month:02}/{year}")),
        (None, Some(month), Some(year)) => Some(format!("tháng {month:02}/{year}")),
        (None, None, Some(year)) => Some(format!("năm {year}")),
        _ => Some(date.to_string()),
    }
}

/// Words in one cell.
fn listed(words: &[Text], separator: &str) -> Option<Text> {
    let (first, rest) = words.split_first()?;
    Some(rest.iter().fold(first.clone(), |all, word| all.wrapped("", separator).followed_by(word)))
}
