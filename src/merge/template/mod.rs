//! A plan for a list of communes: compiled once, every fault of it found; then
//! for each commune the plan with its values, its rows, its fields of *Thông
//! tin*. [`super::document`] makes the document of such a plan as of any other.
//!
//! What is fixed in the plan is read and checked once and copied; the few texts
//! with tags are made anew. `lexer`, `expression`, `functions`, `compile` and
//! `writer` take texts apart, `scope`, `filters` and `text` put them together,
//! `blocks`, `table` and `rows` choose what is left for a commune, `head` is
//! *Thông tin*.
//!
//! May depend on `model`, `diagnostic`, `origin` and `merge::say`; minijinja's
//! types stay in here.

mod blocks;
mod compile;
mod expression;
mod filters;
mod findings;
mod functions;
mod head;
mod lexer;
mod line;
mod numbering;
mod rows;
mod scope;
mod table;
mod text;
mod writer;

use std::sync::Arc;

use minijinja::Environment;
use minijinja::value::Value;

use crate::diagnostic::{Diagnostic, is_withheld};
use crate::model::list::List;
use crate::model::node::Node;
use crate::model::plan::{Parts, Plan};
use crate::model::read::{read_head, read_parts};
use blocks::{Appendices, Blocks, Footnotes, Texts};
use compile::Compiler;
use head::Head;
use scope::Scope;
use text::TextTemplate;

pub use findings::grouped;
pub use head::first_field;
pub use line::Line;

/// A plan with merge fields, ready to be made for each commune of a list.
pub struct Template {
    list: Option<Arc<List>>,
    environment: Environment<'static>,
    head: Head,
    body: Blocks,
    recipients: Texts,
    appendices: Appendices,
    footnotes: Footnotes,
}

/// What merging one commune needs and finds.
struct Merging<'a> {
    environment: &'a Environment<'static>,
    list: &'a Arc<List>,
    row: usize,
    context: Value,
    findings: Vec<Diagnostic>,
}

impl Template {
    /// The template that the plan in `node` is for the communes of `list`; without
    /// a list only its draft can be made. `None` with errors among the
    /// diagnostics.
    pub fn new(mut node: Node, list: Option<Arc<List>>) -> (Option<Self>, Vec<Diagnostic>) {
        node.expect_tags();
        let (parts, mut diagnostics) = read_parts(&node);
        let Some(Parts { body, recipients, appendices, footnotes }) = parts else {
            return (None, diagnostics);
        };
        let headings = list.as_ref().map(|list| headings(list));
        let mut compiler = Compiler::new(headings);
        compiler.name_tables(&body, &appendices, list.as_deref());
        let list_ref = list.as_deref();
        let head = Head::new(node, list_ref, &mut compiler);
        let body = Blocks::new(body, list_ref, &mut compiler);
        let recipients = Texts::new(recipients, &mut compiler);
        let appendices = Appendices::new(appendices, list_ref, &mut compiler);
        let footnotes = Footnotes::new(footnotes, &mut compiler);
        if let Some(list) = &list {
            findings::check(&mut compiler, list);
        }
        diagnostics.extend(std::mem::take(&mut compiler.diagnostics));
        let environment = compiler.environment;
        let template = Self { list, environment, head, body, recipients, appendices, footnotes };
        let failed = is_withheld(&diagnostics);
        ((!failed).then_some(template), diagnostics)
    }

