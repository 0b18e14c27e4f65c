//! An indicator with two values.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::check::citation::PRACTICE;
use crate::check::indicators::{Figure, Indicator, core, figures, indicators, last_year};
use crate::check::rule::{At, Check, Fact, Found, Known, Rule};
use crate::check::tables::header;
use crate::check::view::{Passage, Role, View};
use crate::check::words::{near_after, near_before};
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

/// In a fact's `about`, between name, scope, year, unit and label.
const CUT: &str = "|";
/// The scope of a fact that only gives an indicator its short name.
const SHORT: &str = "=";
/// What a fact is about that tells what a heading says of the passages below it.
const HEADING: &str = "#";

fn gather(role: Role, text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    if role == Role::Paragraph {
        facts.extend(indicators(text).into_iter().map(|(figure, given)| {
            let year = given.year.map(|year| year.to_string()).unwrap_or_default();
            let Indicator { scope, label, .. } = given;
            let name = name_of(&label);
            let about = [&name, &scope, &year, figure.unit, &label].join(CUT);
            Fact { range: figure.range, about, value: figure.value }
        }));
    }
    if matches!(role, Role::Heading | Role::Title) {
        let value = Context::of(text).to_value();
        facts.push(Fact { range: 0..text.len(), about: HEADING.to_owned(), value });
    }
    facts.extend(short_names(text));
    facts
}

/// "Chỉ số cải cách hành chính (PAR INDEX)".
fn short_names(text: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (open, _) in text.match_indices('(') {
        let inside =
            near_after(text, open + 1, 40).split_once(')').map_or("", |(inside, _)| inside);
        let is_short =
            inside.len() > 1 && inside.chars().all(|c| c.is_ascii_uppercase() || c == ' ');
        let before = near_before(text, open, 200).to_lowercase();
        let nouns = ["chỉ số", "tỷ lệ", "mức độ"];
        let noun = nouns.iter().filter_map(|noun| before.rfind(noun)).max();
        if let Some(name) = noun.and_then(|noun| before.get(noun..)).filter(|_| is_short) {
            let about = [&core(name), SHORT, ""].join(CUT);
            facts.push(Fact { range: open..open + 1, about, value: core(inside) });
        }
    }
    facts
}

