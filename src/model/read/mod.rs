//! From the neutral tree to a checked [`Plan`]. Every fault of the tree is
//! collected; nothing stops at the first. One file for each level of the plan.

mod block;
mod fields;
mod table;

use fields::{Faults, Fields};

pub use table::regroup;

use super::date::{DateError, PartialDate};
use super::kind::{KINDS, Kind, find};
use super::node::{Node, Value};
use super::plan::{
    Appendix, Block, Circulation, Footnote, JointIssuer, Letterhead, Orientation, Parts, Plan,
    Signature, Urgency,
};
use super::text::Text;
use crate::diagnostic::{Diagnostic, suggestion};
use crate::origin::Sourced;

/// Reads a plan. The plan is `None` only if the tree is no map at all; with
/// errors among the diagnostics it must not be printed.
pub fn read(node: &Node) -> (Option<Plan>, Vec<Diagnostic>) {
    let faults = Faults::default();
    let plan = Fields::new(node, "", &faults).map(|fields| plan(fields, parts));
    (plan, faults.into_vec())
}

/// Reads the parts of a plan alone, of which each commune gets its own.
pub fn read_parts(node: &Node) -> (Option<Parts>, Vec<Diagnostic>) {
    let faults = Faults::default();
    let parts = Fields::new(node, "", &faults).map(|fields| parts(&fields));
    (parts, faults.into_vec())
}

/// Reads all of a plan but its parts, which are `parts`.
pub fn read_head(node: &Node, parts: Parts) -> (Option<Plan>, Vec<Diagnostic>) {
    let faults = Faults::default();
    let plan = Fields::new(node, "", &faults).map(|fields| {
        plan(fields, |fields| {
            // Known, though not read.
            Parts::KEYS.into_iter().for_each(|key| _ = fields.get(key));
            parts
        })
    });
    (plan, faults.into_vec())
}

fn parts(fields: &Fields) -> Parts {
    let mut place = 0;
    Parts {
        body: blocks(fields, "body"),
        recipients: fields.list("recipients", |node| text(node, "recipients", fields.faults)),
        appendices: fields.list("appendices", |node| {
            place += 1;
            appendix(node, place, fields.faults)
        }),
        footnotes: fields.list("footnotes", |node| footnote(node, fields.faults)),
    }
}

fn plan(fields: Fields, parts: impl FnOnce(&Fields) -> Parts) -> Plan {
    let issued_with = fields.text("issued_with");
    // Stands in for a part that is not there, so that each field of it is named.
    let nothing = Node { value: Value::Map(Vec::new()), origin: fields.origin().clone() };
    let letterhead = fields
        .required_map("letterhead", "letterhead.", &nothing)
        .map_or_else(|| blank_letterhead(&fields), |f| letterhead(f, issued_with.is_none()));
    let signature = if issued_with.is_none() {
        fields.required_map("signature", "signature.", &nothing)
    } else {
        fields.get("signature").and_then(|node| Fields::new(node, "signature.", fields.faults))
    };
    let kind = kind(&fields);
    let subject = fields.required_text("subject");
    let Parts { body, recipients, appendices, footnotes } = parts(&fields);
    let plan = Plan {
        kind,
        letterhead,
        subject,
        urgency: fields.word("urgency", Urgency::WORDS),
        circulation: fields.word("circulation", Circulation::WORDS),
        drafter: fields.text("drafter"),
        copies: fields.text("copies"),
        draft: fields.flag("draft"),
        keywords: fields.list("keywords", |node| text(node, "keywords", fields.faults)),
        allow: fields.list("allow", |node| text(node, "allow", fields.faults)),
        body,
        recipients,
        signature: signature.map(read_signature),
        joint: fields
            .get("joint")
            .and_then(|node| Fields::new(node, "joint.", fields.faults))
            .map(joint),
        appendices,
        footnotes,
        origin: fields.origin().clone(),
        issued_with,
    };
    fields.finish();
    plan
}

fn kind(fields: &Fields) -> Sourced<&'static Kind> {
    let Some(given) = fields.string("kind") else {
        return Sourced::new(&KINDS[0], fields.origin().clone());
    };
    let found = find(&given.value).unwrap_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let mut fault = Diagnostic::error(
            "unknown-kind",
            &given.origin,
            format!("Không có tên loại văn bản “{}”.", given.value),
        )
        .cite("NĐ 30/2020/NĐ-CP, Phụ lục III, Mục I");
        fault = match super::fields::closest(&given.value, names.iter().copied()) {
            Some(close) => fault.hint(suggestion(close)),
            None => fault.hint(format!("ghi một trong: {}", names.join(", "))),
        };
        fields.faults.push(fault);
        &KINDS[0]
    });
    Sourced::new(found, given.origin)
}

fn blank_letterhead(fields: &Fields) -> Letterhead {
    Letterhead {
        parent_agency: None,
        agency: Text::blank(fields.origin()),
        number: None,
        symbol: None,
        place: None,
        date: Sourced::new(PartialDate::default(), fields.origin().clone()),
    }
}

