//! Tables of which a commune gets its own rows: the column that names the
//! communes goes, merged cells shrink to the rows that are kept, and a group
//! without rows goes.
//!
//! Depends on `compile`, `text`, `scope` and `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Merging;
use super::compile::{Compiler, Place};
use super::scope::{self, TableRows};
use super::text::TextTemplate;
use crate::diagnostic::Diagnostic;
use crate::model::list::{Cell as ListCell, List, Row as ListRow, name};
use crate::model::outline::{Rank, rank};
use crate::model::table::{Cell, Row, RowKind, Table};
use crate::model::text::Text;
use crate::model::values::Datum;

/// A table of the plan.
#[derive(Clone, Debug)]
pub(super) struct TableTemplate {
    /// The table without the column of keys, all rows of all communes in it.
    pub table: Table,
    /// The templates of each row's cells; empty where the row has none.
    templates: Vec<Vec<Option<TextTemplate>>>,
    /// The rows that every commune has.
    common: Vec<usize>,
    /// The rows of each commune, by its key.
    own: BTreeMap<String, Vec<usize>>,
    /// For each row, the cells that reach into it from above or begin in it and
    /// reach below: row, index, and the row after their last.
    spanning: Vec<Vec<Span>>,
    /// The headings of the columns, the lowest one of each.
    pub headings: Vec<String>,
    /// Whether the communes have rows of their own in it.
    pub filtered: bool,
    /// The condition of its block.
    pub condition: Option<TextTemplate>,
}

/// A cell over several rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    row: usize,
    cell: usize,
    end: usize,
}

/// A row that a commune keeps, and the templates of its cells.
pub(super) struct Kept<'a> {
    /// The row with its cells, spans fitted.
    pub row: Row,
    /// The template of each cell.
    pub templates: Vec<Option<&'a TextTemplate>>,
    /// Whether no other commune has it.
    pub own: bool,
}

/// The table of a commune.
pub(super) struct Merged<'a> {
    template: &'a TableTemplate,
    rows: Vec<Kept<'a>>,
}

/// What a table is called: its sheet, or what the plan calls its appendix.
pub(super) fn called(table: &Table, appendix: Option<&str>) -> String {
    match (table.origin.sheet(), appendix) {
        (Some(sheet), _) => sheet.to_owned(),
        (None, Some(appendix)) => appendix.to_owned(),
        (None, None) => "Nội dung".to_owned(),
    }
}