/// A value with its place.
struct Value {
    at: At,
    /// The number.
    figure: String,
    /// The number as it stands there.
    shown: String,
    /// The name of the indicator as it stands there.
    label: String,
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
    let short = known.iter().filter_map(|known| {
        let (name, rest) = known.fact.about.split_once(CUT)?;
        rest.starts_with(SHORT).then_some((name, known.fact.value.as_str()))
    });
    let subject_year = view.of(Role::Subject).find_map(|(_, subject)| last_year(subject.plain()));
    let frame = Frame {
        short: short.collect(),
        year: subject_year.or(view.document.date.value.year),
        place: view
            .document
            .place
            .as_ref()
            .map(|place| core(&place.to_plain()))
            .unwrap_or_default(),
    };
    let mut values: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let contexts = contexts(view, known);
    for known in known {
        let parts: Vec<&str> = known.fact.about.splitn(5, CUT).collect();
        let [name, scope, year, unit, label] = parts.as_slice() else { continue };
        let Some(context) = contexts.get(known.passage) else { continue };
        let told = year.parse().ok().or(context.year);
        // What was achieved is told with its year, or it is not compared.
        let Some(year) = told.or(frame.year.filter(|_| !context.is_of_results)) else { continue };
        let passage = view.passages.get(known.passage);
        let shown = passage.and_then(|passage| passage.plain().get(known.fact.range.clone()));
        let value = Value {
            at: known.at(),
            figure: known.fact.value.clone(),
            shown: shown.unwrap_or_default().to_owned(),
            label: (*label).to_owned(),
            table: None,
        };
        let scope = format!("{scope} {}", context.scope);
        values.entry(frame.key(name, &scope, year, unit)).or_default().push(value);
    }
    for (index, (table, first, passages)) in view.tables().enumerate() {
        let context = contexts.get(first).map(|context| &**context);
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
    let mut tables = BTreeSet::new();
    let is_doubled =
        values.iter().filter_map(|value| value.table).any(|table| !tables.insert(table));
    if distinct.len() != 2 || is_doubled {
        return None;
    }
    let year = key.rsplit(CUT).next().unwrap_or_default();
    let message = format!(
        "“{}” năm {year}: chỗ này ghi “{}”, chỗ khác ghi “{}”.",
        first.label, other.shown, first.shown
    );
    let found = Found::new(other.at.clone(), message).and_at(first.at.clone());
    Some(found.hint("xem số nào đúng rồi ghi thống nhất ở cả hai chỗ"))
}

impl Frame<'_> {
    /// What two values must share to be compared.
    fn key(&self, name: &str, scope: &str, year: u16, unit: &str) -> String {
        let place = format!(" {}", self.place);
        let mut name = format!(" {name}");
        for of in [" tinh", " xa", " phuong", " toan", " dia ban"] {
            if !self.place.is_empty() {
                name = name.replace(&format!("{of}{place}"), "");
            }
        }
        let name = name.trim();
        let name = self.short.get(name).copied().unwrap_or(name);
        let scope: Vec<&str> = scope.split_whitespace().collect();
        format!("{name}{CUT}{}{CUT}{unit}{CUT}{year}", scope.join(" "))
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
        let total = LazyCell::new(|| self.total(view, first, passages));
        let mut title: Option<&Passage> = None;
        let mut group = String::new();
        let mut values = Vec::new();
        for (at, passage) in passages.iter().enumerate() {
            let Some((row, column)) = passage.section.cell else { continue };
            if passage.role == Role::GroupCell {
                group = scope_of(passage.plain());
                continue;
            }
            let of_row = title.filter(|title| title.section.cell.is_some_and(|(of, _)| of == row));
            let Some(named) = of_row else {
                title = Some(passage).filter(|passage| is_title(passage));
                continue;
            };
            let (Some(Some((year, scope))), Some(figure)) =
                (columns.get(column), only_figure(passage.plain()))
            else {
                continue;
            };
            let own = name_of(named.plain());
            let name = match TOTALS.contains(&own.as_str()) {
                true => total.as_ref(),
                false => Some(&own),
            };
            let Some(name) = name else { continue };
            let value = Value {
                at: At::Text(first + at, figure.range.clone()),
                shown: passage.plain().get(figure.range).unwrap_or_default().to_owned(),
                label: named.plain().trim().to_owned(),
                figure: figure.value,
                table: None,
            };
            let scope = format!("{scope} {group}");
            values.push((self.key(name, &scope, *year, figure.unit), value));
        }
        values
    }

    /// Year and scope of a column with values of indicators.
    fn column(&self, header: &str, context: Option<&Context>) -> Option<(u16, String)> {
        let is_target = ["mục tiêu", "chỉ tiêu", "kế hoạch", "phấn đấu"]
            .iter()
            .any(|word| header.contains(word));
        let bare = header
            .split([' ', '\n'])
            .find_map(|word| word.parse().ok())
            .filter(|year| (2000..2100).contains(year));
        let own = context.and_then(|context| context.year).or(self.year);
        let year = last_year(header).or(bare).or(own.filter(|_| is_target))?;
        Some((year, core(header)))
    }