    /// The plan of the commune at `row` of the list, and what is wrong with it.
    /// With errors among the findings it must not be printed; `None` where there
    /// is no such row.
    pub fn plan(&self, row: usize) -> (Option<Plan>, Vec<Diagnostic>) {
        let Some(list) = self.list.as_ref().filter(|list| row < list.rows.len()) else {
            return (None, Vec::new());
        };
        let mut merging = Merging {
            environment: &self.environment,
            list,
            row,
            context: Value::UNDEFINED,
            findings: Vec::new(),
        };
        let mut tables = Vec::new();
        merging.set_scope(Arc::default(), None);
        let kept = self.body.tables().chain(self.appendices.tables());
        let mut kept: Vec<_> = kept.map(|table| table.first_pass(&mut merging)).collect();
        if self.counts() {
            tables.extend(kept.iter().map(rows::Merged::lists));
            let tables = Arc::new(tables);
            kept.iter_mut().for_each(|table| table.second_pass(&tables, &mut merging));
            merging.set_scope(tables, None);
        }
        let mut tables = kept.into_iter();
        let parts = Parts {
            body: self.body.merge(&mut tables, &mut merging),
            recipients: self.recipients.merge(&mut merging),
            appendices: self.appendices.merge(&mut tables, &mut merging),
            footnotes: self.footnotes.merge(&mut merging),
        };
        let head = self.head.merge(&mut merging);
        let (plan, found) = read_head(&head, parts);
        merging.findings.extend(found);
        (plan, merging.findings)
    }

    /// The plan with «Tên xã» where values would stand, every row and branch of
    /// it.
    pub fn draft(&self) -> (Option<Plan>, Vec<Diagnostic>) {
        let parts = Parts {
            body: self.body.draft(),
            recipients: self.recipients.draft(),
            appendices: self.appendices.draft(),
            footnotes: self.footnotes.draft(),
        };
        read_head(&self.head.draft(), parts)
    }

    /// The plan with all rows of all communes in its tables, and in each cell the
    /// longest text that any commune has there: what the columns of every commune
    /// are measured by.
    pub fn widest(&self) -> Option<Plan> {
        let list = self.list.as_ref()?;
        let mut plan = self.draft().0?;
        let tables = plan.appendices.iter_mut().flat_map(|appendix| &mut appendix.blocks);
        let tables = plan.body.iter_mut().chain(tables).filter_map(|block| block.table_mut());
        tables.for_each(rows::one_row_a_place);
        let mut merging = Merging {
            environment: &self.environment,
            list,
            row: 0,
            context: Value::UNDEFINED,
            findings: Vec::new(),
        };
        let templates: Vec<_> = self.body.tables().chain(self.appendices.tables()).collect();
        let mut widest: Vec<rows::Widest> = templates.iter().map(|_| rows::Widest::new()).collect();
        for row in 0..list.rows.len() {
            merging.row = row;
            merging.set_scope(Arc::default(), None);
            for (table, widest) in templates.iter().zip(&mut widest) {
                widest.add(table, &mut merging);
            }
        }
        let mut widest = widest.into_iter();
        let blocks = plan.body.iter_mut();
        let blocks = blocks.chain(plan.appendices.iter_mut().flat_map(|a| &mut a.blocks));
        blocks.filter_map(|block| block.table_mut()).for_each(|table| {
            if let Some(widest) = widest.next() {
                widest.apply(table);
            }
        });
        Some(plan)
    }

    /// Whether any text needs the rows of tables.
    fn counts(&self) -> bool {
        self.head.counts()
            || self.body.counts()
            || self.recipients.counts()
            || self.appendices.counts()
            || self.footnotes.counts()
    }
}

impl Merging<'_> {
    /// Answers from now on with these tables, for the row of a table with that
    /// number.
    fn set_scope(&mut self, tables: Arc<Vec<scope::TableRows>>, number: Option<usize>) {
        let (list, row) = (self.list.clone(), self.row);
        self.context = Value::from_object(Scope { list, row, tables, number });
    }

    /// The text that `template` is for the commune.
    fn text(&mut self, template: &TextTemplate) -> crate::model::text::Text {
        let merged = template.merge(self.environment, &self.context, self.list, self.row);
        for failure in merged.failures {
            let mut error = Diagnostic::error("merge-value", &template.origin, failure.message);
            error.related.extend(failure.cell);
            self.findings.push(error.hint(failure.hint));
        }
        merged.text
    }

    /// The key of the commune.
    fn key(&self) -> String {
        self.list.rows.get(self.row).map(|row| self.list.key_of(row)).unwrap_or_default()
    }
}

fn headings(list: &List) -> Vec<String> {
    list.columns.iter().map(|column| column.heading.clone()).collect()
}
