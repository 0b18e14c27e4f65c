//! The sheets *Phụ lục …*: settings on top, then blocks of text and tables
//! separated by empty rows.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::model::node::{Node, Value};

use super::body;
use super::grid::Grid;
use super::labels::entry;
use super::table::{self, Settings};

/// One appendix as a map: its settings and `blocks`.
pub fn read(grid: &Grid, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let mut settings = Settings::read(grid, diagnostics);
    let mut members = std::mem::take(&mut settings.members);
    let mut blocks = Vec::new();
    for rows in stretches(grid, settings.end) {
        let columns = grid.columns(rows.iter().copied());
        match (columns.first(), columns.len()) {
            (Some(column), 1) => {
                let texts = rows.iter().filter(|row| grid.cell(**row, *column).is_some());
                blocks.extend(texts.map(|row| body::pasted(grid, *row, *column)));
            }
            _ => {
                let members = table::members(grid, &rows, &settings, diagnostics);
                let origin = members.first().map_or_else(|| grid.sheet(), |m| m.origin.clone());
                blocks.push(Node { value: Value::Map(members), origin });
            }
        }
    }
    let origin = grid.sheet();
    members.push(entry("blocks", origin.clone(), Node { value: Value::List(blocks), origin }));
    Node { value: Value::Map(members), origin: grid.sheet() }
}

/// The rows from `start` on in stretches without an empty row between. A row
/// under cells merged downwards is not empty and belongs to the stretch.
fn stretches(grid: &Grid, start: u32) -> Vec<Vec<u32>> {
    let mut reach: BTreeMap<u32, u32> = BTreeMap::new();
    for merge in grid.merges.iter().filter(|m| grid.cell(m.top, m.left).is_some()) {
        let bottom = reach.entry(merge.top).or_default();
        *bottom = merge.bottom.max(*bottom);
    }
    let mut stretches: Vec<Vec<u32>> = Vec::new();
    // The row after the current stretch and the cells merged into it.
    let mut end = 0;
    for row in grid.rows().filter(|row| *row >= start) {
        match stretches.last_mut() {
            Some(rows) if row <= end => {
                let next = rows.last().map_or(row, |last| last + 1);
                rows.extend(next..=row);
            }
            _ => stretches.push(vec![row]),
        }
        let bottom = reach.get(&row).copied().unwrap_or(row).max(row);
        end = end.max(bottom.saturating_add(1));
    }
    stretches
}
