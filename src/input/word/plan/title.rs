//! The name of the type, the subject under it, and what the document is issued with
//! (PL1 I.II.5).
//!
//! Depends on `model`.

use super::lines::{Line, lines, of_paragraph};
use super::making::{Making, Map, Passage, joined, quoted};
use super::words::{begins, is_bold, is_rule, is_upper, letters, packed, without};
use crate::input::word::flow::{Align, Item, Paragraph};
use crate::model::kind::{KINDS, Kind, find};
use crate::model::marker::split_marker;
use crate::model::node::{Node, RawText, Value};
use crate::model::outline::{Rank, rank};

/// The title stands among the first so many paragraphs and tables.
const SEARCH: usize = 80;
/// What may stand before the name of a type.
const DRAFT: &str = "DỰ THẢO ";
/// Lines that a subject has at most.
const SUBJECT: usize = 8;

/// Where the title stands, and what it says.
#[derive(Debug)]
pub struct Title {
    /// The name of the type.
    kind: Passage,
    /// Lines above it in its own item: a letterhead that is one table with it.
    pub above: Vec<Line>,
    /// The lines of the subject.
    subject: Vec<Passage>,
    /// The text that it is issued with, line by line.
    issued_with: Vec<Passage>,
    /// Whether the name, or the subject, is centered: then all of the subject is.
    centred: bool,
    /// Whether the subject stood in the line of the name.
    in_one_line: bool,
    /// The item that it begins with.
    pub item: usize,
    /// The first item after it.
    pub next: usize,
}

/// Whether a line is the name of a type and nothing else.
fn is_exact(line: &Line) -> bool {
    named(line.text()).is_some() && (line.upper() || line.bold)
}

/// Whether the title of a document stands among these items.
pub fn is_there(items: &[Item]) -> bool {
    position(items, |line| is_exact(line) || opening(line).is_some()).is_some()
}

/// Finds the title among the items of a document.
pub fn read(items: &[Item], making: &mut Making) -> Option<Title> {
    let (item, at) =
        position(items, is_exact).or_else(|| position(items, |line| opening(line).is_some()))?;
    let mut found = lines(items.get(item..=item)?);
    let rest = found.split_off((at + 1).min(found.len()));
    let line = found.pop()?;
    let mut title = Title {
        kind: line.passage.clone(),
        above: found,
        subject: Vec::new(),
        issued_with: Vec::new(),
        centred: line.centred,
        in_one_line: false,
        item,
        next: item + 1,
    };
    if let Some(kind) = opening(&line).filter(|_| named(line.text()).is_none()) {
        let text = &line.passage.text;
        let subject = text.slice(kind.name.len()..text.text.len()).trim();
        title.kind.text = text.slice(0..kind.name.len());
        title.subject.push(Passage { text: subject, origin: line.origin().clone() });
        title.in_one_line = true;
    }
    // A table with the letterhead goes on with the right column of the letterhead.
    let side = line.side;
    for more in rest {
        if more.side == side && !is_rule(more.text()) {
            title.line(&more.passage)
        } else {
            title.above.push(more)
        }
    }
    title.following(items, making);
    Some(title)
}

/// The type that a line names, a colon or full stop after it not counted.
fn named(text: &str) -> Option<&'static Kind> {
    let text = text.trim();
    let text = text.strip_prefix(DRAFT).unwrap_or(text);
    let spaced = text.split_whitespace().all(|word| word.chars().count() == 1);
    let same = |kind: &&Kind| letters(kind.name) == letters(text);
    find(text.trim().trim_end_matches([':', '.']))
        .or_else(|| KINDS.iter().find(same).filter(|_| spaced))
}

/// The first line that fits: the item and the line's place among its lines.
fn position(items: &[Item], fits: impl Fn(&Line) -> bool) -> Option<(usize, usize)> {
    items.iter().take(SEARCH).enumerate().find_map(|(index, item)| {
        let found = match item {
            Item::Paragraph(paragraph) => of_paragraph(paragraph).into_iter().take(1).collect(),
            Item::Table(_) => lines(std::slice::from_ref(item)),
        };
        found.iter().position(&fits).map(|line| (index, line))
    })
}

/// The type that a line in capitals begins with: "KẾ HOẠCH TRIỂN KHAI …".
fn opening(line: &Line) -> Option<&'static Kind> {
    let text = line.text();
    let named = |kind: &&Kind| {
        let rest = text.strip_prefix(kind.name);
        rest.is_some_and(|rest| rest.starts_with(' ') && is_upper(rest))
    };
    KINDS.iter().find(named).filter(|_| line.centred || line.bold)
}

