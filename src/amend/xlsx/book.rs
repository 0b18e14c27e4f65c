//! The sheets of a workbook and the parts around them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::parse_cell;
use crate::amend::package::Package;
use crate::amend::xml::{element, elements};
use crate::diagnostic::Diagnostic;

/// The part that every such workbook has.
pub const WORKBOOK: &str = "xl/workbook.xml";

/// The parts of a workbook.
pub struct Book {
    sheets: BTreeMap<String, String>,
    related: Vec<Related>,
}

/// Something that a part refers to.
#[derive(Clone, Debug)]
pub struct Related {
    /// The id by which the part calls it.
    pub id: String,
    /// The last step of its type: `worksheet`, `comments`.
    pub kind: String,
    /// The part.
    pub part: String,
}

impl Book {
    /// Reads the directory of the workbook.
    ///
    /// # Errors
    /// It is damaged.
    pub fn open(package: &mut Package) -> Result<Self, Diagnostic> {
        let related = related(package, WORKBOOK)?;
        let xml = package.required(WORKBOOK)?;
        let mut sheets = BTreeMap::new();
        for sheet in elements(&xml, &["workbook", "sheets", "sheet"])? {
            let id = sheet.attribute("id").unwrap_or_default();
            let part = related.iter().find(|found| found.id == id && found.kind == "worksheet");
            if let (Some(part), Some(name)) = (part, sheet.attribute("name")) {
                sheets.entry(name).or_insert_with(|| part.part.clone());
            }
        }
        Ok(Self { sheets, related })
    }

    /// The part of the sheet called `name`.
    pub fn sheet(&self, name: &str) -> Option<&str> {
        self.sheets.get(name).map(String::as_str)
    }

    /// The part of this kind: `styles`, `sharedStrings`.
    pub fn part(&self, kind: &str) -> Option<&str> {
        self.related.iter().find(|found| found.kind == kind).map(|found| found.part.as_str())
    }
}

/// What `part` refers to inside of the package.
///
/// # Errors
/// Its relationships are damaged.
pub fn related(package: &mut Package, part: &str) -> Result<Vec<Related>, Diagnostic> {
    let Some(xml) = package.text(&relationships_of(part))? else { return Ok(Vec::new()) };
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut found = Vec::new();
    for element in elements(&xml, &["Relationships", "Relationship"])? {
        let [id, kind, target] = ["Id", "Type", "Target"].map(|name| element.attribute(name));
        if element.attribute("TargetMode").as_deref() == Some("External") {
            continue;
        }
        if let (Some(id), Some(kind), Some(target)) = (id, kind, target) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Related { id, kind, part: resolve(folder, &target) });
        }
    }
    Ok(found)
}

/// The row of a table with the names of its columns.
pub struct Head {
    row: u32,
    columns: RangeInclusive<u32>,
}

impl Head {
    /// Whether the cell is one of it.
    pub fn contains(&self, (row, column): &(u32, u32)) -> bool {
        *row == self.row && self.columns.contains(column)
    }
}

/// The heads of the tables (Excel's own, not the plan's) on the sheet in `part`.
///
/// # Errors
/// The package is damaged.
pub fn table_heads(package: &mut Package, part: &str) -> Result<Vec<Head>, Diagnostic> {
    let mut heads = Vec::new();
    for table in related(package, part)?.into_iter().filter(|found| found.kind == "table") {
        let xml = package.required(&table.part)?;
        let area = element(&xml, &["table"])?.attribute("ref").unwrap_or_default();
        let (first, last) = area.split_once(':').unwrap_or((&area, &area));
        if let (Some((row, left)), Some((_, right))) = (parse_cell(first), parse_cell(last)) {
            heads.push(Head { row, columns: left..=right });
        }
    }
    Ok(heads)
}

/// The part that holds the relationships of `part`.
pub fn relationships_of(part: &str) -> String {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{name}.rels")
}

/// A target, relative to `folder` or from the package's root, as a part's name.
fn resolve(folder: &str, target: &str) -> String {
    let mut steps = Vec::new();
    let relative = if target.starts_with('/') { "" } else { folder };
    for step in relative.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}
