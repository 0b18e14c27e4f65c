//! Texts with tags to [`TextTemplate`]s: what is wrong with any tag of a plan is
//! found here, before a single commune is looked at.
//!
//! Depends on `writer`, `expression`, `filters`, `scope` and `table`.

use std::collections::BTreeSet;

use minijinja::{Environment, UndefinedBehavior};

use super::expression::{self, Problem, TableNames};
use super::lexer::Headings;
use super::text::TextTemplate;
use super::writer::Writer;
use super::{filters, scope, table};
use crate::diagnostic::Diagnostic;
use crate::model::list::List;
use crate::model::outline::roman;
use crate::model::plan::{Appendix, Block};
use crate::model::tags;
use crate::model::text::Text;
use crate::origin::{Origin, Sourced};

/// What texts are compiled with, and what comes of all of them.
pub(super) struct Compiler {
    /// The code of all texts.
    pub environment: Environment<'static>,
    /// Faults and warnings.
    pub diagnostics: Vec<Diagnostic>,
    /// The columns that some tag uses.
    pub used: BTreeSet<usize>,
    /// Columns compared with a string, and where.
    pub compared: Vec<(usize, String, Origin)>,
    /// The tables of the plan, in order.
    pub tables: Vec<TableNames>,
    /// The marks of all footnotes called so far.
    pub called: BTreeSet<String>,
    /// How many tables have been compiled.
    pub tables_seen: usize,
    /// The headings of the list, for names in expressions.
    pub headings: Headings,
    /// The headings as they stand.
    pub columns: Vec<String>,
    /// Whether there is a list: without one a draft needs no code.
    pub checks: bool,
    /// How many texts have been compiled.
    pub count: usize,
    /// The condition at hand: its tag is the program's own.
    condition: Option<String>,
}

/// Where a text stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    /// The table in whose cell it stands.
    pub table: Option<usize>,
    /// The condition of its row, which may ask for columns with `co`.
    pub condition: Option<&'a Sourced<String>>,
}

impl Compiler {
    /// For a list with these headings; without any list nothing is checked.
    pub fn new(headings: Option<Vec<String>>) -> Self {
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(scope::format);
        filters::add(&mut environment);
        let checks = headings.is_some();
        let columns = headings.unwrap_or_default();
        Self {
            environment,
            diagnostics: Vec::new(),
            used: BTreeSet::new(),
            compared: Vec::new(),
            tables: Vec::new(),
            called: BTreeSet::new(),
            tables_seen: 0,
            headings: Headings::new(columns.iter().map(String::as_str)),
            columns,
            checks,
            count: 0,
            condition: None,
        }
    }

    /// Learns the names of the plan's tables and of their columns.
    pub fn name_tables(&mut self, body: &[Block], appendices: &[Appendix], list: Option<&List>) {
        let of_body = body.iter().filter_map(|block| Some((block.table()?, None)));
        let many = appendices.len() > 1;
        let of_appendices = appendices.iter().flat_map(|appendix| {
            let number = if many { format!(" {}", roman(appendix.place)) } else { String::new() };
            let label = appendix.label.as_ref().map(Text::to_plain);
            let label = label.unwrap_or_else(|| format!("Phụ lục{number}"));
            let tables = appendix.blocks.iter().filter_map(|block| block.table());
            tables.map(move |table| (table, Some(label.clone())))
        });
        for (given, appendix) in of_body.chain(of_appendices) {
            let headings = table::headings(given);
            let key = list.and_then(|list| table::key_column(&headings, list));
            let left = (0..).zip(&headings).filter(|(column, _)| Some(*column) != key);
            self.tables.push(TableNames {
                name: table::called(given, appendix.as_deref()),
                headings: Headings::new(left.map(|(_, heading)| heading.as_str())),
                filtered: key.is_some(),
            });
        }
    }

    /// The template that `text` is; `None` if it has no tags.
    pub fn text(&mut self, text: &Text, place: Place) -> Option<TextTemplate> {
        self.called.extend(text.footnote_marks().map(str::to_owned));
        if !text.runs().any(|(run, _)| has_tag(run)) {
            return None;
        }
        let mut optional: BTreeSet<String> = BTreeSet::new();
        let plain = text.to_plain();
        let asking = [Some(plain.as_str()), place.condition.map(|c| c.value.as_str())];
        for source in asking.into_iter().flatten() {
            optional.extend(asked_for(source, &self.headings));
        }
        Some(Writer::new(self, text, place, optional).write(text))
    }

    /// The template of a condition: a text that prints something where it holds.
    pub fn condition(&mut self, condition: &Sourced<String>) -> TextTemplate {
        let source = condition.value.trim();
        let bare = source.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}"));
        let place = Place { table: None, condition: Some(condition) };
        let text = format!("{{% if {} %}}x{{% endif %}}", bare.unwrap_or(source));
        // The tag is the program's; a message shows the condition.
        let text = Text::plain(text, &condition.origin);
        self.condition = Some(source.to_owned());
        let template = self.text(&text, place);
        self.condition = None;
        template.unwrap_or_else(|| TextTemplate::nothing(&condition.origin))
    }

    /// Reports what is wrong with a tag of the text at `origin`.
    pub fn report(&mut self, problems: Vec<Problem>, tag: &str, origin: &Origin) {
        let shown = match &self.condition {
            Some(condition) => format!("điều kiện {condition}"),
            None => format!("thẻ {tag}"),
        };
        for problem in problems {
            let message = format!("{} ({shown})", problem.message.trim_end_matches('.'));
            let error = Diagnostic::error("template-tag", origin, format!("{message}."));
            self.diagnostics.push(error.hint(problem.hint));
        }
    }
}

/// Whether a tag stands in `text`.
pub(super) fn has_tag(text: &str) -> bool {
    next_tag(text).is_some()
}

/// The first tag of `text` and the byte at which it begins.
pub(super) fn next_tag(text: &str) -> Option<(usize, tags::Tag<'_>)> {
    let starts = text.match_indices(['{', '«']).map(|(at, _)| at);
    starts.filter_map(|at| Some((at, tags::tag(text.get(at..)?)?))).next()
}

/// The names that `co("…")` asks for anywhere in `text`.
fn asked_for(text: &str, headings: &Headings) -> Vec<String> {
    let calls = text.match_indices("co(").filter_map(|(at, _)| text.get(at..));
    calls
        .flat_map(|call| expression::asked_for(call.get(..200).unwrap_or(call), headings))
        .collect()
}
