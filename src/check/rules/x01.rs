//! An indicator with two values.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::citation::PRACTICE;
use crate::check::indicators::{core, figures, indicators, last_year};
use crate::check::rule::{At, Check, Fact, Found, Known, Rule};
use crate::check::tables::header;
use crate::check::view::{Passage, Role, View};
use crate::diagnostic::Severity;
use crate::model::fields::fold;
use crate::model::table::Table;

pub const RULE: Rule = Rule {
    id: "X01",
    severity: Severity::Warning,
    clause: PRACTICE,
    page: include_str!("x01.md"),
    checks: &[Check::Facts { gather, judge }],
};

/// In a fact's `about`, between name, scope and year.
const CUT: char = '|';
/// The scope of a fact that only gives an indicator its short name.
const SHORT: &str = "=";

fn gather(role: Role, text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    if role == Role::Paragraph {
        facts.extend(indicators(text).into_iter().map(|(figure, given)| {
            let year = given.year.map(|year| year.to_string()).unwrap_or_default();
            let about = format!("{}{CUT}{}{CUT}{year}", given.name, given.scope);
            Fact { range: figure.range, about, value: figure.value }
        }));
    }
    facts.extend(short_names(text));
    facts
}

/// "Chỉ số cải cách hành chính (PAR INDEX)".
fn short_names(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let lower = text.to_lowercase();
    for (open, _) in text.match_indices('(') {
        let inside = text.get(open + 1..).and_then(|rest| rest.split_once(')')).map_or("", |(inside, _)| inside);
        let is_short = inside.len() > 1 && inside.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
        let before = lower.get(..open).unwrap_or_default();
        let noun = ["chỉ số", "tỷ lệ", "mức độ"].iter().filter_map(|noun| before.rfind(noun)).max();
        if let Some(name) = noun.and_then(|noun| before.get(noun..)).filter(|_| is_short && lower.len() == text.len()) {
            let about = format!("{}{CUT}{SHORT}{CUT}", core(name));
            facts.push(Fact { range: open..open + 1, about, value: core(inside) });
        }
    }
    facts
}

/// A value with its place.
struct Value {
    at: At,
    figure: String,
    shown: String,
    /// The table that it is from.
    table: Option<usize>,
}

/// What is known of the whole document.
struct Frame<'k> {
    /// Names with their short names.
    short: BTreeMap<&'k str, &'k str>,
    year: Option<u16>,
    /// The place of the issuer, folded.
    place: String,
}

fn judge(view: &View, known: &[Known]) -> Vec<Found> {
    let parts = |known: &Known| {
        let mut parts = known.fact.about.split(CUT).map(str::to_owned);
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    };
    let short = known.iter().filter_map(|known| {
        let (name, rest) = known.fact.about.split_once(CUT)?;
        rest.starts_with(SHORT).then_some((name, known.fact.value.as_str()))
    });
    let subject_year = view.of(Role::Subject).find_map(|(_, subject)| last_year(subject.plain()));
    let frame = Frame {
        short: short.collect(),
        year: subject_year.or(view.document.date.value.year),
        place: view.document.place.as_ref().map(|place| core(&place.to_plain())).unwrap_or_default(),
    };
    let mut values: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let contexts = contexts(view);
    for known in known {
        let (name, scope, year) = parts(known);
        let Some(Some(context)) = contexts.get(known.passage).filter(|_| scope != SHORT) else { continue };
        let told = year.parse().ok().or(context.year);
        // What was achieved is told with its year, or it is not compared.
        let Some(year) = told.or(frame.year.filter(|_| !context.is_of_results)) else { continue };
        let passage = view.passages.get(known.passage);
        let shown = passage.and_then(|passage| passage.plain().get(known.fact.range.clone()));
        let value = Value {
            at: known.at(),
            figure: known.fact.value.clone(),
            shown: shown.unwrap_or_default().to_owned(),
            table: None,
        };
        let scope = format!("{scope} {}", context.scope);
        values.entry(frame.key(&name, &scope, year)).or_default().push(value);
    }
    for (index, (table, first, passages)) in view.tables().enumerate() {
        let context = contexts.get(first).and_then(Option::as_ref);
        for (key, value) in frame.of_table(view, table, first, passages, context) {
            values.entry(key).or_default().push(Value { table: Some(index), ..value });
        }
    }
    values.iter().filter_map(|(key, values)| contradiction(key, values)).collect()
}

/// The finding about the values of one indicator, where they are two.
fn contradiction(key: &str, values: &[Value]) -> Option<Found> {
    let distinct: BTreeSet<&str> = values.iter().map(|value| value.figure.as_str()).collect();
    let first = values.first()?;
    let other = values.iter().find(|value| value.figure != first.figure)?;
    // Rows of a table that are called alike belong to different things.
    let in_one_table = |value: &Value| {
        value.table.is_some() && values.iter().filter(|other| other.table == value.table).count() > 1
    };
    if distinct.len() != 2 || values.iter().any(in_one_table) {
        return None;
    }
    let year = key.rsplit(CUT).next().unwrap_or_default();
    let message = format!(
        "Cùng một chỉ tiêu năm {year} nhưng chỗ này ghi “{}”, chỗ khác ghi “{}”.",
        other.shown, first.shown
    );
    let found = Found::new(other.at.clone(), message).and_at(first.at.clone());
    Some(found.hint("xem số nào đúng rồi ghi thống nhất ở cả hai chỗ"))
}