impl Title {
    fn line(&mut self, passage: &Passage) {
        let opens = ["ban hanh kem theo", "kem theo"]
            .iter()
            .any(|words| begins(passage.text.text.trim_start_matches('('), words));
        let open = self.issued_with.last().is_some_and(|last| !last.text.text.ends_with(')'));
        if opens || open {
            self.issued_with.push(passage.clone());
        } else {
            self.subject.push(passage.clone());
        }
    }

    /// Takes the paragraphs under the title that belong to it.
    fn following(&mut self, items: &[Item], making: &mut Making) {
        let mut end = self.next;
        let mut blank = false;
        for (index, item) in items.iter().enumerate().skip(self.next) {
            let Item::Paragraph(paragraph) = item else { break };
            let text = paragraph.text();
            if text.is_blank() {
                blank = true;
                continue;
            }
            if is_rule(&text.text) {
                making.printed(&text.text, &paragraph.origin);
                end = index + 1;
                blank = true;
                continue;
            }
            if !self.takes(paragraph, &text, blank) {
                break;
            }
            for line in of_paragraph(paragraph) {
                self.line(&line.passage);
            }
            end = index + 1;
        }
        self.next = end;
    }

    fn takes(&self, paragraph: &Paragraph, text: &RawText, blank: bool) -> bool {
        let open = self.issued_with.last().is_some_and(|last| !last.text.text.ends_with(')'));
        let bracket = text.text.starts_with('(') && paragraph.align == Align::Center || open;
        let marker = split_marker(&text.text).and_then(|(marker, _)| rank(marker));
        let named = split_marker(&text.text).is_some_and(|(marker, _)| {
            ["phan", "chuong", "muc", "dieu"].iter().any(|word| begins(marker, word))
        });
        let is_part =
            marker.is_some_and(|rank| rank < Rank::Dash) || paragraph.label.is_some() || named;
        let opens_body = ["can cu", "thuc hien"].iter().any(|words| begins(&text.text, words));
        let centred = paragraph.align == Align::Center;
        // Who decides is named in capitals below the subject of a decision.
        let upper = self.subject.iter().all(|line| is_upper(&line.text.text));
        let set_apart = if blank && !self.subject.is_empty() {
            centred && is_bold(text) && (upper || !is_upper(&text.text))
        } else {
            centred || is_bold(text) && !self.centred
        };
        let addressed = begins(&text.text, "kinh gui");
        let own = set_apart && !is_part && !addressed && (centred || !opens_body);
        bracket || own && self.subject.len() < SUBJECT
    }

    /// Whether the name of the type says that this is a draft.
    pub fn is_draft(&self) -> bool {
        self.kind.text.text.starts_with(DRAFT)
    }

    /// The members of the plan.
    ///
    /// A document that has its own number is issued with no other: there the line in
    /// brackets is part of the subject.
    pub fn members(mut self, numbered: bool, plan: &mut Map, making: &mut Making) {
        let bare = |passage: &Passage| Passage {
            text: packed(without(passage.text.clone(), true, false)),
            origin: passage.origin.clone(),
        };
        if numbered {
            self.subject.append(&mut self.issued_with);
        }
        if let Some(kind) = named(&self.kind.text.text) {
            plan.word("kind", kind.name, &self.kind.origin);
            if self.is_draft() {
                let origin = self.kind.origin.clone();
                plan.add("draft", Node { value: Value::Bool(true), origin });
            }
            // Its name may be typed without marks, with wrong ones or with spaces in it.
            if self.kind.text.text.to_uppercase() != kind.name {
                making.printed(&self.kind.text.text, &self.kind.origin);
                making.added(kind.name, &self.kind.origin);
            }
        }
        let subject: Vec<Passage> = self.subject.iter().map(bare).collect();
        if self.in_one_line
            && let Some(first) = subject.first()
        {
            let message = format!(
                "{} đứng cùng dòng với tên loại nên được đọc là trích yếu.",
                quoted(&first.text.text)
            );
            making.doubt(
                &first.origin,
                message,
                "xem lại Trích yếu; chữ in hoa thì viết lại chữ thường",
            );
        }
        plan.optional("subject", joined(&subject));
        let issued_with: Vec<Passage> = self
            .issued_with
            .iter()
            .map(|passage| Passage {
                text: without(passage.text.clone(), true, true),
                origin: passage.origin.clone(),
            })
            .collect();
        plan.optional("issued_with", joined(&issued_with));
    }
}
