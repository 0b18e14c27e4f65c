//! What is found by looking at a template and its list together, and how the
//! findings of many communes become few.
//!
//! Depends on `compile` and `model::list`.

use std::collections::{BTreeMap, BTreeSet};

use super::compile::Compiler;
use crate::diagnostic::{Diagnostic, Evidence, suggestion};
use crate::model::fields::{FIELDS, closest};
use crate::model::list::List;

/// Values of a column that a message lists.
const VALUES_SHOWN: usize = 8;

/// Warns of comparisons that hold for no commune and of columns that look like
/// fields and are none; notes which columns are not used.
pub(super) fn check(compiler: &mut Compiler, list: &List) {
    let mut found = Vec::new();
    for (column, text, origin) in &compiler.compared {
        let cells = || list.rows.iter().filter_map(|row| row.cells.get(*column));
        let Some(heading) = list.columns.get(*column).map(|column| &column.heading) else {
            continue;
        };
        if cells().any(|cell| cell.text == *text) {
            continue;
        }
        let message = format!("Không xã nào có “{heading}” là “{text}”.");
        let values: BTreeSet<&str> = cells().map(|cell| cell.text.as_str()).collect();
        let warning = Diagnostic::warning("never-equal", origin, message);
        found.push(match closest(text, values.iter().copied()) {
            Some(close) => warning.hint(suggestion(close)),
            None => {
                let shown: Vec<&str> = values.iter().take(VALUES_SHOWN).copied().collect();
                let more = if values.len() > VALUES_SHOWN { " …" } else { "" };
                warning.hint(format!("danh sách có: {}{more}", shown.join(", ")))
            }
        });
    }
    let unused = list.columns.iter().enumerate().filter(|(at, column)| {
        !compiler.used.contains(at) && *at != list.key && column.field().is_none()
    });
    let (mut close_ones, mut others) = (Vec::new(), Vec::new());
    for (_, column) in unused {
        let field = closest(&column.heading, FIELDS.iter().map(|field| field.label));
        match field.filter(|_| !has_field(list, field)) {
            Some(close) => {
                let message = format!("Cột “{}” của danh sách không được dùng.", column.heading);
                let warning = Diagnostic::warning("unused-column", &column.origin, message);
                close_ones.push(warning.hint(suggestion(close)));
            }
            None => others.push(format!("“{}”", column.heading)),
        }
    }
    found.append(&mut close_ones);
    if !others.is_empty() {
        let message =
            format!("Các cột của danh sách mà kế hoạch không dùng: {}.", others.join(", "));
        found.push(Diagnostic::note("unused-columns", &list.origin, message));
    }
    compiler.diagnostics.extend(found);
}

/// Whether the list has a column for the field with this label.
fn has_field(list: &List, label: Option<&str>) -> bool {
    let fields = list.columns.iter().filter_map(|column| column.field());
    fields.into_iter().any(|field| Some(field.label) == label)
}

/// Adds the mends of another commune's cells; that of the plan's own is there.
fn join(evidence: &mut Option<Box<Evidence>>, more: Option<Box<Evidence>>) {
    if let (Some(evidence), Some(more)) = (evidence, more) {
        for mend in more.mends {
            if evidence.mends.last() != Some(&mend) {
                evidence.mends.push(mend);
            }
        }
    }
}

/// The findings of all communes, each once: how many of them it concerns, and
/// their cells. `communes` is how many were looked at.
pub fn grouped(
    findings: impl IntoIterator<Item = Vec<Diagnostic>>,
    communes: usize,
) -> Vec<Diagnostic> {
    let mut order: Vec<(Diagnostic, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for of_commune in findings {
        let mut seen = BTreeSet::new();
        for found in of_commune {
            let place = found.origin.as_ref().map(ToString::to_string).unwrap_or_default();
            let hints = found.hints.join("\n");
            let key = [found.code, &place, &found.message, &hints].join("\n");
            let first = seen.insert(key.clone());
            match known.get(&key).and_then(|at| order.get_mut(*at)) {
                Some((group, count)) => {
                    group.related.extend(found.related);
                    join(&mut group.evidence, found.evidence);
                    *count += usize::from(first);
                }
                None => {
                    known.insert(key, order.len());
                    order.push((found, 1));
                }
            }
        }
    }
    let counted = |(mut found, count): (Diagnostic, usize)| {
        // What concerns all is the plan's own affair, and so is one commune's cell.
        if count < communes && (count > 1 || !found.related.is_empty()) {
            found.message = format!("{} ({count} xã)", found.message);
        } else if count == communes && !found.related.is_empty() {
            found.message = format!("{} (cả {count} xã)", found.message);
        }
        found
    };
    order.into_iter().map(counted).collect()
}
