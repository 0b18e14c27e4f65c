//! From a plan to one complete document: markers numbered, recipients
//! punctuated, the line under each appendix composed, footnotes numbered.
//! Nothing is left open after this stage, and nothing of the decree's layout
//! is known here.
//!
//! May depend on `model`, `diagnostic` and `origin`.

mod footnotes;
mod issuer;
mod parts;
mod recipients;
pub mod say;
pub mod template;

use crate::diagnostic::Diagnostic;
use crate::model::document::{AppendixPart, Document, Issuer, Properties, Reference};
use crate::model::outline::roman;
use crate::model::plan::{Appendix, Plan};
use crate::model::text::Text;
use crate::origin::Sourced;

/// Makes the document of a plan. The diagnostics hold errors where something
/// of the plan fits nowhere; the document must then not be printed.
pub fn document(plan: &Plan) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut document = Document {
        kind: Text::plain(plan.kind.name, &plan.kind.origin),
        issuers: issuers(plan),
        numbered: plan.issued_with.is_none(),
        place: plan.letterhead.place.clone(),
        date: plan.letterhead.date.clone(),
        subject: plan.subject.clone(),
        issued_with: plan.issued_with.as_ref().map(|text| issued_with(text, "Ban hành kèm theo ")),
        urgency: plan.urgency.as_ref().map(|u| u.value),
        circulation: plan.circulation.as_ref().map(|c| c.value),
        drafter: drafter(plan),
        draft: plan.draft,
        body: parts::parts(&plan.body, 0, &mut diagnostics),
        recipients: recipients::punctuated(&plan.recipients),
        appendices: appendices(plan, &mut diagnostics),
        footnotes: Vec::new(),
        allowed: plan.allow.clone(),
        properties: properties(plan),
    };
    footnotes::number(&mut document, &plan.footnotes, &mut diagnostics);
    (document, diagnostics)
}

fn issuers(plan: &Plan) -> Vec<Issuer> {
    let head = &plan.letterhead;
    let first = Issuer {
        parent: head.parent_agency.clone(),
        agency: head.agency.clone(),
        number: head.number.as_ref().map(number),
        symbol: head.symbol.clone(),
        signature: plan.signature.clone(),
    };
    let second = plan.joint.as_ref().map(|joint| Issuer {
        parent: joint.parent_agency.clone(),
        agency: joint.agency.clone(),
        number: joint.number.as_ref().map(number),
        symbol: joint.symbol.clone(),
        signature: Some(joint.signature.clone()),
    });
    std::iter::once(first).chain(second).collect()
}

fn number(number: &Sourced<String>) -> Text {
    Text::plain(&number.value, &number.origin)
}

/// Brackets and the opening words, where the plan does not give them.
fn issued_with(text: &Text, opening: &str) -> Text {
    let plain = text.to_plain().trim_start().to_lowercase();
    if plain.starts_with('(') {
        return text.clone();
    }
    let given = plain.starts_with("ban hành kèm theo") || plain.starts_with("kèm theo");
    text.wrapped(&format!("({}", if given { "" } else { opening }), ")")
}

/// "PL.(300)" (PL1 I.III.3).
fn drafter(plan: &Plan) -> Option<Text> {
    match (&plan.drafter, &plan.copies) {
        (Some(drafter), Some(copies)) => {
            Some(drafter.wrapped("", &format!(".({})", copies.to_plain())))
        }
        (Some(drafter), None) => Some(drafter.clone()),
        (None, copies) => copies.as_ref().map(|copies| copies.wrapped("(", ")")),
    }
}

fn appendices(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) -> Vec<AppendixPart> {
    let many = plan.appendices.len() > 1;
    let composed = plan.appendices.iter().any(|appendix| appendix.reference.is_none());
    let agency = if composed && plan.issued_with.is_none() {
        agencies(plan, diagnostics)
    } else {
        String::new()
    };
    let mut made = Vec::new();
    for (index, appendix) in plan.appendices.iter().enumerate() {
        let label = appendix.label.clone().unwrap_or_else(|| {
            // Two or more are numbered in Roman numerals, one is not (PL1 I.III.1a).
            let number = if many { format!(" {}", roman(index + 1)) } else { String::new() };
            Text::plain(format!("Phụ lục{number}"), &appendix.origin)
        });
        made.push(AppendixPart {
            place: appendix.place,
            label,
            title: appendix.title.clone(),
            reference: reference(plan, appendix, &agency),
            orientation: appendix.orientation,
            parts: parts::parts(&appendix.blocks, 1, diagnostics),
        });
    }
    made
}

/// The issuers' names inside a sentence.
fn agencies(plan: &Plan, diagnostics: &mut Vec<Diagnostic>) -> String {
    let agencies: Vec<String> = std::iter::once(&plan.letterhead.agency)
        .chain(plan.joint.as_ref().map(|joint| &joint.agency))
        .map(|agency| issuer::in_sentence(agency, diagnostics))
        .collect();
    agencies.join(" và ")
}

fn reference(plan: &Plan, appendix: &Appendix, agency: &str) -> Reference {
    if let Some(given) = &appendix.reference {
        return Reference::Given(given.clone());
    }
    if let Some(other) = &plan.issued_with {
        return Reference::IssuedWith(issued_with(other, "Kèm theo "));
    }
    let kind = Text::plain(plan.kind.title, &plan.kind.origin);
    Reference::Composed { kind, agency: Text::plain(agency, &plan.letterhead.agency.origin) }
}

fn properties(plan: &Plan) -> Properties {
    let one_line = |text: &Text| text.to_plain().split_whitespace().collect::<Vec<_>>().join(" ");
    let subject = one_line(&plan.subject);
    let authors = std::iter::once(&plan.letterhead.agency)
        .chain(plan.joint.as_ref().map(|joint| &joint.agency));
    Properties {
        title: format!("{} {subject}", plan.kind.title),
        authors: authors.map(one_line).collect(),
        keywords: plan.keywords.iter().map(one_line).collect(),
        subject,
    }
}
