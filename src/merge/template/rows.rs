//! The rows of a commune's table with their texts, as lists for sums and loops,
//! and the longest texts that any commune has.
//!
//! Texts that need the rows of tables are made when all other rows are. Depends
//! on `table`, `text`, `scope` and `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Merging;
use super::scope::{self, TableRows};
use super::table::{Kept, TableTemplate};
use super::text::TextTemplate;
use crate::model::list::{Cell as ListCell, Row as ListRow};
use crate::model::table::{Row, RowKind, Table};
use crate::model::text::Text;
use crate::model::values::Datum;

/// The table of a commune.
pub(super) struct Merged<'a> {
    template: &'a TableTemplate,
    rows: Vec<Kept<'a>>,
}

impl TableTemplate {
    /// The commune's rows, all texts made that do not need the rows of tables.
    pub fn first_pass(&self, merging: &mut Merging) -> Merged<'_> {
        let condition = self.condition.as_ref().filter(|condition| !condition.counts);
        let shown = condition.is_none_or(|condition| !merging.text(condition).is_blank());
        let rows = if shown { self.kept(Some(&merging.key())) } else { Vec::new() };
        let mut merged = Merged { template: self, rows };
        merged.texts(&Arc::default(), false, merging);
        merged
    }
}

impl Merged<'_> {
    /// Makes the texts that need the rows of tables.
    pub fn second_pass(&mut self, tables: &Arc<Vec<TableRows>>, merging: &mut Merging) {
        self.texts(tables, true, merging);
    }

    fn texts(&mut self, tables: &Arc<Vec<TableRows>>, counts: bool, merging: &mut Merging) {
        let mut number = 0;
        for kept in &mut self.rows {
            number += usize::from(kept.row.kind == RowKind::Data);
            let wanted = |template: &Option<&TextTemplate>| {
                template.is_some_and(|template| template.counts == counts)
            };
            if !kept.templates.iter().any(wanted) {
                continue;
            }
            merging.set_scope(tables.clone(), Some(number));
            for (cell, template) in kept.row.cells.iter_mut().zip(&kept.templates) {
                if let Some(template) = template.filter(|template| template.counts == counts) {
                    cell.text = merging.text(template);
                }
            }
        }
        merging.set_scope(tables.clone(), None);
    }

    /// The rows as lists: for sums without what is itself a sum, and the
    /// commune's own.
    pub fn lists(&self) -> TableRows {
        let under = self.under_spans();
        let rows = |own: bool| {
            let kept = self
                .rows
                .iter()
                .zip(&under)
                .filter(|(kept, _)| kept.row.kind == RowKind::Data && (!own || kept.own));
            let rows = kept.map(|(kept, under)| {
                let mut cells = under.clone();
                for (cell, template) in kept.row.cells.iter().zip(&kept.templates) {
                    let sums = template.is_some_and(|template| template.counts);
                    if let (false, Some(slot)) = (sums, cells.get_mut(cell.column)) {
                        *slot = list_cell(&cell.text);
                    }
                }
                ListRow { cells, origin: self.template.table.origin.clone() }
            });
            let origin = &self.template.table.origin;
            Arc::new(scope::table_list(&self.template.headings, rows.collect(), origin))
        };
        TableRows { all: rows(false), own: rows(true) }
    }

    /// For each row the cells of a list: blank, or what is merged down over it.
    fn under_spans(&self) -> Vec<Vec<ListCell>> {
        let blank = list_cell(&Text::blank(&self.template.table.origin));
        let mut open: Vec<(usize, ListCell)> =
            vec![(0, blank.clone()); self.template.table.columns];
        let mut rows = Vec::new();
        for kept in &self.rows {
            let cell = |(left, cell): &(usize, ListCell)| {
                if *left > 0 { cell.clone() } else { blank.clone() }
            };
            rows.push(open.iter().map(cell).collect());
            open.iter_mut().for_each(|(left, _)| *left = left.saturating_sub(1));
            for cell in kept.row.cells.iter().filter(|cell| cell.rowspan > 1) {
                if let Some(slot) = open.get_mut(cell.column) {
                    *slot = (cell.rowspan - 1, list_cell(&cell.text));
                }
            }
        }
        rows
    }

    /// The commune's table; `given` is that of the plan without rows.
    pub fn into_table(self, given: &Table) -> Table {
        let Table { columns, widths, .. } = &self.template.table;
        let rows = self.rows.into_iter().map(|kept| kept.row).collect();
        Table { rows, columns: *columns, widths: widths.clone(), ..given.clone() }
    }
}

fn list_cell(text: &Text) -> ListCell {
    let origin = text.source(0).map_or(&text.origin, |(origin, _)| origin).clone();
    ListCell { text: text.to_plain(), datum: Datum::Text, origin }
}

/// Leaves of the rows that communes take turns in one for each place, with the
/// longest text that any of them has in each column. A table with cells merged
/// downwards stays as it is.
pub(super) fn one_row_a_place(table: &mut Table) {
    let merged = |row: &Row| row.cells.iter().any(|cell| cell.rowspan > 1);
    if table.rows.iter().any(merged) {
        return;
    }
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for row in std::mem::take(&mut table.rows) {
        match rows.get_mut(&row.place) {
            Some(first) => {
                for (longest, cell) in first.cells.iter_mut().zip(row.cells) {
                    if length(&cell.text) > length(&longest.text) {
                        longest.text = cell.text;
                    }
                }
            }
            None => {
                rows.insert(row.place, row);
            }
        }
    }
    table.rows = rows.into_values().collect();
}

fn length(text: &Text) -> usize {
    text.runs().map(|(run, _)| run.len()).sum()
}

/// The longest text of each cell of a table.
pub(super) struct Widest(BTreeMap<(usize, usize), Text>);

impl Widest {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Looks at the table of a commune.
    pub fn add(&mut self, table: &TableTemplate, merging: &mut Merging) {
        if table.templates.iter().all(Vec::is_empty) {
            return;
        }
        for kept in table.first_pass(merging).rows {
            let cells = kept.row.cells.into_iter().zip(kept.templates);
            for (cell, _) in cells.filter(|(_, template)| template.is_some()) {
                let longest = self.0.entry((kept.row.place, cell.column));
                let longest = longest.or_insert_with(|| Text::blank(&cell.text.origin));
                if length(&cell.text) > length(longest) {
                    *longest = cell.text;
                }
            }
        }
    }

    /// Puts the longest texts into a table with all rows.
    pub fn apply(&self, table: &mut Table) {
        for row in &mut table.rows {
            for cell in &mut row.cells {
                if let Some(text) = self.0.get(&(row.place, cell.column)) {
                    cell.text = text.clone();
                }
            }
        }
    }
}