    /// What a table is about as a whole: the one indicator of the heading above it that
    /// has no row of its own.
    fn total(&self, view: &View, first: usize, passages: &[Passage]) -> Option<String> {
        let mut above = view.passages.get(..first)?.iter().rev().take(3);
        let above = above.find(|passage| {
            matches!(passage.role, Role::Heading | Role::Title | Role::Paragraph)
        })?;
        let above = format!(" {} ", core(above.plain()));
        let rows =
            passages.iter().filter(|passage| passage.role == Role::Cell && is_title(passage));
        let rows: BTreeSet<String> = rows.map(|row| name_of(row.plain())).collect();
        let has_row = |short: &str| {
            let long = || self.short.iter().any(|(long, of)| *of == short && rows.contains(*long));
            rows.contains(short) || long()
        };
        let named: BTreeSet<&str> = self
            .short
            .values()
            .copied()
            .filter(|short| above.contains(&format!(" {short} ")))
            .collect();
        let mut about = named.into_iter().filter(|short| !has_row(short));
        about.next().filter(|_| about.next().is_none()).map(str::to_owned)
    }
}

/// Titles of the row that sums up the others, as [`core()`] gives them.
const TOTALS: &[&str] = &["tong cong", "tong", "cong", "chung", "tong diem"];

/// The name by which an indicator is compared: the short one in brackets, if it has one.
fn name_of(label: &str) -> String {
    match short_names(label).pop() {
        Some(short) => short.value,
        None => core(label),
    }
}

/// The figure of a cell that says nothing else.
fn only_figure(text: &str) -> Option<Figure> {
    let mut figures = figures(text);
    let figure = figures.pop().filter(|_| figures.is_empty())?;
    let rest = [text.get(..figure.range.start)?, text.get(figure.range.end..)?];
    rest.iter().all(|rest| core(rest).is_empty()).then_some(figure)
}

/// Whether a cell names its row: words, and no figure.
fn is_title(passage: &Passage) -> bool {
    let plain = passage.plain();
    plain.chars().filter(|c| c.is_alphabetic()).nth(5).is_some() && !plain.contains('%')
}

/// What the headings above say of a passage.
#[derive(Clone, Default)]
struct Context {
    scope: String,
    year: Option<u16>,
    is_of_results: bool,
}

impl Context {
    fn of(heading: &str) -> Self {
        let folded = fold(heading);
        let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
        Self {
            scope: scope_of(heading),
            year: last_year(heading),
            is_of_results: has(&["ket qua", "thuc trang", "tinh hinh", "danh gia"])
                && !has(&["muc tieu", "chi tieu", "nhiem vu"]),
        }
    }

    /// As the value of a fact, which is remembered with the heading.
    fn to_value(&self) -> String {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        [self.scope.as_str(), &year, if self.is_of_results { "x" } else { "" }].join(CUT)
    }

    fn from_value(value: &str) -> Self {
        let mut parts = value.split(CUT);
        let mut part = || parts.next().unwrap_or_default();
        let (scope, year, results) = (part().to_owned(), part().parse().ok(), part());
        Self { scope, year, is_of_results: !results.is_empty() }
    }
}

fn contexts(view: &View, known: &[Known]) -> Vec<Rc<Context>> {
    let none = Rc::new(Context::default());
    let mut headings = known.iter().filter(|known| known.fact.about == HEADING).peekable();
    let mut context = none.clone();
    let mut appendix = None;
    let mut contexts = Vec::with_capacity(view.passages.len());
    for (at, passage) in view.passages.iter().enumerate() {
        if appendix != passage.section.appendix {
            (appendix, context) = (passage.section.appendix, none.clone());
        }
        if let Some(heading) = headings.next_if(|heading| heading.passage == at) {
            context = Rc::new(Context::from_value(&heading.fact.value));
        }
        contexts.push(context.clone());
    }
    contexts
}

/// The heading itself, where it names whom its indicators are of.
fn scope_of(heading: &str) -> String {
    let folded = fold(heading);
    let of = [
        "phong ",
        "so ",
        "ban ",
        "van phong",
        "trung tam",
        "thon ",
        "xa ",
        "phuong ",
        "cong an",
        "truong ",
        "hoi ",
        "doan ",
        "doi voi ",
        "khoi ",
        "cap ",
        "cac ",
        "linh vuc ",
        "nganh ",
    ];
    if of.iter().any(|of| folded.starts_with(of)) { core(heading) } else { String::new() }
}