/// The headings of a table's columns, the lowest text of each above its data.
pub(super) fn headings(table: &Table) -> Vec<String> {
    let mut headings = vec![String::new(); table.columns];
    for row in table.rows.iter().filter(|row| row.kind == RowKind::Header) {
        for cell in row.cells.iter().filter(|cell| cell.colspan == 1 && !cell.text.is_blank()) {
            if let Some(heading) = headings.get_mut(cell.column) {
                let plain = cell.text.to_plain();
                *heading = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
    }
    headings
}

/// The column of keys: the one with the heading of the list's own.
pub(super) fn key_column(headings: &[String], list: &List) -> Option<usize> {
    let key = &list.columns.get(list.key)?.name;
    headings.iter().position(|heading| name(heading) == *key)
}

impl TableTemplate {
    /// The next table of the plan, its texts compiled. `list` is the list of
    /// communes, if there is one; a row whose key is none of it is an error.
    pub fn new(
        mut table: Table,
        list: Option<&List>,
        place: Place,
        compiler: &mut Compiler,
    ) -> Self {
        let headings = headings(&table);
        let column = list.and_then(|list| key_column(&headings, list));
        let mut common = Vec::new();
        let mut own: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        match (column, list) {
            (Some(column), Some(list)) => {
                let keys = keys(&table, column, list, &mut compiler.diagnostics);
                for (row, key) in keys.into_iter().enumerate() {
                    match key {
                        Some(key) => own.entry(key).or_default().push(row),
                        None => common.push(row),
                    }
                }
                number_places(&mut table, &common, &own);
                remove_column(&mut table, column);
            }
            _ => common = (0..table.rows.len()).collect(),
        }
        let headings = match column {
            Some(column) => without(headings, column),
            None => headings,
        };
        let place = Place { table: Some(compiler.tables_seen), ..place };
        compiler.tables_seen += 1;
        let mut template = |row: &Row| {
            let made: Vec<Option<TextTemplate>> =
                row.cells.iter().map(|cell| compiler.text(&cell.text, place)).collect();
            if made.iter().all(Option::is_none) { Vec::new() } else { made }
        };
        let templates = table.rows.iter().map(&mut template).collect();
        let (spanning, filtered) = (spanning(&table), column.is_some());
        let condition = None;
        Self { table, templates, common, own, spanning, headings, filtered, condition }
    }

    /// Whether a cell needs the rows of tables.
    pub fn counts(&self) -> bool {
        self.templates.iter().flatten().flatten().any(|template| template.counts)
    }

    /// The table of a draft: all rows.
    pub fn draft(&self) -> Table {
        let rows = self.kept(None).into_iter().map(|mut kept| {
            for (cell, template) in kept.row.cells.iter_mut().zip(&kept.templates) {
                if let Some(template) = template {
                    cell.text = template.draft();
                }
            }
            kept.row
        });
        Table { rows: rows.collect(), ..self.table.clone() }
    }

    /// The commune's rows, all texts made that do not need the rows of tables.
    pub fn first_pass(&self, merging: &mut Merging) -> Merged<'_> {
        let condition = self.condition.as_ref().filter(|condition| !condition.counts);
        let shown = condition.is_none_or(|condition| !merging.text(condition).is_blank());
        let rows = if shown { self.kept(Some(&merging.key())) } else { Vec::new() };
        let mut merged = Merged { template: self, rows };
        merged.texts(&Arc::default(), false, merging);
        merged
    }

    /// The rows that the commune with this key keeps; all of them without a key.
    fn kept(&self, key: Option<&str>) -> Vec<Kept<'_>> {
        let rows = match key {
            Some(key) => {
                let own = self.own.get(key).map(Vec::as_slice).unwrap_or_default();
                let mut rows = [self.common.as_slice(), own].concat();
                rows.sort_unstable();
                rows
            }
            None => (0..self.table.rows.len()).collect(),
        };
        let rows = if self.filtered && key.is_some() { self.with_groups(rows) } else { rows };
        rows.iter().map(|row| self.kept_row(*row, &rows)).collect()
    }

    /// Without the groups that had rows and have none left: a group's rows are
    /// those down to the next group of its rank or above.
    fn with_groups(&self, rows: Vec<usize>) -> Vec<usize> {
        let has_rows = |rows: &[usize], at: usize, own: Option<Rank>| {
            let after = rows.iter().skip(at + 1).filter_map(|row| self.table.rows.get(*row));
            after
                .take_while(|row| row.kind != RowKind::Group || group_rank(row) > own)
                .any(|row| row.kind == RowKind::Data)
        };
        let all: Vec<usize> = (0..self.table.rows.len()).collect();
        let stays = |at: usize, row: usize| {
            let given = self.table.rows.get(row);
            let group = given.filter(|row| row.kind == RowKind::Group);
            group.is_none_or(|group| {
                let own = group_rank(group);
                has_rows(&rows, at, own) || !has_rows(&all, row, own)
            })
        };
        rows.iter().enumerate().filter(|(at, row)| stays(*at, **row)).map(|(_, row)| *row).collect()
    }

    /// The row with its own cells and those that moved into it from rows above
    /// that are gone.
    fn kept_row(&self, at: usize, rows: &[usize]) -> Kept<'_> {
        let mut cells: Vec<(Cell, Option<&TextTemplate>)> = Vec::new();
        let template = |row: usize, cell: usize| {
            self.templates.get(row).and_then(|row| row.get(cell)).and_then(Option::as_ref)
        };
        let Some(row) = self.table.rows.get(at) else { return Kept::empty() };
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.rowspan == 1) {
            cells.push((cell.clone(), template(at, index)));
        }
        for span in self.spanning.get(at).into_iter().flatten() {
            let first = rows.partition_point(|row| *row < span.row);
            let end = rows.partition_point(|row| *row < span.end);
            let cell = self.table.rows.get(span.row).and_then(|row| row.cells.get(span.cell));
            if let (true, Some(cell)) = (rows.get(first) == Some(&at), cell) {
                let cell = Cell { rowspan: end - first, ..cell.clone() };
                cells.push((cell, template(span.row, span.cell)));
            }
        }
        cells.sort_by_key(|(cell, _)| cell.column);
        let (cells, templates) = cells.into_iter().unzip();
        let own = self.common.binary_search(&at).is_err();
        Kept { row: Row { cells, ..*row }, templates, own }
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
        let rows = |own: bool| {
            let kept = self
                .rows
                .iter()
                .filter(|kept| kept.row.kind == RowKind::Data && (!own || kept.own));
            let rows = kept.map(|kept| {
                let blank = Text::blank(&self.template.table.origin);
                let mut cells: Vec<ListCell> =
                    (0..self.template.table.columns).map(|_| list_cell(&blank)).collect();
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
                let length = |text: &Text| text.runs().map(|(run, _)| run.len()).sum::<usize>();
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

impl Kept<'_> {
    fn empty() -> Self {
        Kept {
            row: Row { kind: RowKind::Data, cells: Vec::new(), place: 0 },
            templates: Vec::new(),
            own: false,
        }
    }
}

/// The rank of a group by its number; a group without one is above all.
fn group_rank(row: &Row) -> Option<Rank> {
    match row.cells.as_slice() {
        [number, _, ..] => rank(&number.text.to_plain()),
        _ => None,
    }
}

/// The key of each row: the text in its column, which may be merged over rows.
/// Header rows belong to all.
fn keys(
    table: &Table,
    column: usize,
    list: &List,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<String>> {
    let mut keys = vec![None; table.rows.len()];
    let known: BTreeMap<&str, ()> = list
        .rows
        .iter()
        .filter_map(|row| Some((row.cells.get(list.key)?.text.as_str(), ())))
        .collect();
    for (at, row) in table.rows.iter().enumerate() {
        if matches!(row.kind, RowKind::Header | RowKind::ColumnNumbers) {
            continue;
        }
        let covers = |cell: &&Cell| cell.column == column && cell.colspan == 1;
        let Some(cell) = row.cells.iter().find(covers) else { continue };
        let key = cell.text.to_plain().trim().to_owned();
        if key.is_empty() {
            continue;
        }
        if !known.contains_key(key.as_str()) {
            let message = format!(
                "Danh sách không có xã nào có mã “{key}”, nên dòng này không in cho xã nào."
            );
            let error = Diagnostic::error("unknown-commune", &cell.text.origin, message);
            diagnostics.push(error.hint("sửa mã ở ô này; để trống thì dòng này in cho mọi xã"));
        }
        for key_of_row in keys.iter_mut().skip(at).take(cell.rowspan) {
            *key_of_row = Some(key.clone());
        }
    }
    keys
}

/// Numbers the rows by the slots that they fill: communes take turns in those
/// between the common rows, so that the rows of all of them have few places.
fn number_places(table: &mut Table, common: &[usize], own: &BTreeMap<String, Vec<usize>>) {
    let gap_of = |row: usize| common.partition_point(|common| *common < row);
    let mut slots = vec![0; common.len() + 1];
    let mut slot_of: BTreeMap<usize, usize> = BTreeMap::new();
    for rows in own.values() {
        let mut used: BTreeMap<usize, usize> = BTreeMap::new();
        for row in rows {
            let slot = used.entry(gap_of(*row)).or_default();
            *slot += 1;
            slot_of.insert(*row, *slot);
        }
        for (gap, used) in used {
            if let Some(slots) = slots.get_mut(gap) {
                *slots = used.max(*slots);
            }
        }
    }
    let mut before = 0;
    let starts: Vec<usize> = slots
        .iter()
        .map(|slots| {
            let start = before;
            before += slots + 1;
            start
        })
        .collect();
    for (at, row) in table.rows.iter_mut().enumerate() {
        let gap = gap_of(at);
        let start = starts.get(gap).copied().unwrap_or_default();
        let after = slots.get(gap).copied().unwrap_or_default();
        row.place = start + slot_of.get(&at).copied().unwrap_or(after + 1);
    }
}

/// Takes a column out of a table; cells merged over it become narrower.
fn remove_column(table: &mut Table, column: usize) {
    table.columns -= 1;
    table.widths = table.widths.take().map(|widths| without(widths, column));
    for row in &mut table.rows {
        row.cells.retain(|cell| cell.column != column || cell.colspan > 1);
        for cell in &mut row.cells {
            if (cell.column..cell.column + cell.colspan).contains(&column) {
                cell.colspan -= 1;
            } else if cell.column > column {
                cell.column -= 1;
            }
        }
    }
}

fn without<T>(mut items: Vec<T>, index: usize) -> Vec<T> {
    if index < items.len() {
        items.remove(index);
    }
    items
}

/// For each row the cells over several rows that cover it.
fn spanning(table: &Table) -> Vec<Vec<Span>> {
    let mut spanning = vec![Vec::new(); table.rows.len()];
    for (at, row) in table.rows.iter().enumerate() {
        for (index, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.rowspan > 1) {
            let span = Span { row: at, cell: index, end: at + cell.rowspan };
            spanning.iter_mut().take(span.end).skip(at).for_each(|row| row.push(span));
        }
    }
    spanning
}