/// `numbered`: the document has its own symbol and place (it is not issued with
/// another one).
fn letterhead(fields: Fields, numbered: bool) -> Letterhead {
    let letterhead = Letterhead {
        parent_agency: fields.text("parent_agency"),
        agency: fields.required_text("agency"),
        number: number(&fields),
        symbol: symbol(&fields, numbered),
        place: if numbered {
            fields.required("place").and_then(|_| fields.text("place"))
        } else {
            fields.text("place")
        },
        date: date(&fields),
    };
    fields.finish();
    letterhead
}

fn symbol(fields: &Fields, required: bool) -> Option<Text> {
    if required {
        fields.required("symbol")?;
    }
    fields.text("symbol")
}

/// The number is data: digits, printed with a leading 0 below 10 (PL1 I.II.3).
fn number(fields: &Fields) -> Option<Sourced<String>> {
    let mut number = fields.string("number")?;
    let digits = number.value.trim().to_owned();
    let bare = digits.chars().take_while(char::is_ascii_digit).count();
    let suffix_fits =
        digits[bare..].chars().all(char::is_alphanumeric) && digits[bare..].chars().count() <= 2;
    if bare == 0 || bare > 6 || !suffix_fits {
        fields.faults.push(
            Diagnostic::error("bad-number", &number.origin, format!("“{digits}” không phải là số của văn bản."))
                .hint("chỉ ghi chữ số, ví dụ 5 hoặc 05; ký hiệu ghi ở mục “Ký hiệu”; chưa có số thì để trống")
                .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.3"),
        );
        return None;
    }
    number.value = if bare == 1 { format!("0{digits}") } else { digits };
    Some(number)
}

fn date(fields: &Fields) -> Sourced<PartialDate> {
    let Some(written) = fields.string("date") else {
        return Sourced::new(PartialDate::default(), fields.origin().clone());
    };
    let read = PartialDate::parse(written.value.trim()).unwrap_or_else(|error| {
        let message = match error {
            DateError::Form => format!("Không đọc được ngày “{}”.", written.value),
            DateError::Impossible => format!("Không có ngày “{}”.", written.value),
        };
        fields.faults.push(
            Diagnostic::error("bad-date", &written.origin, message)
                .hint(
                    "ghi như 05/02/2026, tháng 02/2026 hoặc năm 2026; phần để trống được chừa chỗ",
                )
                .cite("NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, II.4"),
        );
        PartialDate::default()
    });
    Sourced::new(read, written.origin)
}

fn read_signature(fields: Fields) -> Signature {
    let signature = Signature {
        authority: fields.text("authority"),
        position: fields.required_text("position"),
        other_position: fields.text("other_position"),
        name: fields.text("name"),
        signature_image: fields.text("signature_image"),
        seal_image: fields.text("seal_image"),
    };
    fields.finish();
    signature
}

fn joint(fields: Fields) -> JointIssuer {
    let blank = || Signature {
        authority: None,
        position: Text::blank(fields.origin()),
        other_position: None,
        name: None,
        signature_image: None,
        seal_image: None,
    };
    let issuer = JointIssuer {
        parent_agency: fields.text("parent_agency"),
        agency: fields.required_text("agency"),
        number: number(&fields),
        symbol: symbol(&fields, false),
        signature: fields
            .required("signature")
            .and_then(|node| Fields::new(node, "joint.signature.", fields.faults))
            .map_or_else(blank, read_signature),
    };
    fields.finish();
    issuer
}

fn appendix(node: &Node, place: usize, faults: &Faults) -> Option<Appendix> {
    let fields = Fields::new(node, "appendices.", faults)?;
    let appendix = Appendix {
        label: fields.text("label"),
        title: fields.text("title"),
        reference: fields.text("reference"),
        orientation: fields
            .word("orientation", Orientation::WORDS)
            .map_or(Orientation::Portrait, |o| o.value),
        blocks: blocks(&fields, "blocks"),
        place,
        origin: fields.origin().clone(),
    };
    fields.finish();
    Some(appendix)
}

/// The blocks of the body or of an appendix, of which there must be some.
fn blocks(fields: &Fields, key: &'static str) -> Vec<Block> {
    let Some(node) = fields.required(key) else { return Vec::new() };
    if matches!(&node.value, Value::List(items) if items.is_empty()) {
        let message = format!("{} không có đoạn hoặc bảng nào.", fields.name(key));
        fields.faults.push(
            Diagnostic::error("no-blocks", &node.origin, message)
                .hint("điền nội dung; phụ lục không dùng đến thì xóa đi"),
        );
    }
    let mut place = 0;
    fields.list(key, |node| {
        place += 1;
        block::read(node, place, fields.faults)
    })
}

fn footnote(node: &Node, faults: &Faults) -> Option<Footnote> {
    let fields = Fields::new(node, "footnotes.", faults)?;
    fields.required("mark");
    let mark = fields.string("mark");
    let text = fields.required_text("text");
    fields.finish();
    Some(Footnote { mark: mark?, text, optional: false })
}

/// A text that stands alone in a list.
fn text(node: &Node, name: &str, faults: &Faults) -> Option<Text> {
    let text = fields::text(node);
    if text.is_none() {
        faults.wrong_type(node, name, "chữ");
    }
    text
}