impl Frame<'_> {
    /// What two values must share to be compared.
    fn key(&self, name: &str, scope: &str, year: u16) -> String {
        let place = format!(" {}", self.place);
        let mut name = format!(" {name}");
        for of in [" tinh", " xa", " phuong", " toan", " dia ban"] {
            if !self.place.is_empty() {
                name = name.replace(&format!("{of}{place}"), "");
            }
        }
        let name = name.trim();
        let short = self.short.values().find(|short| name.ends_with(**short) && self.short.iter().any(|(long, of)| of == *short && name.starts_with(long)));
        let name = short.or_else(|| self.short.get(name)).copied().unwrap_or(name);
        let scope: Vec<&str> = scope.split_whitespace().collect();
        format!("{name}{CUT}{}{CUT}{year}", scope.join(" "))
    }

    /// The values of a table: rows named like indicators, columns of a year or of targets.
    fn of_table(
        &self,
        view: &View,
        table: &Table,
        first: usize,
        passages: &[Passage],
        context: Option<&Context>,
    ) -> Vec<(String, Value)> {
        let columns: Vec<Option<(u16, String)>> =
            (0..table.columns).map(|column| self.column(&header(table, column), context)).collect();
        let titles: Vec<&Passage> = passages.iter().filter(|passage| passage.role == Role::Cell && is_title(passage)).collect();
        let mut title: Option<&Passage> = None;
        let mut group = String::new();
        let mut values = Vec::new();
        for (at, passage) in passages.iter().enumerate() {
            let Some((row, column)) = passage.section.cell else { continue };
            if passage.role == Role::GroupCell {
                group = scope_of(passage.plain());
                continue;
            }
            let same_row = title.is_some_and(|title| title.section.cell.is_some_and(|(of, _)| of == row));
            if !same_row {
                title = Some(passage).filter(|passage| is_title(passage));
                continue;
            }
            let (Some(title), Some(Some((year, scope)))) = (title, columns.get(column)) else { continue };
            let plain = passage.plain();
            let figures = figures(plain);
            let [figure] = figures.as_slice() else { continue };
            let rest = [plain.get(..figure.range.start), plain.get(figure.range.end..)];
            if rest.iter().flatten().any(|rest| !core(rest).is_empty()) {
                continue;
            }
            let Some(name) = self.row(title.plain(), &titles, view, first) else { continue };
            let value = Value {
                at: At::Text(first + at, figure.range.clone()),
                figure: figure.value.clone(),
                shown: plain.get(figure.range.clone()).unwrap_or_default().to_owned(),
                table: None,
            };
            values.push((self.key(&name, &format!("{scope} {group}"), *year), value));
        }
        values
    }

    /// Year and scope of a column with values of indicators.
    fn column(&self, header: &str, context: Option<&Context>) -> Option<(u16, String)> {
        let is_target = ["mục tiêu", "chỉ tiêu", "kế hoạch", "phấn đấu"].iter().any(|word| header.contains(word));
        let bare = header.split([' ', '\n']).find_map(|word| word.parse().ok()).filter(|year| (2000..2100).contains(year));
        let own = context.and_then(|context| context.year).or(self.year);
        let year = last_year(header).or(bare).or(own.filter(|_| is_target))?;
        Some((year, core(header)))
    }

    /// The name of a row; that of the row of totals is what the table is about.
    fn row(&self, title: &str, titles: &[&Passage], view: &View, first: usize) -> Option<String> {
        let own = core(title);
        if !matches!(own.as_str(), "tong cong" | "tong" | "cong" | "chung" | "tong diem") {
            return Some(own);
        }
        let mut above = view.passages.get(..first)?.iter().rev().take(3);
        let above = above.find(|passage| matches!(passage.role, Role::Heading | Role::Title | Role::Paragraph))?;
        let above = format!(" {} ", core(above.plain()));
        let has = |text: &str, short: &str| format!(" {} ", core(text)).contains(&format!(" {short} "));
        let is_about = |short: &&&str| {
            above.contains(&format!(" {short} ")) && !titles.iter().any(|title| has(title.plain(), short))
        };
        let shorts: BTreeSet<&&str> = self.short.values().filter(is_about).collect();
        (shorts.len() == 1).then(|| shorts.into_iter().next().map(|short| (**short).to_owned()))?
    }
}

/// Whether a cell names its row: words, and no figure.
fn is_title(passage: &Passage) -> bool {
    let plain = passage.plain();
    plain.chars().filter(|c| c.is_alphabetic()).count() > 5 && !plain.contains('%')
}

/// What the headings above say of a passage.
#[derive(Clone, Default)]
struct Context {
    scope: String,
    year: Option<u16>,
    is_of_results: bool,
}

fn contexts(view: &View) -> Vec<Option<Context>> {
    let mut context = Context::default();
    let mut appendix = None;
    let mut contexts = Vec::new();
    for passage in &view.passages {
        if appendix != passage.section.appendix {
            (appendix, context) = (passage.section.appendix, Context::default());
        }
        if matches!(passage.role, Role::Heading | Role::Title) {
            let folded = fold(passage.plain());
            let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
            context = Context {
                scope: scope_of(passage.plain()),
                year: last_year(passage.plain()),
                is_of_results: has(&["ket qua", "thuc trang", "tinh hinh", "danh gia"]) && !has(&["muc tieu", "chi tieu", "nhiem vu"]),
            };
        }
        contexts.push(Some(context.clone()));
    }
    contexts
}

/// The heading itself, where it names whom its indicators are of.
fn scope_of(heading: &str) -> String {
    let folded = fold(heading);
    let of = [
        "phong ", "so ", "ban ", "van phong", "trung tam", "thon ", "xa ", "phuong ", "cong an", "truong ",
        "hoi ", "doan ", "doi voi ", "khoi ", "cap ", "cac ", "linh vuc ", "nganh ",
    ];
    if of.iter().any(|of| folded.starts_with(of)) { core(heading) } else { String::new() }
}
