//! Tables of which a commune gets its own rows: the column that names the
//! communes goes, merged cells shrink to the rows that are kept, and a group
//! without rows goes.
//!
//! Depends on `compile`, `text` and `model`; `rows` makes the texts.

use std::collections::BTreeMap;

use super::compile::{Compiler, Place};
use super::text::TextTemplate;
use crate::diagnostic::Diagnostic;
use crate::model::list::{List, name};
use crate::model::outline::{Rank, rank};
use crate::model::read::regroup;
use crate::model::table::{Cell, Row, RowKind, Table};
use crate::origin::Origin;

/// A table of the plan.
#[derive(Clone, Debug)]
pub(super) struct TableTemplate {
    /// The table without the column of keys, all rows of all communes in it.
    pub table: Table,
    /// The templates of each row's cells; empty where the row has none.
    pub templates: Vec<Vec<Option<TextTemplate>>>,
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
    /// communes, if there is one; rows whose key is none of it are warned of.
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
                regroup(&mut table);
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

    /// The rows that the commune with this key keeps; all of them without a key.
    pub fn kept(&self, key: Option<&str>) -> Vec<Kept<'_>> {
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
    /// those down to the next group of its rank or above, sums aside.
    fn with_groups(&self, rows: Vec<usize>) -> Vec<usize> {
        let sums = |row: usize| {
            let templates = self.templates.get(row).into_iter().flatten().flatten();
            templates.into_iter().any(|template| template.counts)
        };
        let has_rows = |rows: &[usize], at: usize, own: Option<Rank>| {
            let after = rows.iter().skip(at + 1);
            let after = after.filter_map(|row| Some((*row, self.table.rows.get(*row)?)));
            after
                .take_while(|(_, row)| row.kind != RowKind::Group || group_rank(row) > own)
                .any(|(at, row)| row.kind == RowKind::Data && !sums(at))
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
    let mut strangers: Vec<&Origin> = Vec::new();
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
            strangers.push(&cell.text.origin);
        }
        for key_of_row in keys.iter_mut().skip(at).take(cell.rowspan) {
            *key_of_row = Some(key.clone());
        }
    }
    diagnostics.extend(unknown_communes(&strangers));
    keys
}

/// A warning for rows of communes that the list does not have.
fn unknown_communes(cells: &[&Origin]) -> Option<Diagnostic> {
    let (first, others) = cells.split_first()?;
    let message = format!(
        "Bảng có {} dòng mang mã xã không có trong danh sách, nên không in cho xã nào.",
        cells.len()
    );
    let mut warning = Diagnostic::warning("unknown-commune", first, message);
    warning.related.extend(others.iter().copied().cloned());
    Some(warning.hint("sửa mã ở các ô này; để trống thì dòng in cho mọi xã"))
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
